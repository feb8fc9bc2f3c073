"""Who may hold whose proxy: never oneself's, never one that is handed on, never more than the cap."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemportal.voting.proxies.rules import Bond, per_holder, refusal

MEMBERS = "abcdef"
Wishes = list[tuple[str, str]]


@pytest.mark.parametrize(
    ("chosen", "members", "most"), [(2, 9, 1), (2, 10, 2), (3, 342, 3), (0, 5, 0), (0, 50, 0), (1, 4, 1)]
)
def test_a_small_cooperative_allows_one(chosen: int, members: int, most: int) -> None:
    assert per_holder(chosen, members) == most


@pytest.mark.parametrize(
    ("giver", "holder", "why"),
    [
        ("a", "a", "andere organisatie dan uw eigen"),
        ("c", "e", "doorgeven"),
        ("e", "b", "aan een ander"),
        ("e", "c", "hoogste aantal"),
    ],
)
def test_each_refusal_says_why(giver: str, holder: str, why: str) -> None:
    assert why in str(refusal(giver, holder, {Bond("b", "c")}, 1))


def test_whoever_votes_for_another_already_may_do_so_again() -> None:
    assert refusal("b", "c", {Bond("b", "c")}, 1) is None
    assert refusal("d", "c", {Bond("b", "c")}, 2) is None


def test_where_none_are_allowed_none_are_given() -> None:
    assert refusal("a", "b", set(), 0) is not None


@given(st.lists(st.tuples(st.sampled_from(MEMBERS), st.sampled_from(MEMBERS))), st.integers(0, 3))
def test_whatever_is_asked_no_chain_no_circle_and_no_pile_comes_of_it(wishes: Wishes, most: int) -> None:
    bonds: dict[str, Bond] = {}
    for giver, holder in wishes:
        if giver not in bonds and refusal(giver, holder, set(bonds.values()), most) is None:
            bonds[giver] = Bond(giver, holder)
    holders = [bond.holder for bond in bonds.values()]
    assert not bonds.keys() & set(holders)
    assert all(holders.count(holder) <= most for holder in holders)
