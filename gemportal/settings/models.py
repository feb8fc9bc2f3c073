"""The settings that differ from their defaults."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from gemportal.kernel.db import Base


class SettingValue(Base):
    """A value that the cooperative chose."""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[int]
    changed_at: Mapped[datetime]
