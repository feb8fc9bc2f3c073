"""What a file of people is judged against, and who represents whom as a file."""

from collections import defaultdict
from collections.abc import Collection

import sqlalchemy as sa

from gemportal.kernel import db
from gemportal.kernel.actor import Actor
from gemportal.organisations.models import Organisation
from gemportal.people.imports.rules import MandateRow, Standing, Term
from gemportal.people.models import Invitation, Mandate, Person
from gemportal.people.queries import is_open, not_over, representable


def standing(actor: Actor, emails: Collection[str]) -> Standing:
    """How things stand with these addresses, in as many queries for one as for all."""
    session = db.session()
    invited = sa.select(Invitation.email, Invitation.organisation_code).where(Invitation.email.in_(emails), *is_open())
    running = (
        sa.select(Person.email, Mandate.organisation_code, Mandate.first_day, Mandate.last_day)
        .join(Mandate, Mandate.person_id == Person.id)
        .where(Person.email.in_(emails), not_over(Mandate))
    )
    terms: dict[tuple[str, str], list[Term]] = defaultdict(list)
    for email, code, first_day, last_day in session.execute(running):
        terms[email, code].append((first_day, last_day))
    return Standing(
        own_email=session.scalar(sa.select(Person.email).where(Person.id == actor.person_id)),
        own=actor.represents,
        representable=frozenset(line.code for line in representable()),
        invited=frozenset((email, code) for email, code in session.execute(invited) if code),
        terms=terms,
    )


def mandates() -> list[MandateRow]:
    """Every mandate that holds now or later, by organisation."""
    query = (
        sa.select(
            Organisation.code,
            Organisation.name,
            Person.name,
            Person.email,
            Mandate.role,
            Mandate.first_day,
            Mandate.last_day,
        )
        .join(Mandate, Mandate.organisation_code == Organisation.code)
        .join(Person, Person.id == Mandate.person_id)
        .where(not_over(Mandate))
        .order_by(Organisation.name, Mandate.id)
    )
    return [MandateRow(*row) for row in db.session().execute(query)]
