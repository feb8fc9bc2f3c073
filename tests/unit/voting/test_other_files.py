"""Pabulib and PrefLib files: real ones against what independent tools make of them, and malformed ones."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from gemportal.voting.commands import tally
from gemportal.voting.formats import pabulib, preflib
from gemportal.voting.formats.countable import MalformedTally
from gemportal.voting.methods.option import Option

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


@real_files
@pytest.mark.parametrize("name", ["00007-ers__00007-00000008.soi", "00008-glasgow__00008-00000009.soi"])
def test_irv_and_scottish_stv_agree_with_the_independent_results(name: str) -> None:
    known, file = expected("preflib", name), REAL / name
    assert told(file, "--method", "irv")["winners"] == [str(winner) for winner in known["irv"]]
    counts = [key for key in known if key.startswith("stv_scottish_")]
    assert counts
    for key in counts:
        result = told(file, "--method", "stv", "--seats", key.removeprefix("stv_scottish_"))
        assert sorted(result["winners"], key=int) == [str(winner) for winner in known[key]]
        assert result["ties"] == []


@real_files
def test_govan_elects_the_councillors_that_it_elected() -> None:
    """The ward's four seats of 2007, by name; `droop` and pref_voting find the same."""
    (ward,) = json.loads((REAL / "expected.json").read_text(encoding="utf-8"))["glasgow_stv"]
    name = "00008-glasgow__00008-00000009.soi"
    names = dict(re.findall(r"# ALTERNATIVE NAME (\d+): (.*)", (REAL / name).read_text(encoding="utf-8")))
    result = told(REAL / name, "--method", "stv", "--seats", str(ward["seats"]))
    assert sorted(names[winner] for winner in result["winners"]) == ward["droop"]
    assert result["detail"]["quota"] == 1913


@real_files
@pytest.mark.parametrize(
    "name",
    ["00007-ers__00007-00000008.soi", "00005-burlington__00005-00000001.toi", "00008-glasgow__00008-00000009.soi"],
)
def test_borda_agrees_with_the_independent_result(name: str) -> None:
    assert told(REAL / name, "--method", "borda")["winners"] == [
        str(winner) for winner in expected("preflib", name)["borda_symmetric"]
    ]


@real_files
def test_two_in_one_place_are_no_ballot_for_a_runoff() -> None:
    """Burlington's file has ballots with two on one place. They are refused, with their line, and not counted as exhausted."""
    ran = CliRunner().invoke(tally, [str(REAL / "00005-burlington__00005-00000001.toi"), "--method", "irv"])
    assert ran.exit_code == 2
    assert "regel 243: Zet op elke plaats één keuze" in ran.stderr


def test_seats_are_for_stv_only() -> None:
    assert told(OWN / "order.soi", "--method", "stv")["detail"]["seats"] == 1
    assert told(OWN / "order.soi", "--method", "stv", "--seats", "2")["winners"] == ["1", "2"]
    for file, options in (
        ("order.soi", ("--method", "stv", "--seats", "0")),
        ("order.soi", ("--method", "irv", "--seats", "2")),
        ("order.soi", ("--seats", "2")),
        ("budget.pb", ("--seats", "2")),
    ):
        ran = CliRunner().invoke(tally, [str(OWN / file), *options])
        assert (ran.exit_code, ran.stdout, len(ran.stderr.splitlines())) == (2, "", 1)


def test_the_rounds_of_a_runoff_in_words() -> None:
    words = CliRunner().invoke(tally, [str(OWN / "order.soi"), "--method", "stv", "--seats", "2"]).stdout
    for line in (
        "* Open data [1]: 7",
        "Gekozen zijn: Open data, Glasvezel.",
        "Om gekozen te zijn, was de kiesdeler nodig: 5 stemmen.",
        "Ronde 1: Open data 7; Glasvezel 2; Ligplaatsen 2; Fietspad 1; geen keuze meer over 0.",
        "Ronde 1: gekozen is Open data.",
        "Ronde 1: wat Open data boven de kiesdeler had, ging naar de volgende keuze van die kiezers.",
        "Ronde 2: Open data 5; Glasvezel 3,42855; Ligplaatsen 2,57142; Fietspad 1; geen keuze meer over 0,00003.",
        "Ronde 2: Fietspad valt af. Deze stemmen gingen naar de volgende keuze van die kiezers.",
    ):
        assert line in words.splitlines()
    words = CliRunner().invoke(tally, [str(OWN / "order.soi"), "--method", "irv"]).stdout
    assert "Ronde 1: Open data 7; Glasvezel 2; Ligplaatsen 2; Fietspad 1; geen keuze meer over 0." in words.splitlines()
    assert "kiesdeler" not in words


def test_a_lot_that_was_drawn_from_a_file_alone_is_not_taken_for_the_published_one(tmp_path: Path) -> None:
    said = "Een gepubliceerde uitslag kan daarom een andere volgorde hebben."
    even = tmp_path / "even.soi"
    heading = "# NUMBER ALTERNATIVES: 2\n# ALTERNATIVE NAME 1: A\n# ALTERNATIVE NAME 2: B\n"
    even.write_text(f"{heading}1: 1,2\n1: 2,1\n", encoding="utf-8")
    words = CliRunner().invoke(tally, [str(even)]).stdout
    assert "Het openbare lot besliste." in words
    assert said in words
    even.write_text(f"{heading}2: 1,2\n1: 2,1\n", encoding="utf-8")
    assert said not in CliRunner().invoke(tally, [str(even)]).stdout


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
    for file, method in (
        ("budget.pb", "points"),
        ("points.pb", "equal-shares"),
        ("order.toi", "approval"),
        ("order.toi", "irv"),
    ):
        assert CliRunner().invoke(tally, [str(OWN / file), "--method", method]).exit_code == 2


def test_the_same_file_gives_the_same_lot() -> None:
    for read, name in ((pabulib.read, "budget.pb"), (preflib.read, "order.toi")):
        text = (OWN / name).read_text(encoding="utf-8")
        assert read(text).lot == read(text).lot
        assert read(text).lot != read(text + "\n").lot
