"""Pabulib and PrefLib files: real ones against what independent tools make of them, and malformed ones."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from gemportal.voting import pabulib, preflib
from gemportal.voting.commands import tally
from gemportal.voting.methods.option import Option
from gemportal.voting.tally import MalformedTally

ROOT = Path(__file__).parents[3]
REAL = ROOT.parent / "shared" / "data" / "votes"
OWN = ROOT / "tests" / "data" / "voting"

real_files = pytest.mark.skipif(not (REAL / "expected.json").exists(), reason=f"no real vote files at {REAL}")

BUDGETS = ["Netherlands_Assen_2024", "Poland_Swiecie_2023", "Netherlands_Amsterdam_522", "Netherlands_Amsterdam_643"]


def expected(kind: str, name: str) -> dict[str, Any]:
    """What independent tools found for this file."""
    found: dict[str, Any] = json.loads((REAL / "expected.json").read_text(encoding="utf-8"))[kind][name]
    return found


def told(file: Path, *options: str) -> dict[str, Any]:
    """The result object that the command prints."""
    ran = CliRunner().invoke(tally, [str(file), "--json", *options])
    assert ran.exit_code == 0, ran.stderr
    result: dict[str, Any] = json.loads(ran.stdout)
    return result


@real_files
@pytest.mark.parametrize("name", BUDGETS)
def test_equal_shares_and_greedy_agree_with_the_official_and_the_independent_results(name: str) -> None:
    known, file = expected("pabulib", name), REAL / f"{name}.pb"
    result = told(file)
    assert sorted(result["winners"]) == known["equal_shares"]["add1"]
    if "plain" in known["equal_shares"]:
        assert sorted(result["detail"]["plain"]["winners"]) == known["equal_shares"]["plain"]
    if known["official"]:
        assert sorted(result["winners"]) == known["official"]
    assert sorted(told(file, "--method", "greedy")["winners"]) == known["greedy_pabutools"]
    assert result["quorum"]["heads"]["present"] == known["voters"]


@real_files
@pytest.mark.parametrize("name", ["00007-ers__00007-00000008.soi", "00005-burlington__00005-00000001.toi"])
def test_schulze_agrees_with_the_independent_result(name: str) -> None:
    known, result = expected("preflib", name), told(REAL / name)
    assert result["winners"] == [str(winner) for winner in known["schulze"]]
    assert result["quorum"]["heads"]["present"] == known["voters"]


@real_files
def test_schulze_in_govan_differs_between_winning_votes_and_margins() -> None:
    """A cycle of three with short ballots: our rule is winning votes (4 wins), the independent tool's default is margins (3)."""
    name = "00008-glasgow__00008-00000009.soi"
    result = told(REAL / name)
    duels = result["detail"]["preferred"]
    for winner, loser in (("3", "4"), ("4", "6"), ("6", "3")):
        assert duels[winner][loser] > duels[loser][winner]
    weakest_by_votes = min((duels[a][b], a, b) for a, b in (("3", "4"), ("4", "6"), ("6", "3")))
    weakest_by_margin = min((duels[a][b] - duels[b][a], a, b) for a, b in (("3", "4"), ("4", "6"), ("6", "3")))
    assert weakest_by_votes[1:] == ("3", "4")
    assert weakest_by_margin[1:] == ("6", "3")
    assert result["winners"] == ["4"]
    assert expected("preflib", name)["schulze"] == [3]


def test_our_own_files_are_read() -> None:
    budget = told(OWN / "budget.pb")
    assert budget["quorum"]["weight"] == {"present": 3, "roll": 3}
    assert told(OWN / "budget.pb", "--method", "approval")["totals"] == {"1": 2, "2": 1}
    assert told(OWN / "points.pb")["totals"] == {"1": 7, "2": 3}
    assert told(OWN / "scores.pb")["totals"] == {"1": 5, "2": 6}
    assert told(OWN / "order.toi")["ranking"] == [["2"], ["1"], ["3"]]


@pytest.mark.parametrize(
    ("wrong", "right", "line"),
    [
        ("budget;50", "budget;veel", 5),
        ("vote_type;approval", "vote_type;ordinal", 6),
        ("1;30;Open data", "1;dertig;Open data", 9),
        ("1;30;Open data", "1;30.5;Open data", 9),
        ("1;30;Open data", "1;30;Open data;te;veel", 9),
        ("1;30;Open data", ";30;Open data", 9),
        ("project_id;cost", "id;cost", 8),
        ("v1;1,2", "v1;1,9", 13),
        ("v1;1,2", "v1;1,1", 13),
        ("v2;1", "v1;1", 14),
        ("VOTES", "STEMMEN", 15),
        ("META", "BEGIN", 1),
    ],
)
def test_a_malformed_pabulib_file_is_one_line_with_its_number(
    wrong: str, right: str, line: int, tmp_path: Path
) -> None:
    text = (OWN / "budget.pb").read_text(encoding="utf-8")
    assert wrong in text
    refused(tmp_path / "wrong.pb", text.replace(wrong, right, 1), line)


@pytest.mark.parametrize(
    ("wrong", "right", "line"),
    [
        ("2: 1,{2,3}", "2; 1,{2,3}", 6),
        ("2: 1,{2,3}", "0: 1,{2,3}", 6),
        ("2: 1,{2,3}", "2: 1,{2,3", 6),
        ("2: 1,{2,3}", "2: 1,", 6),
        ("2: 1,{2,3}", "2: 1 2", 6),
        ("2: 1,{2,3}", "2: 1,{1,3}", 6),
        ("2: 1,{2,3}", "2: 1,{2,4}", 6),
        ("# ALTERNATIVE NAME 2", "# ALTERNATIVE NAME 1", 1),
    ],
)
def test_a_malformed_preflib_file_is_one_line_with_its_number(
    wrong: str, right: str, line: int, tmp_path: Path
) -> None:
    text = (OWN / "order.toi").read_text(encoding="utf-8")
    assert wrong in text
    refused(tmp_path / "wrong.toi", text.replace(wrong, right, 1), line)


def refused(file: Path, text: str, line: int) -> None:
    """The command refuses this text in one line that names the line."""
    file.write_text(text, encoding="utf-8")
    ran = CliRunner().invoke(tally, [str(file)])
    assert ran.exit_code == 2
    assert ran.stdout == ""
    assert re.fullmatch(rf".*{file.name}: regel {line}: .*\.\n", ran.stderr), ran.stderr


def test_the_options_of_a_budget_file_are_read_with_their_costs() -> None:
    text = (OWN / "budget.pb").read_text(encoding="utf-8")
    found = pabulib.projects(text)
    assert (found.title, found.budget) == ("Een eigen budget", 50)
    assert found.options == (Option("1", "Open data", 30), Option("2", "Archief", 40))
    assert pabulib.projects(text[: text.index("VOTES")].replace("budget;50\n", "")).budget is None


def test_a_name_in_quotes_keeps_its_semicolon_and_its_newline() -> None:
    text = (OWN / "budget.pb").read_text(encoding="utf-8").replace("Open data", '"Open; ""data""\nen meer"')
    assert pabulib.projects(text).options[0].title == 'Open; "data"\nen meer'


@pytest.mark.parametrize(
    ("wrong", "right", "line"),
    [
        ("1;30;Open data", "1;-30;Open data", 9),
        ("1;30;Open data", "1;;Open data", 9),
        ("1;30;Open data", "1;1e999999999;Open data", 9),
        ("2;40;Archief", "1;40;Archief", 10),
        ("budget;50", "budget;veel", 5),
        ("1;30;Open data\n2;40;Archief\n", "", 1),
        ("PROJECTS\nproject_id;cost;name\n1;30;Open data\n2;40;Archief\n", "", 11),
    ],
)
def test_projects_that_cannot_be_options_are_refused_with_the_line(wrong: str, right: str, line: int) -> None:
    text = (OWN / "budget.pb").read_text(encoding="utf-8")
    assert wrong in text
    with pytest.raises(MalformedTally) as refused:
        pabulib.projects(text.replace(wrong, right, 1))
    assert refused.value.where == f"regel {line}"


def test_a_method_that_does_not_fit_the_file_is_refused() -> None:
    for file, method in (("budget.pb", "points"), ("points.pb", "equal-shares"), ("order.toi", "approval")):
        assert CliRunner().invoke(tally, [str(OWN / file), "--method", method]).exit_code == 2


def test_the_same_file_gives_the_same_lot() -> None:
    for read, name in ((pabulib.read, "budget.pb"), (preflib.read, "order.toi")):
        text = (OWN / name).read_text(encoding="utf-8")
        assert read(text).lot == read(text).lot
        assert read(text).lot != read(text + "\n").lot
