"""What people type, read as they mean it: blank lines part paragraphs, and lines that begin with a dash or a number are a list.

No markup language, so that nobody can make a link or a heading look like one of ours.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

_POINT = re.compile(r"[-*•–]\s+(?=\S)")
_NUMBER = re.compile(r"(\d{1,3})[.)]\s+(?=\S)")


class Kind(StrEnum):
    """What the lines of a block are together."""

    PARAGRAPH = "paragraph"
    POINTS = "points"
    NUMBERED = "numbered"


@dataclass(frozen=True)
class Block:
    """Lines that belong together; those of a list without their dash or number, which counts from 1."""

    kind: Kind
    lines: tuple[str, ...]

    def __str__(self) -> str:
        """On one line."""
        if self.kind is Kind.PARAGRAPH:
            return " ".join(self.lines)
        numbered = self.kind is Kind.NUMBERED
        return "; ".join(f"{place}. {line}" if numbered else line for place, line in enumerate(self.lines, 1))


def blocks(text: str | None) -> tuple[Block, ...]:
    """The paragraphs and the lists of a text, in its order. None is no text."""
    found = list[Block]()
    parted = True
    for line in (text or "").splitlines():
        if not line.strip():
            parted = True
            continue
        kind, said = _read(line.strip(), found[-1] if found else None)
        if found and found[-1].kind is kind and not (parted and kind is Kind.PARAGRAPH):
            found[-1] = Block(kind, (*found[-1].lines, said))
        else:
            found.append(Block(kind, (said,)))
        parted = False
    return tuple(found)


def _read(line: str, before: Block | None) -> tuple[Kind, str]:
    """What a line is, and what it says. A number that does not count on is a year or an amount, and stays as it is."""
    if point := _POINT.match(line):
        return Kind.POINTS, line[point.end() :]
    counted = len(before.lines) if before and before.kind is Kind.NUMBERED else 0
    if (number := _NUMBER.match(line)) and int(number[1]) == counted + 1:
        return Kind.NUMBERED, line[number.end() :]
    return Kind.PARAGRAPH, line


def on_one_line(text: str | None) -> str:
    """The text without its lay-out, for where there is room for a line: a list reads as a sentence."""
    *before, last = blocks(text) or (Block(Kind.PARAGRAPH, ()),)
    said = [f"{block}" if block.kind is Kind.PARAGRAPH else f"{block}." for block in before]
    return " ".join(" ".join([*said, str(last)]).split())
