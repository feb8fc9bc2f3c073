"""The mandates and invitations that a merger ends."""

import sqlalchemy as sa

from gemportal.kernel import db
from gemportal.people.models import Invitation, Mandate
from gemportal.people.queries import is_open, not_over


def mandates_not_over(code: str) -> list[int]:
    """The mandates for an organisation that hold now or later."""
    query = sa.select(Mandate.id).where(Mandate.organisation_code == code, not_over(Mandate)).order_by(Mandate.id)
    return list(db.session().scalars(query))


def open_invitations_for(code: str) -> list[int]:
    """The invitations for an organisation that can still be accepted."""
    query = sa.select(Invitation.id).where(Invitation.organisation_code == code, *is_open()).order_by(Invitation.id)
    return list(db.session().scalars(query))
