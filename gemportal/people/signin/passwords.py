"""Hashing and checking passwords with argon2id, a few at a time."""

import os
import unicodedata
from collections.abc import Mapping
from threading import BoundedSemaphore
from typing import Any

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError
from flask import current_app


class Passwords:
    """Each check takes tens of milliseconds and megabytes on purpose; so no more run at once than there are processors."""

    def __init__(self, options: Mapping[str, Any]) -> None:
        self._hasher = PasswordHasher(type=Type.ID, **options)
        self._slots = BoundedSemaphore(os.cpu_count() or 1)
        # What is checked when there is no person, so that an unknown address takes as long as a known one.
        self._decoy = self._hasher.hash("nobody has this password")

    def hashed(self, password: str) -> str:
        """What to store for a password."""
        with self._slots:
            return self._hasher.hash(_plain(password))

    def fits(self, password: str, stored: str | None) -> bool:
        """Whether `password` is the one that `stored` was made of; False for None, after the same work."""
        with self._slots:
            try:
                self._hasher.verify(stored or self._decoy, _plain(password))
            except (VerificationError, InvalidHashError):
                return False
        return stored is not None


def _plain(password: str) -> str:
    """The same password from every keyboard: systems write accented letters in different ways."""
    return unicodedata.normalize("NFKC", password)


def passwords() -> Passwords:
    """The application's own, as configured."""
    found: Passwords = current_app.extensions["passwords"]
    return found
