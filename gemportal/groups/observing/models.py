"""The table of who asked, or was invited, to read along with a group. It is gone once the other side answered."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gemportal.kernel.db import Base


class ObserverRequest(Base):
    """That an organisation wants to read along, or (`invited`) that the lead asked it to."""

    __tablename__ = "observer_request"

    group_id: Mapped[int] = mapped_column(sa.ForeignKey("working_group.id"), primary_key=True, autoincrement=False)
    organisation_code: Mapped[str] = mapped_column(sa.ForeignKey("organisation.code"), primary_key=True)
    invited: Mapped[bool]
    at: Mapped[datetime]
