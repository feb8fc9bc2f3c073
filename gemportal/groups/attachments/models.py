"""The table that says which collection of files is a group's."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gemportal.kernel.db import Base


class GroupFiles(Base):
    """The collection of a group, made with its first attachment. Its sections are the group's steps; 0 is the group itself."""

    __tablename__ = "group_files"

    group_id: Mapped[int] = mapped_column(sa.ForeignKey("working_group.id"), primary_key=True, autoincrement=False)
    collection_id: Mapped[int] = mapped_column(sa.ForeignKey("file_collection.id"), unique=True)
