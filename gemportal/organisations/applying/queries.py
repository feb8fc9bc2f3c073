"""Reading applications. Nothing here is for the public."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from gemportal.kernel import db
from gemportal.kernel.actor import Actor
from gemportal.kernel.asked import Asked, asks, who_could
from gemportal.kernel.errors import NotFound
from gemportal.kernel.words import _l, _ln
from gemportal.organisations.applying.models import Application
from gemportal.organisations.applying.rules import OPEN, ApplicationStatus
from gemportal.organisations.models import Organisation

MOST = 100


@dataclass(frozen=True)
class ApplicationLine:
    """An application as its decider sees it, and as policy judges it. `organisation_name` is also that of a new partner."""

    application_id: int
    organisation_code: str | None
    organisation_name: str
    name: str
    email: str
    function: str
    message: str
    status: ApplicationStatus
    applied_at: datetime
    decided_at: datetime | None

    @property
    def for_a_partner(self) -> bool:
        return self.organisation_code is None


def _lines(*conditions: sa.ColumnElement[bool]) -> list[ApplicationLine]:
    query = (
        sa.select(
            Application.id,
            Application.organisation_code,
            sa.func.coalesce(Organisation.name, Application.partner_name),
            Application.name,
            Application.email,
            Application.function,
            Application.message,
            Application.status,
            Application.applied_at,
            Application.decided_at,
        )
        .outerjoin(Organisation, Organisation.code == Application.organisation_code)
        .where(*conditions)
        .order_by(Application.applied_at.desc(), Application.id.desc())
        .limit(MOST)
    )
    rows: Any = db.session().execute(query)
    return [ApplicationLine(*row) for row in rows]


def confirmed() -> list[ApplicationLine]:
    """The applications that their senders confirmed, the latest first."""
    return _lines(Application.status != ApplicationStatus.UNCONFIRMED)


def one(application_id: int) -> ApplicationLine:
    """One confirmed application: an unconfirmed one is nobody's to see."""
    found = _lines(Application.id == application_id, Application.status != ApplicationStatus.UNCONFIRMED)
    if not found:
        raise NotFound
    return found[0]


def held_by(token_digest: bytes) -> ApplicationLine:
    """The application that the holder of a link made, whatever became of it."""
    found = _lines(Application.token_hash == token_digest)
    if not found:
        raise NotFound(_l("Deze aanmelding kennen we niet, of niet meer. Controleer of u de hele link hebt gebruikt."))
    return found[0]


def row(application_id: int) -> Application:
    """The row, for an act."""
    found = db.session().get(Application, application_id)
    if found is None:
        raise NotFound
    return found


def row_of(token_digest: bytes) -> Application:
    """The row of the application with this token, for an act."""
    return row(held_by(token_digest).application_id)


def open_for(organisation_code: str | None, partner_name: str | None) -> int:
    """How many open applications there are for an organisation."""
    about = (
        Application.organisation_code == organisation_code
        if organisation_code
        else sa.func.lower(Application.partner_name) == (partner_name or "").lower()
    )
    return _count(about)


def open_from(email: str) -> int:
    """How many open applications came from an address."""
    return _count(Application.email == email)


def applied_since(moment: datetime) -> int:
    """How many applications came in since, whatever became of them."""
    query = sa.select(sa.func.count()).select_from(Application).where(Application.applied_at > moment)
    return db.session().scalar(query) or 0


def _count(condition: sa.ColumnElement[bool]) -> int:
    query = sa.select(sa.func.count()).select_from(Application).where(condition, Application.status.in_(OPEN))
    return db.session().scalar(query) or 0


@asks(who_could("organisations:grant-application"))
def asked_of(deciding: list[Actor]) -> list[Asked]:
    """Of a coordinator: to decide on applications."""
    waiting = _count(Application.status == ApplicationStatus.WAITING)
    if not waiting:
        return []
    title = _ln("%(n)s aanmelding van een organisatie", "%(n)s aanmeldingen van organisaties", waiting)
    return [Asked(actor, _l("Besluit over toelaten"), title, "applying.index") for actor in deciding]
