"""Reading which key signed the register when."""

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from gemportal.kernel import db
from gemportal.register import keys
from gemportal.register.models import Checkpoint, Entry
from gemportal.register.notes import Verifier
from gemportal.register.rotating.rules import ROTATE


@dataclass(frozen=True)
class Period:
    """A verifier key as it is spelled, and the entry that brought it in. The first key has none; the present one no `until`."""

    key: str
    entry: int | None
    since: datetime | None
    until: datetime | None

    @property
    def origin(self) -> str:
        """The name that the key signs under: the first line of every checkpoint."""
        return self.key.partition("+")[0]


def history(newest: Checkpoint | None) -> list[Period]:
    """Every key that signed this register up to its newest checkpoint, the present one first; nothing while the key is not here."""
    rotations = _rotations()
    if not rotations:
        only = keys.verifier_after(newest.note if newest else None)
        return [Period(str(only), None, None, None)] if only else []
    periods = [Period(rotations[0].told["from"], None, None, rotations[0].at)]
    for rotation, following in zip(rotations, [*rotations[1:], None], strict=True):
        until = following.at if following else None
        periods.append(Period(rotation.told["to"], rotation.index, rotation.at, until))
    return periods[::-1]


def first_key(present: Verifier) -> Verifier:
    """The key that signed the first checkpoint, by what the first rotation tells; the `present` one when it was never replaced."""
    for rotation in _rotations():
        with suppress(ValueError, KeyError, TypeError, AttributeError):
            return Verifier.read(rotation.told["from"])
    return present


@dataclass(frozen=True)
class _Told:
    index: int
    at: datetime
    body: bytes

    @property
    def told(self) -> Any:
        """What it tells, taken as it is: whether it holds is for `verify` to say."""
        return json.loads(self.body)["data"]


def _rotations() -> list[_Told]:
    """The oldest first."""
    query = sa.select(Entry.index, Entry.at, Entry.body).where(Entry.act == ROTATE).order_by(Entry.index)
    return [_Told(*row) for row in db.session().execute(query)]
