"""Office documents: archives that are judged by the list of what is in them. Nothing is ever unpacked.

So a bomb cannot go off here; what is declared is held to bounds all the same, for whoever opens it at home.
"""

import struct
import zipfile
from io import BytesIO

from gemportal.files.rules import MEGABYTE, Kind
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.words import _l

ZIP_BEGINS = b"PK\x03\x04"
MOST_MEMBERS, LONGEST_LIST, MOST_UNPACKED = 3000, MEGABYTE, 300 * MEGABYTE

_END = struct.Struct("<4s4H2IH")
_LOCAL = struct.Struct("<4s5H3I2H")
_ENCRYPTED = 1

# The first member of an OpenDocument file says in plain bytes what the file is (ODF 1.3, part 2, 3.3).
_SAYS = "mimetype"
_OPEN = {kind.media_type.encode(): kind for kind in (Kind.ODT, Kind.ODS, Kind.ODP)}
_HEARTS = {"word/document.xml": Kind.DOCX, "xl/workbook.xml": Kind.XLSX, "ppt/presentation.xml": Kind.PPTX}
_CONTENTS = "[Content_Types].xml"

# Where programs hide: Basic and scripts of OpenDocument, and the part in which Office keeps its macros. A document with macros that
# calls that part otherwise is saved as .docx all the same, and Office opens no .docx with macros.
_PROGRAMS = ("basic/", "scripts/", "object/basic/")
_PROGRAM_ENDS = ("vbaproject.bin", "vbadata.xml", ".exe", ".dll", ".js", ".vbs", ".jar", ".bat", ".cmd", ".ps1")


def kind_of(content: bytes) -> Kind | None:
    """What office document this is; None when it is another archive. Refused when it is broken, a bomb, or holds programs."""
    _check_end(content)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError, struct.error):
        raise _broken() from None
    names = [member.filename for member in members]
    kind = _said(content, names) or _by_heart(names)
    if kind is not None:
        _check_members(members, content)
        _check_names(names)
    return kind


def _broken() -> RuleBroken:
    return RuleBroken(_l("Dit document is beschadigd, of het is iets anders. Sla het opnieuw op en kies het dan."))


def _check_end(content: bytes) -> None:
    """The archive begins where the file begins and ends where it ends: nothing hides before, between or behind."""
    at = content.rfind(b"PK\x05\x06")
    if at < 0 or at + _END.size > len(content):
        raise _broken()
    _, disk, first_disk, here, total, length, start, comment = _END.unpack_from(content, at)
    if disk or first_disk or here != total or start + length != at or at + _END.size + comment != len(content):
        raise _broken()
    if total > MOST_MEMBERS or length > LONGEST_LIST:
        raise _too_much()


def _too_much() -> RuleBroken:
    return RuleBroken(_l("In dit document zit te veel. Maak er een PDF van, of verdeel het."))


def _said(content: bytes, names: list[str]) -> Kind | None:
    """What the first member says in plain bytes, read from where the file begins."""
    if _SAYS not in names:
        return None
    _, _, _, packed, *_, size, _, name, extra = _LOCAL.unpack_from(content)
    if content[_LOCAL.size : _LOCAL.size + name] != _SAYS.encode():
        return None
    begins = _LOCAL.size + name + extra
    return _OPEN.get(content[begins : begins + size]) if packed == zipfile.ZIP_STORED else None


def _by_heart(names: list[str]) -> Kind | None:
    found = [kind for heart, kind in _HEARTS.items() if heart in names]
    return found[0] if len(found) == 1 and _CONTENTS in names else None


def _check_members(members: list[zipfile.ZipInfo], content: bytes) -> None:
    """Members lie one after another, each in its own bytes, readable by everybody, and together no more than is sensible."""
    if sum(member.file_size for member in members) > MOST_UNPACKED:
        raise _too_much()
    free = 0
    for member in sorted(members, key=lambda one: one.header_offset):
        if member.flag_bits & _ENCRYPTED:
            raise RuleBroken(_l("Dit document heeft een wachtwoord. Sla het op zonder wachtwoord."))
        if member.header_offset < free:
            raise _too_much()
        free = member.header_offset + _LOCAL.size + member.compress_size
    if free > len(content):
        raise _broken()


def _check_names(names: list[str]) -> None:
    if len(set(names)) != len(names) or any(_leads_elsewhere(name) for name in names):
        raise _broken()
    lower = [name.lower() for name in names]
    if any(name.startswith(_PROGRAMS) or name.endswith(_PROGRAM_ENDS) for name in lower):
        raise RuleBroken(
            _l("In dit document zitten macro’s of programma’s. Sla het op zonder, of maak er een PDF van.")
        )


def _leads_elsewhere(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")
