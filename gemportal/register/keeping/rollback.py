"""Holding the log against the last checkpoint that was handed out: before every entry, and whenever an operator asks."""

import sqlalchemy as sa
import structlog
from flask import Flask, current_app
from sqlalchemy.orm import Session

from gemportal.kernel import db
from gemportal.kernel.errors import Unavailable
from gemportal.kernel.words import _l
from gemportal.register import tree
from gemportal.register.keeping import handed_out
from gemportal.register.models import Checkpoint
from gemportal.register.notes import BadNote, TreeHead

log = structlog.get_logger()

_SIGNED = "register.signed"


def found() -> str | None:
    """What is wrong with the log of this moment, in one line for the operator; None when it extends what was handed out.

    Costs one row while nothing happened since, else one more read of as many nodes as the tree is high.
    """
    return _compare(db.session().scalar(sa.select(Checkpoint).order_by(Checkpoint.size.desc()).limit(1)))


def say_at_start(app: Flask) -> None:
    """Tell the operator, in one line of the log, when the portal starts with a log that was rolled back."""
    with app.app_context():
        try:
            line = found()
        except sa.exc.DBAPIError:
            return  # there is no database yet, or it needs its migrations: /gereed and every command say so
        finally:
            # The workers that are forked off this process make connections of their own.
            db.session().close()
            for engine in db.db.engines.values():
                engine.dispose()
    if line is not None:
        log.error("register.rolled_back", reason=line)


def refuse(previous: Checkpoint | None) -> None:
    """Let no act go on in a log that was rolled back; `previous` is the latest checkpoint before the act.

    Asked with the writer's lock held. Whoever committed before wrote the file after that, so it is never ahead of the rows.
    """
    line = _compare(previous)
    if line is not None:
        log.error("register.rolled_back", reason=line)
        raise Unavailable(
            _l(
                "Het register mist inschrijvingen die al waren uitgegeven. Zolang die er niet weer zijn, wordt er niets "
                "vastgelegd. Lezen kan wel. Weet de beheerder van het portaal dit nog niet? Meld het dan."
            )
        )


def signed(session: Session, note: str) -> None:
    """Let this note be kept once the transaction is committed."""
    session.info[_SIGNED] = note


def missing(kept: TreeHead, size: int) -> str:
    """That a log of `size` entries misses some of what `kept` was handed out over."""
    line = (
        f"the register misses the entries from {size} on: a checkpoint over {kept.size} was handed out. "
        "Nothing is recorded until they are restored; see docs/operations.md"
    )
    if size == 0 and not current_app.config["PRODUCTION"]:
        return (
            f"{line}. Was the database only for trying, and thrown away on purpose? Then remove {handed_out.path()} too"
        )
    return line


def _compare(latest: Checkpoint | None) -> str | None:
    try:
        kept = handed_out.head()
    except (BadNote, OSError) as error:
        return f"{handed_out.path()} cannot be read as a checkpoint ({error}); see docs/operations.md"
    if kept is None:
        return None
    if latest is None or latest.size < kept.size:
        return missing(kept, latest.size if latest else 0)
    # What was signed over the same size is compared by its text, so that an act reads nothing more for this.
    same = latest.note.startswith(kept.text) if latest.size == kept.size else tree.root(kept.size) == kept.root
    if not same:
        return (
            f"the register holds other entries than the {kept.size} over which a checkpoint was handed out. "
            "Nothing is recorded until those are restored; see docs/operations.md"
        )
    return None


@sa.event.listens_for(db.RoomSession, "after_commit")
def _hand_out(session: Session) -> None:
    note = session.info.pop(_SIGNED, None)
    if note is not None:
        handed_out.keep(note)


@sa.event.listens_for(db.RoomSession, "after_rollback")
def _hand_out_nothing(session: Session) -> None:
    session.info.pop(_SIGNED, None)
