"""The key to one person's calendar."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gemportal.kernel.db import Base


class CalendarKey(Base):
    """The digest of the secret in the address of a person's own calendar.

    Replaced by a new one; ended by its owner, or with all their sessions.
    """

    __tablename__ = "calendar_key"
    __table_args__ = (sa.CheckConstraint("length(token_hash) = 32", name="sha256"),)

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), primary_key=True, autoincrement=False)
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    made_at: Mapped[datetime]
