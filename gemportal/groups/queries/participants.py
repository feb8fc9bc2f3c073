"""Who works in the seats of a group. Names are for signed-in readers only."""

from dataclasses import dataclass

import sqlalchemy as sa

from gemportal.groups.models import Group, Participant, Seat
from gemportal.groups.rules import CONTRIBUTING, SeatRole
from gemportal.kernel import db
from gemportal.organisations.models import Organisation
from gemportal.people.models import Person


@dataclass(frozen=True)
class Working:
    """A seat held now, with one person who works in it; without anybody where nobody is named."""

    code: str
    organisation: str
    person_id: int | None
    name: str | None
    role: SeatRole

    @property
    def works(self) -> bool:
        """Whether this seat works along, and does not only read."""
        return self.role in CONTRIBUTING


def participants_of(number: str) -> list[Working]:
    """The seats held now with the people in them, by the names of both."""
    query = (
        sa.select(Seat.organisation_code, Organisation.name, Person.id, Person.name, Seat.role)
        .join(Group, Group.id == Seat.group_id)
        .join(Organisation, Organisation.code == Seat.organisation_code)
        .outerjoin(Participant, Participant.seat_id == Seat.id)
        .outerjoin(Person, Person.id == Participant.person_id)
        .where(Group.number == number, Seat.until.is_(None))
        .order_by(Organisation.name, Person.name)
    )
    return [Working(*row) for row in db.session().execute(query)]
