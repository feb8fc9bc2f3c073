"""Reading which chain partners are invited to take a seat."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from gemportal.initiatives.models import PartnerInvitation
from gemportal.kernel import db
from gemportal.organisations.models import Organisation


@dataclass(frozen=True)
class InvitedLine:
    """A chain partner that is invited, and since when."""

    code: str
    name: str
    at: datetime
    entry: int


def invited_to(initiative_id: int) -> tuple[InvitedLine, ...]:
    """The partners invited to this initiative, by name."""
    query = (
        sa.select(Organisation.code, Organisation.name, PartnerInvitation.invited_at, PartnerInvitation.entry)
        .join(PartnerInvitation, PartnerInvitation.organisation_code == Organisation.code)
        .where(PartnerInvitation.initiative_id == initiative_id)
        .order_by(Organisation.name)
    )
    return tuple(InvitedLine(*row) for row in db.session().execute(query))


def invitation(initiative_id: int, code: str | None) -> PartnerInvitation | None:
    """The invitation of one partner."""
    return db.session().get(PartnerInvitation, (initiative_id, code)) if code else None
