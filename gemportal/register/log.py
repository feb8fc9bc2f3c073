"""Writing the register: `record`, for acts, and the checkpoint that closes each transaction that appended."""

import hashlib
import secrets
from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gemportal.kernel import clock, db
from gemportal.kernel.actor import Capacity
from gemportal.kernel.acts import Running, announce, running
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.words import _l
from gemportal.register import merkle, tree
from gemportal.register.canonical import canonical, normal
from gemportal.register.keeping import rollback
from gemportal.register.models import LONGEST_ENTRY, Checkpoint, Entry, Part
from gemportal.register.rotating import signing

VERSION = 1
_APPENDED = "register.appended"

# Announced with the `index` of each entry, inside its act: higher rooms may keep beside it what an entry never says.
RECORDED = "register:recorded"


def record(subject: str, data: Mapping[str, Any], *, private: Mapping[str, Any] | None = None) -> int:
    """Append the entry of the running act, and return its index.

    `subject` is what the act is about: a number (`I-2026-001`), a code (`GM0193`) or a key of the settings. `data` is
    public for ever and so never personal: texts that might be belong in `private`, of which the entry holds a salted digest
    and which can be erased; whether it is shown meanwhile is said by the act (`Holds.opens_later`). What caused the act and the
    vote that is its ground are added to `data` as `cause` (an index) and `ground` (a number).
    """
    frame = running()
    holds = frame.act.holds
    if holds is None:
        raise RuntimeError(f"{frame.act.name} is a house act, and writes no entry")
    holds.check(data, private or ())
    session = db.session()
    index, at = _next(session)
    part = _part(index, private, public=not holds.opens_later) if private is not None else None
    content = {
        "v": VERSION,
        "i": index,
        "at": written(at),
        "act": frame.act.name,
        "org": frame.actor.organisation if frame.actor.capacity is Capacity.MANDATE else None,
        "office": frame.actor.office,
        "subject": subject,
        "data": _with_reasons(frame, data),
    }
    if part is not None:
        content["private"] = digest(part.salt, part.body)
    _refuse_addresses(content)
    entry = _entry(content, at, frame.cause)
    session.add(entry)
    session.flush()
    if part is not None:
        session.add(part)
    tree.append(index, entry.leaf_hash)
    session.flush()
    session.info[_APPENDED] = True
    frame.entries.append(index)
    announce(RECORDED, index=index)
    return index


def disclose(indexes: Collection[int]) -> None:
    """Let everybody see the parts of these entries from now on: they entered as commitments, and their moment has come."""
    db.session().execute(sa.update(Part).where(Part.entry_index.in_(indexes)).values(public=True))


def erase_parts(indexes: sa.Select[int]) -> None:
    """Erase the parts of these entries, each with its salt: nobody can find out any more what a digest stands for."""
    db.session().execute(sa.delete(Part).where(Part.entry_index.in_(indexes)))


def written(at: datetime) -> str:
    """A moment as entries spell it: `2026-11-23T20:19:05Z`."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def digest(salt: bytes, part: bytes) -> str:
    """What an entry holds of its part: nobody can find the part by trying, as long as the salt is not known."""
    return hashlib.sha256(salt + part).hexdigest()


def _next(session: Session) -> tuple[int, datetime]:
    """The next index, and the present moment in whole seconds, never before the entry before it."""
    now = clock.now().replace(microsecond=0)
    size, latest = _end(session)
    return size, max(now, latest or now)


def _end(session: Session) -> tuple[int, datetime | None]:
    """How many entries there are, and when the last one was written."""
    last = session.execute(sa.select(Entry.index, Entry.at).order_by(Entry.index.desc()).limit(1)).one_or_none()
    return (last[0] + 1, last[1]) if last else (0, None)


def _part(index: int, private: Mapping[str, Any], *, public: bool) -> Part:
    return Part(entry_index=index, salt=secrets.token_bytes(32), body=canonical(private), public=public)


def _entry(content: Mapping[str, Any], at: datetime, cause: int | None) -> Entry:
    body = canonical(content)
    if len(body) > LONGEST_ENTRY:
        raise RuleBroken(_l("Deze tekst is te lang voor het register. Maak de tekst korter."))
    return Entry(
        index=content["i"],
        at=at,
        act=content["act"],
        organisation=content["org"],
        office=content["office"],
        subject=content["subject"],
        cause=cause,
        body=body,
        leaf_hash=merkle.leaf_hash(body),
    )


def _with_reasons(frame: Running, data: Mapping[str, Any]) -> dict[str, Any]:
    reasons = {"cause": frame.cause, "ground": frame.ground}
    known = {key: value for key, value in reasons.items() if value is not None}
    for key, value in known.items():
        if data.get(key, value) != value:
            raise ValueError(f"the {key} of {frame.act.name} is {value!r}, not {data[key]!r}")
    return {**data, **known}


def _refuse_addresses(content: Mapping[str, Any]) -> None:
    """The cheapest sign that something personal slipped in: an e-mail address, typed where everybody will read it."""
    if any("@" in text for text in _texts(normal(content))):
        raise RuleBroken(
            _l("Dit komt voorgoed in het openbare register. Haal e-mailadressen en het teken @ uit de tekst.")
        )


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)


@sa.event.listens_for(db.RoomSession, "before_commit")
def _seal(session: Session) -> None:
    """Sign one checkpoint over all that this transaction appended. A savepoint is not yet a transaction's end."""
    if not session.info.get(_APPENDED) or session.in_nested_transaction():
        return
    session.info[_APPENDED] = False
    session.flush()
    size, at = _end(session)
    previous = session.scalar(sa.select(Checkpoint).order_by(Checkpoint.size.desc()).limit(1))
    if at is None or (previous is not None and previous.size == size):
        return  # what was appended was undone again, by a savepoint
    rollback.refuse(previous)
    note = signing.checkpoint(session, size, previous.note if previous else None)
    session.add(Checkpoint(size=size, note=note, at=at))
    rollback.signed(session, note)


@sa.event.listens_for(db.RoomSession, "after_rollback")
def _forget(session: Session) -> None:
    # Undoing a savepoint leaves what the transaction appended before it, which still needs its checkpoint.
    if not session.in_nested_transaction():
        session.info[_APPENDED] = False
