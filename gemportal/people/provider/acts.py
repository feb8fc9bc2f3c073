"""What can happen with the account that somebody has at their own organisation.

The provider is asked before an act begins, since that takes long and an act holds the one writer's lock. An act is given who the
provider vouched for, and looks again at whose account that is.
"""

import sqlalchemy as sa

from gemportal.kernel import clock, db, outbox, policy
from gemportal.kernel.actor import Actor
from gemportal.kernel.acts import act
from gemportal.kernel.errors import NotFound, RuleBroken
from gemportal.kernel.words import Message, _l
from gemportal.people.acts import take_up
from gemportal.people.factors.proof import require_fresh
from gemportal.people.models import Invitation, Person
from gemportal.people.provider import queries
from gemportal.people.provider.models import ProviderLink
from gemportal.people.provider.rules import Identity
from gemportal.people.signin.models import SignIn
from gemportal.people.signin.opening import open_session
from gemportal.people.signin.rules import Device, Way

_NOWHERE = Device()


@act("people:sign-in-through-provider", _l("meldt zich aan met het account van de eigen organisatie"), holds=None)
def sign_in_through_provider(
    actor: Actor, identity: Identity, token_digest: bytes, *, device: Device = _NOWHERE, ending: bytes | None = None
) -> int:
    """Let the device with the token of this digest speak for the person whom this account belongs to.

    `ending` is the digest of an older token of the same device. Returns how many capacities there are to choose from.
    """
    policy.require(actor, "people:sign-in-through-provider")
    person_id = queries.person_of(identity)
    if person_id is None:
        raise NotFound
    link = db.session().get_one(ProviderLink, person_id)
    link.organisation_code, link.last_used_at = identity.organisation, clock.now()
    person = db.session().get_one(Person, person_id)
    return open_session(person, token_digest, Way.PROVIDER, device, ending=ending, factor=identity.factor)


@act(
    "people:accept-through-provider",
    _l("neemt een uitnodiging aan met het account van de eigen organisatie"),
    holds=None,
)
def accept_through_provider(
    actor: Actor,
    identity: Identity,
    token_digest: bytes,
    *,
    invitation: bytes | None = None,
    named_in_public: bool = False,
    device: Device = _NOWHERE,
    ending: bytes | None = None,
) -> int:
    """Spend the `invitation` of this digest, or all that are open at the address the provider vouches for, and sign in.

    A newcomer becomes known, without a password, and this account is theirs from now on. Returns as `sign_in_through_provider`.
    """
    policy.require(actor, "people:accept-through-provider")
    offered = queries.offers(identity, invitation)
    queries.check_acceptable(identity, offered)
    person_id = queries.person_of(identity)
    if person_id is None:
        person = Person(email=offered[0].email, name=offered[0].name, created_at=clock.now())
        db.session().add(person)
        db.session().flush()
        _link(person, identity)
    else:
        person = db.session().get_one(Person, person_id)
    for line in offered:
        take_up(db.session().get_one(Invitation, line.invitation_id), person, named_in_public=named_in_public)
    return sign_in_through_provider(actor, identity, token_digest, device=device, ending=ending)


def _link(person: Person, identity: Identity) -> None:
    if queries.person_of(identity) is not None:
        raise RuleBroken(_l("Dit account is al gekoppeld aan iemand anders. Vraag een coördinator om hulp."))
    link = ProviderLink(
        person_id=person.id,
        issuer=identity.issuer,
        subject=identity.subject,
        organisation_code=identity.organisation,
        linked_at=clock.now(),
    )
    db.session().add(link)
    db.session().flush()


@act("people:link-provider", _l("koppelt het account van de eigen organisatie"), holds=None)
def link_provider(actor: Actor, identity: Identity, where: str, *, session: bytes) -> None:
    """Let this account sign its owner in from now on, and tell them so by letter; `where` is where it can be undone.

    It is one more way in, and may stand for a second factor: so who is in this `session` proved it a short while ago.
    """
    policy.require(actor, "people:link-provider")
    require_fresh(session, actor.person_id)
    if queries.linked(actor.person_id) is not None:
        raise RuleBroken(_l("U hebt al een account gekoppeld. Ontkoppel dat eerst."))
    person = db.session().get_one(Person, actor.person_id)
    _link(person, identity)
    _tell(
        person,
        _l("U kunt zich nu aanmelden met het account van uw organisatie"),
        _l("Iemand koppelde het account %(account)s aan uw account bij gemportal.", account=identity.shown),
        where,
    )


@act("people:unlink-provider", _l("ontkoppelt het account van de eigen organisatie"), holds=None)
def unlink_provider(actor: Actor, where: str, *, staying: bytes | None = None) -> None:
    """Let the account sign nobody in any more, and end what it opened, but for the session with the token digest `staying`."""
    policy.require(actor, "people:unlink-provider")
    link = db.session().get(ProviderLink, actor.person_id)
    if link is None:
        raise RuleBroken(_l("U hebt geen account gekoppeld."))
    person = db.session().get_one(Person, actor.person_id)
    if person.password_hash is None:
        raise RuleBroken(_l("U hebt geen wachtwoord. Kies dat eerst: anders kunt u zich niet meer aanmelden."))
    db.session().delete(link)
    opened = sa.and_(SignIn.person_id == person.id, SignIn.way == Way.PROVIDER, SignIn.ended_at.is_(None))
    db.session().execute(
        sa.update(SignIn).where(opened, SignIn.token_hash != (staying or b"")).values(ended_at=clock.now())
    )
    _tell(
        person,
        _l("Het account van uw organisatie is ontkoppeld"),
        _l("U kunt zich niet meer aanmelden met het account van uw organisatie. Uw wachtwoord werkt nog."),
        where,
    )


def _tell(person: Person, subject: Message, what: Message, where: str) -> None:
    doubt = _l("Was u dit niet? Ga dan meteen naar deze pagina, en vraag een coördinator om hulp:")
    outbox.post(person.email, person.language, subject, what, doubt, where)
