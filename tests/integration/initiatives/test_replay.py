"""Initiatives and declarations are in the register: told to an empty database they are what they were."""

from dataclasses import asdict, fields, replace

import pytest
import sqlalchemy as sa

from gemportal.initiatives import acts, queries
from gemportal.initiatives.models import CoProposer, Initiative, InitiativeVersion, Willingness
from gemportal.initiatives.proposal import ProposalText
from gemportal.initiatives.rules import LENGTHS, Level
from gemportal.kernel.actor import clock_for
from gemportal.kernel.personal import ERASED_TEXT
from gemportal.people.privacy import acts as privacy
from gemportal.register.queries import entries_about
from tests.factories.initiatives import TEXT, begin_forming, declare, draft, in_days, published, revise
from tests.factories.members import DEVENTER, HENGELO, KAMPEN, URK, ZWOLLE, coordinator, partner, representative
from tests.factories.merging import merged
from tests.support.house import House
from tests.support.replaying import differences, rebuilt
from tests.support.tampering import behind_its_back
from tests.support.time import StoppedClock

GROUP_BEGINS = clock_for("groups:begin")


def together(house: House, *, days: int = 14) -> str:
    """A call by Zwolle and Kampen; Urk was asked too, and did not answer."""
    own = representative(house, ZWOLLE)
    draft_id = draft(house, days=days)
    for code in (KAMPEN, URK):
        house.perform(acts.ask_co_proposer, own, draft_id, representative(house, code).organisation)
    house.perform(acts.answer_co_proposing, representative(house, KAMPEN), draft_id, agreed=True)
    return house.perform(acts.publish, own, draft_id)


def busy(house: House, time: StoppedClock) -> str:
    """A call with two versions, and a declaration of every kind, of which some were changed, confirmed and withdrawn."""
    number = together(house)
    time.advance(hours=3, microseconds=7)
    declare(house, number, URK, Level.LEAD, hours=80, euros=5000, expertise="kaarten", reason="Wij doen dit al.")
    declare(house, number, DEVENTER, Level.JOIN, who_would="Kanarie de Vries")
    declare(house, number, HENGELO, Level.CONSIDERING)
    declare(house, number, partner(house), Level.CONTRIBUTE, backing_url="https://voorbeeld.example/stuk")
    time.advance(days=1)
    revise(house, number, means="Anders.")
    revise(house, number, why="Het bleek duurder.", cost=50_000)
    house.perform(acts.confirm_willingness, representative(house, URK), number)
    declare(house, number, DEVENTER, Level.FOLLOW)
    house.perform(acts.withdraw_willingness, representative(house, HENGELO), number)
    time.advance(days=20)
    declare(house, number, KAMPEN, Level.JOIN)
    return number


def test_texts_and_declarations_are_told(house: House, clock: StoppedClock) -> None:
    waiting = draft(house, title="Een tijd alleen een concept")
    number = busy(house, clock)
    draft(house, title="Alleen een concept")
    house.perform(acts.edit_draft, representative(house), waiting, TEXT, in_days(9))
    clock.advance(days=1)
    house.perform(acts.publish, representative(house), waiting)
    assert differences(house) == []
    with rebuilt(house) as other:
        page = House(other).ask(queries.page_of, number)
    assert page.text == replace(TEXT, means="Anders.", cost=50_000)
    assert [code for code, _ in page.co_proposers] == [KAMPEN]
    assert {line.who_would for line in page.willingness} == {None}, "a name is in no entry"


def test_every_way_to_go_on_and_to_end_is_told(house: House, clock: StoppedClock) -> None:
    delivered, lapsed, stopped, withdrawn = (published(house, title=title) for title in ("een", "twee", "drie", "vier"))
    again = together(house)
    declare(house, again, URK, Level.JOIN)
    officer = coordinator(house)
    house.perform(acts.withdraw, representative(house), withdrawn, "Het Rijk doet dit nu.")
    clock.advance(days=15)
    declare(house, again, DEVENTER, Level.JOIN)
    for number in (delivered, lapsed, again):
        begin_forming(house, number)
    house.perform(acts.activate, GROUP_BEGINS, delivered)
    house.perform(acts.deliver, GROUP_BEGINS, delivered)
    house.perform(acts.lapse, officer, lapsed, "Niemand wil trekken.")
    house.perform(acts.stop, officer, stopped, "Te duur.")
    assert differences(house) == []
    house.perform(acts.reopen, officer, again, "Te weinig.", in_days(30))
    assert differences(house) == []


def test_what_a_successor_takes_over_is_told(house: House, clock: StoppedClock) -> None:
    own, other = together(house, days=60), published(house, KAMPEN, days=60)
    for number in (own, other):
        declare(house, number, ZWOLLE, Level.LEAD, hours=10, reason="Wij zijn groot.")
    declare(house, other, KAMPEN, Level.JOIN)
    merged(house, clock, ZWOLLE, KAMPEN)
    assert house.ask(queries.page_of, own).organisation_code == KAMPEN
    assert differences(house) == []


def test_what_was_changed_behind_its_back_is_named(house: House, clock: StoppedClock) -> None:
    number, other = busy(house, clock), published(house, title="Nog een")
    of = {model: model.initiative_id == house.ask(queries.by_number, number).id for model in (CoProposer, Willingness)}
    entries = {(line.organisation, line.act): line.index for line in house.ask(entries_about, [number])}
    declared = {code: entries[code, "initiatives:declare-willingness"] for code in (URK, KAMPEN)}
    initiative, version = sa.update(Initiative), sa.update(InitiativeVersion)
    behind_its_back(
        house,
        initiative.where(Initiative.number == number).values(closes_on=in_days(1), reason="Zomaar."),
        sa.delete(CoProposer).where(of[CoProposer]),
        version.where(InitiativeVersion.version == 2).values(cost=1, goal="Niets."),
        sa.update(Willingness).where(Willingness.entry == declared[URK]).values(since=clock.now),
        sa.delete(Willingness).where(Willingness.entry == declared[KAMPEN]),
        initiative.where(Initiative.number == other).values(number="I-2026-900"),
    )
    unlike = "differs from what the register tells"
    assert differences(house) == [
        f"initiative of {number} {unlike}: closes_on, co_proposers, reason",
        f"initiative of {other} is gone: the register tells of it",
        "initiative of I-2026-900 was never recorded: the register does not tell of it",
        f"version of {number} 2 {unlike}: cost, goal",
        f"version of {other} 1 is gone: the register tells of it",
        "version of I-2026-900 1 was never recorded: the register does not tell of it",
        f"willingness of {number} {KAMPEN} {declared[KAMPEN]} is gone: the register tells of it",
        f"willingness of {number} {URK} {declared[URK]} {unlike}: since",
    ]


def test_what_was_erased_leaves_the_rest_whole(house: House, clock: StoppedClock) -> None:
    """Also where a successor took the words of somebody over who is erased later."""
    zwolle = representative(house, ZWOLLE)
    ended, revised, taken = published(house), published(house, days=60), published(house, URK, days=60)
    house.perform(acts.withdraw, zwolle, ended, "Kanarie de Vries gaat weg.")
    revise(house, revised, why="Kanarie de Vries vroeg erom.", cost=1)
    for number in (revised, taken):
        declare(house, number, ZWOLLE, Level.JOIN, expertise="Kanarie de Vries", reason="Kanarie de Vries wil het.")
    house.perform(privacy.ask_erasure, zwolle, "http://localhost")
    merged(house, clock, ZWOLLE, KAMPEN)
    clock.advance(days=8)
    house.run("tick")
    assert differences(house) == []
    with rebuilt(house) as other:
        there = House(other)
        assert there.ask(queries.page_of, ended).reason == ERASED_TEXT
        (version, _) = there.ask(lambda: queries.versions_of(queries.by_number(revised).id))
        assert (version.why, version.text.cost) == (None, 1)
    for number in (revised, taken):
        (line,) = house.ask(queries.page_of, number).willingness
        assert (line.organisation_code, line.level, line.reason, line.expertise) == (KAMPEN, Level.JOIN, None, None)


@pytest.mark.parametrize("letter", ["ë", "\U0001f600", '"', "\n"])
def test_the_longest_proposal_fits_in_an_entry(house: House, letter: str) -> None:
    """It stands there whole and for good: others declare for it."""
    texts = {name: letter * LENGTHS[name] for name in LENGTHS.keys() & {field.name for field in fields(ProposalText)}}
    if not letter.strip():
        texts = {name: f"x{text[2:]}x" for name, text in texts.items()}
    number = published(house, **texts)
    (entry,) = house.ask(entries_about, [number])
    assert {name: len(entry.data[name]) for name in ("goal", "means", "existing")} == {
        name: LENGTHS[name] for name in ("goal", "means", "existing")
    }
    assert asdict(house.ask(queries.page_of, number).text)["goal"] == texts["goal"]


def test_those_who_declared_within_a_second_rank_as_the_register_has_it(house: House, clock: StoppedClock) -> None:
    number = published(house)
    representative(house, URK), representative(house, KAMPEN)
    clock.advance(microseconds=500)
    declare(house, number, URK)
    clock.advance(microseconds=500)
    declare(house, number, KAMPEN)
    ranking = [line.organisation_code for line in house.ask(queries.page_of, number).willingness]
    with rebuilt(house) as other:
        assert [line.organisation_code for line in House(other).ask(queries.page_of, number).willingness] == ranking
