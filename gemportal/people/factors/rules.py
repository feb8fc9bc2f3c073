"""Codes, how often one may guess, and how long something that was proven counts as fresh."""

import hashlib
import hmac
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import pyotp

from gemportal.kernel.words import _l
from gemportal.settings.rules import setting

FOR_ALL = setting(
    "people:second-factor-for-all",
    _l("Tweede stap bij het aanmelden voor iedereen"),
    _l("(0 = alleen voor functies, 1 = voor iedereen)"),
    default=0,
    minimum=0,
    maximum=1,
)

# Who changes how they sign in proved who they are this short ago.
FRESH = timedelta(minutes=10)
CHALLENGE_LASTS = timedelta(minutes=5)

# Three of a million codes are right at any moment. A session ends after five wrong ones; somebody who knows the password and begins
# a session again and again gets no further than twenty in an hour.
WRONG_IN_A_SESSION = 5
WRONG_IN_AN_HOUR = 20
GUESSES_COUNT_FOR = timedelta(hours=1)

# Whoever signs in by a passkey asks a question first, and a whole town hall may do so at once from one address.
QUESTIONS_PER_NETWORK = 1000

RECOVERY_CODES = 10
MOST_PASSKEYS = 10
LONGEST_PASSKEY_NAME = 60

# Crockford's base 32: no letter in it is easily taken for another character. Sixteen of them are 80 bits.
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_GROUPS, _GROUP = 4, 4
_MISTAKEN = str.maketrans("oil", "011")


class Outcome(StrEnum):
    """What came of an attempt to prove something. `LATER`: too many attempts, nothing was judged."""

    RIGHT = "right"
    WRONG = "wrong"
    ENDED = "ended"
    LATER = "later"


class Purpose(StrEnum):
    """What an answer of a passkey is asked for."""

    REGISTER = "register"
    SIGN_IN = "sign-in"
    PROVE = "prove"


@dataclass(frozen=True)
class Account:
    """A person whose factors somebody else takes away: for whom they act, and whether they hold an office."""

    person_id: int
    name: str
    represents: frozenset[str]
    holds_office: bool


def normal_code(text: str) -> str:
    """The code that is meant: without spaces and dashes, and with letters read for the digits that they look like."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return "".join(character for character in plain if character.isalnum()).translate(_MISTAKEN)


def is_of_app(code: str) -> bool:
    """Whether a (normal) code looks like one of an app; others are recovery codes."""
    return len(code) == 6 and code.isascii() and code.isdecimal()


def new_secret() -> str:
    """A secret for an app, of 160 bits, as RFC 4226 asks."""
    return pyotp.random_base32()


def address_for_app(secret: str, email: str) -> str:
    """What the QR code says to an app."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name="gemportal")


def step_of(secret: str, code: str, moment: datetime, last_step: int | None) -> int | None:
    """The time step of a (normal) code: that of now, the one before or the one after, and later than `last_step`; else None."""
    app = pyotp.TOTP(secret)
    present = app.timecode(moment)
    for step in (present, present - 1, present + 1):
        later = last_step is None or step > last_step
        if later and is_of_app(code) and hmac.compare_digest(app.generate_otp(step), code):
            return step
    return None


def in_groups(text: str) -> str:
    """Text to be typed over, four characters at a time."""
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def new_recovery_codes() -> list[str]:
    """Ten codes to write down."""
    return ["-".join(_letters() for _ in range(_GROUPS)) for _ in range(RECOVERY_CODES)]


def _letters() -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(_GROUP))


def handle_of(person_id: int) -> bytes:
    """By what a passkey knows whose it is: always the same, and nothing that says who."""
    return hashlib.sha256(f"gemportal passkeys of {person_id}".encode()).digest()
