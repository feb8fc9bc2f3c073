"""Votes written for other tools: what is read back from the file gives the same result."""

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemportal.kernel.errors import RuleBroken
from gemportal.voting.formats import interop, pabulib, preflib
from gemportal.voting.methods.method import Ballot
from gemportal.voting.methods.option import Option
from gemportal.voting.methods.result import Result
from tests.unit.voting.making import LOT, ballots_for, count, options_for, rules_for

titles = st.text(min_size=1, max_size=12).map(str.strip).filter(bool) | st.sampled_from(
    ['a;b "c"\nd', "VOTES", '"', ";;", "regel\r\nregel", "een\u2028twee", "{1,2}: 3", "# TITLE: x"]
)


def document(method: str, options: list[Option], ballots: list[Ballot[Any]]) -> dict[str, Any]:
    """As much of `telling.json` as an export needs; every ballot is one organisation's."""
    result = count(method, ballots, options=options)
    vote = {"number": "S-2026-001", "title": 'Wat\neerst; en "dan"?', "question": "Wat?", "scope": "cooperative"}
    vote |= {"opened_at": "2026-11-02T08:00:00Z", "closed_at": "2026-11-09T23:30:31Z", "method": method}
    return {
        "vote": vote | {"rules": rules_for(method).as_json()},
        "options": [
            {"id": option.id, "title": option.title} | ({} if option.cost is None else {"cost": option.cost})
            for option in options
        ],
        "roll": [{"organisation": f"GM{at:04}", "weight": ballot.weight} for at, ballot in enumerate(ballots)],
        "ballots": [{"organisation": f"GM{at:04}", "answer": ballot.answer} for at, ballot in enumerate(ballots)],
        "result": result.as_json(),
    }


def apart(ballots: list[Ballot[Any]]) -> list[Ballot[Any]]:
    """Weight w as w voters: a file knows no other."""
    return [Ballot(ballot.answer) for ballot in ballots for _ in range(ballot.weight)]


def named(options: list[Option], names: list[str]) -> list[Option]:
    return [replace(option, title=name) for option, name in zip(options, names, strict=True)]


def told(result: Result) -> tuple[Any, ...]:
    return result.totals, result.ranking, result.winners, result.detail, result.ties


@pytest.mark.parametrize("method", sorted(interop.PABULIB))
@given(data=st.data())
def test_what_is_read_back_from_pabulib_has_the_same_result(method: str, data: st.DataObject) -> None:
    ballots = data.draw(ballots_for(method))
    options = named(options_for(method), data.draw(st.lists(titles, min_size=4, max_size=4)))
    made = interop.export(document(method, options, ballots))
    assert made.name == "S-2026-001.pb"
    found = pabulib.read(made.text, method)
    assert list(found.options) == options
    assert found.title == 'Wat\neerst; en "dan"?'
    assert told(replace(found, lot=LOT).result()) == told(count(method, apart(ballots), options=options))
    assert f"num_votes;{len(apart(ballots))}\n" in made.text
    assert pabulib.projects(made.text).options == tuple(options)


@given(data=st.data())
def test_what_is_read_back_from_preflib_has_the_same_result(data: st.DataObject) -> None:
    names = data.draw(st.lists(titles, min_size=4, max_size=4))
    options = [Option(str(at), name) for at, name in enumerate(names, start=1)]
    numbers = {option.id: str(at) for at, option in enumerate(options_for("ranked"), start=1)}
    drawn = data.draw(ballots_for("ranked"))
    ballots = [replace(b, answer=[[numbers[o] for o in tier] for tier in b.answer], heads=b.weight) for b in drawn]
    made = interop.export(document("ranked", options, ballots))
    found = preflib.read(made.text)
    assert [option.title for option in found.options] == [" ".join(name.split()) for name in names]
    given_orders = [ballot for ballot in ballots if ballot.answer]
    assert told(replace(found, lot=LOT).result()) == told(count("ranked", given_orders, options=options))
    assert f"# NUMBER VOTERS: {sum(ballot.weight for ballot in given_orders)}\n" in made.text


@pytest.mark.parametrize(
    ("answers", "kind"),
    [
        ([[["a"], ["b"], ["c"], ["d"]]], "soc"),
        ([[["a"], ["b"], ["c"], ["d"]], [["a"]]], "soi"),
        ([[["a"], ["b"], ["c", "d"]]], "toc"),
        ([[["a", "b"]], [["a"], ["b"], ["c"], ["d"]]], "toi"),
    ],
)
def test_the_kind_of_an_order_follows_from_what_is_in_it(answers: list[Any], kind: str) -> None:
    made = interop.export(document("ranked", options_for("ranked"), [Ballot(answer) for answer in answers]))
    assert made.name == f"S-2026-001.{kind}"
    assert f"# DATA TYPE: {kind}\n" in made.text
    assert f"# FILE NAME: {made.name}\n" in made.text
    assert "# PUBLICATION DATE: 2026-11-10\n" in made.text


def test_a_heavy_ballot_stands_there_as_often_as_it_weighs_under_names_of_its_own() -> None:
    made = interop.export(document("approval", options_for("approval"), [Ballot(["a", "b"], 2), Ballot([])]))
    assert made.text.endswith("VOTES\nvoter_id;vote\nGM0000;a,b\nGM0000-2;a,b\nGM0001;\n")
    assert "date_end;10.11.2026\n" in made.text


def test_a_tracker_stands_for_whoever_voted_in_secret() -> None:
    voted = document("approval", options_for("approval"), [Ballot(["a"])])
    made = interop.export(voted | {"ballots": [{"tracker": "f00", "answer": ["a"]}]})
    assert made.text.endswith("f00;a\n")


def test_that_options_exclude_one_another_is_at_least_remarked() -> None:
    plain = document("equal-shares", options_for("equal-shares"), [])
    assert "comment" not in interop.export(plain).text
    plain["options"][0]["excludes"] = ["b"]
    assert re.search(r"^comment;.*exclude", interop.export(plain).text, re.MULTILINE)


def test_what_no_format_has_and_what_would_be_endless_is_refused() -> None:
    with pytest.raises(RuleBroken, match="neem de telling zelf"):
        interop.export(document("majority", options_for("majority"), []))
    with pytest.raises(RuleBroken, match="te groot"):
        interop.export(document("approval", options_for("approval"), [Ballot(["a"], interop.MOST_LINES + 1)]))
