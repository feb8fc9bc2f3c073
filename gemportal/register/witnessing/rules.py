"""Who our witnesses are, what we ask of one, and what its answer means. By c2sp.org/tlog-witness, `add-checkpoint`."""

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from http.client import CONFLICT, FORBIDDEN, NOT_FOUND, OK, UNPROCESSABLE_ENTITY
from urllib.parse import urlsplit

from gemportal.kernel.labelled import Labelled
from gemportal.kernel.words import _l
from gemportal.register.notes import BadNote
from gemportal.register.witnessing.cosigning import Cosignature, Cosigner

# Tried again after one minute, then two, four … at most six hours.
_FIRST_WAIT, _LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=6)
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_REASONS = {
    NOT_FOUND: "it does not know this register (404)",
    FORBIDDEN: "it does not know the key of this register (403)",
}
_REMARK = re.compile(r"(^|\s)#.*")
_SIZE = re.compile(r"(0|[1-9][0-9]{0,17})\n")


class Alarm(Labelled):
    """What a witness says that must not be so. From then on it is asked nothing, until the operator has looked."""

    CUT_OFF = "cut-off", _l("zag eerder een langer register")
    REWRITTEN = "rewritten", _l("zag eerder een ander register")


@dataclass(frozen=True)
class Witness:
    """One that is configured: its key, and the address under which it takes checkpoints."""

    cosigner: Cosigner
    url: str

    @property
    def name(self) -> str:
        return self.cosigner.name

    @property
    def key(self) -> str:
        return str(self.cosigner)


@dataclass(frozen=True)
class Question:
    """The newest checkpoint, with the proof that it extends the one over `old` entries, which the witness is thought to know."""

    old: int
    size: int
    note: str
    proof: Sequence[bytes]

    @property
    def body(self) -> bytes:
        """As it is sent."""
        lines = [f"old {self.old}", *(base64.b64encode(value).decode() for value in self.proof), "", self.note]
        return "\n".join(lines).encode()


@dataclass(frozen=True)
class Cosigned:
    """The witness agrees."""

    cosignature: Cosignature


@dataclass(frozen=True)
class Knows:
    """The witness last saw this many entries: ask again from there, or find that they are no longer here."""

    size: int


@dataclass(frozen=True)
class Failed:
    """Nothing came of it now; it may later. `reason` is for the operator."""

    reason: str


Outcome = Cosigned | Knows | Alarm | Failed


def judged(witness: Witness, question: Question, status: int, body: bytes, now: datetime) -> Outcome:
    """What the answer of `witness` to `question` means. Whatever it sent, this says something of it and never fails."""
    text = body.decode("utf-8", "replace")
    if status == OK:
        try:
            return Cosigned(witness.cosigner.cosignature(question.note + text, now))
        except BadNote as error:
            return Failed(str(error))
    known = _SIZE.fullmatch(text)
    if status == CONFLICT and known and int(known[1]) != question.old:
        return Knows(int(known[1]))
    # It saw as many entries as there are with another root, or what it saw is not what ours begins with.
    other_root = status == CONFLICT and question.old == question.size
    # From nothing there is nothing to prove, so that an empty proof cannot be wrong.
    other_beginning = status == UNPROCESSABLE_ENTITY and question.old > 0
    if other_root or other_beginning:
        return Alarm.REWRITTEN
    return Failed(_REASONS.get(status, f"it answered {status}"))


def wait_after(attempts: int) -> timedelta:
    """How long to leave a witness alone that failed so many times in a row."""
    return min(_FIRST_WAIT * (1 << min(attempts, 16)), _LONGEST_WAIT)


def witnesses(text: str, *, production: bool) -> tuple[Witness, ...]:
    """The witnesses in lines `<verifier key> <url>`; `#` begins a remark. `ValueError` says which line is wrong, and why."""
    found: dict[str, Witness] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        words = _REMARK.sub("", line).split()
        if not words:
            continue
        try:
            witness = _witness(*words, production=production)
        except (TypeError, ValueError) as error:
            reason = str(error) if isinstance(error, ValueError) else "it must be a verifier key and an address"
            raise ValueError(f"line {number}: {reason}") from None
        if found.setdefault(witness.key, witness) is not witness:
            raise ValueError(f"line {number}: this witness is named twice")
    return tuple(found.values())


def _witness(key: str, url: str, *, production: bool) -> Witness:
    parts = urlsplit(url)
    here = not production and parts.scheme == "http" and parts.hostname in _LOOPBACK
    plain = url.isprintable() and not {"@", "?", "#"} & set(url)
    # To ask for the port is to find out whether it is one.
    if not ((parts.scheme == "https" or here) and parts.hostname and parts.port != 0 and plain):
        raise ValueError("the address is no address such as https://witness.example/gemportal")
    return Witness(Cosigner.read(key), url.rstrip("/"))
