"""`flask tally FILE`: recount a published vote offline. It needs no database and no running portal."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.words import Message, _l
from gemportal.voting import pabulib, preflib
from gemportal.voting.methods.result import Result
from gemportal.voting.tally import Countable, MalformedTally, countable, read_document, result_differs

OUTCOMES: dict[str | None, Message] = {
    "adopted": _l("Aangenomen."),
    "rejected": _l("Verworpen."),
    "tied": _l("Er is een gelijke stand: er is geen uitslag."),
    "no-quorum": _l("Er deden te weinig stemgerechtigden mee: er is geen uitslag."),
    None: _l("De uitslag is een volgorde."),
}
POSITIONS = {
    "for": _l("voor"),
    "against": _l("tegen"),
    "abstain": _l("onthouding"),
    "blank": _l("blanco"),
}
TIES = {
    "rejection": _l("Evenveel voor als tegen: dat is een verwerping."),
    "cost": _l("Gelijke stand van %(between)s: de laagste kosten gingen voor."),
    "votes": _l("Gelijke stand van %(between)s: de meeste stemmen gingen voor."),
    "heads": _l("Gelijke stand van %(between)s: de steun van meer organisaties ging voor."),
    "lot": _l("Gelijke stand van %(between)s: het openbare lot besliste."),
    "revote": _l("Gelijke stand van %(between)s: daarover komt een nieuwe stemming."),
}


@click.command("tally")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--method", help="Tel alsof dit de stemmethode was.")
@click.option("--json", "as_json", is_flag=True, help="Alleen het uitslagobject, als JSON.")
def tally(file: Path, method: str | None, *, as_json: bool) -> None:
    """Tel een stemming na uit haar gepubliceerde bestand.

    Eindigt met 0 als de uitslag klopt, met 1 als de gepubliceerde uitslag een andere is, en met 2 als het bestand niet te
    tellen is.
    """
    try:
        vote, document = _read(file, method)
        result = vote.result()
    except (MalformedTally, RuleBroken) as wrong:
        click.echo(f"{file}: {wrong}".replace("\n", " "), err=True)
        sys.exit(2)
    lines = [json.dumps(result.as_json(), ensure_ascii=False, sort_keys=True)] if as_json else _told(vote, result)
    for line in lines:
        click.echo(line)
    if document is None or method is not None:
        return
    differs = "result" in document and result_differs(document, result)
    click.echo(str(_compared(document, differs=differs)), err=as_json)
    if differs:
        sys.exit(1)


def _read(file: Path, method: str | None) -> tuple[Countable, dict[str, Any] | None]:
    """The vote in the file and, of a `telling.json`, the document itself."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except OSError:
        raise RuleBroken(_l("Dit bestand is er niet, of is niet te lezen.")) from None
    except UnicodeDecodeError as wrong:
        line = wrong.object[: wrong.start].count(b"\n") + 1
        raise MalformedTally(line, _l("Dit is geen tekst in UTF-8.")) from None
    if file.suffix == ".pb":
        return pabulib.read(text, method), None
    if file.suffix in preflib.SUFFIXES:
        return preflib.read(text, method), None
    document = read_document(text)
    return countable(document, method), document


def _compared(document: dict[str, Any], *, differs: bool) -> Message:
    if "result" not in document:
        return _l("In het bestand staat geen uitslag om mee te vergelijken.")
    if differs:
        return _l("Let op: de gepubliceerde uitslag is een andere.")
    return _l("De gepubliceerde uitslag is dezelfde.")


def _told(vote: Countable, result: Result) -> Iterator[str]:
    """The result for people, line by line."""
    titles = {option.id: option.title for option in vote.options}
    if vote.title:
        yield vote.title
    yield str(OUTCOMES[result.outcome])
    for sentence in vote.method.sentences(vote.rules):
        yield f"  {sentence}"
    yield str(
        _l(
            "Meegedaan: %(heads)s van %(all)s stemgerechtigden, met gewicht %(weight)s van %(whole)s.",
            heads=sum(ballot.heads for ballot in vote.ballots),
            all=vote.roll.heads,
            weight=sum(ballot.weight for ballot in vote.ballots),
            whole=vote.roll.weight,
        )
    )
    ordered = [option for place in result.ranking for option in place]
    for option in ordered or result.totals:
        name = titles.get(option) or str(POSITIONS.get(option, option))
        yield f"{'*' if option in result.winners else ' '} {name} [{option}]: {result.totals[option]}"
    for tie in result.ties:
        between = ", ".join(titles.get(option, option) for option in tie.between)
        yield str(Message(TIES[tie.broken_by].singular, None, {"between": between}))
