"""Which account at a provider belongs to which person."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gemportal.kernel.db import Base
from gemportal.people.models import Person


class ProviderLink(Base):
    """One person's account at a provider: one for each person, and nobody else's.

    `organisation_code` is the municipality that the provider named at the last sign-in, for a coordinator to see; it may be one
    that we do not know, and it gives no right.
    """

    __tablename__ = "provider_link"
    __table_args__ = (sa.UniqueConstraint("issuer", "subject"),)

    person_id: Mapped[int] = mapped_column(sa.ForeignKey(Person.id), primary_key=True, autoincrement=False)
    issuer: Mapped[str]
    subject: Mapped[str]
    organisation_code: Mapped[str | None]
    linked_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]
