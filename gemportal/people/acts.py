"""What can happen to persons, their mandates and offices, and invitations.

Passwords are hashed and checked before an act begins, since that takes long and an act holds the one writer's lock. An act is given
the hash that a password was checked against, and refuses when that is no longer the person's.
"""

from datetime import date, timedelta
from typing import TypeVar

import sqlalchemy as sa

from gemportal.kernel import clock, db, policy
from gemportal.kernel.actor import Actor, MandateRole, Office, clock_for
from gemportal.kernel.acts import act
from gemportal.kernel.errors import NotFound, RuleBroken
from gemportal.kernel.holding import holds
from gemportal.kernel.words import _l
from gemportal.people import queries, rules
from gemportal.people.delegation import queries as delegation
from gemportal.people.models import Invitation, Mandate, OfficeHolding, Person
from gemportal.people.offering import check_represented, make_offer, term_of
from gemportal.people.policy import BOOTSTRAP, DEMO, INVITATION
from gemportal.register.log import record

R = TypeVar("R", Person, Mandate, OfficeHolding, Invitation)


@act("people:invite", _l("nodigt iemand uit"), holds=None)
def invite(
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
) -> int:
    """Offer a `role` for an `organisation`, or else an `office`, to whoever holds the token of this digest.

    With a `link` it is also sent by letter. Returns the id of the invitation.
    """
    policy.require(actor, "people:invite", office or organisation)
    if actor.rule == BOOTSTRAP and queries.somebody_holds(Office.COORDINATOR):
        raise RuleBroken(_l("Er is al een coördinator. Die nodigt anderen uit."))
    return make_offer(
        actor,
        token_digest,
        email,
        name,
        organisation=organisation,
        role=role,
        office=office,
        first_day=first_day,
        last_day=last_day,
        link=link,
    )


@act("people:revoke-invitation", _l("trekt een uitnodiging in"), holds=None)
def revoke_invitation(actor: Actor, invitation_id: int) -> None:
    """Make an open invitation worthless."""
    invitation = _found(Invitation, invitation_id)
    policy.require(actor, "people:revoke-invitation", invitation)
    invitation.revoked_at = clock.now()


@act("people:accept-invitation", _l("neemt een uitnodiging aan"), holds=None)
def accept_invitation(actor: Actor, token_digest: bytes, password_hash: str, *, named_in_public: bool = False) -> int:
    """Spend an invitation: the mandate or office begins, and the person becomes known if they were not. Returns the person's id.

    `password_hash` is that of a new person's new password; of somebody already known it is the hash that their password was
    checked against.
    """
    policy.require(actor, "people:accept-invitation")
    invitation = db.session().scalar(sa.select(Invitation).where(Invitation.token_hash == token_digest))
    if invitation is None:
        raise NotFound
    rules.check_open(invitation.status)
    person = _person_of(invitation.email, invitation.name, password_hash)
    take_up(invitation, person, named_in_public=named_in_public)
    return person.id


def take_up(invitation: Invitation, person: Person, *, named_in_public: bool) -> None:
    """Spend an open invitation: what it offers begins. Only inside an act that knows who the person is."""
    invitation.used_at = clock.now()
    the_rule = clock_for(INVITATION)
    first_day, last_day = term_of(invitation)
    inviter = invitation.inviter
    if invitation.office is not None:
        begin_office(the_rule, person.id, invitation.office, first_day, last_day, inviter)
    elif invitation.organisation_code is not None and invitation.role is not None:
        place = (invitation.organisation_code, invitation.role)
        _make_way(the_rule, invitation, person.id, first_day)
        begin_mandate(the_rule, person.id, *place, first_day, last_day, inviter, named_in_public=named_in_public)


def _make_way(the_rule: Actor, invitation: Invitation, person_id: int, first_day: date) -> None:
    """End what makes place for the offered mandate: that of who hands it over, and a deputy's of whoever becomes representative."""
    ending = [invitation.inviter_mandate_id] if invitation.hands_over else []
    if invitation.role is MandateRole.REPRESENTATIVE:
        ending += delegation.deputising(person_id, invitation.organisation_code or "")
    for mandate_id in ending:
        before = first_day - timedelta(days=1)
        end_mandate(the_rule, mandate_id or 0, before if before >= clock.today() else None)


def _person_of(email: str, name: str, password_hash: str) -> Person:
    """The person with this address, made when nobody has it; of one that exists, `password_hash` must be their own."""
    person = db.session().scalar(sa.select(Person).where(Person.email == email))
    if person is None:
        person = _added(Person(email=email, name=name, password_hash=password_hash, created_at=clock.now()))
    elif person.password_hash != password_hash:
        raise RuleBroken(_l("Uw wachtwoord is intussen gewijzigd. Probeer het opnieuw."))
    return person


@act(
    "people:begin-mandate",
    _l("legt een vertegenwoordiging vast"),
    holds=holds("role", "from", "until", "invited_by"),
)
def begin_mandate(
    actor: Actor,
    person_id: int,
    organisation: str,
    role: MandateRole,
    first_day: date,
    last_day: date | None,
    invited_by: str | None = None,
    *,
    named_in_public: bool = False,
) -> int:
    """Let a person act for an organisation. The register learns the organisation, the role and the term; never who it is."""
    policy.require(actor, "people:begin-mandate", organisation)
    rules.check_term(first_day, last_day, clock.today())
    check_represented(organisation)
    if queries.coincides(Mandate, first_day, last_day, person_id=person_id, organisation_code=organisation):
        raise RuleBroken(_l("Deze persoon vertegenwoordigt deze organisatie al in deze periode."))
    mandate = Mandate(
        person_id=person_id,
        organisation_code=organisation,
        role=role,
        first_day=first_day,
        last_day=last_day,
        named_in_public=named_in_public,
    )
    record(organisation, {"role": role, **_term(first_day, last_day), "invited_by": invited_by})
    return _added(mandate).id


@act("people:begin-office", _l("legt een functie vast"), holds=holds("from", "until", "invited_by"))
def begin_office(
    actor: Actor,
    person_id: int,
    office: Office,
    first_day: date,
    last_day: date | None,
    invited_by: str | None = None,
) -> int:
    """Let a person hold an office. The register learns the office and the term; never who it is."""
    policy.require(actor, "people:begin-office", office)
    rules.check_term(first_day, last_day, clock.today())
    if queries.coincides(OfficeHolding, first_day, last_day, person_id=person_id, office=office):
        raise RuleBroken(_l("Deze persoon heeft deze functie al in deze periode."))
    record(office, {**_term(first_day, last_day), "invited_by": invited_by})
    return _added(OfficeHolding(person_id=person_id, office=office, first_day=first_day, last_day=last_day)).id


def _found(kind: type[R], number: int) -> R:
    row = db.session().get(kind, number)
    if row is None:
        raise NotFound
    return row


def _added(row: R) -> R:
    """The row, in the database and with its id."""
    db.session().add(row)
    db.session().flush()
    return row


def _term(first_day: date, last_day: date | None) -> dict[str, str | None]:
    return {"from": first_day.isoformat(), "until": last_day.isoformat() if last_day else None}


@act(
    "people:end-mandate",
    _l("beëindigt een vertegenwoordiging"),
    holds=holds("role", "from", "instead_of", "until", "at_once"),
)
def end_mandate(actor: Actor, mandate_id: int, last_day: date | None = None) -> None:
    """Let a mandate end after `last_day`; without one it ends at once, and the very next request finds it gone."""
    mandate = _found(Mandate, mandate_id)
    policy.require(actor, "people:end-mandate", mandate)
    # Which of several it was, said by its term: nobody's number stands in the register.
    term = _term(mandate.first_day, mandate.last_day)
    which = {"role": mandate.role, "from": term["from"], "instead_of": term["until"]}
    record(mandate.organisation_code, {**which, **_ended(mandate, last_day)})


@act("people:end-office", _l("beëindigt een functie"), holds=holds("until", "at_once"))
def end_office(actor: Actor, holding_id: int, last_day: date | None = None) -> None:
    """Let an office end after `last_day`; without one it ends at once."""
    holding = _found(OfficeHolding, holding_id)
    policy.require(actor, "people:end-office", holding.office)
    record(holding.office, _ended(holding, last_day))


def _ended(term: Mandate | OfficeHolding, last_day: date | None) -> dict[str, str | bool | None]:
    """Set the end, and say it as the register does."""
    today = clock.today()
    if term.ended_at is not None or (term.last_day is not None and term.last_day < today):
        raise RuleBroken(_l("Dit is al beëindigd."))
    if last_day is None:
        term.last_day, term.ended_at = max(today, term.first_day), clock.now()
    else:
        rules.check_term(term.first_day, last_day, today)
        if term.last_day is not None and last_day > term.last_day:
            raise RuleBroken(_l("Dit eindigt al eerder. Verlengen kan met een nieuwe uitnodiging."))
        term.last_day = last_day
    return {"until": term.last_day.isoformat(), "at_once": last_day is None}


@act("people:enrol", _l("schrijft een verzonnen persoon in"), holds=None)
def enrol(
    actor: Actor,
    email: str,
    name: str,
    password_hash: str,
    *,
    organisation: str | None = None,
    role: MandateRole = MandateRole.REPRESENTATIVE,
    office: Office | None = None,
    first_day: date | None = None,
    last_day: date | None = None,
) -> int:
    """Make a person known with a mandate, an office, both or neither, without an invitation: for the demo's story and tests.

    Somebody already known by this address and password gets the mandate or office as well. Returns the person's id.
    """
    policy.require(actor, "people:enrol")
    person = _person_of(rules.normal_email(email), name, password_hash)
    begins = first_day or clock.today()
    if organisation is not None:
        begin_mandate(clock_for(DEMO), person.id, organisation, role, begins, last_day)
    if office is not None:
        begin_office(clock_for(DEMO), person.id, office, begins, last_day)
    return person.id
