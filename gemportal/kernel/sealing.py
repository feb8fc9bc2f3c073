"""Sealing what has to be kept and read back, yet must not lie open in the database or a backup of it.

The key comes from SECRET_KEY, apart for each purpose, so that what was sealed for one cannot be passed off for another.
"""

import base64
import hmac

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_secret: bytes = b""


class BrokenSeal(Exception):
    """This was not sealed here for this purpose, or with another SECRET_KEY."""


def seal_with(secret_key: str) -> None:
    """Let everything be sealed with keys made of this secret."""
    global _secret  # noqa: PLW0603 - wired once, at start
    _secret = secret_key.encode()


def seal(purpose: str, content: bytes) -> bytes:
    """`content`, readable by `unseal` for the same purpose only."""
    return _sealer(purpose).encrypt(content)


def unseal(purpose: str, sealed: bytes) -> bytes:
    """What was sealed for this purpose; `BrokenSeal` for anything else."""
    try:
        return _sealer(purpose).decrypt(sealed)
    except InvalidToken:
        raise BrokenSeal from None


def mark(purpose: str, content: str) -> bytes:
    """Always the same 32 bytes for the same content, by which it is recognised; without the key nobody can try what it was."""
    return hmac.digest(_key(purpose), content.encode(errors="backslashreplace"), "sha256")


def _sealer(purpose: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_key(purpose)))


def _key(purpose: str) -> bytes:
    if not _secret:
        raise RuntimeError("nothing can be sealed before the application is configured")
    return HKDF(SHA256(), 32, salt=None, info=f"gemportal {purpose}".encode()).derive(_secret)
