"""`flask tally FILE`: recount a published vote offline. It needs no database and no running portal."""

import json
import sys
from pathlib import Path
from typing import Any

import click

from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.words import Message, _l
from gemportal.voting.formats import pabulib, preflib
from gemportal.voting.formats.countable import Countable, MalformedTally
from gemportal.voting.formats.tally import countable, read_document, result_differs
from gemportal.voting.told import told


@click.command("tally")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--method", help="Tel alsof dit de stemmethode was.")
@click.option("--seats", type=int, help="Verdeel zoveel plaatsen (bij stv).")
@click.option("--json", "as_json", is_flag=True, help="Alleen het uitslagobject, als JSON.")
def tally(file: Path, method: str | None, seats: int | None, *, as_json: bool) -> None:
    """Tel een stemming na uit haar gepubliceerde bestand.

    Eindigt met 0 als de uitslag klopt, met 1 als de gepubliceerde uitslag een andere is, en met 2 als het bestand niet te
    tellen is.
    """
    try:
        vote, document = _read(file, method, seats)
        result = vote.result()
    except (MalformedTally, RuleBroken) as wrong:
        click.echo(_printable(f"{file}: {wrong}"), err=True)
        sys.exit(2)
    lines = (
        [json.dumps(result.as_json(), ensure_ascii=False, sort_keys=True)]
        if as_json
        else map(_printable, told(vote, result))
    )
    for line in lines:
        click.echo(line)
    if document is None or (method, seats) != (None, None):
        return
    differs = "result" in document and result_differs(document, result)
    click.echo(str(_compared(document, differs=differs)), err=as_json)
    if differs:
        sys.exit(1)


def _printable(line: str) -> str:
    """One line that a terminal can show. Whoever made the file chose the names in it, and must not write lines of their own."""
    return "".join(sign if sign.isprintable() else " " for sign in line)


def _read(file: Path, method: str | None, seats: int | None) -> tuple[Countable, dict[str, Any] | None]:
    """The vote in the file and, of a `telling.json`, the document itself."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except OSError:
        raise RuleBroken(_l("Dit bestand is er niet, of is niet te lezen.")) from None
    except UnicodeDecodeError as wrong:
        line = wrong.object[: wrong.start].count(b"\n") + 1
        raise MalformedTally(line, _l("Dit is geen tekst in UTF-8.")) from None
    if file.suffix == ".pb":
        if seats is not None:
            raise RuleBroken(_l("Een budget verdeelt geen plaatsen: laat het aantal weg."))
        return pabulib.read(text, method), None
    if file.suffix in preflib.SUFFIXES:
        return preflib.read(text, method, seats), None
    document = read_document(text)
    return countable(document, method, seats), document


def _compared(document: dict[str, Any], *, differs: bool) -> Message:
    if "result" not in document:
        return _l("In het bestand staat geen uitslag om mee te vergelijken.")
    if differs:
        return _l("Let op: de gepubliceerde uitslag is een andere.")
    return _l("De gepubliceerde uitslag is dezelfde.")
