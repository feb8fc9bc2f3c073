"""Whatever is voted, by whichever method: it can be told, and what is drawn stays inside its picture."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemportal.voting import outcome
from gemportal.voting.definition import Sealed, Voter
from gemportal.voting.methods import METHODS
from tests.unit.voting.making import ballots_for, count, options_for, rules_for

QUORUMS = st.fixed_dictionaries(
    {"at_least": st.sampled_from(["0/1", "1/2", "1/1"]), "by": st.sampled_from(["heads", "weight", "both"])}
)


@pytest.mark.parametrize("name", sorted(outcome.KINDS))
@given(data=st.data())
def test_every_result_can_be_told(name: str, data: st.DataObject) -> None:
    ballots = data.draw(ballots_for(name))
    rules = rules_for(name, quorum=data.draw(QUORUMS))
    voters = tuple(Voter(f"GM{at:04}", f"Gemeente {at}", ballot.weight) for at, ballot in enumerate(ballots))
    answers = {voter.organisation: ballot.answer for voter, ballot in zip(voters, ballots, strict=True)}
    sealed = Sealed({"method": name, "secrecy": "open", "rules": rules.as_json()}, tuple(options_for(name)), voters)
    result = count(name, ballots, rules=rules).as_json()

    assert str(outcome.sentence(sealed.method, result, sealed.titles))
    assert str(
        outcome.sentence(
            sealed.method, gist(result), {key: sealed.titles.get(key, key) for key in outcome.names(result)}
        )
    )
    for picture in outcome.pictures(sealed, result):
        assert all(0 <= bar.share <= 1 for bar in picture.bars)
        assert all(str(bar.label) and str(bar.figure) for bar in picture.bars)
        assert picture.line is None or 0 <= picture.line.share <= 1
        assert max((str(bar.note) for bar in picture.bars), default="") is not None
    assert all(str(line) for line in outcome.ties(result, sealed.titles))
    told_in_tables(name, sealed, result)
    call = outcome.roll_call(sealed, answers)
    assert set(call.looks) == set(answers)
    for option in sealed.options:
        paid = sum(share.paid.get(option.id, Fraction(0)) for share in outcome.shares(sealed, result, answers).values())
        assert paid in (0, option.cost)
    assert all(share.left >= 0 for share in outcome.shares(sealed, result, answers).values())


def gist(result: dict[str, Any]) -> dict[str, Any]:
    """What a list keeps of a result."""
    detail = {key: result["detail"][key] for key in outcome.GIST_OF_DETAIL if key in result["detail"]}
    return {key: result[key] for key in outcome.GIST} | {"detail": detail}


def told_in_tables(name: str, sealed: Sealed, result: dict[str, Any]) -> None:
    """The tables of the methods that have them."""
    if name == "ranked":
        duels = outcome.duels(sealed, result)
        assert [len(row) for _title, row in duels.rows] == [len(sealed.options)] * len(sealed.options)
        contradicted = any(duel.won for at, (_title, row) in enumerate(duels.rows) for duel in row[:at] if duel)
        if result["ranking"]:
            assert ("kring" in str(duels.order)) == contradicted
    if name in ("irv", "stv") and result["detail"]["rounds"]:
        rounds = outcome.rounds(sealed, result)
        assert rounds is not None
        assert all(str(line) for line in rounds.told)
        assert {len(cells) for _title, cells in rounds.rows} == {len(result["detail"]["rounds"])}
    if name == "equal-shares" and result["outcome"] is None:
        for other in outcome.others(sealed, result):
            voters = sum(ballots.value for ballots in (other.prefer_this, other.prefer_other, other.same))
            assert voters == result["quorum"]["weight"]["present"]


def test_names_are_of_options() -> None:
    assert set(METHODS) >= set(outcome.KINDS)
