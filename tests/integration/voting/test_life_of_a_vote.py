"""A vote from preparing to its published result, and who may do what on the way."""

import hashlib
import json
from datetime import timedelta
from typing import Any

import pytest

from gemportal.kernel import db
from gemportal.kernel.actor import Office, clock_for
from gemportal.kernel.errors import NotAllowed, NotFound, RuleBroken
from gemportal.register import queries as register
from gemportal.register.models import Part
from gemportal.voting import acts, queries
from gemportal.voting.formats.tally import read_document, recount, result_differs
from gemportal.voting.preparing import acts as preparing_acts
from gemportal.voting.rules import SETS_AGENDA, VoteStatus
from tests.factories import voting
from tests.factories.members import DEVENTER, KAMPEN, URK, ZWOLLE, coordinator, member, officer, representative
from tests.support.house import House
from tests.support.time import StoppedClock


def entries(house: House) -> int:
    return house.ask(register.number_of_entries)


def status(house: House, number: str) -> VoteStatus:
    return house.ask(lambda: queries.by_number(number).status)


def test_preparing_changing_and_discarding_leave_no_entry(house: House, clock: StoppedClock) -> None:
    who = coordinator(house)
    before = entries(house)
    vote_id = voting.prepared_vote(house)
    draft = voting.PRIORITIES
    house.perform(
        preparing_acts.change, who, vote_id, voting.replace(draft, closes_on=clock.now.date() + timedelta(days=3))
    )
    assert house.ask(lambda: [option.title for option in queries.options_of(vote_id)]) == list(draft.written)
    house.perform(preparing_acts.discard, who, vote_id)
    assert entries(house) == before
    with pytest.raises(NotFound):
        house.ask(queries.prepared, vote_id)


@pytest.mark.parametrize(
    "changes",
    [
        {"method": "score"},
        {"method": "majority", "written": ("a", "b")},
        {"effect": SETS_AGENDA},
        {"days": -1},
        {"question": "Schrijft u aan wie@voorbeeld.nl?"},
        {"title": " "},
        {"initiatives": ("I-2026-999",)},
        {"method": "equal-shares"},
    ],
)
def test_what_cannot_be_put_to_a_vote_is_not_prepared(
    house: House, clock: StoppedClock, changes: dict[str, Any]
) -> None:
    with pytest.raises(RuleBroken):
        voting.prepared_vote(house, **changes)
    assert house.ask(queries.all_prepared) == []


@pytest.mark.parametrize("office", [Office.ADMINISTRATOR, Office.AUDITOR, Office.BOARD])
def test_others_prepare_and_open_nothing(house: House, clock: StoppedClock, office: Office) -> None:
    vote_id = voting.prepared_vote(house)
    member(house, ZWOLLE)
    before = entries(house)
    for who in (officer(house, office), representative(house, KAMPEN)):
        before = entries(house)
        with pytest.raises(NotAllowed):
            house.perform(preparing_acts.prepare, who, voting.PROPOSAL)
        with pytest.raises(NotAllowed):
            house.perform(acts.open_vote, who, vote_id)
        assert entries(house) == before


def test_opening_seals_the_definition_and_freezes_the_roll(house: House, clock: StoppedClock) -> None:
    number = voting.open_vote(house, voters=(ZWOLLE, KAMPEN))
    member(house, URK)
    page = house.ask(queries.page_of, number)
    assert [line.organisation for line in page.sealed.roll] == [KAMPEN, ZWOLLE]
    sealed = house.ask(queries.definition_of, number)
    opened = house.ask(register.entries_about, [number])[0]
    assert opened.act == "voting:open"
    assert opened.data["definition_sha256"] == hashlib.sha256(sealed).hexdigest() == page.vote.definition_sha256
    document = json.loads(sealed)
    assert document["rules"]["quorum"] == {"at_least": "1/2", "by": "heads"}
    assert document["opens_at"] == "2026-03-02T08:00:00Z"
    assert document["closes_at"] == "2026-03-09T23:00:00Z"
    assert len(document["lot_commitment"]) == 64
    assert page.vote.lot_secret is not None
    assert page.vote.lot_secret.hex() not in sealed.decode()


def test_an_office_votes_nowhere_and_a_stranger_to_the_roll_neither(house: House, clock: StoppedClock) -> None:
    number = voting.open_vote(house)
    late_member = representative(house, DEVENTER)
    before = entries(house)
    for who in (coordinator(house), officer(house, Office.CHAIR), late_member):
        before = entries(house)
        with pytest.raises(NotAllowed):
            house.perform(acts.cast, who, number, "for")
        assert entries(house) == before
    assert house.ask(lambda: queries.turnout(queries.by_number(number).id)) == 0


def test_an_invalid_ballot_leaves_nothing(house: House, clock: StoppedClock) -> None:
    number = voting.open_vote(house, voting.PRIORITIES)
    who, before = representative(house, ZWOLLE), entries(house)
    for answer in (["keuze-9"], ["keuze-1", "keuze-1"], "for", {"keuze-1": 3}):
        with pytest.raises(RuleBroken):
            house.perform(acts.cast, who, number, answer)
    with pytest.raises(RuleBroken):
        house.perform(acts.cast, who, number, [], "x" * 2001)
    assert entries(house) == before + 0


def test_the_clock_closes_and_publishes_by_itself(house: House, clock: StoppedClock) -> None:
    number = voting.open_vote(house)
    index = voting.cast(house, number, ZWOLLE, "for", "Wij zijn er klaar voor.")
    voting.cast(house, number, KAMPEN, "for")
    clock.set(voting.closing_moment(house, number) - timedelta(seconds=1))
    house.run("tick")
    assert status(house, number) is VoteStatus.OPEN
    assert not house.ask(lambda: db.session().get_one(Part, index).public)
    clock.advance(seconds=1)
    house.run("tick")
    house.run("tick")
    assert status(house, number) is VoteStatus.CLOSED
    assert house.ask(lambda: db.session().get_one(Part, index).public)
    clock.advance(days=3)
    house.run("tick")
    house.run("tick")
    assert status(house, number) is VoteStatus.PUBLISHED
    names = [line.act for line in house.ask(register.entries_about, [number])]
    assert names == ["voting:open", "voting:cast", "voting:cast", "voting:close", "voting:publish"]
    with pytest.raises(RuleBroken):
        house.perform(acts.close, clock_for("voting:close"), number)
    with pytest.raises(RuleBroken):
        house.perform(acts.publish, clock_for("voting:publish"), number)


def test_without_days_to_contest_one_tick_does_both(house: House, clock: StoppedClock) -> None:
    voting.without_days_to_contest(house)
    number = voting.open_vote(house)
    voting.cast(house, number, ZWOLLE, "for")
    clock.set(voting.closing_moment(house, number))
    house.run("tick")
    assert status(house, number) is VoteStatus.PUBLISHED


def test_only_the_clock_closes_and_only_in_time(house: House, clock: StoppedClock) -> None:
    number = voting.open_vote(house)
    with pytest.raises(RuleBroken):
        house.perform(acts.close, clock_for("voting:close"), number)
    clock.set(voting.closing_moment(house, number))
    for who in (coordinator(house), representative(house, ZWOLLE), clock_for("groups:lapse-offer")):
        with pytest.raises(NotAllowed):
            house.perform(acts.close, who, number)
    house.perform(acts.close, clock_for("voting:close"), number)
    with pytest.raises(RuleBroken):
        house.perform(acts.publish, clock_for("voting:publish"), number)


def test_it_closes_early_once_everybody_has_voted_when_sealed_so(house: House, clock: StoppedClock) -> None:
    number = voting.open_vote(house, voters=(ZWOLLE, KAMPEN), early_close=True)
    voting.cast(house, number, ZWOLLE, "for")
    voting.cast(house, number, ZWOLLE, "against")
    assert status(house, number) is VoteStatus.OPEN
    voting.cast(house, number, KAMPEN, "for")
    assert status(house, number) is VoteStatus.CLOSED
    with pytest.raises(RuleBroken):
        voting.cast(house, number, ZWOLLE, "for")


@pytest.mark.parametrize(
    ("draft", "answers"),
    [
        (voting.PROPOSAL, {ZWOLLE: "for", KAMPEN: "blank", URK: None, DEVENTER: "abstain"}),
        (voting.PRIORITIES, {ZWOLLE: ["keuze-1"], KAMPEN: ["keuze-2"], URK: [], DEVENTER: None}),
        (
            voting.replace(voting.PRIORITIES, method="score"),
            {ZWOLLE: {"keuze-1": 5, "keuze-2": 5}, KAMPEN: {"keuze-3": 0}, URK: {}, DEVENTER: {"keuze-2": 1}},
        ),
    ],
)
def test_anyone_recounts_the_published_file(
    house: House, clock: StoppedClock, tmp_path: Any, draft: Any, answers: dict[str, Any]
) -> None:
    number = voting.published_vote(house, draft, answers)
    document = read_document(json.dumps(house.ask(queries.tally_document, number)))
    assert not result_differs(document, recount(document))
    assert document["result"] == house.ask(lambda: queries.result_of(queries.by_number(number).id))
    assert [line["organisation"] for line in document["ballots"]] == sorted(
        c for c, a in answers.items() if a is not None
    )
    assert document["vote"]["definition_sha256"] == hashlib.sha256(house.ask(queries.definition_of, number)).hexdigest()
    commitment = json.loads(house.ask(queries.definition_of, number))["lot_commitment"]
    assert hashlib.sha256(bytes.fromhex(document["lot"]["secret"])).hexdigest() == commitment
    file = tmp_path / "telling.json"
    file.write_text(json.dumps(document))
    house.run("tally", str(file))
    document["ballots"].pop()
    assert result_differs(document, recount(document))


def test_a_vote_is_annulled_with_a_reason_and_stays(house: House, clock: StoppedClock) -> None:
    number = voting.open_vote(house)
    voting.cast(house, number, ZWOLLE, "against")
    with pytest.raises(NotAllowed):
        house.perform(acts.annul, representative(house, ZWOLLE), number, "wij willen het niet")
    house.perform(acts.annul, coordinator(house), number, "De vraag was niet duidelijk.")
    assert house.ask(lambda: queries.by_number(number).annulled_reason) == "De vraag was niet duidelijk."
    clock.advance(days=30)
    house.run("tick")
    assert status(house, number) is VoteStatus.ANNULLED
    with pytest.raises(NotFound):
        house.ask(queries.tally_document, number)
    with pytest.raises(RuleBroken):
        house.perform(acts.annul, coordinator(house), number, "nog eens")


def test_a_vote_is_not_annulled_without_a_reason(house: House) -> None:
    number = voting.open_vote(house)
    with pytest.raises(RuleBroken, match="waarom"):
        house.perform(acts.annul, coordinator(house), number, "   ")
    assert status(house, number) is VoteStatus.OPEN
