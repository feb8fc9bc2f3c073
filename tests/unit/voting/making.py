"""Votes made up by Hypothesis and by hand, for the tests of the tallies."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import strategies as st

from gemportal.voting.methods import METHODS, budget
from gemportal.voting.methods.lot import Lot
from gemportal.voting.methods.method import Ballot, Method, Roll
from gemportal.voting.methods.option import Option
from gemportal.voting.methods.result import Result

LOT = Lot(b"a seed for the tests")
FEW = [Option(name, name.upper(), cost) for name, cost in (("a", 30), ("b", 20), ("c", 20), ("d", 45))]
ONE = [Option("a", "A")]


@contextmanager
def standing(*, alone: bool) -> Iterator[None]:
    """Every voter in a camp of their own, or all who answer alike together, however few they are."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(budget, "ALONE", 10**9 if alone else -(10**9))
        yield


def options_for(name: str) -> list[Option]:
    """Options that fit the method."""
    return ONE if METHODS[name].shape in ("position", "consent") else FEW


def answers(name: str) -> st.SearchStrategy[Any]:
    """Valid answers over `options_for(name)` under `rules_for(name)`; blank ones too."""
    ids = [option.id for option in FEW]
    own: dict[str, st.SearchStrategy[Any]] = {
        "score": st.dictionaries(st.sampled_from(ids), st.integers(0, 5)),
        "points": st.dictionaries(st.sampled_from(ids), st.integers(0, 2)),
        "irv": strict_orders(ids),
        "stv": strict_orders(ids),
    }
    by_shape: dict[str, st.SearchStrategy[Any]] = {
        "position": st.sampled_from(["for", "against", "abstain", "blank"]),
        "consent": st.builds(
            lambda position, reason: {"position": position, "reason": reason},
            st.sampled_from(["consent", "concern", "objection", "aside"]),
            st.sampled_from(["Te duur.", "Te traag."]),
        ),
        "options": st.lists(st.sampled_from(ids), unique=True),
        "order": st.permutations(ids).flatmap(tiered),
    }
    return own[name] if name in own else by_shape[METHODS[name].shape]


def strict_orders(ids: list[str]) -> st.SearchStrategy[list[list[str]]]:
    """Orders of some of these, one in each place."""
    return st.builds(lambda order, most: [[o] for o in order[:most]], st.permutations(ids), st.integers(0, len(ids)))


@st.composite
def tiered(draw: st.DrawFn, order: list[str]) -> list[list[str]]:
    """A part of `order`, cut into tiers."""
    tiers: list[list[str]] = []
    for option in order[: draw(st.integers(0, len(order)))]:
        if tiers and draw(st.booleans()):
            tiers[-1].append(option)
        else:
            tiers.append([option])
    return tiers


def rules_for(name: str, **rules: Any) -> Any:
    """Rules without a quorum, with a budget where the method divides one."""
    given: dict[str, Any] = {"quorum": {"at_least": "0/1"}} | rules
    return METHODS[name].rules_from({"budget": 70} | given if name in ("equal-shares", "greedy") else given)


def ballots_for(name: str, *, most: int = 8) -> st.SearchStrategy[list[Ballot[Any]]]:
    """Valid ballots with weights, in canonical form."""
    method, options, rules = METHODS[name], options_for(name), rules_for(name)
    canonical = answers(name).map(lambda answer: method.validate(answer, options, rules))
    return st.lists(st.builds(Ballot, canonical, st.integers(1, 4)), max_size=most)


def roll_of(ballots: Iterable[Ballot[Any]]) -> Roll:
    """A roll on which everybody voted."""
    voters = list(ballots)
    return Roll(sum(b.heads for b in voters), sum(b.weight for b in voters))


def count(name: str, ballots: list[Ballot[Any]], *, rules: Any = None, options: list[Option] | None = None) -> Result:
    """The result of these ballots."""
    method: Method[Any, Any] = METHODS[name]
    offered = options_for(name) if options is None else options
    return method.tally(offered, ballots, roll_of(ballots), rules or rules_for(name), LOT)


def split(ballot: Ballot[Any]) -> list[Ballot[Any]]:
    """A ballot of weight w as w ballots of weight 1, by the same organisation."""
    return [replace(ballot, weight=1)] + [replace(ballot, weight=1, heads=0)] * (ballot.weight - 1)
