"""Reading a participatory budget in the Pabulib format (`.pb`, see pabulib.org/format) as a vote to be counted.

Approval and choose-1 ballots are counted by equal shares, or by `approval` or `greedy`; cumulative ones by `points`,
scoring ones by `score`. Such a file has no lot of its own: its own digest is the seed.
"""

import csv
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from io import StringIO
from typing import Any

from gemportal.kernel.words import _l
from gemportal.voting.formats.countable import Countable, MalformedTally, at_place
from gemportal.voting.methods import method_named
from gemportal.voting.methods.lot import Lot
from gemportal.voting.methods.method import Ballot, Roll
from gemportal.voting.methods.option import Option

SECTIONS = {"META": "key", "PROJECTS": "project_id", "VOTES": "voter_id"}
METHODS_OF = {
    "approval": ("equal-shares", "approval", "greedy"),
    "choose-1": ("equal-shares", "approval", "greedy"),
    "cumulative": ("points",),
    "scoring": ("score",),
}

Row = dict[str, str]

_WHOLE = re.compile(r"(-?\d{1,15})(?:\.0*)?", re.ASCII)


@dataclass(frozen=True)
class Projects:
    """What a `.pb` file proposes, apart from who voted for what: `budget` and the options' costs are in whole euros."""

    title: str
    budget: int | None
    options: tuple[Option, ...]


def projects(text: str) -> Projects:
    """The options of a `.pb` file, each with its cost, to prepare a vote with; votes need not be in it, nor a budget.

    Raises MalformedTally with the line number.
    """
    sections = _sections(text, ("META", "PROJECTS"))
    meta = {row["key"]: (line, row.get("value", "")) for line, row in sections["META"].items()}
    options: dict[str, Option] = {}
    for line, row in sections["PROJECTS"].items():
        option = _option(line, row)
        if option.cost is None or option.cost < 0:
            raise MalformedTally(line, _l("Kosten zijn een heel aantal euro’s."))
        if option.id in options:
            raise MalformedTally(line, _l("%(option)s staat er twee keer.", option=option.id))
        options[option.id] = option
    if not options:
        raise MalformedTally(1, _l("Er is niets om het budget over te verdelen."))
    budget = _whole(*meta["budget"]) if "budget" in meta else None
    return Projects(meta.get("description", (1, ""))[1], budget, tuple(options.values()))


def read(text: str, method: str | None = None) -> Countable:
    """The vote in a `.pb` file. Raises MalformedTally with the line number."""
    sections = _sections(text)
    meta = {row["key"]: (line, row.get("value", "")) for line, row in sections["META"].items()}
    at, kind = meta.get("vote_type", (1, ""))
    if kind not in METHODS_OF:
        raise MalformedTally(at, _l("De soort stemming “%(kind)s” is hier niet te tellen.", kind=kind))
    name = method or METHODS_OF[kind][0]
    if name not in METHODS_OF[kind]:
        raise MalformedTally(
            at, _l("Stemmen van de soort “%(kind)s” zijn niet met “%(name)s” te tellen.", kind=kind, name=name)
        )
    way = method_named(name)
    options = tuple(_option(line, row) for line, row in sections["PROJECTS"].items())
    answers = {line: _answer(line, row, kind) for line, row in sections["VOTES"].items()}
    with at_place(1):
        rules = way.rules_from({"quorum": {"at_least": "0/1"}} | _rules(name, meta, answers))
        way.check(options, rules)
    ballots, voters = [], set[str]()
    for line, row in sections["VOTES"].items():
        with at_place(line):
            ballots.append(Ballot(way.validate(answers[line], options, rules)))
        if row["voter_id"] in voters:
            raise MalformedTally(line, _l("Er is al een stem van %(voter)s.", voter=row["voter_id"]))
        voters.add(row["voter_id"])
    lot = Lot(sha256(text.encode()).digest())
    roll = Roll(len(ballots), len(ballots))
    return Countable(
        meta.get("description", (1, ""))[1], way, rules, options, roll, tuple(ballots), lot, lot_of_file=True
    )


def _sections(text: str, needed: Collection[str] = tuple(SECTIONS)) -> dict[str, dict[int, Row]]:
    """The rows of each section by line number; the needed sections are there."""
    found: dict[str, dict[int, Row]] = {}
    section, head = "", list[str]()
    line = 1
    for line, cells in _cells(text):
        title = cells[0].strip().upper() if len(cells) == 1 else ""
        if title in SECTIONS:
            section, head, found[title] = title, [], {}
        elif not section:
            raise MalformedTally(line, _l("Een .pb-bestand begint met META."))
        elif head:
            found[section][line] = _row(line, head, cells)
        else:
            head = [cell.strip() for cell in cells]
            if head[0] != SECTIONS[section]:
                raise MalformedTally(line, _l("Hier hoort een kolom “%(column)s”.", column=SECTIONS[section]))
    for name in needed:
        if name not in found:
            raise MalformedTally(line, _l("Het deel %(name)s ontbreekt.", name=name))
    return found


def _cells(text: str) -> Iterator[tuple[int, list[str]]]:
    """The lines with something on them, with their numbers."""
    rows = csv.reader(StringIO(text, newline=""), delimiter=";", strict=True)
    try:
        for cells in rows:
            if any(cells):
                yield rows.line_num, cells
    except csv.Error:
        raise MalformedTally(rows.line_num, _l("Deze regel is niet te lezen.")) from None


def _row(line: int, head: list[str], cells: list[str]) -> Row:
    if len(cells) > len(head):
        raise MalformedTally(line, _l("Op deze regel staan te veel velden."))
    row = dict(zip(head, (cell.strip() for cell in cells), strict=False))
    if not row[head[0]]:
        raise MalformedTally(line, _l("Het eerste veld van deze regel is leeg."))
    return row


def _whole(line: int, value: str) -> int:
    """A whole number, also where the file writes it with decimals that are zero."""
    exact = _WHOLE.fullmatch(value)
    if exact is None:
        raise MalformedTally(line, _l("“%(value)s” is geen heel getal.", value=value))
    return int(exact[1])


def _option(line: int, row: Row) -> Option:
    return Option(row["project_id"], row.get("name") or row["project_id"], _whole(line, row.get("cost", "")))


def _answer(line: int, row: Row, kind: str) -> list[str] | dict[str, int]:
    picked = [option.strip() for option in row.get("vote", "").split(",") if option.strip()]
    if kind in ("approval", "choose-1"):
        return picked
    given = [value for value in row.get("points", "").split(",") if value.strip()]
    if len(given) != len(picked) or len(set(picked)) != len(picked):
        raise MalformedTally(line, _l("Bij elke keuze hoort één getal."))
    return {option: _whole(line, value) for option, value in zip(picked, given, strict=True)}


def _rules(name: str, meta: Mapping[str, tuple[int, str]], answers: Mapping[int, Any]) -> dict[str, object]:
    """The method's rules from the file's own. Where it does not say how much may be given, it is as much as anybody gave."""
    if name in ("equal-shares", "greedy"):
        return {"budget": _whole(*meta.get("budget", (1, "")))}
    if name == "points":
        most = max((sum(answer.values()) for answer in answers.values()), default=1)
        return {"points": _whole(*meta["max_sum_points"]) if "max_sum_points" in meta else max(1, most)}
    if name == "score":
        most = max((max(answer.values(), default=1) for answer in answers.values()), default=1)
        return {"max": _whole(*meta["max_points"]) if "max_points" in meta else max(1, most)}
    return {}
