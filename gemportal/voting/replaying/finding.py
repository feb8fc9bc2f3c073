"""How a replay finds the vote that an entry is about, and what was said there."""

import sqlalchemy as sa

from gemportal.kernel import db
from gemportal.kernel.personal import ERASED_TEXT
from gemportal.register.replaying.telling import Told
from gemportal.voting.models import Vote


def vote_of(told: Told) -> Vote:
    """The vote with the number that the entry is about; a log that never opened it cannot be told."""
    return db.session().scalars(sa.select(Vote).where(Vote.number == told.subject)).one()


def said(told: Told, name: str) -> str:
    """A text from the part that stands apart, or what stands in the place of a text that was erased."""
    return str(told.part[name]) if told.part is not None else ERASED_TEXT
