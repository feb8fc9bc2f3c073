"""Who did what: what an entry of the register never says."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gemportal.kernel.db import Base
from gemportal.people.models import Person


class Authorship(Base):
    """The person whose act an entry is about. Never public; gone once the person is erased."""

    __tablename__ = "authorship"

    entry_index: Mapped[int] = mapped_column(
        sa.ForeignKey("register_entry.index"), primary_key=True, autoincrement=False
    )
    person_id: Mapped[int] = mapped_column(sa.ForeignKey(Person.id), index=True)
