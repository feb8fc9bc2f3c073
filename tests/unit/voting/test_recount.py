"""Recounting from `telling.json`: the same result for an honest file, one clear line for a malformed one."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from gemportal.voting.commands import tally
from gemportal.voting.formats.countable import MalformedTally
from gemportal.voting.formats.tally import read_document, recount, result_differs

DATA = Path(__file__).parents[2] / "data" / "voting"
PUBLISHED = sorted(DATA.glob("*.json"))

Document = dict[str, Any]


def published() -> Document:
    """An approval vote of five members with weights, a proxy, a blank ballot, and a tie that the lot broke."""
    return read_document((DATA / "approval.json").read_text(encoding="utf-8"))


def run(document: Document | str, tmp_path: Path, *options: str) -> Result:
    """`flask tally` on this document."""
    file = tmp_path / "telling.json"
    file.write_text(document if isinstance(document, str) else json.dumps(document), encoding="utf-8")
    return CliRunner().invoke(tally, [str(file), *options])


@pytest.mark.parametrize("file", PUBLISHED, ids=lambda file: file.stem)
def test_a_published_vote_recounts_to_the_same_result(file: Path) -> None:
    document = read_document(file.read_text(encoding="utf-8"))
    assert recount(document).as_json() == document["result"]
    assert not result_differs(document, recount(document))


def test_a_ballot_by_proxy_is_the_givers_whichever_side_is_written_first() -> None:
    document = published()
    swapped = copy.deepcopy(document)
    ballot = next(ballot for ballot in swapped["ballots"] if "by_proxy_of" in ballot)
    ballot["organisation"], ballot["by_proxy_of"] = ballot["by_proxy_of"], ballot["organisation"]
    assert recount(swapped) == recount(document)


def test_the_givers_own_ballot_overrides_and_needs_no_mention_of_the_proxy() -> None:
    document = published()
    for ballot in document["ballots"]:
        ballot.pop("by_proxy_of", None)
    assert not result_differs(document, recount(document))


def test_a_secret_vote_counts_trackers() -> None:
    document = published()
    document["vote"]["secrecy"] = "secret"
    document["ballots"] = [{"tracker": "k3", "answer": ["i-1"]}, {"tracker": "a9", "answer": []}]
    result = recount(document)
    assert (result.totals["i-1"], result.quorum["heads"]) == (1, {"present": 2, "roll": 5})
    document["ballots"] *= 2
    with pytest.raises(MalformedTally, match="al een stem"):
        recount(document)


def put(*path: str | int, value: object) -> Callable[[Document], None]:
    """A change to a document: the value at the path."""

    def change(document: Any) -> None:
        for step in path[:-1]:
            document = document[step]
        document[path[-1]] = value

    return change


def add(name: str, row: object) -> Callable[[Document], None]:
    """A change to a document: one row more."""
    return lambda document: document[name].append(row)


MALFORMED = [
    (put("format", value="gemportal-tally/2"), "format"),
    (put("vote", value=[]), "vote"),
    (put("vote", "method", value="loudest"), "vote.method"),
    (put("vote", "rules", value=None), "vote.rules"),
    (put("vote", "rules", "quorum", value={"at_least": "2/1"}), "vote.rules"),
    (put("options", value={}), "options"),
    (put("options", 0, value="i-1"), "options[0]"),
    (put("options", 0, "id", value=7), "options[0].id"),
    (put("options", 0, "id", value="\ud800"), "options[0].id"),
    (put("options", 0, "cost", value=-1), "options[0].cost"),
    (put("options", 0, "excludes", value=[1]), "options[0].excludes"),
    (put("options", 1, "id", value="i-1"), "options"),
    (put("roll", 0, "weight", value=0), "roll[0].weight"),
    (put("roll", 0, "weight", value=True), "roll[0].weight"),
    (put("roll", 0, "weight", value="1"), "roll[0].weight"),
    (put("roll", 1, "organisation", value="GM0193"), "roll[1]"),
    (add("proxies", {"giver": "GM0193", "holder": "GM0193"}), "proxies[1]"),
    (add("proxies", {"giver": "GM0193", "holder": "GM9999"}), "proxies[1]"),
    (add("proxies", {"giver": "GM0150", "holder": "GM0034"}), "proxies[1]"),
    (add("proxies", {"giver": "GM0193", "holder": "GM0034"}), "proxies"),
    (put("ballots", value=None), "ballots"),
    (add("ballots", {"organisation": "GM0193", "answer": []}), "ballots[4]"),
    (add("ballots", {"organisation": "GM9999", "answer": []}), "ballots[4].organisation"),
    (add("ballots", {"organisation": "GM0014", "by_proxy_of": "GM0193", "answer": []}), "ballots[4].by_proxy_of"),
    (add("ballots", {"organisation": "GM0014"}), "ballots[4].answer"),
    (put("ballots", 0, "answer", value=["i-1", "i-1"]), "ballots[0].answer"),
    (put("ballots", 0, "answer", value=["i-9"]), "ballots[0].answer"),
    (put("lot", "secret", value="not hexadecimal"), "lot.secret"),
    (put("lot", "secret", value=None), "lot.secret"),
    (put("lot", value={}), "lot.secret"),
    (put("vote", "definition_sha256", value=1), "lot.secret"),
]


@pytest.mark.parametrize(("change", "where"), MALFORMED)
def test_a_malformed_file_is_one_line_that_says_where(
    change: Callable[[Document], None], where: str, tmp_path: Path
) -> None:
    document = published()
    change(document)
    ran = run(document, tmp_path)
    assert ran.exit_code == 2
    assert ran.stdout == ""
    assert len(ran.stderr.splitlines()) == 1
    assert f"telling.json: {where}: " in ran.stderr


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("", "regel 1"),
        ('{\n"format": "gemportal-tally/1",\n"vote" {}}', "regel 3"),
        ("[" * 100_000, "regel 1"),
        ("[]", "$"),
        ('{"a": 1, "a": 2}', "a"),
        ('{"a": 0.5}', "0.5"),
        ('{"a": NaN}', "NaN"),
        ('{"a": ' + "9" * 5000 + "}", "regel 1"),
    ],
)
def test_what_is_not_json_for_a_tally_is_refused_with_its_line(text: str, where: str, tmp_path: Path) -> None:
    ran = run(text, tmp_path)
    assert ran.exit_code == 2
    assert f"telling.json: {where}: " in ran.stderr
    assert len(ran.stderr.splitlines()) == 1


def test_a_file_that_is_not_there_or_not_text_is_refused(tmp_path: Path) -> None:
    missing = CliRunner().invoke(tally, [str(tmp_path / "none.json")])
    (tmp_path / "binary.json").write_bytes(b"{\n\xff}")
    binary = CliRunner().invoke(tally, [str(tmp_path / "binary.json")])
    assert (missing.exit_code, binary.exit_code) == (2, 2)
    assert "regel 2" in binary.stderr


def test_the_json_is_exactly_the_result(tmp_path: Path) -> None:
    document = published()
    ran = run(document, tmp_path, "--json")
    assert ran.exit_code == 0
    assert json.loads(ran.stdout) == document["result"]
    assert "dezelfde" in ran.stderr


@pytest.mark.parametrize(
    "change",
    [
        put("result", "totals", "i-1", value=99),
        put("result", "winners", value=["i-3"]),
        put("ballots", 0, "answer", value=["i-3"]),
        put("roll", 0, "weight", value=5),
        put("lot", "secret", value="00"),
        lambda document: document["ballots"].pop(),
    ],
)
def test_a_result_that_does_not_follow_is_said_and_exits_1(change: Callable[[Document], None], tmp_path: Path) -> None:
    document = published()
    change(document)
    told = run(document, tmp_path)
    assert (told.exit_code, "is een andere" in told.stdout) == (1, True)
    assert run(document, tmp_path, "--json").exit_code == 1


def test_the_result_in_words(tmp_path: Path) -> None:
    told = run(published(), tmp_path).stdout
    for part in ("S-2026-001 Wat komt eerst?", "4 van 5 stemgerechtigden", "Gelijke stand", "openbare lot", "dezelfde"):
        assert part in told


def test_a_vote_without_a_result_is_counted_and_compared_with_nothing(tmp_path: Path) -> None:
    document = published()
    del document["result"]
    ran = run(document, tmp_path)
    assert (ran.exit_code, "geen uitslag om mee te vergelijken" in ran.stdout) == (0, True)


def test_the_answers_can_be_counted_by_another_method(tmp_path: Path) -> None:
    ran = run(published(), tmp_path, "--method", "majority", "--json")
    assert (ran.exit_code, ran.stdout) == (2, "")
    document = published()
    document["vote"]["method"] = "majority"
    assert run(document, tmp_path, "--method", "approval").exit_code == 0
    assert run(document, tmp_path, "--method", "loudest").exit_code == 2


def test_a_roll_whose_totals_canonical_json_cannot_hold_is_refused(tmp_path: Path) -> None:
    document = published()
    document["roll"] += [{"organisation": f"X{at}", "name": "X", "weight": 10**9} for at in range(9)]
    ran = run(document, tmp_path)
    assert (ran.exit_code, "roll[13].weight: Alle stemgewichten samen" in ran.stderr) == (2, True)
    document["roll"].pop()
    assert run(document, tmp_path).exit_code == 1  # Counted: with so large a roll there is no quorum.


def test_a_vote_of_persons_can_be_recounted_for_other_seats(tmp_path: Path) -> None:
    document = read_document((DATA / "stv.json").read_text(encoding="utf-8"))
    assert recount(document).winners == ("p-2", "p-3")
    assert recount(document, seats=1).winners == recount(document, "irv").winners == ("p-2",)
    ran = run(document, tmp_path, "--seats", "3")
    assert (ran.exit_code, "was de kiesdeler nodig: 4 stemmen." in ran.stdout, "dezelfde" in ran.stdout) == (
        0,
        True,
        False,
    )
    assert run(document, tmp_path, "--method", "irv", "--seats", "3").exit_code == 2


def test_a_position_that_is_not_there_is_said_at_its_ballot(tmp_path: Path) -> None:
    document = read_document((DATA / "consent.json").read_text(encoding="utf-8"))
    document["ballots"][1]["answer"].pop("reason")
    ran = run(document, tmp_path)
    assert (ran.exit_code, "ballots[1].answer: Schrijf erbij waarom" in ran.stderr) == (2, True)


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        (
            "consent",
            (
                "Niet aangenomen: er staat 1 zwaarwegend bezwaar.",
                "  instemming [consent]: 4",
                "  instemming met een zorg [concern]: 2",
                "  zwaarwegend bezwaar [objection]: 4",
                "  laat het over aan de anderen [aside]: 3",
            ),
        ),
        (
            "double-majority",
            (
                "Aangenomen met de steun van 3 organisaties (nodig: 3), samen goed voor 8 stemmen (nodig: 8).",
                "  voor [for]: 8",
            ),
        ),
        (
            "irv",
            (
                "* Zaakgericht werken [i-1]: 7",
                "Ronde 1: Zaakgericht werken 7; Eén archief 3; Open data 2; geen keuze meer over 0.",
            ),
        ),
        (
            "stv",
            (
                "Om gekozen te zijn, was de kiesdeler nodig: 5 stemmen.",
                "Ronde 2: Fatma Yılmaz valt af. Deze stemmen gingen naar de volgende keuze van die kiezers.",
            ),
        ),
    ],
)
def test_every_kind_of_result_in_words(name: str, lines: tuple[str, ...]) -> None:
    words = CliRunner().invoke(tally, [str(DATA / f"{name}.json")]).stdout.splitlines()
    assert "De gepubliceerde uitslag is dezelfde." in words
    for line in lines:
        assert line in words


def test_a_recount_says_who_was_chosen_and_calls_only_an_order_an_order(tmp_path: Path) -> None:
    for name in ("equal-shares", "stv"):
        document = read_document((DATA / f"{name}.json").read_text(encoding="utf-8"))
        titles = {option["id"]: option["title"] for option in document["options"]}
        chosen = ", ".join(titles[option] for option in document["result"]["winners"])
        said = run(document, tmp_path).output
        assert f"Gekozen zijn: {chosen}" in said
        assert "is een volgorde" not in said
