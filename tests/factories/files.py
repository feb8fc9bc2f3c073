"""Files as people send them, and as they would who mean harm; made by hand, of the fewest bytes."""

import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from io import BytesIO

from gemportal.files.judging import judge
from gemportal.files.rules import MOST_MEGABYTES, Accepted, Kind
from gemportal.groups.attachments import acts
from tests.factories.groups import running_step
from tests.factories.members import ZWOLLE, representative
from tests.support.house import House
from tests.support.time import StoppedClock

# What a photo must not tell: where it was taken.
PLACE = b"52.5168 N 6.0830 E Kanarie"

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def accepted(name: str = "verslag.pdf", content: bytes = PDF) -> Accepted:
    """A file that was judged."""
    return judge(name, content, MOST_MEGABYTES)


def pdf(size: int) -> bytes:
    """A PDF of so many bytes."""
    return PDF[:9] + b"%" * (size - len(PDF)) + PDF[9:]


def chunk(name: bytes, body: bytes) -> bytes:
    """A part of a PNG."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


PNG_BEGIN = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">2I5B", 1, 1, 8, 0, 0, 0, 0))
PNG_REST = chunk(b"IDAT", zlib.compress(b"\0\xff")) + chunk(b"IEND", b"")
PNG = PNG_BEGIN + PNG_REST


def segment(marker: int, body: bytes) -> bytes:
    """A part of a JPEG."""
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def exif(up: int, order: str = ">") -> bytes:
    """What a phone adds: how to hold the picture, and where it was taken."""
    head = (b"MM\0*" if order == ">" else b"II*\0") + struct.pack(f"{order}I", 8)
    field = struct.pack(f"{order}HHHIHHI", 1, 0x0112, 3, 1, up, 0, 0)
    return segment(0xE1, b"Exif\0\0" + head + field + PLACE)


JFIF = segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0")
# Tables, frame and scan; within the scan a byte FF that is none of a marker, and a restart.
SCAN = (
    segment(0xDB, bytes(65))
    + segment(0xC0, b"\x08\0\x01\0\x01\x01\x01\x11\0")
    + segment(0xC4, bytes(20))
    + segment(0xDA, b"\x01\x01\0\0\x3f\0")
    + b"\x12\xff\0\x34\xff\xd0\x56"
)


def jpeg(*parts: bytes, after: bytes = b"") -> bytes:
    """A photo with these parts before the picture, and something after its end."""
    return b"\xff\xd8" + JFIF + b"".join(parts) + SCAN + b"\xff\xd9" + after


def archive(members: Mapping[str, bytes] | Iterable[tuple[str, bytes]], method: int = zipfile.ZIP_STORED) -> bytes:
    """An archive of these members."""
    written = BytesIO()
    with zipfile.ZipFile(written, "w", method) as made:
        for name, body in members.items() if isinstance(members, Mapping) else members:
            made.writestr(name, body)
    return written.getvalue()


DOCX = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>"}
XLSX = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}
PPTX = {"[Content_Types].xml": b"<Types/>", "ppt/presentation.xml": b"<p:presentation/>"}


def opendocument(kind: Kind = Kind.ODT) -> dict[str, bytes]:
    """The members of an OpenDocument file."""
    return {"mimetype": kind.media_type.encode(), "content.xml": b"<office:document-content/>"}


def attach(
    house: House, group: str, code: str = ZWOLLE, section: int = 1, *, public: bool, name: str = "plan.pdf"
) -> int:
    """An organisation attaches a PDF to a step of its group; gives its number."""
    return house.perform(acts.add_file, representative(house, code), group, section, accepted(name), public=public)


def of_attachments(house: House, time: StoppedClock) -> None:
    """A chapter of `every_act`: a file for the group alone, one that became public, one that was public, and one that went."""
    group, lead = running_step(house, time), representative(house, ZWOLLE)
    for name in ("Kanarie van de groep.pdf", "Wordt openbaar.pdf", "Was openbaar.pdf", "Gaat weg.pdf"):
        attach(house, group, public=name.startswith("Was"), name=name)
    url = "https://kanarie.example/van-de-groep"
    house.perform(acts.add_link, lead, group, 0, "Kanarie van een link", url, public=False)
    house.perform(acts.share_attachment, lead, group, 2)
    house.perform(acts.hide_attachment, lead, group, 3)
    house.perform(acts.remove_attachment, lead, group, 4)
