"""Applications for membership, as somebody without an account makes them, and the letters about them."""

from typing import Any

import sqlalchemy as sa

from gemportal.kernel import db, outbox
from gemportal.kernel.actor import NOBODY
from gemportal.kernel.outbox import Letter
from gemportal.kernel.tokens import digest_of
from gemportal.organisations.applying import acts, queries
from gemportal.organisations.applying.acts import Applicant
from gemportal.organisations.applying.models import Application
from tests.factories.members import KAMPEN, municipality
from tests.support.house import House

WHO = Applicant("Kanarie de Vries", "kanarie@kampen.example", "adviseur Kanarie", "Kanarie zingt graag mee.")
FILLED_IN = {"name": WHO.name, "email": WHO.email, "function": WHO.function, "message": WHO.message}


def apply(house: House, code: str | None = KAMPEN, *, link: str = "t", email: str = WHO.email, **options: Any) -> None:
    who = Applicant(WHO.name, email, WHO.function, WHO.message)
    house.perform(acts.apply, NOBODY, who, digest_of(link), "https://voorbeeld", code=code, **options)


def waiting(house: House, code: str | None = KAMPEN, *, link: str = "t", **options: Any) -> int:
    """A confirmed application; gives its id."""
    apply(house, municipality(house, code) if code else None, link=link, **options)
    house.perform(acts.confirm_application, NOBODY, digest_of(link))
    return house.ask(queries.held_by, digest_of(link)).application_id


def letters(house: House) -> list[Letter]:
    found: list[Letter] = []
    house.ask(outbox.send_due, found.append)
    return found


def rows(house: House) -> int:
    return house.ask(lambda: db.session().scalar(sa.select(sa.func.count()).select_from(Application))) or 0
