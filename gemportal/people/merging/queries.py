"""The mandates and invitations that a merger ends."""

import sqlalchemy as sa

from gemportal.kernel import clock, db
from gemportal.people.models import Invitation, Mandate


def mandates_not_over(code: str) -> list[int]:
    """The mandates for an organisation that hold now or later."""
    query = sa.select(Mandate.id).where(
        Mandate.organisation_code == code,
        sa.or_(Mandate.last_day.is_(None), Mandate.last_day >= clock.today()),
        Mandate.ended_at.is_(None),
    )
    return list(db.session().scalars(query.order_by(Mandate.id)))


def open_invitations_for(code: str) -> list[int]:
    """The invitations for an organisation that can still be accepted."""
    query = sa.select(Invitation.id).where(
        Invitation.organisation_code == code,
        Invitation.used_at.is_(None),
        Invitation.revoked_at.is_(None),
        Invitation.expires_at > clock.now(),
    )
    return list(db.session().scalars(query.order_by(Invitation.id)))
