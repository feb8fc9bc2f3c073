"""Numbers as people use them: `I-2026-014`. Given on publication, in order, never reused."""

from sqlalchemy.orm import Mapped, mapped_column

from gemportal.kernel import clock, db


class Numbering(db.Base):
    """The last number given, for each letter and year."""

    __tablename__ = "numbering"

    letter: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


def next_number(letter: str) -> str:
    """The next number for `letter` in this (Amsterdam) year. Only inside an act, so that two never draw the same."""
    session = db.session()
    year = clock.today().year
    row = session.get(Numbering, (letter, year))
    if row is None:
        row = Numbering(letter=letter, year=year, last=0)
        session.add(row)
    row.last += 1
    return f"{letter}-{year}-{row.last:03d}"
