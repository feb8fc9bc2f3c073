"""The secret of an app that shows codes, as it is kept: sealed, for one person only."""

import structlog

from gemportal.kernel.sealing import BrokenSeal, seal, unseal

log = structlog.get_logger()


def closed(person_id: int, secret: str) -> bytes:
    """The secret as it is kept: readable for this person's app only."""
    return seal(_purpose(person_id), secret.encode())


def _purpose(person_id: int) -> str:
    return f"code app of {person_id}"


def opened(person_id: int, kept: bytes | None) -> str | None:
    """The secret that was sealed; None when there is none, or when the key of the seals has changed since."""
    try:
        return unseal(_purpose(person_id), kept).decode() if kept else None
    except BrokenSeal:
        log.error("code_app.unreadable", reason="SECRET_KEY changed")
        return None
