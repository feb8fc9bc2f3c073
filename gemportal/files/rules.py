"""What may be kept: kinds, sizes and numbers, names that mislead nobody, and links that are what they seem."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Self
from urllib.parse import urlsplit

from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.figures import Amount
from gemportal.kernel.words import Message, _l, _ln
from gemportal.settings.rules import setting

MEGABYTE = 1024 * 1024
MOST_MEGABYTES, MOST_PLACES = 25, 100
LONGEST_NAME, LONGEST_URL = 120, 1000

SIZE = setting("files:size", _l("Een bestand is hoogstens"), _l("MB"), default=10, minimum=1, maximum=MOST_MEGABYTES)
COUNT = setting(
    "files:count",
    _l("Bijlagen bij een stap, hoogstens"),
    _l("bestanden en links"),
    default=20,
    minimum=1,
    maximum=MOST_PLACES,
)
TOTAL = setting(
    "files:total", _l("Bestanden van een groep, samen hoogstens"), _l("MB"), default=200, minimum=10, maximum=1000
)


# Members always name theirs; the default is there for looking a member up by its value.
_UNNAMED = Message("")


class Kind(StrEnum):
    """What somebody attached, by what is in it: with the extension it is saved under, and what a browser is told that it is."""

    _value_: str
    label: Message
    extension: str
    media_type: str

    def __new__(cls, value: str, label: Message = _UNNAMED, extension: str = "", media_type: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label, member.extension, member.media_type = label, extension, media_type
        return member

    LINK = "link", _l("link")
    PDF = "pdf", _l("PDF"), "pdf", "application/pdf"
    PNG = "png", _l("afbeelding (PNG)"), "png", "image/png"
    JPEG = "jpeg", _l("foto (JPEG)"), "jpg", "image/jpeg"
    ODT = "odt", _l("tekst (ODT)"), "odt", "application/vnd.oasis.opendocument.text"
    ODS = "ods", _l("rekenblad (ODS)"), "ods", "application/vnd.oasis.opendocument.spreadsheet"
    ODP = "odp", _l("presentatie (ODP)"), "odp", "application/vnd.oasis.opendocument.presentation"
    DOCX = "docx", _l("tekst (Word)"), "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    XLSX = "xlsx", _l("rekenblad (Excel)"), "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    PPTX = (
        "pptx",
        _l("presentatie (PowerPoint)"),
        "pptx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    )
    TXT = "txt", _l("platte tekst"), "txt", "text/plain; charset=utf-8"
    CSV = "csv", _l("tabel (CSV)"), "csv", "text/csv; charset=utf-8"
    MARKDOWN = "md", _l("platte tekst (Markdown)"), "md", "text/plain; charset=utf-8"


@dataclass(frozen=True)
class Accepted:
    """A file that was judged: what it is, the name it is saved under, and its bytes as they are kept."""

    kind: Kind
    name: str
    content: bytes
    sha256: str

    @property
    def size(self) -> int:
        return len(self.content)


@dataclass(frozen=True)
class Link:
    """A link that was judged."""

    title: str
    url: str


def check_size(size: int, megabytes: int) -> None:
    """A file holds something, and at most so much."""
    if not size:
        raise RuleBroken(_l("Dit bestand is leeg. Kies een ander bestand."))
    if size > megabytes * MEGABYTE:
        raise RuleBroken(too_large(megabytes))


def too_large(megabytes: int) -> Message:
    """What is said of a file that is larger than that."""
    return _l("Dit bestand is te groot: hoogstens %(most)s MB. Maak het kleiner.", most=megabytes)


def check_total(size: int, held: int, megabytes: int) -> None:
    """All files of one owner stay within the space it has."""
    if held + size > megabytes * MEGABYTE:
        raise RuleBroken(
            _l("Er is geen plaats meer: samen hoogstens %(most)s MB. Verwijder eerst een bestand.", most=megabytes)
        )


def free_slot(taken: frozenset[int], most: int) -> int:
    """The first free place of `most`. Two who find the same one are kept apart by the database."""
    for slot in range(1, most + 1):
        if slot not in taken:
            return slot
    raise RuleBroken(
        _ln(
            "Er staat al %(n)s bijlage, en meer kan niet. Verwijder die eerst.",
            "Er staan al %(n)s bijlagen, en meer kan niet. Verwijder er eerst een.",
            most,
        )
    )


def plain(text: str, longest: int = LONGEST_NAME) -> str:
    """Text on one line that shows what it is: without controls, and without marks that turn the direction of reading."""
    shown = "".join(" " if unicodedata.category(one) in {"Zl", "Zp", "Zs"} else one for one in text)
    kept = (one for one in unicodedata.normalize("NFC", shown) if unicodedata.category(one)[0] != "C")
    return " ".join("".join(kept).split())[:longest].strip()


# What a path, a header or a file system of others would read something in.
_MEANT_OTHERWISE = str.maketrans(dict.fromkeys('<>:"|?*%;', "-"))


def name_of(given: str, kind: Kind) -> str:
    """The name under which a file of this kind is saved: the given one without its folders, with the extension of what it is."""
    last = PurePosixPath(given.replace("\\", "/")).name
    stem = plain(last, LONGEST_NAME * 2).translate(_MEANT_OTHERWISE).strip(". ")
    without, dot, extension = stem.rpartition(".")
    if dot and extension.isascii() and extension.isalnum() and len(extension) <= 4:
        stem = without
    stem = stem[:LONGEST_NAME].strip(". ")
    return f"{stem or 'bijlage'}.{kind.extension}"


def check_link(title: str, url: str) -> Link:
    """The link as it is kept, or a sentence that says what is wrong. Nobody here ever follows it."""
    title, url = plain(title), url.strip()
    if not title:
        raise RuleBroken(_l("Schrijf op waar de link naartoe leidt."))
    if len(url) > LONGEST_URL:
        raise RuleBroken(_l("Deze link is te lang: hoogstens %(most)s tekens.", most=LONGEST_URL))
    if not url.isascii() or not url.isprintable() or any(one in url for one in ' "<>\\^`{|}'):
        raise RuleBroken(_l("In deze link staan tekens die er niet in horen. Kopieer hem uit de adresbalk."))
    if not host_of(url):
        raise RuleBroken(_l("Gebruik een link die begint met https:// en een naam, zonder wachtwoord erin."))
    return Link(title, url)


def host_of(url: str) -> str | None:
    """The host that an https address leads to; None when it is none, or holds a name to sign in with."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme == "https" and "@" not in parts.netloc and parts.port != 0
    except ValueError:
        return None
    host = parts.hostname or ""
    return host if usable and "." in host.strip(".") else None


def size_in_words(size: int) -> Message:
    """How large a file is, as a reader says it."""
    if size < MEGABYTE:
        return _l("%(n)s kB", n=Amount(-(-size // 1024)))
    return _l("%(n)s MB", n=Amount(-(-size // MEGABYTE)))
