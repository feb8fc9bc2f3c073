"""The policy tables: who is named, in which state, and what a refusal says."""

from dataclasses import dataclass
from enum import StrEnum

import pytest

from gemportal.kernel import policy
from gemportal.kernel.actor import NOBODY, Actor, Capacity, Office, clock_for
from gemportal.kernel.errors import NotAllowed, RuleBroken
from gemportal.kernel.policy import May, Who
from gemportal.kernel.words import Message, _l


class Light(StrEnum):
    GREEN = "green"
    RED = "red"

    @property
    def label(self) -> Message:
        return Message(self.value)


@dataclass(frozen=True)
class Crossing:
    status: Light
    organisation: str = "GM0001"


owner = Who(_l("eigenaar"), policy.acting_for_an_organisation, lambda actor, it: actor.organisation == it.organisation)

ANNA = Actor(Capacity.MANDATE, person_id=1, organisation="GM0001", represents=frozenset({"GM0001"}))
BERT = Actor(Capacity.MANDATE, person_id=2, organisation="GM0002", represents=frozenset({"GM0002"}))
CORA = Actor(Capacity.OFFICE, person_id=3, office=Office.COORDINATOR)


@pytest.fixture(autouse=True)
def crossings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(policy, "CHAPTERS", {})
    rows = [
        May("crossing:cross", _l("oversteken"), (owner, policy.coordinator), policy.on(Light.GREEN)),
        May("crossing:look", _l("kijken"), (policy.anyone,)),
    ]
    policy.declare("crossing", _l("Oversteken"), rows)


def test_whom_a_clause_names_may_in_its_state() -> None:
    policy.require(ANNA, "crossing:cross", Crossing(Light.GREEN))
    policy.require(CORA, "crossing:cross", Crossing(Light.GREEN))
    assert policy.may(ANNA, "crossing:cross", Crossing(Light.GREEN))


def test_another_state_is_a_broken_rule_that_names_the_state() -> None:
    with pytest.raises(RuleBroken, match="red"):
        policy.require(ANNA, "crossing:cross", Crossing(Light.RED))
    assert not policy.may(ANNA, "crossing:cross", Crossing(Light.RED))


@pytest.mark.parametrize("light", list(Light))
def test_whom_no_clause_names_is_refused_in_every_state(light: Light) -> None:
    with pytest.raises(NotAllowed, match="eigenaar, coördinator"):
        policy.require(BERT, "crossing:cross", Crossing(light))


def test_who_is_refused_reads_which_people_may_and_no_rule_of_the_clock() -> None:
    night = Who(_l("de klok, na middernacht"), policy.by_rule("crossing:night"))
    guard = Who(_l("brugwachter, met vlag"), policy.holding(Office.CHAIR))
    rows = [
        May("bridge:open", _l("openen"), (night, guard, policy.coordinator)),
        May("bridge:light", _l("verlichten"), (night,)),
    ]
    policy.declare("bridge", _l("Brug"), rows)
    with pytest.raises(NotAllowed) as refused:
        policy.require(ANNA, "bridge:open")
    assert str(refused.value) == "Dit mag alleen: brugwachter, met vlag; coördinator."
    with pytest.raises(NotAllowed, match="alleen: de klok, na middernacht\\."):
        policy.require(ANNA, "bridge:light")


def test_a_stranger_is_asked_to_sign_in() -> None:
    with pytest.raises(NotAllowed, match="Meld u eerst aan"):
        policy.require(NOBODY, "crossing:cross", Crossing(Light.GREEN))


def test_a_route_asks_for_the_capacity_only() -> None:
    assert policy.could(BERT, "crossing:cross")
    assert not policy.could(NOBODY, "crossing:cross")
    assert not policy.could(clock_for("crossing:cross"), "crossing:cross")


def test_the_clock_carries_out_the_named_rules_and_nobody_else_does() -> None:
    closes = policy.by_rule("voting:close", "voting:publish")
    assert closes(clock_for("voting:close"))
    assert closes(clock_for("voting:publish"))
    assert not closes(clock_for("groups:lapse"))
    assert policy.by_rule()(clock_for("groups:lapse"))
    assert not closes(Actor(Capacity.PERSON, person_id=1, rule="voting:close"))


def test_without_a_subject_the_state_is_not_asked() -> None:
    assert policy.may(CORA, "crossing:cross")


def test_a_permission_that_nobody_declared_is_a_programming_error() -> None:
    with pytest.raises(LookupError):
        policy.require(ANNA, "crossing:paint")
    with pytest.raises(LookupError):
        policy.could(ANNA, "elsewhere:paint")


def test_a_room_cannot_declare_the_permission_of_another() -> None:
    with pytest.raises(ValueError, match="settings:change"):
        policy.declare("crossing", _l("x"), [May("settings:change", _l("x"), (policy.anyone,))])


def test_a_permission_stands_in_one_chapter_alone() -> None:
    with pytest.raises(ValueError, match="crossing:look"):
        policy.declare("crossing.bikes", _l("x"), [May("crossing:look", _l("x"), (policy.anyone,))])


def test_a_part_of_a_room_has_a_chapter_of_its_own() -> None:
    policy.declare("crossing.bikes", _l("Fietsen"), [May("crossing:ride", _l("x"), (policy.anyone,))])
    assert policy.may(NOBODY, "crossing:ride")
    assert [str(chapter.title) for chapter in policy.CHAPTERS.values()] == ["Oversteken", "Fietsen"]


def test_nobody_uses_an_office_on_an_organisation_they_represent() -> None:
    elsewhere = Who(_l("x"), policy.holding(Office.COORDINATOR), policy.not_own(lambda it: (it.organisation,)))
    double = Actor(Capacity.OFFICE, person_id=4, office=Office.COORDINATOR, represents=frozenset({"GM0001"}))
    assert not elsewhere.covers(double, Crossing(Light.GREEN, "GM0001"))
    assert elsewhere.covers(double, Crossing(Light.GREEN, "GM0002"))
