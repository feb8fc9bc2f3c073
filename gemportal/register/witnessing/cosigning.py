"""The key of a witness, and its word under a checkpoint, by c2sp.org/tlog-cosignature: Ed25519, type 0x04."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from gemportal.register.notes import BadNote, Signature, VerifierKey, parted

_TIME_LENGTH = 8
# Clocks differ; beyond this a moment in the future says that something is wrong.
_SKEW = timedelta(minutes=10)


@dataclass(frozen=True)
class Cosignature:
    """A line under a checkpoint, by which a witness says that at this moment it was the latest that it saw."""

    line: str
    at: datetime


@dataclass(frozen=True)
class Cosigner(VerifierKey):
    """A witness, by its key."""

    kind = b"\x04"

    def cosignature(self, note: str, now: datetime) -> Cosignature:
        """This witness's word under `note`; `BadNote` when there is none, it does not hold, or it is from after `now`."""
        text, signatures = parted(note)
        for signature in filter(self.made, signatures):
            return self._judged(text, signature, now)
        raise BadNote("it did not sign with the key that is configured")

    def _judged(self, text: str, signature: Signature, now: datetime) -> Cosignature:
        seconds = int.from_bytes(signature.value[:_TIME_LENGTH], "big")
        if not self.signed(f"cosignature/v1\ntime {seconds}\n{text}", signature.value[_TIME_LENGTH:]):
            raise BadNote("its signature does not hold")
        if not 0 < seconds <= (now + _SKEW).timestamp():
            raise BadNote("its signature is not from now")
        return Cosignature(signature.line, datetime.fromtimestamp(seconds, UTC))
