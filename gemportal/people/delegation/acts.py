"""What a representative arranges for their own organisation, and what keeps an invitation alive."""

from datetime import date

from gemportal.kernel import clock, db, policy
from gemportal.kernel.actor import Actor, MandateRole
from gemportal.kernel.acts import act
from gemportal.kernel.errors import NotFound, RuleBroken
from gemportal.kernel.words import _l
from gemportal.people import rules
from gemportal.people.models import Invitation, Mandate
from gemportal.people.offering import check_inviter, make_offer, send


@act("people:invite-deputy", _l("nodigt een plaatsvervanger uit"), holds=None)
def invite_deputy(
    actor: Actor,
    token_digest: bytes,
    email: str,
    name: str,
    first_day: date,
    last_day: date | None = None,
    *,
    link: str | None = None,
) -> int:
    """Offer somebody to be a deputy of one's own organisation. Returns the id of the invitation.

    Nobody gives away more than they have: it lasts no longer than one's own mandate.
    """
    policy.require(actor, "people:invite-deputy")
    own = _own(actor)
    if not rules.lies_within(first_day, last_day, own.first_day, own.last_day):
        last = rules.written(own.last_day)
        raise RuleBroken(_l("Kies een laatste dag die niet na uw eigen laatste dag ligt: %(day)s.", day=last))
    return make_offer(
        actor,
        token_digest,
        email,
        name,
        organisation=own.organisation_code,
        role=MandateRole.DEPUTY,
        first_day=first_day,
        last_day=last_day,
        link=link,
    )


@act("people:hand-over", _l("draagt een vertegenwoordiging over"), holds=None)
def hand_over(
    actor: Actor, token_digest: bytes, email: str, name: str, first_day: date, *, link: str | None = None
) -> int:
    """Offer one's own mandate to a successor: one's own ends when the successor accepts and begins, and not before.

    It lasts as long as one's own would have lasted. Returns the id of the invitation.
    """
    policy.require(actor, "people:hand-over")
    own = _own(actor)
    if own.last_day is not None and first_day > own.last_day:
        raise RuleBroken(
            _l("Kies een eerste dag die niet na uw eigen laatste dag ligt: %(day)s.", day=rules.written(own.last_day))
        )
    return make_offer(
        actor,
        token_digest,
        email,
        name,
        organisation=own.organisation_code,
        role=MandateRole.REPRESENTATIVE,
        first_day=first_day,
        last_day=own.last_day,
        link=link,
        hands_over=True,
    )


def _own(actor: Actor) -> Mandate:
    return db.session().get_one(Mandate, actor.mandate_id)


@act("people:send-invitation-again", _l("stuurt een uitnodiging opnieuw"), holds=None)
def send_invitation_again(actor: Actor, invitation_id: int, token_digest: bytes, link: str | None = None) -> None:
    """Give an invitation that was not taken a new link and a new term. The old link is worth nothing from now on."""
    invitation = db.session().get(Invitation, invitation_id)
    if invitation is None:
        raise NotFound
    policy.require(actor, "people:send-invitation-again", invitation)
    check_inviter(invitation)
    rules.check_term(invitation.first_day, invitation.last_day, clock.today())
    invitation.token_hash = token_digest
    invitation.invited_at, invitation.expires_at = clock.now(), clock.now() + rules.INVITATION_LASTS
    if link is not None:
        send(invitation, link)
