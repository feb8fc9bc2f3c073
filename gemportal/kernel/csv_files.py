"""CSV files: reading what somebody sends or pastes from a spreadsheet, and writing what is safe to open in one.

Reading never raises: whatever is wrong is told with the number of its line, so that a person can mend it.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, ParamSpec, Protocol, TypeVar

from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.words import Message, _l

# All municipalities of the country fit in one file. More would also keep the one writer busy for too long.
MOST_LINES = 400
MOST_CHARACTERS = 100_000

CONTENT_TYPE = "text/csv; charset=utf-8"
_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"  # at the beginning of a file it tells Excel that this is UTF-8

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_DUTCH = re.compile(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})", re.ASCII)

# A spreadsheet takes a cell that begins so for a formula, some behind white space too or with the wide signs of Japanese. One
# that parts the fields by another sign than we do sees cells begin in the middle of ours.
_BEGINS = r"(^|[;,\"])"
_FORMULA = r"('*\s*[=+\-@＝＋－＠])"
_HARMFUL, _HARMLESS = re.compile(_BEGINS + _FORMULA), re.compile(_BEGINS + "'" + _FORMULA)


@dataclass(frozen=True)
class Column:
    """A column by its name, and by other names that people give it; of one that is `needed` the file cannot do without."""

    name: str
    others: tuple[str, ...] = ()
    needed: bool = True


@dataclass(frozen=True)
class Line:
    """One line under the heading: its number in the file, and what stands in each column; nothing is the empty text."""

    number: int
    cells: Mapping[str, str]

    @property
    def text(self) -> str:
        """The line as it can be recognised."""
        return "; ".join(cell for cell in self.cells.values() if cell)


@dataclass(frozen=True)
class Fault:
    """What is wrong with one line, in sentences; `text` is the line itself."""

    number: int
    sentences: tuple[Message, ...]
    text: str = ""


@dataclass(frozen=True)
class Sheet:
    """A file that was read: the lines, what could not be read, and the columns that nothing asks for."""

    lines: tuple[Line, ...] = ()
    faults: tuple[Fault, ...] = ()
    unused: tuple[str, ...] = ()


class Numbered(Protocol):
    """Something that came from a line of a file."""

    @property
    def number(self) -> int: ...


T = TypeVar("T", bound=Numbered)
P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class Judged(Generic[T]):
    """A sheet after a room judged it: what can be carried out, and what is wrong, both in the order of the file."""

    right: tuple[T, ...]
    wrong: tuple[Fault, ...]
    unused: tuple[str, ...] = ()

    @property
    def numbers(self) -> list[int]:
        """The lines that can be carried out."""
        return [line.number for line in self.right]


@dataclass
class Findings:
    """Gathers all that is wrong with one line, so that somebody who mends it does so once."""

    sentences: list[Message] = field(default_factory=list)

    def note(self, sentence: Message) -> None:
        self.sentences.append(sentence)

    def of(self, question: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R | None:
        """The answer; None when a rule is broken, whose sentence is noted."""
        try:
            return question(*args, **kwargs)
        except RuleBroken as broken:
            self.note(broken.sentence)
            return None


class WrongLine(RuleBroken):
    """A line of a file was refused: says which, and why."""

    def __init__(self, number: int, reason: Message) -> None:
        super().__init__(_l("Regel %(number)s: %(reason)s Er is niets veranderd.", number=str(number), reason=reason))


def text_of(content: bytes) -> str:
    """The text of a file from a spreadsheet: UTF-8 with or without a mark, else the Windows-1252 of an older Excel."""
    if b"\0" in content:
        raise RuleBroken(_l("Dit is geen CSV-bestand. Kies in uw rekenprogramma voor “opslaan als CSV”."))
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    return normal(text)


def normal(text: str) -> str:
    """The text with one kind of line end and without a mark: the same, however it came here."""
    return text.removeprefix(_MARK).replace("\r\n", "\n").replace("\r", "\n")


def read(text: str, columns: Sequence[Column]) -> Sheet:
    """The lines of a CSV with a heading; fields are parted by semicolons, commas or tabs."""
    if len(text) > MOST_CHARACTERS:
        sentence = _l("Dit is te lang: hoogstens %(most)s tekens per keer.", most=MOST_CHARACTERS)
        return Sheet(faults=(Fault(1, (sentence,)),))
    records = _records(normal(text))
    heading = next(records, None)
    if heading is None:
        return Sheet(faults=(Fault(1, (_l("Er staat niets in."),)),))
    number, titles = heading
    places, findings = _places(titles, columns)
    if findings.sentences:
        return Sheet(faults=(Fault(number, tuple(findings.sentences), "; ".join(titles)),))
    lines, faults = [], []
    for count, (number, cells) in enumerate(records):
        if count == MOST_LINES:
            sentence = _l("Vanaf hier is het te veel: hoogstens %(most)s regels per keer.", most=MOST_LINES)
            faults.append(Fault(number, (sentence,)))
            break
        if any(cells[len(titles) :]):
            sentence = _l(
                "Er zijn meer velden dan kolommen. Zet een veld met een puntkomma of komma tussen aanhalingstekens."
            )
            faults.append(Fault(number, (sentence,), "; ".join(cells)))
            continue
        found = {name: cells[place] if place < len(cells) else "" for name, place in places.items()}
        lines.append(Line(number, {column.name: found.get(column.name, "") for column in columns}))
    if not lines and not faults:
        faults.append(Fault(number, (_l("Onder de kolomnamen staat geen enkele regel."),)))
    used = set(places.values())
    unused = tuple(title for place, title in enumerate(titles) if title and place not in used)
    return Sheet(tuple(lines), tuple(faults), unused)


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """What stands in the fields, with the number of the line on which it begins; empty lines are passed over."""
    # No field is longer than the text, and the text is shorter than what the reader takes for a field: it never raises.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
    begins = 1
    for fields in reader:
        cells = [_unharmed(cell) for cell in fields]
        if any(cells):
            yield begins, cells
        begins = reader.line_num + 1


def _separator(text: str) -> str:
    heading = text.lstrip("\n").partition("\n")[0]
    return max(";,\t", key=heading.count)


def _places(titles: Sequence[str], columns: Sequence[Column]) -> tuple[dict[str, int], Findings]:
    """Where each column stands; and which are missing, or there twice."""
    plain = [_plain(title) for title in titles]
    places: dict[str, int] = {}
    findings = Findings()
    for column in columns:
        names = {_plain(name) for name in (column.name, *column.others)}
        found = [place for place, title in enumerate(plain) if title in names]
        if len(found) > 1:
            findings.note(_l("De kolom “%(name)s” staat er %(times)s keer.", name=column.name, times=len(found)))
        elif found:
            places[column.name] = found[0]
        elif column.needed:
            findings.note(_l("De kolom “%(name)s” ontbreekt in de eerste regel.", name=column.name))
    return places, findings


def _plain(title: str) -> str:
    """`E-mailadres ` and `e_mailadres` name the same column."""
    return re.sub(r"[\s_\-]+", "_", title.casefold())


def day(text: str) -> date:
    """A day as 2026-11-25 or 25-11-2026."""
    if found := _ISO.fullmatch(text):
        year, month, number = map(int, found.groups())
    elif found := _DUTCH.fullmatch(text):
        number, month, year = map(int, found.groups())
    else:
        raise _no_day(text)
    try:
        return date(year, month, number)
    except ValueError:
        raise _no_day(text) from None


def _no_day(text: str) -> RuleBroken:
    return RuleBroken(_l("“%(text)s” is geen datum. Schrijf een datum als 25-11-2026.", text=text))


def write(titles: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A file that a Dutch Excel opens by itself: UTF-8 with a mark, semicolons, every field between quotes, no formulas."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(titles)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return (_MARK + file.getvalue()).encode()


def _harmless(cell: object) -> str:
    """A cell on one line, with an apostrophe before whatever could be taken for a formula: spreadsheets read that as text."""
    text = "" if cell is None else cell.isoformat() if isinstance(cell, date) else str(cell)
    return _HARMFUL.sub(r"\1'\2", _plain_spaces(text))


def _unharmed(cell: str) -> str:
    """What `_harmless` was given."""
    return _HARMLESS.sub(r"\1\2", _plain_spaces(cell))


def _plain_spaces(text: str) -> str:
    return " ".join(text.split())
