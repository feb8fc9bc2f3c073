"""When a proposal within a group is agreed, and what is said in one, and in every decision."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

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
from gemportal.kernel.figures import Amount

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


PROPOSAL = Proposal("Een titel", "Wij doen het.", "Omdat het helpt.")


def test_white_space_around_a_proposal_goes_and_no_alternative_is_none() -> None:
    loose = Proposal(" Een titel ", " Wij doen het. ", " Omdat het helpt. ", "  ", date(2026, 3, 3))
    assert loose.checked(TODAY) == replace(PROPOSAL, review_on=date(2026, 3, 3))
    assert replace(PROPOSAL, alternatives=" Niets doen. ").checked(TODAY).alternatives == "Niets doen."


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": " "}, "Schrijf wat er is besloten, en waarom"),
        ({"text": ""}, "Schrijf wat er is besloten, en waarom"),
        ({"rationale": "\n"}, "Schrijf wat er is besloten, en waarom"),
        ({"text": "Mail piet@gemeente.example"}, "e-mailadressen"),
        ({"review_on": TODAY}, "een dag na vandaag"),
        ({"review_on": TODAY - timedelta(days=1)}, "een dag na vandaag"),
    ],
)
def test_what_cannot_be_decided_is_not_proposed_either(wrong: dict[str, Any], sentence: str) -> None:
    for says_no in (Proposal.check, Proposal.checked):
        with pytest.raises(RuleBroken, match=sentence):
            says_no(replace(PROPOSAL, **wrong), TODAY)


@pytest.mark.parametrize(
    ("field", "longest"),
    [
        ("title", LONGEST_TITLE),
        ("text", LONGEST_DECISION),
        ("rationale", LONGEST_DECISION),
        ("alternatives", LONGEST_DECISION),
    ],
)
def test_a_proposal_is_no_longer_than_can_be_read_and_what_was_voted_is_as_long_as_it_is(
    field: str, longest: int
) -> None:
    replace(PROPOSAL, **{field: "x" * longest}, review_on=TODAY + timedelta(days=1)).checked(TODAY)
    too_long = replace(PROPOSAL, **{field: "x" * (longest + 1)})
    too_long.check(TODAY)
    with pytest.raises(RuleBroken, match=str(Amount(longest))):
        too_long.checked(TODAY)
