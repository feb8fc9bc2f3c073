"""What a group decides by consent: who is asked, when all agreed, and what a proposal must say."""

from dataclasses import replace
from datetime import date

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
PROPOSAL = Proposal("Een titel", "Wij doen het.", "Omdat het helpt.")
ORGANISATIONS = st.sets(st.sampled_from("ABCDE"))


def test_white_space_around_a_proposal_goes_and_no_alternative_is_none() -> None:
    loose = Proposal(" Een titel ", " Wij doen het. ", " Omdat het helpt. ", "  ", date(2026, 3, 3))
    assert loose.checked(TODAY) == replace(PROPOSAL, review_on=date(2026, 3, 3))
    assert replace(PROPOSAL, alternatives=" Niets doen. ").checked(TODAY).alternatives == "Niets doen."


@pytest.mark.parametrize("field", ["title", "text", "rationale"])
def test_a_proposal_says_what_and_why(field: str) -> None:
    with pytest.raises(RuleBroken, match="Schrijf wat er is besloten, en waarom"):
        replace(PROPOSAL, **{field: "  "}).checked(TODAY)


@pytest.mark.parametrize(
    ("field", "longest"),
    [
        ("title", LONGEST_TITLE),
        ("text", LONGEST_DECISION),
        ("rationale", LONGEST_DECISION),
        ("alternatives", LONGEST_DECISION),
    ],
)
def test_a_proposal_is_no_longer_than_can_be_read(field: str, longest: int) -> None:
    replace(PROPOSAL, **{field: "x" * longest}).checked(TODAY)
    with pytest.raises(RuleBroken, match=str(longest)):
        replace(PROPOSAL, **{field: "x" * (longest + 1)}).checked(TODAY)


def test_it_is_looked_at_again_on_a_day_to_come_and_holds_no_address() -> None:
    with pytest.raises(RuleBroken, match="een dag na vandaag"):
        replace(PROPOSAL, review_on=TODAY).checked(TODAY)
    with pytest.raises(RuleBroken, match="e-mailadressen"):
        replace(PROPOSAL, text="Schrijf naar a@b.example.").checked(TODAY)


@given(ORGANISATIONS, ORGANISATIONS, st.sampled_from(["A", "B", None]))
def test_all_who_are_asked_and_nobody_else_carry_a_proposal(
    deciding: set[str], consented: set[str], about: str | None
) -> None:
    needed = asked(deciding, about)
    assert needed == {one for one in deciding if one != about}
    assert is_agreed(deciding, consented, about) is (bool(needed) and all(one in consented for one in needed))


def test_no_organisation_puts_another_out_alone() -> None:
    check_ending({"A", "B", "C"}, "C")
    check_ending({"A", "B"}, "C")
    with pytest.raises(RuleBroken, match="Eén organisatie kan een andere niet uit de groep zetten"):
        check_ending({"A", "B"}, "B")
