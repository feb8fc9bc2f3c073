"""What was voted in secret: a table that shares nothing with any other but the number of the vote."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Mapped, mapped_column

from gemportal.kernel.db import Base
from gemportal.kernel.guards import NEVER, Guard, guard
from gemportal.voting.models import Vote


class SecretBallot(Base):
    """One answer under its tracker. No number of its own, no moment, no entry; SQLite keeps no row number either.

    Rows that are taken out at the closing would lie about on PostgreSQL until it tidies up, each with its transaction: it is told
    to do so after every one.
    """

    __tablename__ = "secret_ballot"
    __table_args__ = (
        {
            "sqlite_with_rowid": False,
            "postgresql_with": {"autovacuum_vacuum_threshold": 1, "autovacuum_vacuum_scale_factor": 0},
        },
    )

    vote_id: Mapped[int] = mapped_column(sa.ForeignKey(Vote.id), primary_key=True, autoincrement=False)
    tracker: Mapped[str] = mapped_column(primary_key=True)
    answer: Mapped[Any] = mapped_column(sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False)


_SHUT = "the urn of a secret vote is open only while the vote is"
_OPEN = "SELECT 1 FROM vote WHERE secrecy = 'secret' AND status = 'open' AND id ="
guard(
    SecretBallot.__table__,
    Guard("secret_ballot_goes_in", "secret_ballot", "INSERT", f"NOT EXISTS ({_OPEN} NEW.vote_id)", _SHUT),
    Guard("secret_ballot_stays", "secret_ballot", "UPDATE", NEVER, _SHUT),
    Guard("secret_ballot_goes_out", "secret_ballot", "DELETE", f"NOT EXISTS ({_OPEN} OLD.vote_id)", _SHUT),
)
