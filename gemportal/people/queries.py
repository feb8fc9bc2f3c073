"""Reading who holds which mandate and office, and what is open in the administration of people."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from gemportal.kernel import clock, db, policy
from gemportal.kernel.actor import Actor, MandateRole, Office
from gemportal.kernel.asked import Asked
from gemportal.kernel.errors import NotFound
from gemportal.kernel.words import _l, _ln
from gemportal.organisations.models import Membership, Organisation
from gemportal.organisations.queries import current, exists_on
from gemportal.organisations.rules import OrganisationKind
from gemportal.people import rules
from gemportal.people.models import Invitation, Mandate, OfficeHolding, Person
from gemportal.people.overview.rules import Attention
from gemportal.people.standing import holds

# A page of the list of mandates; and how much is shown of what should be a short list.
PAGE = 50
MOST = 50


@dataclass(frozen=True)
class MandateLine:
    """A mandate as lists show it. The name is for signed-in readers, unless `named_in_public`."""

    mandate_id: int
    person_id: int
    person_name: str
    organisation_code: str
    organisation_name: str
    role: MandateRole
    first_day: date
    last_day: date | None
    named_in_public: bool

    @property
    def subject(self) -> str:
        return self.organisation_code


@dataclass(frozen=True)
class OfficeLine:
    """Somebody's office in the cooperative."""

    holding_id: int
    person_id: int
    person_name: str
    office: Office
    first_day: date
    last_day: date | None


def mandate_lines() -> sa.Select[*tuple[Any, ...]]:
    """The columns of a `MandateLine`."""
    return (
        sa.select(
            Mandate.id,
            Person.id,
            Person.name,
            Organisation.code,
            Organisation.name,
            Mandate.role,
            Mandate.first_day,
            Mandate.last_day,
            Mandate.named_in_public,
        )
        .join(Person, Person.id == Mandate.person_id)
        .join(Organisation, Organisation.code == Mandate.organisation_code)
    )


def office_lines() -> sa.Select[*tuple[Any, ...]]:
    """The columns of an `OfficeLine`."""
    return sa.select(
        OfficeHolding.id, Person.id, Person.name, OfficeHolding.office, OfficeHolding.first_day, OfficeHolding.last_day
    ).join(Person, Person.id == OfficeHolding.person_id)


def holders_of(code: str) -> list[MandateLine]:
    """Who may act for an organisation today: representatives first, then deputies, each by name."""
    query = mandate_lines().where(Mandate.organisation_code == code, holds(Mandate, clock.today()))
    lines = [MandateLine(*row) for row in db.session().execute(query)]
    return sorted(lines, key=lambda line: (line.role is not MandateRole.REPRESENTATIVE, line.person_name))


def officers() -> list[OfficeLine]:
    """Who holds which office, today or later; by office, then by name."""
    query = office_lines().where(not_over(OfficeHolding))
    lines = [OfficeLine(*row) for row in db.session().execute(query)]
    return sorted(lines, key=lambda line: (list(Office).index(line.office), line.person_name))


def not_over(term: type[Mandate] | type[OfficeHolding]) -> sa.ColumnElement[bool]:
    """The condition that a mandate or office holds, today or later."""
    today = clock.today()
    return sa.and_(sa.or_(term.last_day.is_(None), term.last_day >= today), term.ended_at.is_(None))


def mandate(mandate_id: int) -> MandateLine:
    """One mandate that is not over yet."""
    row = db.session().execute(mandate_lines().where(Mandate.id == mandate_id, not_over(Mandate))).one_or_none()
    if row is None:
        raise NotFound
    return MandateLine(*row)


def office_holding(holding_id: int) -> OfficeLine:
    """One office of one person that is not over yet."""
    query = office_lines().where(OfficeHolding.id == holding_id, not_over(OfficeHolding))
    row = db.session().execute(query).one_or_none()
    if row is None:
        raise NotFound
    return OfficeLine(*row)


def somebody_holds(office: Office) -> bool:
    """Whether anybody holds this office today."""
    query = sa.select(OfficeHolding.id).where(OfficeHolding.office == office, holds(OfficeHolding, clock.today()))
    return db.session().scalar(query.limit(1)) is not None


def coincides(
    term: type[Mandate] | type[OfficeHolding], first_day: date, last_day: date | None, **same: object
) -> bool:
    """Whether there is such a term already, with the `same` person and place, that has a day in common with this one."""
    query = sa.select(term.first_day, term.last_day).filter_by(ended_at=None, **same)
    return any(rules.overlap(first_day, last_day, *row) for row in db.session().execute(query))


@dataclass(frozen=True)
class InvitationLine:
    """An invitation as its holder and the coordinators see it."""

    invitation_id: int
    email: str
    name: str
    organisation_code: str | None
    organisation_name: str | None
    role: MandateRole | None
    office: Office | None
    first_day: date
    last_day: date | None
    invited_at: datetime
    expires_at: datetime
    status: rules.InvitationStatus
    inviter_mandate_id: int | None = None
    hands_over: bool = False

    @property
    def subject(self) -> str:
        return self.office or self.organisation_code or ""


def invitation_lines(*conditions: sa.ColumnElement[bool], limit: int = MOST) -> list[InvitationLine]:
    """These invitations, the first to expire on top."""
    query = (
        sa.select(Invitation, Organisation.name)
        .outerjoin(Organisation, Organisation.code == Invitation.organisation_code)
        .where(*conditions)
        .order_by(Invitation.expires_at, Invitation.id)
        .limit(limit)
    )
    return [
        InvitationLine(
            row.id,
            row.email,
            row.name,
            row.organisation_code,
            organisation_name,
            row.role,
            row.office,
            row.first_day,
            row.last_day,
            row.invited_at,
            row.expires_at,
            row.status,
            row.inviter_mandate_id,
            row.hands_over,
        )
        for row, organisation_name in db.session().execute(query)
    ]


def invitation(token_digest: bytes) -> InvitationLine:
    """What the holder of a link is offered, whatever became of it."""
    found = invitation_lines(Invitation.token_hash == token_digest)
    if not found:
        raise NotFound(_l("Deze uitnodiging kennen we niet. Controleer of u de hele link hebt gebruikt."))
    return found[0]


def is_open() -> tuple[sa.ColumnElement[bool], ...]:
    """The conditions that an invitation can still be accepted."""
    return (Invitation.used_at.is_(None), Invitation.revoked_at.is_(None), Invitation.expires_at > clock.now())


def invitations_at(email: str) -> list[InvitationLine]:
    """What can still be accepted by whoever has this address: nothing of somebody whose own mandate is over."""
    backed = sa.or_(
        Invitation.inviter_mandate_id.is_(None),
        Invitation.inviter_mandate_id.in_(sa.select(Mandate.id).where(not_over(Mandate))),
    )
    return invitation_lines(Invitation.email == email, *is_open(), backed)


def is_invited(email: str, organisation: str | None, office: Office | None) -> bool:
    """Whether this address has an open invitation for the same organisation or office."""
    about = Invitation.organisation_code == organisation if organisation else Invitation.office == office
    query = sa.select(Invitation.id).where(Invitation.email == email, about, *is_open())
    return db.session().scalar(query.limit(1)) is not None


@dataclass(frozen=True)
class OrganisationName:
    """An organisation to choose or to name."""

    code: str
    name: str


def unrepresented() -> sa.ColumnElement[bool]:
    """The condition that a membership holds today, and no representative acts for the member today."""
    today = clock.today()
    represented = sa.select(Mandate.organisation_code).where(
        Mandate.role == MandateRole.REPRESENTATIVE, holds(Mandate, today)
    )
    return sa.and_(current(today), Membership.organisation_code.not_in(represented))


def without_representative() -> list[OrganisationName]:
    """Members of today for whom no representative acts today, by name."""
    query = (
        sa.select(Organisation.code, Organisation.name)
        .join(Membership, Membership.organisation_code == Organisation.code)
        .where(unrepresented())
        .order_by(Organisation.name)
    )
    return [OrganisationName(*row) for row in db.session().execute(query)]


def representable() -> list[OrganisationName]:
    """Organisations that somebody can be invited for: partners, and municipalities that are or will be members; by name."""
    members = sa.select(Membership.organisation_code).where(
        sa.or_(Membership.last_day.is_(None), Membership.last_day >= clock.today())
    )
    query = (
        sa.select(Organisation.code, Organisation.name)
        .where(
            exists_on(clock.today()),
            sa.or_(Organisation.kind == OrganisationKind.PARTNER, Organisation.code.in_(members)),
        )
        .order_by(Organisation.name)
    )
    return [OrganisationName(*row) for row in db.session().execute(query)]


def mandates(*, search: str = "", after: int | None = None) -> tuple[list[MandateLine], int | None]:
    """Who represents whom, now or later, by organisation; a page at a time.

    `after` is the id of the last mandate of the page before. Beside the lines stands that id for the next page, or None.
    """
    place = sa.tuple_(Organisation.name, Mandate.id)
    query = mandate_lines().where(not_over(Mandate)).order_by(Organisation.name, Mandate.id).limit(PAGE + 1)
    if search:
        query = query.where(
            sa.or_(Organisation.name.icontains(search, autoescape=True), Person.name.icontains(search, autoescape=True))
        )
    if after is not None:
        last = (
            sa.select(Organisation.name)
            .join(Mandate, Mandate.organisation_code == Organisation.code)
            .where(Mandate.id == after)
            .correlate(None)
            .scalar_subquery()
        )
        query = query.where(place > sa.tuple_(last, sa.literal(after)))
    lines = [MandateLine(*row) for row in db.session().execute(query)]
    return lines[:PAGE], lines[PAGE - 1].mandate_id if len(lines) > PAGE else None


def asked_of(*actors: Actor) -> list[Asked]:
    """What the administration of people asks: of a coordinator, to see to members that nobody represents."""
    seeing_to = [actor for actor in actors if policy.may(actor, "people:end-mandate", "")]
    missing = without_representative() if seeing_to else []
    if not missing:
        return []
    title = _ln("%(n)s lid zonder vertegenwoordiger", "%(n)s leden zonder vertegenwoordiger", len(missing))
    what, values = _l("Nodig een vertegenwoordiger uit"), {"kind": Attention.MISSING}
    return [Asked(actor, what, title, "overview.attention", values) for actor in seeing_to]
