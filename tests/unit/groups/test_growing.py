"""The ladder, and what must be so before a group goes one rung up."""

import pytest

from gemportal.groups.growing import rules
from gemportal.groups.growing.rules import Concluded, Condition, Rung
from gemportal.groups.rules import CAP, SMALL_CAP, SMALL_COOPERATIVE
from gemportal.groups.steps.rules import Conclusion
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.words import _l

DEFAULTS = {
    one.key: one.default
    for one in (
        CAP,
        SMALL_CAP,
        SMALL_COOPERATIVE,
        rules.SECOND_RUNG,
        rules.THIRD_RUNG,
        rules.SMALL_SECOND_RUNG,
    )
}


@pytest.mark.parametrize(
    ("members", "partners", "rungs"),
    [
        (342, 0, (4, 8, 20, 342)),
        (342, 1, (4, 8, 20, 343)),
        (12, 0, (4, 8, 12)),
        (9, 0, (4, 8, 9)),
        (8, 0, (3, 5, 8)),
        (5, 0, (3, 5)),
        (4, 1, (3, 5)),
        (2, 0, (2,)),
    ],
)
def test_the_ladder_ends_with_everybody(members: int, partners: int, rungs: tuple[int, ...]) -> None:
    assert rules.ladder(members, partners, DEFAULTS) == rungs


@pytest.mark.parametrize(("places", "following"), [(2, 4), (4, 8), (8, 20), (20, 342), (342, None), (400, None)])
def test_a_group_climbs_one_rung_at_a_time(places: int, following: int | None) -> None:
    assert rules.next_rung(places, (4, 8, 20, 342)) == following


@pytest.mark.parametrize(
    ("given", "seats", "enough"),
    [(2, 2, True), (1, 2, False), (2, 3, True), (3, 5, False), (4, 6, True), (0, 0, False)],
)
def test_two_thirds_have_looked_back(given: int, seats: int, enough: bool) -> None:
    assert Concluded(1, Conclusion.CONTINUE, given, seats).is_evaluated is enough


def test_a_step_counts_when_the_group_goes_on_or_shares() -> None:
    adjusted, stopped = Concluded(1, Conclusion.ADJUST, 3, 3), Concluded(2, Conclusion.STOP, 3, 3)
    assert rules.best_of([adjusted, stopped]) is None
    shared, poor = Concluded(3, Conclusion.SHARE, 3, 3), Concluded(4, Conclusion.CONTINUE, 1, 3)
    assert rules.best_of([adjusted, shared, poor]) == shared
    assert rules.best_of([adjusted, poor]) == poor


def _met(*conditions: Condition) -> list[bool]:
    return [condition.met for condition in conditions]


def test_each_condition_says_what_would_satisfy_it() -> None:
    assert _met(*rules.learned(None)) == [False, False]
    poor = rules.learned(Concluded(4, Conclusion.CONTINUE, 1, 3))
    assert _met(*poor) == [True, False]
    assert "1 van de 3 die beslissen; 2 was nodig" in str(poor[1].sentence)
    assert _met(*rules.learned(Concluded(4, Conclusion.CONTINUE, 2, 3))) == [True, True]
    assert _met(rules.consented(()), rules.consented(("Kampen",))) == [True, False]
    assert "Kampen" in str(rules.consented(("Kampen",)).sentence)
    assert _met(rules.wanted(1), rules.wanted(0)) == [True, False]


def test_a_refusal_names_all_that_fails_and_nothing_else() -> None:
    conditions = [
        Condition(met=True, sentence=_l("A is zo.")),
        Condition(met=False, sentence=_l("Doe B.")),
        Condition(met=False, sentence=_l("Doe C.")),
    ]
    with pytest.raises(RuleBroken) as refusal:
        rules.check(8, conditions)
    assert str(refusal.value.sentence) == "De groep kan nog niet groeien. Doe B. Doe C."
    assert rules.check(8, conditions[:1]) == 8
    with pytest.raises(RuleBroken, match="hoogste trede"):
        rules.check(None, [])


def test_more_people_are_many_more_pairs() -> None:
    assert [Rung(places, places * 2).pairs for places in (4, 8, 20)] == [28, 120, 780]
