"""Proxies that were given and not revoked."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gemportal.kernel.db import Base
from gemportal.voting.models import RollLine


class Proxy(Base):
    """The holder may vote for the giver. Revoking takes the row away; the register keeps that it was there.

    Whether it holds today is not in the row: it lapses with a membership or a seat (`queries.holds`).
    """

    __tablename__ = "proxy"
    __table_args__ = (
        sa.ForeignKeyConstraint(["vote_id", "giver_code"], [RollLine.vote_id, RollLine.organisation_code]),
        sa.ForeignKeyConstraint(["vote_id", "holder_code"], [RollLine.vote_id, RollLine.organisation_code]),
        sa.CheckConstraint("giver_code <> holder_code", name="is_for_another"),
        sa.Index(None, "holder_code"),
    )

    vote_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    giver_code: Mapped[str] = mapped_column(primary_key=True)
    holder_code: Mapped[str]
    given_at: Mapped[datetime]
    entry_index: Mapped[int] = mapped_column(sa.ForeignKey("register_entry.index"), unique=True)
