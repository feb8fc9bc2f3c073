"""Something to print and pass on: a title, facts, sections and the way back to its page; shown as a page, and set as a PDF.

The PDF is PDF/UA: tagged, so that a screen reader follows it. What is said goes in as JSON alone and is never part of the
typesetter's source, so that no text can be taken for a command. The same paper always gives the same bytes.
"""

import io
import json
import re
import unicodedata
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal

import segno
import typst

from gemportal.kernel import clock
from gemportal.kernel.prose import Block, on_one_line
from gemportal.kernel.words import Message, _l

_SOURCE = Path(__file__).with_suffix(".typ")
_FONTS = Path(__file__).parents[2] / "static" / "fonts"
_UNBROKEN = re.compile(r"\S{24}(?=\S)")
# No script needs more marks on one letter. Thousands of them, one on another, would keep the typesetter busy for minutes.
_MOST_MARKS = 8


@dataclass(frozen=True)
class Grid:
    """A small table: the labels of its columns, the first of them heading the rows, and its rows."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Section:
    """A heading with what stands under it, in this order."""

    heading: str
    blocks: tuple[Block, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    grid: Grid | None = None


def facts(*pairs: tuple[Message, object | None]) -> tuple[tuple[str, str], ...]:
    """The pairs that have a value, in words."""
    return tuple((str(label), str(value)) for label, value in pairs if value is not None and str(value))


@dataclass(frozen=True)
class Paper:
    """What stands on paper, in the words of one language. `at` is the moment of what it says, not of its printing.
    Of `one_page`, the letters become smaller until it fits."""

    kind: str
    title: str
    language: str
    at: datetime
    address: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    foot: str
    one_page: bool = False


def shortened(text: str | None, most: int) -> str:
    """The text on one line, of at most so many characters: what does not fit is read on its page."""
    line = on_one_line(text)
    if len(line) <= most:
        return line
    cut, _, rest = line[:most].rpartition(" ")
    return str(_l("%(beginning)s … (lees verder op de pagina)", beginning=(cut or rest).rstrip(".,;: ")))


def pdf(paper: Paper) -> bytes:
    """The paper as PDF. A sign that no font here has, such as an emoji, is no PDF/UA: then it claims less, and is still there."""
    said = json.dumps(
        {"paper": _breakable(asdict(paper)), "day": _day(paper.at), "words": _words(), "qr": qr_code(paper.address)}
    )
    try:
        return _set(said, paper.at, "ua-1")
    except typst.TypstError:
        return _set(said, paper.at, None)


def _set(said: str, at: datetime, standard: Literal["ua-1"] | None) -> bytes:
    return typst.compile(
        _source(),
        font_paths=_fonts(),
        format="pdf",
        pdf_standards=standard,
        sys_inputs={"said": said},
        timestamp=int(at.timestamp()),
    )


@cache
def _source() -> bytes:
    return _SOURCE.read_bytes()


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[_FONTS])


def _words() -> dict[str, str]:
    return {
        "page": str(_l("bladzijde")),
        "of": str(_l("van")),
        "code": str(_l("Code die naar deze pagina leidt")),
    }


def _day(at: datetime) -> dict[str, int]:
    day = clock.day_of(at)
    return {"year": day.year, "month": day.month, "day": day.day}


def qr_code(address: str) -> str:
    """The address as a picture that a phone reads, in SVG."""
    file = io.BytesIO()
    segno.make(address, error="m").save(file, kind="svg", xmldecl=False, border=0, omitsize=True)
    return file.getvalue().decode()


def _unpiled(text: str) -> str:
    """The text with no more marks on one letter than a script needs."""
    kept, marks = [], 0
    for sign in text:
        marks = marks + 1 if unicodedata.combining(sign) else 0
        if marks <= _MOST_MARKS:
            kept.append(sign)
    return "".join(kept)


def _breakable(value: Any) -> Any:
    """The same, with places to break in words that no line is long enough for, and letters that are letters."""
    if isinstance(value, str):
        return _UNBROKEN.sub("\\g<0>\N{ZERO WIDTH SPACE}", _unpiled(value))
    if isinstance(value, dict):
        return {key: each if key == "address" else _breakable(each) for key, each in value.items() if key != "at"}
    return [_breakable(each) for each in value] if isinstance(value, (list, tuple)) else value
