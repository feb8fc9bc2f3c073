"""Rows of votes that were changed behind the register's back are told apart by a replay, whoever changed them."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from gemportal.kernel import db
from gemportal.register.canonical import canonical
from gemportal.register.models import Part
from gemportal.register.replaying import reading, rebuilding
from gemportal.register.replaying.rebuilding import Unreplayable
from gemportal.voting import acts, queries
from gemportal.voting.contesting.models import Contest
from gemportal.voting.models import Ballot, RollLine, Vote, VoteOption, VoteResult
from gemportal.voting.proxies.models import Proxy
from gemportal.voting.rounds.models import Objection
from gemportal.voting.secrecy.models import SecretBallot
from tests.factories import voting
from tests.factories.members import DEVENTER, KAMPEN, URK, ZWOLLE, coordinator
from tests.integration.voting.test_replay import OBJECTION
from tests.support.guards import behind_the_guards
from tests.support.house import House
from tests.support.replaying import differences, verified
from tests.support.time import StoppedClock

TOLD = "what the register tells"
OF_ZWOLLE, OF_KAMPEN = (Ballot.organisation_code == code for code in (ZWOLLE, KAMPEN))


def change(house: House, table: Any, **values: Any) -> None:
    behind_the_guards(house, table.__tablename__, sa.update(table).values(values))


def change_one(house: House, table: Any, which: Any, **values: Any) -> None:
    behind_the_guards(house, table.__tablename__, sa.update(table).where(which).values(values))


def test_a_changed_ballot_weight_option_result_or_text_is_named(house: House, clock: StoppedClock) -> None:
    number = voting.published_vote(house)
    assert differences(house) == []
    other = house.ask(queries.result_of, 1) or {}
    change_one(house, Ballot, OF_ZWOLLE, answer="against")
    change_one(house, Ballot, OF_KAMPEN, statement="Met tegenzin.")
    change_one(house, RollLine, RollLine.organisation_code == URK, weight=7)
    change(house, VoteResult, result=other | {"outcome": "rejected"})
    change(house, Vote, question="Zetten wij samen iets anders op?", effect_refusal="Geen geld.")
    assert differences(house) == [
        f"ballot of {number} {KAMPEN} differs from {TOLD}: statement",
        f"ballot of {number} {ZWOLLE} differs from {TOLD}: answer",
        f"line of the roll of {number} {URK} differs from {TOLD}: weight",
        f"result of {number} differs from {TOLD}: outcome",
        f"vote of {number} differs from {TOLD}: effect_refusal, question",
    ]


def test_a_removed_ballot_or_option_is_named_and_an_added_one_too(house: House, clock: StoppedClock) -> None:
    number = voting.open_vote(house, voting.PRIORITIES)
    for code in (ZWOLLE, KAMPEN):
        voting.cast(house, number, code, ["keuze-1"])
    behind_the_guards(house, "ballot", sa.delete(Ballot).where(OF_ZWOLLE))
    change_one(house, Ballot, OF_KAMPEN, organisation_code=URK)
    change_one(house, VoteOption, VoteOption.key == "keuze-1", key="keuze-9")
    assert differences(house) == [
        f"ballot of {number} {KAMPEN} is gone: the register tells of it",
        f"ballot of {number} {URK} was never recorded: the register does not tell of it",
        f"ballot of {number} {ZWOLLE} is gone: the register tells of it",
        f"option of {number} keuze-1 is gone: the register tells of it",
        f"option of {number} keuze-9 was never recorded: the register does not tell of it",
        f"vote of {number} differs from {TOLD}: turnout",
    ]


def test_a_ballot_that_was_changed_before_the_count_is_named_by_whoever_has_the_commitments(
    house: House, clock: StoppedClock
) -> None:
    """Nobody outside can see it, so a replay of the public parts does not; `verify` has the other parts too."""
    number = voting.open_vote(house)
    voting.cast(house, number, ZWOLLE, "against", "Nog niet.")
    voting.cast(house, number, ZWOLLE, "for", "Toch wel.")
    voting.cast(house, number, KAMPEN, "for")
    assert verified(house) == []
    change_one(house, Ballot, OF_ZWOLLE, answer="abstain")
    assert differences(house) == []
    assert verified(house) == [f"uncounted ballot of {number} {ZWOLLE} differs from {TOLD}: answer"]


def test_a_ballot_less_in_an_urn_that_is_shut_or_open_is_missed(house: House, clock: StoppedClock) -> None:
    """No replay can know it: what was voted in secret is told by the count alone."""
    opened = voting.open_vote(house, voting.PERSONS)
    for code in (ZWOLLE, KAMPEN):
        voting.cast(house, opened, code, ["keuze-1"])
    assert verified(house) == []
    first = sa.select(sa.func.min(SecretBallot.tracker)).scalar_subquery()
    behind_the_guards(house, "secret_ballot", sa.delete(SecretBallot).where(SecretBallot.tracker == first))
    assert verified(house) == [f"in {opened} 2 voted, and there are 1 ballots"]


def test_a_removed_vote_is_named(house: House, clock: StoppedClock) -> None:
    number = voting.open_vote(house)
    for table in (RollLine, Vote):
        behind_the_guards(house, table.__tablename__, sa.delete(table))
    assert f"vote of {number} is gone: the register tells of it" in differences(house)


def test_a_changed_secret_ballot_is_named_by_its_tracker(house: House, clock: StoppedClock) -> None:
    number = voting.open_vote(house, voting.PERSONS)
    voting.cast(house, number, ZWOLLE, ["keuze-1"])
    voting.close(house, number)
    change(house, SecretBallot, answer=["keuze-2"])
    tracker = house.ask(lambda: db.session().scalar(sa.select(SecretBallot.tracker)))
    assert differences(house) == [f"secret ballot of {number} {tracker} differs from {TOLD}: answer"]


def test_a_changed_proxy_objection_or_contest_is_named(house: House, clock: StoppedClock) -> None:
    number = voting.open_vote(house, voting.DRAFTS["consent"], voters=(ZWOLLE, KAMPEN, URK, DEVENTER))
    voting.give(house, number, URK, ZWOLLE)
    voting.cast(house, number, KAMPEN, OBJECTION)
    voting.close(house, number)
    change(house, Proxy, holder_code=DEVENTER)
    change(house, Objection, argument="Geen bezwaar.")
    contest = {"vote_id": 1, "organisation_code": URK, "reason": "Zomaar.", "contested_at": clock.now, "entry": 1}
    behind_the_guards(house, "contest", sa.insert(Contest).values(contest))
    assert differences(house) == [
        f"contest of {number} {URK} was never recorded: the register does not tell of it",
        f"objection of {number} {KAMPEN} differs from {TOLD}: argument",
        f"proxy of {number} {URK} differs from {TOLD}: holder",
    ]


@pytest.mark.parametrize(
    ("changed", "part", "why"),
    [
        ("opening", b'{"definition":{}}', "not the one that was sealed"),
        ("ballot", b'{"answer":"against","statement":""}', "come to another result"),
    ],
)
def test_parts_that_do_not_come_to_what_was_entered_are_refused(
    house: House, clock: StoppedClock, changed: str, part: bytes, why: str
) -> None:
    """Whoever changes a part and all its rows alike is found out by the digests of the definition and of the result."""
    voting.closed_vote(house)
    opened, ballot = opening_and_ballot(house)
    index = opened if changed == "opening" else ballot
    behind_the_guards(house, "register_part", sa.update(Part).where(Part.entry_index == index).values(body=part))
    with pytest.raises(Unreplayable, match=why):
        differences(house)


def test_another_ballot_in_the_place_of_one_that_was_counted_is_refused(
    house: House, clock: StoppedClock, tmp_path: Path
) -> None:
    """Here the entry of Kampen's ballot says that it is one of Zwolle."""
    voting.closed_vote(house)
    log = house.ask(lambda: list(reading.own_log(public_only=True)))
    _, ballot = opening_and_ballot(house)
    body = json.loads(log[ballot].body)
    log[ballot] = replace(log[ballot], body=canonical(body | {"org": ZWOLLE}))
    with (
        rebuilding.empty_database(tmp_path / "rebuilt.sqlite3") as other,
        pytest.raises(Unreplayable, match="other ball"),
    ):
        rebuilding.rebuild(other, log)


def opening_and_ballot(house: House) -> tuple[int | None, int]:
    """The entries of the opening, and of the first ballot, of the only vote."""
    vote = house.ask(lambda: db.session().scalars(sa.select(Vote)).one())
    return vote.opened_entry, house.ask(queries.ballots_of, vote.id)[0].entry_index


def test_what_was_erased_from_the_register_and_still_stands_in_the_rows_is_named(
    house: House, clock: StoppedClock
) -> None:
    """Without a ballot nobody can count again, so there is no result either."""
    number = voting.closed_vote(house)
    house.perform(acts.annul, coordinator(house), number, "De vraag was onduidelijk.")
    opened, _ = opening_and_ballot(house)
    behind_the_guards(house, "register_part", sa.delete(Part).where(Part.entry_index > opened))
    ballots = [f"ballot of {number} {code} differs from {TOLD}: answer" for code in (KAMPEN, URK, ZWOLLE)]
    assert differences(house) == [
        *ballots,
        f"result of {number} was never recorded: the register does not tell of it",
        f"vote of {number} differs from {TOLD}: annulled_reason",
    ]
