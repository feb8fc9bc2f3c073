"""What a file is, by its own bytes. Its name decides nothing but which of the plain texts it is; what it was sent as, nothing."""

import hashlib
import re

from gemportal.files import archives, images
from gemportal.files.rules import Accepted, Kind, check_size, name_of
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.words import _l

_PDF_BEGINS, _PDF_ENDS, _NEAR_THE_END = b"%PDF-", b"%%EOF", 1024
_TEXTS = {".csv": Kind.CSV, ".md": Kind.MARKDOWN}
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
# What some program or other would run, were it saved under another name.
_RUNS = re.compile(r"#!|<[!?a-z]|%pdf|\{\\rtf", re.IGNORECASE)


def judge(name: str, content: bytes, megabytes: int) -> Accepted:
    """The file as it is kept, or a sentence that says why not. `name` is what its owner calls it."""
    check_size(len(content), megabytes)
    kind, kept = _recognised(name, content)
    return Accepted(kind, name_of(name, kind), kept, hashlib.sha256(kept).hexdigest())


def _recognised(name: str, content: bytes) -> tuple[Kind, bytes]:
    if content.startswith(images.PNG_BEGINS):
        return Kind.PNG, images.clean_png(content)
    if content.startswith(images.JPEG_BEGINS):
        return Kind.JPEG, images.clean_jpeg(content)
    if content.startswith(_PDF_BEGINS):
        if _PDF_ENDS not in content[-_NEAR_THE_END:]:
            raise RuleBroken(_l("Deze PDF is beschadigd. Sla haar opnieuw op en kies haar dan."))
        return Kind.PDF, content
    kind = archives.kind_of(content) if content.startswith(archives.ZIP_BEGINS) else _text(name, content)
    if kind is None:
        raise RuleBroken(
            _l(
                "Dit soort bestand kunt u hier niet toevoegen. Wel: PDF, foto’s (JPEG, PNG), Word, Excel, PowerPoint, "
                "OpenDocument en platte tekst (TXT, CSV, Markdown)."
            )
        )
    return kind, content


def _text(name: str, content: bytes) -> Kind | None:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    if _CONTROLS.search(text) or _RUNS.match(text.lstrip()):
        return None
    return next((kind for extension, kind in _TEXTS.items() if name.lower().endswith(extension)), Kind.TXT)
