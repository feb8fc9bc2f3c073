"""When a proposal within a group is agreed, and how one must be worded."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemportal.groups.room.rules import (
    LONGEST_DECISION,
    LONGEST_TITLE,
    Proposal,
    asked,
    check_ending,
    is_agreed,
)
from gemportal.kernel.errors import RuleBroken

TODAY = date(2026, 3, 2)
CODES = st.sets(st.sampled_from("ABCDEF"))
ABOUT = st.none() | st.sampled_from("ABCDEF")


@given(CODES, CODES, ABOUT)
def test_it_is_agreed_just_when_everybody_who_is_asked_consented(
    deciding: set[str], consented: set[str], about: str | None
) -> None:
    missing = {code for code in deciding if code != about and code not in consented}
    others = deciding - {about}
    assert is_agreed(deciding, consented, about) is (bool(others) and not missing)


@given(CODES, CODES, ABOUT)
def test_whom_it_is_about_changes_nothing_by_its_own_word(
    deciding: set[str], consented: set[str], about: str | None
) -> None:
    assert about not in asked(deciding, about)
    if about is not None:
        for words in (consented | {about}, consented - {about}):
            assert is_agreed(deciding, words, about) is is_agreed(deciding, consented, about)


@given(CODES, CODES, st.sampled_from("ABCDEF"))
def test_one_consent_more_never_undoes_it(deciding: set[str], consented: set[str], one: str) -> None:
    assert is_agreed(deciding, consented | {one}, None) >= is_agreed(deciding, consented, None)


def test_nobody_is_left_to_agree() -> None:
    assert not is_agreed(set(), {"A"}, None)
    assert not is_agreed({"A"}, {"A"}, "A")


@given(CODES, st.sampled_from("ABCDEF"))
def test_a_seat_is_ended_by_two_others_at_least(deciding: set[str], code: str) -> None:
    if len(deciding - {code}) >= 2:
        check_ending(deciding, code)
    else:
        with pytest.raises(RuleBroken, match="bemiddelen"):
            check_ending(deciding, code)


def proposal(**changes: object) -> Proposal:
    values = {"title": " Titel ", "text": "Tekst", "rationale": "Waarom", "alternatives": " ", "review_on": None}
    return Proposal(**{**values, **changes})  # type: ignore[arg-type]


def test_a_proposal_is_kept_without_loose_white_space() -> None:
    assert proposal().checked(TODAY) == Proposal("Titel", "Tekst", "Waarom", None, None)


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": " "},
        {"text": ""},
        {"rationale": "\n"},
        {"title": "x" * (LONGEST_TITLE + 1)},
        {"text": "x" * (LONGEST_DECISION + 1)},
        {"rationale": "x" * (LONGEST_DECISION + 1)},
        {"text": "Mail piet@gemeente.example"},
        {"review_on": TODAY},
    ],
)
def test_a_proposal_that_cannot_stand_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(RuleBroken):
        proposal(**wrong).checked(TODAY)


def test_the_longest_and_the_first_day_still_pass() -> None:
    longest = proposal(
        title="x" * LONGEST_TITLE, text="y" * LONGEST_DECISION, review_on=TODAY + timedelta(days=1)
    ).checked(TODAY)
    assert (len(longest.title), len(longest.text)) == (LONGEST_TITLE, LONGEST_DECISION)
