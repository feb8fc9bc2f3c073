"""What is in a tile: each a range of rows that is read in one query, and not found unless all of it is there."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from gemportal.kernel import db
from gemportal.kernel.errors import NotFound
from gemportal.register import tree
from gemportal.register.models import Entry, Node, Part
from gemportal.register.proving.formats import FULL, Place
from gemportal.register.queries import BEYOND, latest_checkpoint

# A tile covers eight levels of the tree.
_HEIGHT = 8


def hashes(level: int, place: Place) -> bytes:
    """The hashes of a tile, 32 bytes each."""
    query = sa.select(Node.hash).where(Node.level == level * _HEIGHT, _within(Node.index, place))
    return b"".join(value for (value,) in _all_of(query.order_by(Node.index), place))


def entries(place: Place) -> list[bytes]:
    """The entries of a bundle."""
    query = sa.select(Entry.body).where(_within(Entry.index, place))
    return [body for (body,) in _all_of(query.order_by(Entry.index), place)]


def public_parts(place: Place) -> list[tuple[int, bytes, bytes]]:
    """Of the entries that a bundle would hold, as far as they are there: index, salt and part of what is public and not erased."""
    query = (
        sa.select(Entry.index, Part.salt, Part.body)
        .outerjoin(Part, sa.and_(Part.entry_index == Entry.index, Part.public))
        .where(_within(Entry.index, place))
        .order_by(Entry.index)
    )
    return [(index, salt, part) for index, salt, part in _some_of(query, place) if part is not None]


def public_part(index: int) -> tuple[bytes, bytes]:
    """Salt and part of one entry, where that is public and not erased."""
    query = sa.select(Part.salt, Part.body).where(Part.entry_index == index, Part.public)
    found = db.session().execute(query).one_or_none() if index < BEYOND else None
    if found is None:
        raise NotFound
    return found[0], found[1]


def inclusion(index: int) -> tuple[list[bytes], str]:
    """The hashes that lead from an entry to the root of the latest checkpoint, and that checkpoint."""
    checkpoint = latest_checkpoint()
    if checkpoint is None or index >= checkpoint.size:
        raise NotFound
    return tree.inclusion_proof(index, checkpoint.size), checkpoint.note


def _within(column: Any, place: Place) -> sa.ColumnElement[bool]:
    found: sa.ColumnElement[bool] = column.between(place.first, place.first + place.width - 1)
    return found


def _some_of(query: sa.Select[*tuple[Any, ...]], place: Place) -> Sequence[Any]:
    rows = db.session().execute(query).all() if place.first + FULL < BEYOND else []
    if not rows:
        raise NotFound
    return rows


def _all_of(query: sa.Select[*tuple[Any, ...]], place: Place) -> Sequence[Any]:
    rows = _some_of(query, place)
    if len(rows) != place.width:
        raise NotFound
    return rows
