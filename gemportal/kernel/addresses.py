"""E-mail addresses as the portal keeps them."""

import re

from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.words import _l

_LONGEST_EMAIL = 254
# Without a question mark: mail takes `=?utf-8?q?…?=` for a word in other letters, and reads another address than stands there.
_EMAIL = re.compile(r"[^@\s<>\",;:?\\()\[\]]+@[^@\s<>\",;:?\\()\[\].]+(\.[^@\s<>\",;:?\\()\[\].]+)+")


def normal_email(text: str) -> str:
    """The address by which a person is known: lower-case, so that capitals never make two persons of one.

    Plain ASCII only, so that no two addresses look the same on a page and yet are two persons.
    """
    email = text.strip().lower()
    if len(email) > _LONGEST_EMAIL or not email.isascii() or not email.isprintable() or not _EMAIL.fullmatch(email):
        raise RuleBroken(_l("Dit is geen e-mailadres. Een e-mailadres lijkt op naam@gemeente.nl."))
    return email
