"""The log of the present house, as a rebuilder reads it."""

from collections.abc import Iterator

import sqlalchemy as sa

from gemportal.kernel import db
from gemportal.register.models import Entry, Part
from gemportal.register.replaying.rebuilding import Logged

_AT_ONCE = 512


def own_log(*, public_only: bool) -> Iterator[Logged]:
    """Every entry from the first, each with its part where that is not erased; with `public_only`, where it is public too.

    Reads a chunk at a time within the application context of the moment at which the chunk is asked for.
    """
    part = sa.and_(Part.entry_index == Entry.index, Part.public) if public_only else Part.entry_index == Entry.index
    query = sa.select(Entry.body, Part.salt, Part.body).outerjoin(Part, part).order_by(Entry.index)
    start = 0
    while rows := db.session().execute(query.where(Entry.index >= start).limit(_AT_ONCE)).all():
        start += len(rows)
        yield from (Logged(*row) for row in rows)
