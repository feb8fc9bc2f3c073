"""Reading whose account it is that a provider vouches for, and what waits for whoever has it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from gemportal.kernel import db
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.words import _l
from gemportal.organisations.models import Organisation
from gemportal.people import queries as people
from gemportal.people import rules, standing
from gemportal.people.models import Person
from gemportal.people.provider.models import ProviderLink
from gemportal.people.provider.rules import Identity
from gemportal.people.queries import InvitationLine


def person_of(identity: Identity) -> int | None:
    """The person whom this account belongs to, or None."""
    return db.session().scalar(
        sa.select(ProviderLink.person_id).where(
            ProviderLink.issuer == identity.issuer, ProviderLink.subject == identity.subject
        )
    )


def offers(identity: Identity, invitation: bytes | None) -> list[InvitationLine]:
    """The invitation of this digest, which must be open; without one, those open at the address the provider vouches for."""
    if invitation is None:
        return people.invitations_at(identity.email) if identity.email else []
    found = people.invitation(invitation)
    rules.check_open(found.status)
    return [found]


_KNOWN = _l(
    "Er is al iemand met dit e-mailadres. Bent u dat? Meld u dan eerst aan met uw wachtwoord. "
    "Daarna kunt u uw account koppelen, bij Mijn overzicht."
)
_UNKNOWN = _l(
    "We kennen dit account niet. Om mee te doen hebt u een uitnodiging van een coördinator nodig. "
    "Hebt u er al een? Open dan de link daarin."
)


def check_acceptable(identity: Identity, offered: list[InvitationLine]) -> None:
    """Pass when whoever has this account may accept what is offered, all of it to one address.

    Somebody already known accepts with an account that was linked before, and with no other: an address that a provider names is
    not enough to come in as somebody who is here already.
    """
    if not offered:
        known = standing.credentials(identity.email) if identity.email else None
        raise RuleBroken(_KNOWN if known else _UNKNOWN)
    address, linked = offered[0].email, person_of(identity)
    known = standing.credentials(address)
    if linked is not None and (known is None or known.person_id != linked):
        raise RuleBroken(_l("Deze uitnodiging is voor een ander e-mailadres dan dat van u."))
    if linked is None and known is not None:
        raise RuleBroken(_KNOWN)


@dataclass(frozen=True)
class Linked:
    """What somebody sees of the account that they linked."""

    issuer: str
    organisation_code: str | None
    linked_at: datetime
    last_used_at: datetime | None
    only_way_in: bool


def linked(person_id: int | None) -> Linked | None:
    """The account of a person, or None."""
    query = sa.select(
        ProviderLink.issuer,
        ProviderLink.organisation_code,
        ProviderLink.linked_at,
        ProviderLink.last_used_at,
        Person.password_hash.is_(None),
    ).join(Person, Person.id == ProviderLink.person_id)
    row = db.session().execute(query.where(ProviderLink.person_id == person_id)).one_or_none()
    return Linked(*row) if row else None


@dataclass(frozen=True)
class Origin:
    """The municipality from which somebody signs in, by its code, and by its name when we know it."""

    code: str
    name: str | None


def origins(person_ids: Iterable[int]) -> dict[int, Origin]:
    """From where these persons signed in last, as far as their provider said so. One query."""
    query = (
        sa.select(ProviderLink.person_id, ProviderLink.organisation_code, Organisation.name)
        .outerjoin(Organisation, Organisation.code == ProviderLink.organisation_code)
        .where(ProviderLink.person_id.in_(set(person_ids)), ProviderLink.organisation_code.is_not(None))
    )
    return {person_id: Origin(str(code), name) for person_id, code, name in db.session().execute(query)}
