"""Secrets for links and cookies, of which only a digest is ever stored."""

import hashlib
import secrets


def new_token() -> str:
    """A secret of 256 bits, fit for an address or a cookie. Only its digest is ever stored."""
    return secrets.token_urlsafe(32)


def digest_of(token: str) -> bytes:
    """What the database keeps of a token. A token is random, so a plain hash cannot be guessed backwards."""
    return hashlib.sha256(token.encode()).digest()
