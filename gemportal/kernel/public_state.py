"""The version of everything that the public can see.

What the public sees changes through governance acts (the register grows), through the few house acts that touch a public page
(they raise the revision here), or by the clock (a deadline passes, a day begins). So a page needs no invalidation: it
holds as long as its version does.
"""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gemportal.kernel import clock, db, schedule


class PublicState(db.Base):
    """One row that counts the changes of public pages that no register entry tells."""

    __tablename__ = "public_state"
    __table_args__ = (sa.CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    revision: Mapped[int]


def raise_public_revision() -> None:
    """Say, inside a house act, that a public page changed."""
    session = db.session()
    row = session.get(PublicState, 1)
    if row is None:
        session.add(PublicState(id=1, revision=1))
    else:
        row.revision += 1


_parts: dict[str, sa.ScalarSelect[int]] = {}


def count_in(name: str, part: sa.ScalarSelect[int]) -> None:
    """Let a room add a number to the version: the register adds its size."""
    _parts[name] = part


def version() -> str:
    """The version as one word, read in one query, in the same snapshot as the page that is rendered after it."""
    revision = sa.select(PublicState.revision).scalar_subquery()
    numbers = db.session().execute(sa.select(revision, schedule.position(), *_parts.values())).one()
    return "-".join([*(str(number or 0) for number in numbers), f"{clock.today():%Y%m%d}"])
