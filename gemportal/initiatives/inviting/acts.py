"""What can happen to an invitation of a chain partner: made, and taken back while nothing came of it."""

from gemportal.initiatives import queries, rules
from gemportal.initiatives.models import Initiative, PartnerInvitation
from gemportal.initiatives.policy import INVITE, TAKE_BACK, Inviting
from gemportal.kernel import clock, db, policy
from gemportal.kernel.actor import Actor
from gemportal.kernel.acts import act
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.holding import holds
from gemportal.kernel.words import _l
from gemportal.organisations import queries as organisations
from gemportal.register.log import record


@act(INVITE, _l("nodigt een ketenpartner uit voor een zetel"), holds=holds("org"))
def invite_partner(actor: Actor, number: str, code: str) -> None:
    """Let a partner declare that it wants a seat. It ranks from when it does so, like everybody."""
    initiative = _about(actor, INVITE, number, code)
    if code not in {partner.code for partner in organisations.partners()}:
        raise RuleBroken(_l("Kies een ketenpartner van de coöperatie."))
    if queries.invitation(initiative.id, code) is not None:
        raise RuleBroken(_l("Deze ketenpartner is al uitgenodigd."))
    entry = record(number, {"org": code})
    # To the second, as declarations are kept: what was declared before it was not yet an answer.
    invited_at = clock.now().replace(microsecond=0)
    db.session().add(
        PartnerInvitation(initiative_id=initiative.id, organisation_code=code, invited_at=invited_at, entry=entry)
    )


@act(TAKE_BACK, _l("neemt de uitnodiging van een ketenpartner terug"), holds=holds("org"))
def take_back_invitation(actor: Actor, number: str, code: str) -> None:
    """Take an invitation back, as long as its partner does not want a seat: who ranks does not lose that to another's regret."""
    initiative = _about(actor, TAKE_BACK, number, code)
    invitation = queries.invitation(initiative.id, code)
    if invitation is None:
        raise RuleBroken(_l("Deze ketenpartner is niet uitgenodigd."))
    declared = queries.current_declaration(initiative.id, code)
    if declared is not None and declared.level.wants_a_seat:
        raise RuleBroken(rules.INVITATION_USED)
    db.session().delete(invitation)
    record(number, {"org": code})


def _about(actor: Actor, permission: str, number: str, code: str) -> Initiative:
    initiative = queries.by_number(number)
    policy.require(actor, permission, Inviting(number, initiative.status, initiative.organisation_code, code))
    return initiative
