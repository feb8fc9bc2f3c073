"""What follows from an adopted vote: by the same acts as an officer's, on the vote's ground; or left undone, with the reason."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from gemportal.decisions import queries as decisions
from gemportal.decisions.acts import withdraw
from gemportal.decisions.rules import DecisionStatus, Ground
from gemportal.groups import queries as of_groups
from gemportal.groups.steps import acts as steps
from gemportal.groups.steps.queries import step_row
from gemportal.groups.steps.rules import StepStatus
from gemportal.initiatives import queries as initiatives
from gemportal.initiatives.rules import InitiativeStatus
from gemportal.kernel.acts import EFFECTS
from gemportal.kernel.errors import RuleBroken
from gemportal.organisations import acts as organisations
from gemportal.organisations import queries as members
from gemportal.register import queries as register
from gemportal.settings.acts import change_setting
from gemportal.settings.queries import value
from gemportal.voting import queries
from gemportal.voting.acts import open_vote
from gemportal.voting.effects import KINDS
from gemportal.voting.rules import DAYS_TO_CONTEST, Effect, VoteStatus
from tests.factories import groups, voting
from tests.factories.decisions import WORDING, recorded
from tests.factories.initiatives import published
from tests.factories.members import KAMPEN, URK, UTRECHT, ZWOLLE, coordinator, municipality, representative
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.time import StoppedClock

ADOPTED = {ZWOLLE: "for", KAMPEN: "for", URK: "for"}


def evaluating(house: House, clock: StoppedClock) -> str:
    """A group whose first step was evaluated by both seats."""
    group = groups.running_step(house, clock)
    house.perform(steps.end_step, representative(house, ZWOLLE), group, 1, "eerder klaar")
    for code in (ZWOLLE, KAMPEN):
        groups.evaluate(house, group, code)
    return group


def waiting_charter(house: House, clock: StoppedClock) -> dict[str, Any]:
    group = groups.forming(house, clock)
    groups.accept(house, group, ZWOLLE)
    return {"number": group, "version": groups.charter(house, group, budget=90_000)}


def seat_in_group(house: House, clock: StoppedClock) -> dict[str, Any]:
    return {"number": groups.working(house, clock), "code": KAMPEN}


def step_to_conclude(house: House, clock: StoppedClock) -> dict[str, Any]:
    return {"number": evaluating(house, clock), "ordinal": 1, "conclusion": "continue"}


# What each effect is called with, and how one sees that it was done.
Made = Callable[[House, StoppedClock], dict[str, Any]]
DONE: dict[str, tuple[Made, Callable[[Mapping[str, Any]], bool]]] = {
    "organisations:admit": (
        lambda house, clock: {"code": municipality(house, UTRECHT)},
        lambda values: UTRECHT in members.member_codes(),
    ),
    "groups:end-seat": (
        seat_in_group,
        lambda values: (
            KAMPEN not in {seat.organisation_code for seat in of_groups.seats(of_groups.group(values["number"]).id)}
        ),
    ),
    "groups:accept-charter": (
        waiting_charter,
        lambda values: of_groups.charter_is_valid(of_groups.group(values["number"]).id),
    ),
    "groups:conclude-step": (
        step_to_conclude,
        lambda values: step_row(of_groups.group(values["number"]).id, 1).status is StepStatus.CONCLUDED,
    ),
    "initiatives:stop": (
        lambda house, clock: {"number": published(house)},
        lambda values: initiatives.by_number(values["number"]).status is InitiativeStatus.STOPPED,
    ),
    "settings:change": (
        lambda house, clock: {"key": DAYS_TO_CONTEST.key, "value": 5},
        lambda values: value(DAYS_TO_CONTEST) == 5,
    ),
    "decisions:supersede": (
        lambda house, clock: {"number": recorded(house)},
        lambda values: decisions.by_number(values["number"]).status is DecisionStatus.SUPERSEDED,
    ),
    "decisions:withdraw": (
        lambda house, clock: {"number": recorded(house)},
        lambda values: decisions.by_number(values["number"]).status is DecisionStatus.WITHDRAWN,
    ),
}


def test_every_effect_that_has_words_is_tried_here_and_exists() -> None:
    """But for the agenda, and for growing: that is for a vote of the group itself (tests/integration/groups/test_growing.py)."""
    assert DONE.keys() | {"decisions:set-agenda", "groups:grow"} == KINDS.keys() == EFFECTS.keys()


@pytest.mark.parametrize("name", DONE)
def test_an_adopted_vote_carries_out_its_effect_with_itself_as_ground(
    house: House, clock: StoppedClock, client: StrictClient, name: str
) -> None:
    make, is_done = DONE[name]
    values = make(house, clock)
    number = voting.closed_vote(house, voting.PROPOSAL, ADOPTED, effect=Effect(name, values))
    client.get(f"/stemmingen/{number}")
    assert "Zodra de uitslag is vastgesteld en het voorstel is aangenomen" in client.page.main.text
    assert not house.ask(is_done, values)
    clock.set(voting.closing_moment(house, number) + voting.timedelta(days=3))
    house.run("tick")
    vote = house.ask(queries.by_number, number)
    assert (vote.status, vote.effect_refusal) == (VoteStatus.PUBLISHED, None)
    assert house.ask(is_done, values)
    acts = [entry for entry in house.ask(register.latest_entries, 12) if entry.act == name]
    assert acts[0].data.get("ground") == number
    house.run("register", "verify")


@pytest.mark.parametrize("name", DONE)
def test_a_rejected_vote_carries_nothing_out(house: House, clock: StoppedClock, name: str) -> None:
    make, is_done = DONE[name]
    values = make(house, clock)
    against = {ZWOLLE: "for", KAMPEN: "against", URK: "against"}
    number = voting.closed_vote(house, voting.PROPOSAL, against, effect=Effect(name, values))
    clock.set(voting.closing_moment(house, number) + voting.timedelta(days=3))
    house.run("tick")
    assert house.ask(lambda: queries.by_number(number).status) is VoteStatus.PUBLISHED
    assert not house.ask(is_done, values)


def undo_admitting(house: House, values: Mapping[str, Any]) -> None:
    house.perform(organisations.admit, coordinator(house), values["code"], voting.clock.today(), "eerder toegelaten")


def undo_setting(house: House, values: Mapping[str, Any]) -> None:
    house.perform(change_setting, coordinator(house), values["key"], values["value"], "al gedaan")


def undo_decision(house: House, values: Mapping[str, Any]) -> None:
    house.perform(withdraw, coordinator(house), values["number"], WORDING)


@pytest.mark.parametrize(
    ("name", "meanwhile", "said"),
    [
        ("organisations:admit", undo_admitting, "is al lid"),
        ("settings:change", undo_setting, "al de waarde"),
        ("decisions:withdraw", undo_decision, "geldt al niet meer"),
    ],
)
def test_what_cannot_be_done_any_more_is_left_undone_and_the_vote_is_final_all_the_same(
    house: House,
    clock: StoppedClock,
    client: StrictClient,
    name: str,
    meanwhile: Callable[[House, Mapping[str, Any]], None],
    said: str,
) -> None:
    values = DONE[name][0](house, clock)
    number = voting.closed_vote(house, voting.PROPOSAL, ADOPTED, effect=Effect(name, values))
    closed = voting.closing_moment(house, number)
    clock.set(closed)
    meanwhile(house, values)
    clock.set(closed + voting.timedelta(days=3))
    house.run("tick")
    vote = house.ask(queries.by_number, number)
    assert vote.status is VoteStatus.PUBLISHED
    assert said in str(vote.effect_refusal)
    client.get(f"/en/stemmingen/{number}")
    assert client.page.one('main [lang="nl"]').text == vote.effect_refusal
    # What the members adopted stands as a decision, whatever became of it.
    assert house.ask(decisions.decision_of_vote, number) is not None
    house.run("register", "verify")


@pytest.mark.parametrize(
    "effect",
    [
        Effect("groups:shrink", {"number": "G-2026-001"}),
        Effect("people:end-mandate", {"mandate_id": 1}),
        Effect("initiatives:stop", {"number": "I-2026-099"}),
        Effect("initiatives:stop"),
        Effect("initiatives:stop", {"number": "I-2026-001", "more": "x"}),
        Effect("organisations:admit", {"code": ZWOLLE}),
        Effect("organisations:admit", {"code": "KP0001"}),
        Effect("settings:change", {"key": "voting:days-to-contest", "value": "5"}),
        Effect("settings:change", {"key": "voting:days-to-contest", "value": 500}),
        Effect("settings:change", {"key": "voting:days-to-contest", "value": True}),
        Effect("settings:change", {"key": "voting:no-such-thing", "value": 5}),
        Effect("groups:accept-charter", {"number": "G-2026-099", "version": 1}),
        Effect("groups:end-seat", {"number": "G-2026-099", "code": ZWOLLE}),
        Effect("groups:conclude-step", {"number": "G-2026-099", "ordinal": 1, "conclusion": "continue"}),
        Effect("decisions:withdraw", {"number": "B-2026-099"}),
        Effect("initiatives:stop", {"number": "a@b.nl"}),
    ],
)
def test_an_effect_that_cannot_be_is_refused_at_preparing(house: House, clock: StoppedClock, effect: Effect) -> None:
    published(house)
    with pytest.raises(RuleBroken):
        voting.prepared_vote(house, effect=effect)


def test_only_a_proposal_carries_such_an_effect_and_a_group_only_its_own(house: House, clock: StoppedClock) -> None:
    stop = Effect("initiatives:stop", {"number": published(house)})
    with pytest.raises(RuleBroken):
        voting.prepared_vote(house, voting.PRIORITIES, effect=stop)
    group = evaluating(house, clock)
    for effect in (stop, Effect("settings:change", {"key": DAYS_TO_CONTEST.key, "value": 5})):
        with pytest.raises(RuleBroken, match="alle leden"):
            voting.prepared_vote(house, group_number=group, effect=effect)
    conclude = Effect("groups:conclude-step", {"number": group, "ordinal": 1, "conclusion": "continue"})
    voting.prepared_vote(house, group_number=group, effect=conclude)


def test_it_is_looked_at_again_when_the_vote_opens(house: House, clock: StoppedClock) -> None:
    values = {"code": municipality(house, UTRECHT)}
    vote_id = voting.prepared_vote(house, effect=Effect("organisations:admit", values))
    undo_admitting(house, values)
    with pytest.raises(RuleBroken, match="is al lid"):
        house.perform(open_vote, coordinator(house), vote_id)


def test_the_members_end_with_a_vote_what_they_decided_with_a_vote(house: House, clock: StoppedClock) -> None:
    first = voting.published_vote(house)
    old = house.ask(decisions.decision_of_vote, first)
    assert old is not None
    second = voting.published_vote(house, answers=ADOPTED, effect=Effect("decisions:supersede", {"number": old}))
    new = house.ask(decisions.decision_of_vote, second)
    assert new is not None
    found = house.ask(decisions.by_number, new)
    assert (found.ends_number, found.ground, found.vote_number) == (old, Ground.VOTE, second)
    assert house.ask(decisions.by_number, old).status is DecisionStatus.SUPERSEDED
    house.run("register", "verify")
