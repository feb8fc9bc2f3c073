"""The rules of declaring, and of the call."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemportal.initiatives.rules import (
    STRONGEST_FIRST,
    Backing,
    Declaration,
    Domain,
    Driver,
    Earlier,
    InitiativeStatus,
    Level,
    call_is_running,
    check_amount,
    check_day_ahead,
    check_length,
    check_may_declare,
    check_read,
    check_reason,
    levels_for,
    ranking_date,
    standing,
)
from gemportal.kernel.errors import RuleBroken

TODAY = date(2026, 3, 2)
START = datetime(2026, 3, 2, 8, tzinfo=UTC)


def at(day: int) -> datetime:
    return START + timedelta(days=day)


def date_after(*levels: Level | None) -> int:
    """Declare these levels on day 0, 1, 2 … (None: withdraw what stands); the day that ranks for the last one."""
    earlier: list[Earlier] = []
    for day, level in enumerate(levels[:-1]):
        if level is None:
            last = earlier[0]
            earlier[0] = Earlier(last.level, last.declared_at, withdrawn=True)
        else:
            earlier.insert(0, Earlier(level, at(day)))
    last_level = levels[-1]
    assert last_level is not None
    return (ranking_date(last_level, at(len(levels) - 1), earlier) - START).days


def test_the_first_declaration_ranks_from_its_own_moment() -> None:
    assert date_after(Level.JOIN) == 0


def test_declaring_the_same_level_again_keeps_the_date() -> None:
    assert date_after(Level.JOIN, Level.JOIN, Level.JOIN) == 0


def test_raising_the_level_gives_a_new_date() -> None:
    assert date_after(Level.JOIN, Level.LEAD) == 1
    assert date_after(Level.FOLLOW, Level.JOIN) == 1
    assert date_after(Level.CONSIDERING, Level.JOIN) == 1


def test_lowering_from_lead_to_join_keeps_the_date_since_which_a_seat_was_wanted() -> None:
    assert date_after(Level.LEAD, Level.JOIN) == 0
    assert date_after(Level.FOLLOW, Level.JOIN, Level.LEAD, Level.JOIN) == 1


@pytest.mark.parametrize("between", [Level.NO, Level.FOLLOW, Level.CONTRIBUTE, Level.CONSIDERING])
def test_a_lower_level_in_between_interrupts(between: Level) -> None:
    assert date_after(Level.JOIN, between, Level.JOIN) == 2


def test_withdrawing_interrupts() -> None:
    assert date_after(Level.JOIN, None, Level.JOIN) == 2


@given(st.lists(st.sampled_from(Level), min_size=1, max_size=8))
def test_a_date_only_moves_forward_when_the_wish_for_a_seat_was_not_there_all_along(levels: list[Level]) -> None:
    since = date_after(*levels)
    unbroken = {Level.JOIN, Level.LEAD} if levels[-1] is Level.JOIN else {levels[-1]}
    assert set(levels[since:]) <= unbroken
    assert since == 0 or levels[since - 1] not in unbroken


@given(st.lists(st.sampled_from(Level), min_size=1, max_size=6))
def test_declaring_again_never_gives_an_earlier_place_than_before(levels: list[Level]) -> None:
    """Nobody can win time by going to and fro at one level."""
    assert all(date_after(*levels[: n - 1], last) <= n for n, (last, _) in enumerate(pairwise(levels), start=1))
    assert date_after(*levels, levels[-1]) == date_after(*levels)


def test_only_what_makes_sense_at_the_level_is_kept() -> None:
    everything = Declaration(
        Level.FOLLOW,
        hours=10,
        euros=20,
        expertise="kaarten",
        reason="  omdat  ",
        who_would="iemand",
        backing=Backing.COUNCIL,
        considering_until=TODAY,
    )
    kept = everything.checked(TODAY)
    assert kept == Declaration(Level.FOLLOW, reason="omdat", backing=Backing.COUNCIL)


def test_considering_lasts_until_a_day_ahead() -> None:
    for until in (None, TODAY, TODAY + timedelta(days=367)):
        with pytest.raises(RuleBroken):
            Declaration(Level.CONSIDERING, considering_until=until).checked(TODAY)
    until = TODAY + timedelta(days=1)
    assert Declaration(Level.CONSIDERING, considering_until=until).checked(TODAY).considering_until == until


@pytest.mark.parametrize(
    "wrong",
    [
        {"hours": -1},
        {"euros": 10**12},
        {"reason": "x" * 2001},
        {"who_would": "x" * 301},
        {"backing_url": "javascript:1"},
    ],
)
def test_a_wrong_offer_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(RuleBroken):
        Declaration(Level.JOIN, **wrong).checked(TODAY)  # type: ignore[arg-type]


def test_a_partner_contributes_at_most() -> None:
    for level in Level:
        check_may_declare(level, partner=False, invited=False)
        if level.wants_a_seat:
            with pytest.raises(RuleBroken):
                check_may_declare(level, partner=True, invited=False)
        else:
            check_may_declare(level, partner=True, invited=False)


def test_an_invited_partner_joins_and_does_not_lead() -> None:
    assert set(levels_for(partner=True, invited=True)) == set(Level) - {Level.LEAD}
    check_may_declare(Level.JOIN, partner=True, invited=True)
    with pytest.raises(RuleBroken, match="niet trekken"):
        check_may_declare(Level.LEAD, partner=True, invited=True)


def test_a_call_runs_up_to_and_including_its_closing_date() -> None:
    day = timedelta(days=1)
    assert call_is_running(InitiativeStatus.OPEN, TODAY, TODAY)
    assert not call_is_running(InitiativeStatus.OPEN, TODAY - day, TODAY)
    assert not call_is_running(InitiativeStatus.FORMING, TODAY + day, TODAY)
    assert str(standing(InitiativeStatus.OPEN, TODAY - day, TODAY)[0]) == "oproep gesloten"
    assert str(standing(InitiativeStatus.OPEN, TODAY, TODAY)[0]) == "oproep open"


def test_a_reason_is_needed() -> None:
    assert check_reason(" want \r\n dit ") == "want \n dit"
    for wrong in (None, "  ", "x" * 2001):
        with pytest.raises(RuleBroken):
            check_reason(wrong)


@pytest.mark.parametrize("kind", [InitiativeStatus, Driver, Domain, Level, Backing])
def test_everything_has_a_word(kind: type) -> None:
    words = [str(member.label) for member in kind]  # type: ignore[attr-defined]
    assert all(words)
    assert len(set(words)) == len(words)
    assert set(STRONGEST_FIRST) == set(Level)


def test_an_answer_to_an_earlier_version_is_refused() -> None:
    check_read(None, 2)
    check_read(2, 2)
    with pytest.raises(RuleBroken, match="net gewijzigd"):
        check_read(1, 2)


def test_a_day_ahead_is_after_today_and_within_a_year() -> None:
    last = TODAY + timedelta(days=366)
    assert [check_day_ahead(day, TODAY) for day in (TODAY + timedelta(days=1), last)] == [date(2026, 3, 3), last]
    for day, sentence in (
        (None, r"een datum\."),
        (TODAY, "na vandaag"),
        (last + timedelta(days=1), "binnen een jaar"),
    ):
        with pytest.raises(RuleBroken, match=sentence):
            check_day_ahead(day, TODAY)


def test_an_amount_lies_between_nothing_and_the_most() -> None:
    for fine in (None, 0, 7):
        check_amount(fine, 7)
    for wrong in (-1, 8):
        with pytest.raises(RuleBroken, match="van 0 tot en met 7"):
            check_amount(wrong, 7)


def test_what_is_offered_is_kept_without_loose_white_space() -> None:
    offered = Declaration(Level.JOIN, 8, 0, " kennis ", " reden ", " Jan ", Backing.COUNCIL, " https://a.example ")
    assert offered.checked(TODAY) == Declaration(
        Level.JOIN, 8, 0, "kennis", "reden", "Jan", Backing.COUNCIL, "https://a.example"
    )
    with pytest.raises(RuleBroken, match=r"van 0 tot en met 1\.000\.000"):
        Declaration(Level.JOIN, 1_000_001).checked(TODAY)
    with pytest.raises(RuleBroken, match="https://"):
        Declaration(Level.JOIN, backing_url="javascript:alert(1)").checked(TODAY)


def test_a_text_is_as_long_as_its_field_may_be() -> None:
    check_length(None, "title")
    check_length("x" * 120, "title")
    with pytest.raises(RuleBroken, match="hoogstens 120 tekens"):
        check_length("x" * 121, "title")


def test_a_refusal_says_what_is_asked() -> None:
    with pytest.raises(RuleBroken, match="de reden op"):
        check_reason(" ")
    with pytest.raises(RuleBroken, match="hoogstens “bijdragen”"):
        check_may_declare(Level.JOIN, partner=True, invited=False)
