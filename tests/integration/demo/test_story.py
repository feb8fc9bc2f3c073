"""The demo cooperative: its story is told by the acts, so that telling it to the end is itself a test of them."""

from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import InstrumentedAttribute

from gemportal import demo
from gemportal.decisions.models import Decision
from gemportal.decisions.rules import DecisionStatus, Ground
from gemportal.demo import crowd, crowd_texts
from gemportal.demo.cast import FOUNDERS, MEMBERS, address_of, invented_name
from gemportal.demo.stage import Stage, play
from gemportal.demo.story import cooperative, decisions
from gemportal.groups.models import Group, Offer
from gemportal.groups.rules import GroupStatus, OfferStatus
from gemportal.groups.steps.models import Step
from gemportal.groups.steps.rules import Conclusion, StepStatus
from gemportal.initiatives.models import Initiative, Willingness
from gemportal.initiatives.rules import Backing, InitiativeStatus, Level
from gemportal.kernel import clock, db, outbox, schedule
from gemportal.kernel.actor import MandateRole, Office
from gemportal.organisations import queries as organisations
from gemportal.organisations import source
from gemportal.organisations.rules import slug_of
from gemportal.people import standing
from gemportal.people.signin.passwords import passwords
from gemportal.site.pages import asked_of
from gemportal.voting import queries as votes
from gemportal.voting.contesting.models import Contest
from gemportal.voting.contesting.rules import Ruling
from gemportal.voting.models import Vote
from gemportal.voting.preparing.rules import Kind, kind_of, offered
from gemportal.voting.rounds.models import Objection
from gemportal.voting.rounds.rules import ObjectionState
from gemportal.voting.rules import Secrecy, VoteStatus
from tests.factories.members import password_hash
from tests.support.house import House

ZWOLLE = "GM0193"


def found(column: InstrumentedAttribute[Any]) -> set[Any]:
    return set(db.session().scalars(sa.select(column).distinct()))


@pytest.fixture
def told(house: House, capsys: pytest.CaptureFixture[str]) -> str:
    """The small demo in an empty database; what seeding said of it."""
    assert house.ask(demo.database_is_empty)
    house.ask(demo.seed, "small")
    return capsys.readouterr().out


def test_the_story_is_told_to_the_end(told: str, house: House, app: Flask) -> None:
    """One telling takes seconds, so everything that it should leave is looked at together."""
    assert told.count("\n") == 1
    assert "30 members" in told
    assert not house.ask(demo.database_is_empty)
    with app.app_context():
        _everything_occurs()
        _what_should_be_open_is_open()
        _everybody_can_sign_in()
        _much_is_asked_of_zwolle()
    house.run("register", "verify")
    assert house.ask(schedule.tick) == 0, "the clock did what was due while the story was told"
    waits = sa.select(sa.func.count()).select_from(outbox.Waiting)
    assert house.ask(lambda: db.session().scalar(waits)) == 0, "the letters of the story are for nobody"


def _everything_occurs() -> None:
    assert found(Initiative.status) == set(InitiativeStatus)
    assert found(Willingness.level) == set(Level)
    assert found(Willingness.backing) == set(Backing)
    assert found(Group.status) == set(GroupStatus)
    assert found(Offer.status) >= {OfferStatus.OPEN, OfferStatus.ACCEPTED, OfferStatus.DECLINED, OfferStatus.LAPSED}
    assert found(Step.status) == set(StepStatus)
    assert found(Step.conclusion) == {*Conclusion, None}
    assert found(Vote.status) == set(VoteStatus)
    assert found(Vote.method) == offered()
    assert found(Vote.secrecy) == set(Secrecy)
    assert found(Objection.state) == {ObjectionState.RAISED, ObjectionState.INTEGRATED}
    assert found(Contest.ruling) == {Ruling.REVOTE, None}
    assert found(Decision.status) == set(DecisionStatus)
    assert found(Decision.ground) == set(Ground)
    assert not found(Vote.effect_refusal) - {None}
    outcomes = {(votes.result_of(vote_id) or {}).get("outcome", "not counted") for vote_id in found(Vote.id)}
    assert outcomes == {"adopted", "rejected", None, "not counted"}


def _what_should_be_open_is_open() -> None:
    session = db.session()
    open_votes = list(session.scalars(sa.select(Vote).where(Vote.status == VoteStatus.OPEN)))
    assert min(vote.closes_at for vote in open_votes) > clock.now()
    # One ballot of every kind waits for Zwolle.
    assert not [vote for vote in open_votes if votes.own_ballot(vote.id, ZWOLLE)]
    assert {kind_of(vote.method, vote.secrecy) for vote in open_votes} == set(Kind)
    calls = sa.select(Initiative.closes_on).where(Initiative.status == InitiativeStatus.OPEN)
    assert sum(day > clock.today() for day in session.scalars(calls) if day) == 5
    assert organisations.number_of_members() == len(MEMBERS)


def _everybody_can_sign_in() -> None:
    signed = {slug: standing.credentials(address_of(slug)) for slug in MEMBERS}
    signed |= {f"plv.{slug}": standing.credentials(address_of(slug, MandateRole.DEPUTY)) for slug in FOUNDERS}
    signed |= {
        box: standing.credentials(f"{box}@gemportal.example") for box in ("coordinator", "beheerder", "toezicht")
    }
    assert None not in signed.values()
    zwolle = signed["zwolle"]
    assert zwolle is not None
    assert passwords().fits("samenwerken-is-leren", zwolle.password_hash)


def _much_is_asked_of_zwolle() -> None:
    zwolle = standing.acting_as("zwolle@gemportal.example", organisation=ZWOLLE)
    pages = [asked.endpoint for asked in asked_of(zwolle)]
    assert {"voting.cast", "initiatives.declare", "initiatives.draft", "groups.offer"} <= set(pages)
    assert len(pages) >= 8
    coordinator = standing.acting_as("coordinator@gemportal.example", office=Office.COORDINATOR)
    assert asked_of(coordinator)


def test_the_crowd_gets_as_far_as_chance_lets_it(house: House, app: Flask) -> None:
    """What the larger sizes add, with twenty municipalities and a dozen initiatives."""
    slugs = {slug_of(line.name): line.code for line in source.read()}
    codes = {slug: slugs[slug] for slug in [*FOUNDERS, *sorted(slugs.keys() - set(MEMBERS))[:12]]}
    with app.app_context():
        stage = Stage(clock.now(), codes, password_hash(), founded=500)
        size = crowd.Size(founded=500, initiatives=12, votes=1)
        play(stage, [cooperative.founding(stage), decisions.admission(stage), *crowd.storylines(stage, size)])
        assert organisations.number_of_members() == 20
        assert {InitiativeStatus.DELIVERED, InitiativeStatus.WITHDRAWN} <= found(Initiative.status)
        assert StepStatus.CONCLUDED in found(Step.status)
        # Else the next step may not fit in the charter, and the whole demo stops there.
        assert not db.session().scalars(sa.select(Step.id).where(Step.euros_spent > Step.euros)).all()
        assert found(Vote.status) == {VoteStatus.PUBLISHED}
    house.run("register", "verify")


def test_sign_ins_name_the_password_and_who_is_who() -> None:
    text = demo.sign_ins("a-password-of-the-demo")
    assert "a-password-of-the-demo" in text
    for mailbox in ("coordinator", "beheerder", "toezicht", "zwolle", "s-hertogenbosch", "plv.zwolle"):
        assert f"{mailbox}@gemportal.example" in text


def test_invented_names_differ() -> None:
    assert len({invented_name(number) for number in range(5000)}) == 5000


def test_the_crowd_has_a_text_for_every_number() -> None:
    count = crowd_texts.number_of_texts()
    texts = [crowd_texts.proposal(number, 1000, 10).checked() for number in range(2 * count)]
    assert len({text.title for text in texts}) == len(texts)
    assert not [text for text in texts if "%" in text.summary + text.goal]
