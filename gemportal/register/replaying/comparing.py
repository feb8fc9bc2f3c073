"""What two houses keep, side by side, and which entry a difference leads to."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from gemportal.kernel import db
from gemportal.register.canonical import normal
from gemportal.register.models import Entry
from gemportal.register.replaying.telling import KEEPS, SHOWS, Showing, Shown

State = Mapping[tuple[str, str], Shown]


@dataclass(frozen=True)
class Unlike:
    """Of `key` (its first word is a subject) the rows say something else than the register does."""

    key: str
    sentence: str


def public_state() -> State:
    """All that the public sees of the rows of the present house, by (name of what it is, key)."""
    return _state(SHOWS)


def whole_state() -> State:
    """The same, with what rooms keep beside it that the parts of entries tell, public or not."""
    return {**_state(SHOWS), **_state(KEEPS)}


def _state(showings: Mapping[str, Showing]) -> State:
    return {(name, key): normal(values) for name, shown in showings.items() for key, values in shown()}


def differences(kept: State, rebuilt: State) -> Iterator[Unlike]:
    """Where the rows that are `kept` say something else than those that were `rebuilt` from the register."""
    for name, key in sorted(kept.keys() | rebuilt.keys()):
        here, there = kept.get((name, key)), rebuilt.get((name, key))
        if here is None:
            yield Unlike(key, f"{name} of {key} is gone: the register tells of it")
        elif there is None:
            yield Unlike(key, f"{name} of {key} was never recorded: the register does not tell of it")
        elif here != there:
            unlike = sorted(field for field in here.keys() | there.keys() if here.get(field) != there.get(field))
            yield Unlike(key, f"{name} of {key} differs from what the register tells: {', '.join(unlike)}")


def located(found: Collection[Unlike]) -> Iterator[tuple[int, str]]:
    """Each difference with the index of the last entry about its key: of those about the subject the last that also concerns
    the organisation, where the key names one. 0 for what no entry is about.
    """
    about: dict[str, list[tuple[int, str | None, bytes]]] = {unlike.key.split()[0]: [] for unlike in found}
    rows = sa.select(Entry.subject, Entry.index, Entry.organisation, Entry.body).where(Entry.subject.in_(about))
    for subject, index, by, body in db.session().execute(rows.order_by(Entry.index.desc())):
        about[subject].append((index, by, body))
    for unlike in found:
        subject, *rest = unlike.key.split()
        entries = about[subject]
        code = rest[0] if rest else None
        # The clock acts for nobody: whom its entries concern stands in them.
        concerned = (index for index, by, body in entries if code and (by == code or f'"{code}"'.encode() in body))
        yield next(concerned, entries[0][0] if entries else 0), unlike.sentence
