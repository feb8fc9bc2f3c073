"""The tables of the witnesses."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gemportal.kernel.db import Base
from gemportal.register.models import Checkpoint
from gemportal.register.witnessing.rules import Alarm


class Cosigning(Base):
    """What one witness, named by its verifier key, said under one checkpoint: a `line`, served as it came, from its own moment."""

    __tablename__ = "register_cosignature"

    size: Mapped[int] = mapped_column(sa.ForeignKey(Checkpoint.size), primary_key=True, autoincrement=False)
    witness: Mapped[str] = mapped_column(primary_key=True)
    line: Mapped[str]
    at: Mapped[datetime]


class Asked(Base):
    """How far we are with one witness: when it may be asked (again), and whether it raised an alarm, about how many entries."""

    __tablename__ = "register_witness"

    witness: Mapped[str] = mapped_column(primary_key=True)
    due_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    alarm: Mapped[Alarm | None]
    alarm_size: Mapped[int | None] = mapped_column(sa.BigInteger())
    alarm_at: Mapped[datetime | None]
