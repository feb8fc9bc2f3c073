"""Under which names an entry is found."""

from sqlalchemy.orm import Mapped, mapped_column

from gemportal.kernel.db import Base


class Mention(Base):
    """That an entry names something: its subject, an organisation, a number, or the room of its act (`groups:`).

    It is made of the entry itself and only helps to find it; `verify` compares. Entries are never removed: a foreign key would
    only make every act look that up.
    """

    __tablename__ = "register_mention"
    __table_args__ = ({"sqlite_with_rowid": False},)

    name: Mapped[str] = mapped_column(primary_key=True)
    entry_index: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
