"""A counted vote in the formats that others read: Pabulib (`.pb`) for what divides or chooses, PrefLib for orders. Pure.

Neither format knows weights as we do. In Pabulib a ballot of weight w stands there w times, the voter as `GM0193`,
`GM0193-2`…; in PrefLib the number before an order is the weight of those who gave it.

What has no place in a format is left out: the quorum; in Pabulib that options exclude one another (a remark says so); in
PrefLib blank ballots (the description counts them) and line breaks in names.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from gemportal.kernel.clock import day_of
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.words import _l
from gemportal.voting.methods import method_named

MOST_LINES = 500_000  # No file is written in which heavy ballots would stand more often than this.

PABULIB = {
    "approval": ("approval", "greedy"),
    "equal-shares": ("approval", "equalshares/add1"),
    "greedy": ("approval", "greedy"),
    "points": ("cumulative", "greedy"),
    "score": ("scoring", "greedy"),
}

Document = Mapping[str, Any]
Answers = list[tuple[str, Any, int]]


@dataclass(frozen=True)
class Export:
    """A file with its name, which ends on what is in it."""

    name: str
    text: str


def can_export(method: str) -> bool:
    """Whether one of the formats has this method."""
    return method in PABULIB or method_named(method).shape == "order"


def export(document: Document) -> Export:
    """The file for a counted vote, from its `telling.json`. RuleBroken for a method that neither format has."""
    vote = document["vote"]
    if vote["method"] in PABULIB:
        return Export(f"{vote['number']}.pb", pabulib(document))
    if can_export(vote["method"]):
        kind, text = preflib(document)
        return Export(f"{vote['number']}.{kind}", text)
    raise RuleBroken(_l("Voor deze stemmethode is er geen Pabulib- of PrefLib-bestand: neem de telling zelf."))


def pabulib(document: Document) -> str:
    """The vote in the Pabulib format. Where options have no cost, each costs 1 and the budget is the number of winners."""
    options, answers = document["options"], _answers(document)
    if sum(weight for _, _, weight in answers) > MOST_LINES:
        raise RuleBroken(_l("De stemgewichten zijn te groot voor een Pabulib-bestand: neem de telling zelf."))
    totals = document["result"]["totals"]
    counted = document["vote"]["method"] in ("points", "score")
    rows: list[Sequence[Any]] = [("META",), ("key", "value"), *_meta(document, answers).items()]
    rows += [("PROJECTS",), ("project_id", "cost", "votes", "name", "selected")]
    for option in options:
        selected = int(option["id"] in document["result"]["winners"])
        rows.append((option["id"], option.get("cost", 1), totals[option["id"]], option["title"], selected))
    rows += [("VOTES",), ("voter_id", "vote", "points") if counted else ("voter_id", "vote")]
    for voter, answer, weight in answers:
        cells = [",".join(answer)] + ([",".join(map(str, answer.values()))] if counted else [])
        rows += [(name, *cells) for name in _names(voter, weight)]
    return "".join(";".join(map(_cell, row)) + "\n" for row in rows)


def _meta(document: Document, answers: Answers) -> dict[str, Any]:
    vote, rules, options = document["vote"], document["vote"]["rules"], document["options"]
    kind, rule = PABULIB[vote["method"]]
    excluding = any(option.get("excludes") for option in options)
    return {
        "description": vote["title"],
        "country": "Netherlands",
        "unit": vote["scope"],
        "instance": vote["number"],
        "num_projects": len(options),
        "num_votes": sum(weight for _, _, weight in answers),
        "budget": rules.get("budget") or rules.get("winners") or len(options),
        "vote_type": kind,
        "rule": rule,
        "date_begin": f"{_day(vote['opened_at']):%d.%m.%Y}",
        "date_end": f"{_day(vote['closed_at']):%d.%m.%Y}",
        "language": "nl",
        "currency": "EUR",
    } | {
        name: value
        for name, value in (
            ("max_length", rules.get("max") if vote["method"] == "approval" else None),
            ("max_points", rules.get("max") if vote["method"] == "score" else None),
            ("max_sum_points", rules.get("points")),
            ("comment", "#1: some projects exclude one another, which this format cannot say." if excluding else None),
        )
        if value
    }


def _day(moment: str) -> date:
    return day_of(datetime.fromisoformat(moment))


def _cell(value: object) -> str:
    """A field of a line, in quotes where it would otherwise be cut short."""
    text = str(value)
    return '"' + text.replace('"', '""') + '"' if any(sign in text for sign in ';"\r\n') else text


def _names(voter: str, weight: int) -> Iterable[str]:
    return (voter if at == 1 else f"{voter}-{at}" for at in range(1, weight + 1))


def preflib(document: Document) -> tuple[str, str]:
    """The vote in the PrefLib format, and which of the four kinds it is. Alternatives are numbered in their own order."""
    options, vote = document["options"], document["vote"]
    numbers = {option["id"]: at for at, option in enumerate(options, start=1)}
    orders, blank = Counter[str](), 0
    complete = strict = True
    for _, answer, weight in _answers(document):
        if not answer:
            blank += weight
            continue
        strict &= all(len(tier) == 1 for tier in answer)
        complete &= sum(map(len, answer)) == len(options)
        orders[",".join(_tier([numbers[option] for option in tier]) for tier in answer)] += weight
    kind = f"{'so' if strict else 'to'}{'c' if complete else 'i'}"
    lines = [
        f"# FILE NAME: {vote['number']}.{kind}",
        f"# TITLE: {_one_line(vote['title'])}",
        f"# DESCRIPTION: {_one_line(vote['question'])} ({blank} blank)",
        f"# DATA TYPE: {kind}",
        "# MODIFICATION TYPE: original",
        f"# PUBLICATION DATE: {_day(vote['closed_at'])}",
        f"# NUMBER ALTERNATIVES: {len(options)}",
        f"# NUMBER VOTERS: {orders.total()}",
        f"# NUMBER UNIQUE ORDERS: {len(orders)}",
        *(f"# ALTERNATIVE NAME {numbers[option['id']]}: {_one_line(option['title'])}" for option in options),
        *(f"{weight}: {order}" for order, weight in sorted(orders.items(), key=lambda item: (-item[1], item[0]))),
    ]
    return kind, "\n".join(lines) + "\n"


def _tier(numbers: list[int]) -> str:
    return str(numbers[0]) if len(numbers) == 1 else "{" + ",".join(map(str, sorted(numbers))) + "}"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _answers(document: Document) -> Answers:
    """Whose vote, the answer and its weight, in the order of the document; in a secret vote each weighs 1."""
    weights = {line["organisation"]: line["weight"] for line in document["roll"]}
    return [
        (ballot["tracker"], ballot["answer"], 1)
        if "tracker" in ballot
        else (ballot["organisation"], ballot["answer"], weights[ballot["organisation"]])
        for ballot in document["ballots"]
    ]
