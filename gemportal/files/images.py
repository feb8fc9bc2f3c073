"""Pictures without what they tell besides: where and with what they were taken, and by whom. Nothing is drawn anew.

Only the parts that make up the picture are copied, up to its end: what hides behind that, or calls itself something else, is
not. Formats: ISO/IEC 10918-1 (JPEG), Exif 2.32, and the PNG specification of the W3C.
"""

import re
import struct
import zlib
from collections.abc import Iterator

from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.words import _l

PNG_BEGINS, JPEG_BEGINS = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"

# The picture, its colours and its movement. Texts, times and Exif are not among them.
_PNG_KEPT = frozenset(b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT pHYs bKGD acTL fcTL fdAT".split())
_START, _END, _SCAN, _COMMENT, _JFIF, _EXIF = 0xD8, 0xD9, 0xDA, 0xFE, 0xE0, 0xE1
_ALONE = {0x01, *range(0xD0, 0xD8)}
# Of what programs add, only what the colours need: JFIF's units, a colour profile, and how Adobe mixed them.
_JPEG_KEPT = {_JFIF: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
_FILLED = re.compile(rb"\xff*")
# A picture has some tens of parts, and a long colour profile up to 255 more. A million of them are there to keep us busy.
_MOST_PARTS, _MOST_CHUNKS = 2000, 50_000
_NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7]")
_ORIENTATION = 0x0112


def _broken() -> RuleBroken:
    return RuleBroken(_l("Deze afbeelding is beschadigd. Sla haar opnieuw op en kies haar dan."))


def clean_png(content: bytes) -> bytes:
    """The same picture, of its own parts alone."""
    kept, at, last, number = [PNG_BEGINS], len(PNG_BEGINS), b"", 0
    while last != b"IEND":
        if at + 12 > len(content):
            raise _broken()
        (length,), name = struct.unpack_from(">I", content, at), content[at + 4 : at + 8]
        end = at + 12 + length
        if end > len(content) or (not last and name != b"IHDR"):
            raise _broken()
        if zlib.crc32(content[at + 4 : end - 4]) != int.from_bytes(content[end - 4 : end], "big"):
            raise _broken()
        if name in _PNG_KEPT:
            kept.append(content[at:end])
        at, last, number = end, name, number + 1
        if number > _MOST_CHUNKS:
            raise _broken()
    return b"".join(kept)


def clean_jpeg(content: bytes) -> bytes:
    """The same picture, of its own parts alone; of Exif only which side is up remains."""
    kept, up, scanned = [content[:2]], 1, False
    try:
        for number, (marker, body, segment) in enumerate(_segments(content)):
            if number == _MOST_PARTS:
                raise _broken()
            if marker == _EXIF:
                up = _which_side_is_up(body) or up
            elif _is_of_the_picture(marker, body):
                kept.append(segment)
                scanned = scanned or marker == _SCAN
    except (IndexError, struct.error):
        raise _broken() from None
    if not scanned:
        raise _broken()
    if up != 1:
        kept.insert(2 if kept[1][1] == _JFIF else 1, _only_up(up))
    return b"".join([*kept, b"\xff\xd9"])


def _segments(content: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Each part up to the end of the picture: its marker, what it says, and all of it, a scan with the picture that follows."""
    at = 2
    while (marker := _marker(content, at)) != _END:
        length = 0 if marker in _ALONE else struct.unpack_from(">H", content, at + 2)[0]
        end = at + 2 + length
        if marker == _START or (length < 2 and marker not in _ALONE) or end > len(content):
            raise _broken()
        body = content[at + 4 : end]
        if marker == _SCAN:
            end = _end_of_scan(content, end)
        yield marker, body, content[at:end]
        # Between parts there may be any number of FF; the last begins the next part.
        at = max(end, _FILLED.match(content, end).end() - 1)  # type: ignore[union-attr] # it matches none as well


def _marker(content: bytes, at: int) -> int:
    if content[at] != 0xFF:
        raise _broken()
    return content[at + 1]


def _is_of_the_picture(marker: int, body: bytes) -> bool:
    if marker in _JPEG_KEPT:
        return body.startswith(_JPEG_KEPT[marker])
    return marker != _COMMENT and not 0xE0 <= marker <= 0xEF


def _end_of_scan(content: bytes, at: int) -> int:
    found = _NEXT_MARKER.search(content, at)
    if found is None:
        raise _broken()
    return found.start()


def _which_side_is_up(body: bytes) -> int | None:
    """The orientation in an Exif segment: a phone leaves the picture lying, and says here how to hold it."""
    if not body.startswith(b"Exif\0\0") or body[6:8] not in {b"II", b"MM"}:
        return None
    exif, order = body[6:], "<" if body[6:8] == b"II" else ">"
    try:
        (first,) = struct.unpack_from(f"{order}I", exif, 4)
        (count,) = struct.unpack_from(f"{order}H", exif, first)
        for field in range(min(count, 64)):
            tag, kind, _, value = struct.unpack_from(f"{order}HHIH", exif, first + 2 + 12 * field)
            if (tag, kind) == (_ORIENTATION, 3) and 1 <= value <= 8:
                return int(value)
    except struct.error:
        pass
    return None


def _only_up(up: int) -> bytes:
    body = b"Exif\0\0MM\0*" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, up, 0, 0)
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
