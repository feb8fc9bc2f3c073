"""How long a sign-in lasts, and which addresses one may be led back to."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import unquote, urlsplit

from gemportal.kernel.labelled import Labelled
from gemportal.kernel.words import _l


class Way(Labelled):
    """How somebody proved who they are."""

    PASSWORD = "password", _l("wachtwoord")
    PASSKEY = "passkey", _l("passkey")
    PROVIDER = "provider", _l("aanmelding van de eigen organisatie")


@dataclass(frozen=True)
class Device:
    """Where somebody signs in: a browser on a system, as its owner would name it, and the network it is in.

    `network` is the address without its last part: enough to recognise one's own place, too little to point at a desk.
    """

    description: str = ""
    network: str = ""


SIGN_IN_LASTS = timedelta(hours=12)

_LONGEST_ADDRESS = 2000
_DECODINGS = 5


def local_address(given: str | None) -> str | None:
    """`given` when it is surely an address of this site to return to, such as `/mijn?x=1`; otherwise None.

    Browsers read backslashes as slashes, drop tabs and newlines, and proxies may decode once more than we do. So the path
    is looked at in every form that any of them could make of it, and only a plain one passes.
    """
    if not given or len(given) > _LONGEST_ADDRESS or "\\" in given or _has_control(given):
        return None
    path = re.split(r"[?#]", given, maxsplit=1)[0]
    for _ in range(_DECODINGS):
        if not _is_plain_path(path) or not _is_plain_path(unicodedata.normalize("NFKC", path)):
            return None
        decoded = unquote(path)
        if decoded == path:
            return given
        path = decoded
    return None


def _is_plain_path(path: str) -> bool:
    if not path.startswith("/") or "//" in path or "\\" in path or _has_control(path):
        return False
    if {".", ".."} & set(path.split("/")):
        return False
    parts = urlsplit(path)
    return not parts.scheme and not parts.netloc


def _has_control(text: str) -> bool:
    """Controls, separators other than the space, and what is invisible or unassigned: nothing that an address needs."""
    return any(unicodedata.category(character) in {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"} for character in text)
