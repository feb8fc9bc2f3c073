"""Reading who represents one organisation, now and later, and who was invited to."""

from dataclasses import dataclass

import sqlalchemy as sa

from gemportal.kernel import clock, db
from gemportal.kernel.actor import MandateRole
from gemportal.people.models import Invitation, Mandate
from gemportal.people.queries import InvitationLine, MandateLine, invitation_lines, mandate_lines, not_over
from gemportal.people.rules import INVITATION_LASTS

# Longer than an invitation can be open: what was not taken stays in sight for as long again.
_RECENT = 2


@dataclass(frozen=True)
class Representation:
    """Who acts for an organisation today or later, and who was invited to and did not answer yet."""

    mandates: list[MandateLine]
    invitations: list[InvitationLine]


def representation_of(code: str) -> Representation:
    """The representation of one organisation; representatives first. Two queries."""
    query = mandate_lines().where(Mandate.organisation_code == code, not_over(Mandate))
    lines = [MandateLine(*row) for row in db.session().execute(query)]
    mandates = sorted(
        lines, key=lambda line: (line.role is not MandateRole.REPRESENTATIVE, line.first_day, line.person_name)
    )
    waiting = (Invitation.organisation_code == code, Invitation.used_at.is_(None), Invitation.revoked_at.is_(None))
    recent = Invitation.expires_at > clock.now() - _RECENT * INVITATION_LASTS
    return Representation(mandates, invitation_lines(*waiting, recent))


def deputising(person_id: int, organisation: str) -> list[int]:
    """The ids of the mandates by which this person is a deputy of the organisation, now or later."""
    query = sa.select(Mandate.id).where(
        Mandate.person_id == person_id,
        Mandate.organisation_code == organisation,
        Mandate.role == MandateRole.DEPUTY,
        not_over(Mandate),
    )
    return list(db.session().scalars(query))
