"""Reading one's own account, what a link is for, and which names a reader sees."""

from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa

from gemportal.kernel import clock, db
from gemportal.kernel.actor import Actor, MandateRole
from gemportal.kernel.errors import NotFound
from gemportal.organisations.models import Organisation
from gemportal.people import queries as people
from gemportal.people.account import rules
from gemportal.people.account.models import EmailChange, PasswordReset, ResetRequest
from gemportal.people.account.rules import Side
from gemportal.people.models import Mandate, Person
from gemportal.people.rules import Language


@dataclass(frozen=True)
class Own:
    """One's own account."""

    name: str
    email: str
    language: Language
    has_password: bool


def own(person_id: int | None) -> Own:
    """The account of this person."""
    query = sa.select(Person.name, Person.email, Person.language, Person.password_hash.is_not(None))
    row = db.session().execute(query.where(Person.id == person_id)).one_or_none()
    if row is None:
        raise NotFound
    return Own(*row)


@dataclass(frozen=True)
class OwnMandate:
    """A mandate of one's own, with the choice that goes with it."""

    mandate_id: int
    organisation_name: str
    role: MandateRole
    named_in_public: bool


def own_mandates(person_id: int | None) -> list[OwnMandate]:
    """This person's mandates that hold today or later, by organisation."""
    query = (
        sa.select(Mandate.id, Organisation.name, Mandate.role, Mandate.named_in_public)
        .join(Organisation, Organisation.code == Mandate.organisation_code)
        .where(Mandate.person_id == person_id, people.not_over(Mandate))
        .order_by(Organisation.name, Mandate.id)
    )
    return [OwnMandate(*row) for row in db.session().execute(query)]


@dataclass(frozen=True)
class Shown:
    """Who represents an organisation, as a reader may see it: `name` is None when it is not for this reader."""

    role: MandateRole
    name: str | None


def representatives_shown_to(reader: Actor, code: str) -> list[Shown]:
    """Who may act for an organisation today. A name is for signed-in readers, and for everybody when its owner chose so."""
    return [
        Shown(line.role, line.person_name if reader.signed_in or line.named_in_public else None)
        for line in people.holders_of(code)
    ]


def reset_email(token_digest: bytes) -> str:
    """The address of the account for which the holder of this link may choose a password now."""
    query = (
        sa.select(Person.email, PasswordReset.expires_at, PasswordReset.ended_at)
        .join(Person, Person.id == PasswordReset.person_id)
        .where(PasswordReset.token_hash == token_digest)
    )
    row = db.session().execute(query).one_or_none()
    if row is None:
        raise NotFound(rules.DEAD_LINK)
    rules.check_alive(clock.now(), expires_at=row.expires_at, ended_at=row.ended_at)
    return str(row.email)


@dataclass(frozen=True)
class Change:
    """A wish for another address, as the holder of one of its links sees it."""

    side: Side
    new_email: str
    confirmed: bool
    confirmed_by_other: bool


def email_change(token_digest: bytes) -> Change:
    """What the holder of this link is asked to confirm."""
    row = live_change(token_digest)
    of_old, of_new = row.old_confirmed_at is not None, row.new_confirmed_at is not None
    if row.old_token_hash == token_digest:
        return Change(Side.OLD, row.new_email, of_old, of_new)
    return Change(Side.NEW, row.new_email, of_new, of_old)


def live_change(token_digest: bytes) -> EmailChange:
    """The row of which this is one of the two links, while it lives."""
    either = sa.or_(EmailChange.old_token_hash == token_digest, EmailChange.new_token_hash == token_digest)
    row = db.session().scalar(sa.select(EmailChange).where(either))
    if row is None:
        raise NotFound(rules.DEAD_LINK)
    rules.check_alive(clock.now(), expires_at=row.expires_at, ended_at=row.ended_at)
    return row


def awaited_email(person_id: int | None) -> str | None:
    """The address to which this person's own is about to change, once both are confirmed."""
    return db.session().scalar(
        sa.select(EmailChange.new_email).where(
            EmailChange.person_id == person_id, EmailChange.ended_at.is_(None), EmailChange.expires_at > clock.now()
        )
    )


def changes_asked_lately(person_id: int) -> int:
    """How often this person asked for another address in the last hour."""
    query = sa.select(sa.func.count()).where(EmailChange.person_id == person_id, _lately(EmailChange))
    return db.session().scalar(query) or 0


def _lately(kind: type[EmailChange] | type[PasswordReset]) -> sa.ColumnElement[bool]:
    return kind.asked_at > clock.now() - rules.AN_HOUR


@dataclass(frozen=True)
class Forgetful:
    """Somebody who asked for a new password, with how often they did in the last hour."""

    person_id: int
    email: str
    language: Language
    has_password: bool
    asked: int


def who_of(emails: Collection[str]) -> list[Forgetful]:
    """Those among the owners of these addresses who have an account."""
    asked = (
        sa.select(sa.func.count())
        .select_from(PasswordReset)
        .where(PasswordReset.person_id == Person.id, _lately(PasswordReset))
        .scalar_subquery()
    )
    query = sa.select(Person.id, Person.email, Person.language, Person.password_hash.is_not(None), asked)
    return [Forgetful(*row) for row in db.session().execute(query.where(Person.email.in_(emails)))]


def something_waits() -> bool:
    """Whether somebody asked for a new password, or a link died that is still kept."""
    now = clock.now()
    return bool(
        db.session().scalar(
            sa.select(
                sa.or_(
                    sa.exists().select_from(ResetRequest),
                    sa.exists().where(PasswordReset.expires_at <= now),
                    sa.exists().where(EmailChange.expires_at <= now),
                )
            )
        )
    )
