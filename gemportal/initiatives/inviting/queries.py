"""Who may be invited to an initiative, and what an invitation asks of a partner."""

from typing import Any

import sqlalchemy as sa

from gemportal.initiatives.models import Initiative, InitiativeVersion, PartnerInvitation, Willingness
from gemportal.initiatives.queries.one import InitiativePage, with_text
from gemportal.initiatives.rules import LIVING, Level, call_is_running
from gemportal.kernel import clock, db
from gemportal.kernel.actor import Acting, Actor, Capacity, acting_for
from gemportal.kernel.asked import Asked, asks
from gemportal.kernel.words import _l
from gemportal.organisations import queries as organisations


def who_may_be_invited(actor: Actor, initiative: InitiativePage) -> list[tuple[str, str]]:
    """The code and name of every partner that is not invited yet; none that a person in office represents."""
    out = {line.code for line in initiative.invited}
    if actor.capacity is Capacity.OFFICE:
        out |= actor.represents
    return [(partner.code, partner.name) for partner in organisations.partners() if partner.code not in out]


@asks(acting_for)
def asked_of(acting: Acting) -> list[Asked]:
    """The invitations that the actor's organisation has not answered: it declared nothing since, and wants no seat yet."""
    answered = sa.exists().where(
        Willingness.initiative_id == Initiative.id,
        Willingness.organisation_code == PartnerInvitation.organisation_code,
        Willingness.current,
        sa.or_(Willingness.level == Level.JOIN, Willingness.declared_at >= PartnerInvitation.invited_at),
    )
    invited = PartnerInvitation.organisation_code
    columns = (Initiative.number, InitiativeVersion.title, Initiative.status, Initiative.closes_on, invited)
    query = (
        with_text(sa.select(*columns).join(PartnerInvitation, PartnerInvitation.initiative_id == Initiative.id))
        .where(invited.in_(acting), Initiative.status.in_(LIVING), ~answered)
        .order_by(PartnerInvitation.entry)
    )
    rows: Any = db.session().execute(query)
    return [
        Asked(
            actor,
            _l("U bent uitgenodigd voor een zetel: zeg of u meedoet"),
            title,
            "initiatives.declare",
            {"number": number},
            clock.end_of(closes_on) if call_is_running(status, closes_on, clock.today()) else None,
        )
        for number, title, status, closes_on, code in rows
        for actor in acting[code]
    ]
