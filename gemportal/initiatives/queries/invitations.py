"""Reading which chain partners are invited to take a seat."""

from dataclasses import dataclass
from datetime import datetime

from gemportal.initiatives.models import PartnerInvitation
from gemportal.kernel import db


@dataclass(frozen=True)
class InvitedLine:
    """A chain partner that is invited, and since when."""

    code: str
    name: str
    at: datetime
    entry: int


def invitation(initiative_id: int, code: str | None) -> PartnerInvitation | None:
    """The invitation of one partner."""
    return db.session().get(PartnerInvitation, (initiative_id, code)) if code else None
