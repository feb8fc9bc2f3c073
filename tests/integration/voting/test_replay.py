"""Votes are in the register: told to an empty database, with the public parts alone, they are what the public sees of them."""

from datetime import timedelta
from typing import Any

import pytest

from gemportal.kernel.actor import Actor, clock_for
from gemportal.kernel.acts import EFFECTS
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.words import _l
from gemportal.settings.acts import change_setting
from gemportal.voting import acts, queries
from gemportal.voting.contesting.acts import contest, rule_on_contest
from gemportal.voting.rounds.acts import new_round, settle_objection, withdraw_objection
from gemportal.voting.rules import DAYS_TO_CONTEST, Effect, VoteStatus, Weights
from gemportal.voting.secrecy.rules import FOR_PERSONS
from tests.factories import voting
from tests.factories.members import DEVENTER, KAMPEN, URK, ZWOLLE, coordinator, representative
from tests.support.house import House
from tests.support.replaying import differences
from tests.support.time import StoppedClock

FOUR = (ZWOLLE, KAMPEN, URK, DEVENTER)
OBJECTION = {"position": "objection", "reason": "Wie betaalt het beheer?"}
BALLOTS: dict[str, dict[str, Any]] = {
    "majority": {ZWOLLE: "for", KAMPEN: "blank", URK: "against", DEVENTER: "for"},
    "double-majority": {ZWOLLE: "for", KAMPEN: "for", URK: "against", DEVENTER: "abstain"},
    "consent": {ZWOLLE: {"position": "consent"}, KAMPEN: {"position": "aside"}, URK: OBJECTION, DEVENTER: OBJECTION},
    "approval": {ZWOLLE: ["keuze-1"], KAMPEN: ["keuze-2"], URK: ["keuze-1", "keuze-2"], DEVENTER: []},
    "score": {ZWOLLE: {"keuze-1": 3}, KAMPEN: {"keuze-2": 5, "keuze-3": 0}, URK: {"keuze-1": 2}},
    "points": {ZWOLLE: {"keuze-1": 6, "keuze-2": 4}, KAMPEN: {"keuze-3": 10}},
    "ranked": {ZWOLLE: [["keuze-1"], ["keuze-2"]], KAMPEN: [["keuze-2"], ["keuze-1"]], URK: [["keuze-3", "keuze-1"]]},
    "irv": {ZWOLLE: [["keuze-1"]], KAMPEN: [["keuze-2"], ["keuze-1"]], URK: [["keuze-3"]]},
    "stv": {ZWOLLE: [["keuze-1"]], KAMPEN: [["keuze-2"], ["keuze-1"]], URK: [["keuze-3"]], DEVENTER: [["keuze-1"]]},
    "equal-shares": {ZWOLLE: ["keuze-1", "keuze-2"], KAMPEN: ["keuze-2"], URK: ["keuze-3", "keuze-2"]},
}


def close(house: House, clock: StoppedClock, number: str) -> None:
    clock.set(voting.closing_moment(house, number))
    house.perform(acts.close, clock_for("voting:close"), number)


def test_votes_by_every_method_are_told(house: House, clock: StoppedClock) -> None:
    """All in one house: it is the rebuilding that takes its time."""
    numbers = {method: voting.open_vote(house, voting.DRAFTS[method], voters=FOUR) for method in BALLOTS}
    for method, number in numbers.items():
        for code, answer in BALLOTS[method].items():
            clock.advance(seconds=1.25)
            voting.cast(house, number, code, answer, "Daarom zo." if code != URK else "")
    assert differences(house) == []
    for number in numbers.values():
        close(house, clock, number)
    assert differences(house) == []
    clock.advance(days=DAYS_TO_CONTEST.default)
    house.run("tick")
    assert {house.ask(queries.by_number, number).status for number in numbers.values()} == {VoteStatus.PUBLISHED}
    assert differences(house) == []


def test_ballots_that_are_replaced_cast_with_a_proxy_and_overridden_are_told(house: House, clock: StoppedClock) -> None:
    weights = {ZWOLLE: 3, KAMPEN: 2, URK: 1, DEVENTER: 4}
    number = voting.open_vote(house, voters=FOUR, weights=Weights.GIVEN, given_weights=weights)
    voting.give(house, number, KAMPEN, DEVENTER)
    voting.revoke(house, number, KAMPEN)
    voting.give(house, number, KAMPEN, ZWOLLE)
    voting.give(house, number, URK, DEVENTER)
    voting.cast(house, number, ZWOLLE, "against", "Wij twijfelen.")
    voting.cast(house, number, ZWOLLE, "for", "Kampen is voor.", line=KAMPEN)
    voting.cast(house, number, DEVENTER, "for", line=URK)
    voting.cast(house, number, URK, "against", "Toch zelf.")
    clock.advance(seconds=0.5)
    voting.cast(house, number, ZWOLLE, "for", "Wij twijfelen niet meer.")
    voting.revoke(house, number, KAMPEN)
    assert differences(house) == []
    close(house, clock, number)
    assert differences(house) == []


def test_a_vote_of_persons_that_is_tied_and_drawn_by_lot_is_told(house: House, clock: StoppedClock) -> None:
    number = voting.open_vote(house, voting.PERSONS, voters=FOUR)
    for again in (False, True):
        if again:
            house.perform(acts.publish, clock_for("voting:publish"), number)
            copy = house.perform(new_round, coordinator(house), number)
            number = house.perform(acts.open_vote, coordinator(house), copy)
        for code, answer in zip(FOUR, (["keuze-1"], ["keuze-2"], ["keuze-1"], ["keuze-2"]), strict=True):
            voting.cast(house, number, code, answer)
        assert differences(house) == []
        close(house, clock, number)
        assert differences(house) == []
        clock.advance(days=DAYS_TO_CONTEST.default)


@pytest.mark.parametrize("method", sorted(set(FOR_PERSONS) - {"approval"}))
def test_a_secret_vote_by_the_other_methods_is_told(house: House, clock: StoppedClock, method: str) -> None:
    changes = {"majority": {"written": ("Ada Visser",), "particular": {}}, "irv": {"particular": {}}}
    number = voting.open_vote(
        house, voting.PERSONS, voters=FOUR, method=method, **changes.get(method, {"particular": {"seats": 2}})
    )
    for code, answer in BALLOTS[method].items():
        voting.cast(house, number, code, answer)
    close(house, clock, number)
    assert differences(house) == []


def test_a_vote_of_which_everybody_voted_and_that_closed_early_is_told(house: House, clock: StoppedClock) -> None:
    house.perform(change_setting, coordinator(house), DAYS_TO_CONTEST.key, 0, "Geen wachttijd.")
    number = voting.open_vote(house, voters=FOUR, early_close=True)
    for code in FOUR:
        voting.cast(house, number, code, "for")
    house.run("tick")
    assert differences(house) == []


@pytest.mark.parametrize("ruling", ["dismissed", "revote"])
def test_what_was_contested_and_ruled_is_told(house: House, clock: StoppedClock, ruling: str) -> None:
    number = voting.closed_vote(house)
    clock.set(voting.closing_moment(house, number) + timedelta(seconds=0.4))
    house.perform(contest, representative(house, URK), number, "De toelichting noemde een ander bedrag.")
    assert differences(house) == []
    copy = house.perform(rule_on_contest, coordinator(house), number, ruling, "Het ene bedrag is zonder btw.")
    if copy is not None:
        house.perform(acts.open_vote, coordinator(house), copy)
    house.run("tick")
    assert differences(house) == []


@pytest.mark.parametrize("counted", [False, True], ids=["open", "counted"])
@pytest.mark.parametrize("draft", [voting.PROPOSAL, voting.PERSONS], ids=["named", "secret"])
def test_a_vote_that_was_declared_void_is_told(house: House, clock: StoppedClock, draft: Any, counted: bool) -> None:
    number = voting.open_vote(house, draft)
    voting.cast(house, number, ZWOLLE, "for" if draft is voting.PROPOSAL else ["keuze-1"])
    if counted:
        close(house, clock, number)
    house.perform(acts.annul, coordinator(house), number, "De vraag was onduidelijk.")
    assert differences(house) == []


def test_what_became_of_objections_and_the_round_after_it_are_told(house: House, clock: StoppedClock) -> None:
    number = voting.open_vote(house, voting.DRAFTS["consent"], voters=FOUR)
    for code, answer in BALLOTS["consent"].items():
        voting.cast(house, number, code, answer)
    close(house, clock, number)
    house.perform(withdraw_objection, representative(house, URK), number, URK, "Het is uitgelegd.")
    house.perform(settle_objection, coordinator(house), number, DEVENTER, "integrated", "Het beheer staat erbij.")
    clock.advance(days=DAYS_TO_CONTEST.default)
    house.run("tick")
    copy = house.perform(new_round, coordinator(house), number)
    house.perform(acts.open_vote, coordinator(house), copy)
    assert differences(house) == []


def test_an_effect_that_was_left_undone_and_then_carried_out_is_told(
    house: House, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = voting.open_vote(house, effect=Effect("settings:change", {"key": DAYS_TO_CONTEST.key, "value": 5}))
    for code in (ZWOLLE, KAMPEN, URK):
        voting.cast(house, number, code, "for")
    close(house, clock, number)
    clock.advance(days=DAYS_TO_CONTEST.default)

    def refuse(actor: Actor, **values: Any) -> None:
        raise RuleBroken(_l("De instellingen zijn op slot."))

    with monkeypatch.context() as locked:
        locked.setitem(EFFECTS, "settings:change", refuse)
        house.run("tick")
    assert house.ask(queries.by_number, number).effect_refusal == "De instellingen zijn op slot."
    assert differences(house) == []
    house.perform(acts.carry_out, coordinator(house), number)
    assert differences(house) == []
