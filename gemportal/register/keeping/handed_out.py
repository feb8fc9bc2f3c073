"""The file `register.checkpoint`: the signed note of the largest checkpoint that was committed on this machine."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import structlog
from flask import current_app

from gemportal.register.notes import BadNote, TreeHead

log = structlog.get_logger()


def path() -> Path:
    """Where it stands: REGISTER_CHECKPOINT_FILE, by default beside the register's key."""
    given = current_app.config["REGISTER_CHECKPOINT_FILE"]
    return Path(given) if given else Path(current_app.config["REGISTER_KEY_FILE"]).with_suffix(".checkpoint")


def note() -> str | None:
    """The note that was kept; None where nothing was handed out yet. `OSError` where the file cannot be read."""
    try:
        # Empty is what a machine that lost its power can leave of a file that it just made.
        return path().read_text("utf-8", errors="replace") or None
    except FileNotFoundError:
        return None


def head() -> TreeHead | None:
    """What the kept note says; None where nothing was handed out. `BadNote` when the file holds something else.

    The signature is not looked at: whoever can write beside the key can take the file away as well. `flask register verify` does.
    """
    kept = note()
    return head_of(kept) if kept is not None else None


def head_of(signed: str) -> TreeHead:
    """What a signed note says, whoever signed it; `BadNote` when it is no checkpoint."""
    return TreeHead.read(signed.partition("\n\n")[0] + "\n")


def keep(signed: str) -> None:
    """Keep this note of a committed checkpoint, unless one of a larger log was kept already by another worker.

    A folder that cannot be written makes no act fail: what happened has happened. The operator reads of it in the log.
    """
    target = path()
    try:
        with _alone_in(target.parent):
            present, new = head(), head_of(signed)
            if present is None or present.origin != new.origin or present.size < new.size:
                _put(target, signed)
    except (OSError, BadNote) as error:
        log.error("register.checkpoint_not_kept", file=str(target), reason=str(error))


def forget() -> None:
    """Begin anew, for an empty database that never had to do with the one before it: only while trying the portal."""
    path().unlink(missing_ok=True)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """One at a time, among threads and processes; the system itself lets go when a process dies."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _put(target: Path, signed: str) -> None:
    # Readers see the old note or the new one, never half of one. It is not forced to the disk: a file that is one act behind
    # after the power went is still right, and every act would wait twice as long.
    new = target.with_name(f"{target.name}.new")
    new.write_text(signed, "utf-8")
    new.replace(target)
