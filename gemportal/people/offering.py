"""Making an offer of a mandate or an office, and what is true of every offer. Only inside an act."""

from datetime import date

from gemportal.kernel import clock, db
from gemportal.kernel.actor import Actor, MandateRole, Office
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.words import _l
from gemportal.organisations import queries as organisations
from gemportal.people import letters, queries, rules, standing
from gemportal.people.models import Invitation, Mandate


def make_offer(
    actor: Actor,
    token_digest: bytes,
    email: str,
    name: str,
    *,
    organisation: str | None = None,
    role: MandateRole | None = None,
    office: Office | None = None,
    first_day: date,
    last_day: date | None = None,
    link: str | None = None,
    hands_over: bool = False,
) -> int:
    """An invitation to whoever holds the token of this digest, and a letter with its `link` where there is one. Returns its id."""
    address = rules.normal_email(email)
    rules.check_term(first_day, last_day, clock.today())
    if organisation is not None:
        check_represented(organisation)
    _refuse_a_second(actor, address, organisation, office)
    invitation = Invitation(
        token_hash=token_digest,
        email=address,
        name=rules.normal_name(name),
        organisation_code=organisation,
        role=role,
        office=office,
        first_day=first_day,
        last_day=last_day,
        invited_by=actor.office,
        inviter_mandate_id=actor.mandate_id,
        hands_over=hands_over,
        invited_at=clock.now(),
        expires_at=clock.now() + rules.INVITATION_LASTS,
    )
    session = db.session()
    session.add(invitation)
    session.flush()
    if link is not None:
        send(invitation, link)
    return invitation.id


def send(invitation: Invitation, link: str) -> None:
    """Write the letter with the link, in the language of whoever is known by the address; in Dutch to somebody new."""
    known = standing.credentials(invitation.email)
    place = invitation.office or organisations.organisation(invitation.organisation_code or "").name
    letters.invitation(
        invitation.email,
        known.language if known else rules.Language.DUTCH,
        name=invitation.name,
        role=invitation.role,
        place=place,
        first_day=invitation.first_day,
        expires_at=invitation.expires_at,
        link=link,
    )


def check_represented(code: str) -> None:
    """Nobody begins to act for an organisation that is there no more."""
    closed_on = organisations.organisation(code).closed_on
    if closed_on is not None and closed_on <= clock.today():
        raise RuleBroken(_l("Deze organisatie bestaat niet meer."))


def _refuse_a_second(actor: Actor, email: str, organisation: str | None, office: Office | None) -> None:
    known = standing.credentials(email)
    if known is not None and known.person_id == actor.person_id:
        raise RuleBroken(_l("U kunt uzelf niet uitnodigen. Vraag een andere coördinator."))
    if queries.is_invited(email, organisation, office):
        raise RuleBroken(_l("Voor dit e-mailadres staat deze uitnodiging al open. Trek die eerst in."))


_INVITER_LEFT = _l(
    "Wie u uitnodigde vertegenwoordigt deze organisatie niet meer. Vraag een coördinator om een uitnodiging."
)


def check_inviter(invitation: Invitation) -> None:
    """An offer of somebody whose own mandate has ended since is worth nothing any more."""
    if invitation.inviter_mandate_id is None:
        return
    inviter = db.session().get_one(Mandate, invitation.inviter_mandate_id)
    if inviter.ended_at is not None or (inviter.last_day is not None and inviter.last_day < clock.today()):
        raise RuleBroken(_INVITER_LEFT)


def term_of(invitation: Invitation) -> tuple[date, date | None]:
    """The first and last day of what begins when this offer is taken now.

    Whoever gave it away gave no more than they have left by now: maybe their own term became shorter since.
    """
    check_inviter(invitation)
    first_day, last_day = max(invitation.first_day, clock.today()), invitation.last_day
    inviter = db.session().get(Mandate, invitation.inviter_mandate_id) if invitation.inviter_mandate_id else None
    if inviter is None or inviter.last_day is None:
        return first_day, last_day
    if inviter.last_day < first_day:
        raise RuleBroken(_INVITER_LEFT)
    return first_day, min(last_day or inviter.last_day, inviter.last_day)
