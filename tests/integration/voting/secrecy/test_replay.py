"""Abuse 12 and 13: a replay tells no more than everybody could see, and of a secret vote nothing that joins voter and choice."""

import sqlalchemy as sa

from gemportal.kernel import db
from gemportal.register.replaying import comparing, reading
from gemportal.voting import acts
from gemportal.voting.models import Ballot
from gemportal.voting.secrecy import queries as secrecy
from gemportal.voting.secrecy.models import SecretBallot
from tests.factories import voting
from tests.factories.members import KAMPEN, URK, ZWOLLE, coordinator
from tests.integration.voting.secrecy.test_abuse_12_two_stores import VOTERS, number, the_two_stores
from tests.support.dump import cells_with
from tests.support.house import House
from tests.support.replaying import rebuilt
from tests.support.time import StoppedClock

__all__ = ["number"]

CANARY = "Kanarie: wij zijn tegen."


def test_abuse_13_an_open_vote_shows_and_tells_who_voted_and_nothing_else(house: House, clock: StoppedClock) -> None:
    opened = voting.open_vote(house)
    voting.cast(house, opened, ZWOLLE, "against", CANARY)
    assert CANARY not in str(house.ask(comparing.public_state))
    with rebuilt(house) as other:
        assert House(other).ask(cells_with, CANARY) == []
        assert House(other).ask(lambda: db.session().scalars(sa.select(Ballot.answer)).all()) == [None]


def test_a_ballot_that_was_not_counted_stays_closed(house: House, clock: StoppedClock) -> None:
    """One that was replaced, and all those of a vote that was declared void while it was open."""
    counted, void = voting.open_vote(house), voting.open_vote(house)
    voting.cast(house, counted, ZWOLLE, "against", CANARY)
    voting.cast(house, counted, ZWOLLE, "for", "Bij nader inzien voor.")
    voting.cast(house, void, KAMPEN, "against", CANARY)
    voting.close(house, counted)
    house.perform(acts.annul, coordinator(house), void, "De vraag was onduidelijk.")
    with rebuilt(house) as other:
        assert House(other).ask(cells_with, CANARY) == []


def test_abuse_12_a_secret_vote_that_is_open_tells_no_choice(house: House, clock: StoppedClock, number: str) -> None:
    assert not any(key.startswith(f"{number} ") for name, key in house.ask(comparing.public_state) if "secret" in name)
    with rebuilt(house, public_only=False) as other:
        assert House(other).ask(lambda: db.session().scalars(sa.select(SecretBallot.tracker)).all()) == []


def test_abuse_12_what_is_told_of_a_secret_vote_joins_no_voter_and_choice(
    house: House,
    clock: StoppedClock,
    number: str,
) -> None:
    voting.close(house, number)
    with rebuilt(house, public_only=False) as other:
        choices, others = the_two_stores(House(other))
        listed = House(other).ask(secrecy.ballots_of, 1)
        answers = House(other).ask(lambda: db.session().scalars(sa.select(Ballot.answer)).all())
    assert len(listed) == len(VOTERS)
    assert listed == house.ask(secrecy.ballots_of, 1)
    assert answers == [None] * len(VOTERS)
    assert choices & others == set()
    trackers = {ballot.tracker for ballot in listed}
    for logged in house.ask(lambda: list(reading.own_log(public_only=False))):
        text = (logged.part or b"").decode()
        if any(tracker in text for tracker in trackers):
            # What stands beside the trackers is their answers, in the order of the trackers.
            assert not any(code in text for code in VOTERS)
            assert sorted(trackers, key=text.index) == sorted(trackers)
        assert not any(tracker in logged.body.decode() for tracker in trackers)


def test_abuse_12_a_void_secret_vote_tells_no_choice(house: House, clock: StoppedClock) -> None:
    opened = voting.open_vote(house, voting.PERSONS)
    voting.cast(house, opened, URK, ["keuze-1"])
    house.perform(acts.annul, coordinator(house), opened, "Er stond een verkeerde naam.")
    with rebuilt(house, public_only=False) as other:
        assert House(other).ask(lambda: db.session().scalars(sa.select(SecretBallot.tracker)).all()) == []
