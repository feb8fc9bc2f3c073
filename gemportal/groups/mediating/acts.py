"""What can happen with a request to mediate: asked, taken up, closed. The register tells that it happened, and nothing of why."""

import sqlalchemy as sa

from gemportal.groups import queries as groups
from gemportal.groups.mediating import queries
from gemportal.groups.mediating.models import Mediation, MediationDetails
from gemportal.groups.mediating.policy import ASK, CLOSE, TAKE_UP, Dispute
from gemportal.groups.mediating.rules import MediationStatus
from gemportal.kernel import clock, db, policy
from gemportal.kernel.actor import Actor
from gemportal.kernel.acts import act
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.holding import holds
from gemportal.kernel.texts import check_text
from gemportal.kernel.words import _l
from gemportal.register.log import record


@act(ASK, _l("vraagt om bemiddeling in de groep"), holds=holds())
def ask_mediation(actor: Actor, number: str, text: str) -> None:
    """Ask the coordinators to mediate. What is written to them stands in no entry, and is erased when it is closed."""
    group = groups.group(number)
    policy.require(actor, ASK, groups.about(group))
    code = groups.seat_of(group.id, actor.organisation).organisation_code
    if queries.open_request(number, code) is not None:
        raise RuleBroken(_l("U hebt al om bemiddeling gevraagd. Een coördinator neemt contact met u op."))
    text = check_text(text, _l("Schrijf in een paar zinnen op wat er speelt."))
    asked = Mediation(group_id=group.id, organisation_code=code, status=MediationStatus.ASKED, asked_at=clock.now())
    db.session().add(asked)
    db.session().flush()
    db.session().add(MediationDetails(mediation_id=asked.id, person_id=actor.person_id, text=text))
    record(group.number, {})


@act(TAKE_UP, _l("pakt een verzoek om te bemiddelen op"), holds=holds("org"))
def take_up_mediation(actor: Actor, number: str, code: str) -> None:
    """Let everybody in the group know that a coordinator mediates."""
    asked = queries.request(number, code)
    policy.require(actor, TAKE_UP, Dispute(number, asked.status))
    asked.status, asked.taken_up_at = MediationStatus.TAKEN_UP, clock.now()
    record(number, {"org": code})


@act(CLOSE, _l("sluit een bemiddeling af"), holds=holds("org"))
def close_mediation(actor: Actor, number: str, code: str) -> None:
    """Close a mediation, and erase what was written about it."""
    asked = queries.request(number, code)
    policy.require(actor, CLOSE, Dispute(number, asked.status))
    asked.status, asked.closed_at = MediationStatus.CLOSED, clock.now()
    db.session().execute(sa.delete(MediationDetails).where(MediationDetails.mediation_id == asked.id))
    record(number, {"org": code})
