"""Files that somebody made to deceive or to break `flask tally`. Found by mutating real ones; each was a fault once."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from gemportal.voting.commands import tally
from gemportal.voting.formats.tally import read_document, recount, result_differs

DATA = Path(__file__).parents[2] / "data" / "voting"
PABULIB = """META
key;value
description;Een proef
budget;100
vote_type;approval
PROJECTS
project_id;cost;name
1;50;Een
VOTES
voter_id;vote
a;{}
"""

Document = dict[str, Any]


def published() -> Document:
    return read_document((DATA / "approval.json").read_text(encoding="utf-8"))


def test_half_a_character_in_a_title_is_no_traceback(tmp_path: Path) -> None:
    document = published()
    document["vote"]["title"] = "half \ud800"
    file = tmp_path / "telling.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    told = CliRunner().invoke(tally, [str(file)])
    assert (told.exit_code, told.exception) == (0, None)


@pytest.mark.parametrize("sign", ["\n", "\r", "\u2028", "\x85", "\x1b[2K", "\u202e"])
def test_a_name_writes_no_lines_of_its_own(sign: str, tmp_path: Path) -> None:
    document = published()
    document["vote"]["title"] = f"Wat eerst?{sign}De gepubliceerde uitslag is dezelfde."
    document["result"]["totals"] = {}
    file = tmp_path / "telling.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    told = CliRunner().invoke(tally, [str(file)])
    assert told.exit_code == 1
    assert "De gepubliceerde uitslag is dezelfde." not in told.output.splitlines()
    assert sign not in told.output.splitlines()[0]


@pytest.mark.parametrize("sign", ["\u2028", "\x0b", "\x1e"])
def test_a_malformed_file_is_one_line_whatever_it_says(sign: str, tmp_path: Path) -> None:
    file = tmp_path / "budget.pb"
    file.write_text(PABULIB.format(f"1{sign}2"), encoding="utf-8")
    told = CliRunner().invoke(tally, [str(file)])
    assert told.exit_code == 2
    assert len(told.stderr.splitlines()) == 1
    assert "regel 11" in told.stderr


MANY = 60_000


def _a_name_twice() -> str:
    return "{" + ",".join(f'"{name}": 1' for name in (*range(MANY), MANY - 1)) + "}"


def _a_voter_twice() -> str:
    document = published()
    voters = [f"GM{at}" for at in range(MANY)]
    roll = [{"organisation": voter, "name": voter, "weight": 1} for voter in voters]
    document["vote"] |= {"secrecy": "secret", "method": "approval"}
    return json.dumps(document | {"roll": roll, "voted": [*voters, voters[-1]], "ballots": [], "proxies": []})


@pytest.mark.parametrize("written", [_a_name_twice, _a_voter_twice])
def test_a_long_file_does_not_keep_its_reader_busy(written: Callable[[], str], tmp_path: Path) -> None:
    """Held against all before it, each name would keep this test busy for minutes."""
    file = tmp_path / "telling.json"
    file.write_text(written(), encoding="utf-8")
    told = CliRunner().invoke(tally, [str(file)])
    assert (told.exit_code, "twee keer" in told.stderr) == (2, True)


def _one_for_true(result: Document) -> None:
    result["quorum"]["met"] = 1


def _true_for_one(result: Document) -> None:
    result["quorum"]["heads"]["present"] = True


def _another_place(result: Document) -> None:
    result["winners"] = {}


@pytest.mark.parametrize("change", [_one_for_true, _true_for_one, _another_place])
def test_what_python_takes_for_equal_is_another_result(change: Callable[[Document], None]) -> None:
    document = published()
    document["roll"], document["ballots"], document["proxies"] = document["roll"][:1], [], []
    document["ballots"] = [{"organisation": document["roll"][0]["organisation"], "answer": []}]
    document["result"] = recount(document).as_json()
    assert not result_differs(document, recount(document))
    change(document["result"])
    assert result_differs(document, recount(document))


def _changed(value: Any) -> Iterator[Any]:
    """The same result with one thing in it changed or left out, in every way of one step."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield {name: kept for name, kept in value.items() if name != key}
            yield from ({**value, key: other} for other in _changed(inner))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield value[:at] + value[at + 1 :]
            yield from ([*value[:at], other, *value[at + 1 :]] for other in _changed(inner))
    elif isinstance(value, bool):
        yield int(value)
    else:
        yield bool(value) if value in (0, 1) else f"{value}0"


@pytest.mark.parametrize("file", sorted(DATA.glob("*.json")), ids=lambda file: file.stem)
def test_no_part_of_a_published_result_can_be_changed_unnoticed(file: Path) -> None:
    document = read_document(file.read_text(encoding="utf-8"))
    counted = recount(document)
    changes = list(_changed(document["result"]))
    assert len(changes) > 20
    assert [change for change in changes if not result_differs({**document, "result": change}, counted)] == []
