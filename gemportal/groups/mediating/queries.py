"""Reading requests to mediate. What they are about is read by coordinators who have no part in the group, and by the writer."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from gemportal.groups.mediating.models import Mediation, MediationDetails
from gemportal.groups.mediating.policy import ASK, TAKE_UP
from gemportal.groups.mediating.rules import MediationStatus
from gemportal.groups.models import Group
from gemportal.groups.queries import GroupPage, Possible
from gemportal.kernel import db, policy
from gemportal.kernel.actor import Actor
from gemportal.kernel.asked import Asked, asks, who_could
from gemportal.kernel.errors import NotFound
from gemportal.kernel.words import _l
from gemportal.organisations.models import Organisation


def open_request(number: str, code: str | None) -> Mediation | None:
    """The request of an organisation that is not closed yet."""
    query = sa.select(Mediation).join(Group, Group.id == Mediation.group_id)
    query = query.where(
        Group.number == number, Mediation.organisation_code == code, Mediation.status != MediationStatus.CLOSED
    )
    return db.session().scalar(query)


def request(number: str, code: str) -> Mediation:
    """The latest request of an organisation, open or closed."""
    query = sa.select(Mediation).join(Group, Group.id == Mediation.group_id)
    query = query.where(Group.number == number, Mediation.organisation_code == code).order_by(Mediation.id.desc())
    found = db.session().scalars(query).first()
    if found is None:
        raise NotFound
    return found


def details(mediation_id: int) -> str | None:
    """What was written; None once it was erased."""
    return db.session().scalar(sa.select(MediationDetails.text).where(MediationDetails.mediation_id == mediation_id))


def written_by(person_id: int) -> list[dict[str, Any]]:
    """What this person wrote in requests that are not closed."""
    query = (
        sa.select(Group.number, Mediation.asked_at, MediationDetails.text)
        .join(Mediation, Mediation.group_id == Group.id)
        .join(MediationDetails, MediationDetails.mediation_id == Mediation.id)
        .where(MediationDetails.person_id == person_id)
        .order_by(Mediation.id)
    )
    return [{"groep": number, "op": at, "toelichting": text} for number, at, text in db.session().execute(query)]


@asks(who_could(TAKE_UP))
def asked_of(coordinators: list[Actor]) -> list[Asked]:
    """The requests that wait for a coordinator, in groups of others."""
    query = (
        sa.select(Group.number, Organisation.code, Organisation.name, Mediation.status)
        .join(Mediation, Mediation.group_id == Group.id)
        .join(Organisation, Organisation.code == Mediation.organisation_code)
        .where(Mediation.status != MediationStatus.CLOSED)
        .order_by(Mediation.asked_at)
    )
    words = {
        MediationStatus.ASKED: _l("Bemiddel: daar is om gevraagd"),
        MediationStatus.TAKEN_UP: _l("Sluit de bemiddeling af als zij klaar is"),
    }
    return [
        Asked(actor, words[status], f"{number} · {name}", "groups.mediate", {"number": number, "code": code})
        for number, code, name, status in db.session().execute(query)
        for actor in coordinators
        if number not in policy.fact(actor, "groups:represented")
    ]


def possible(actor: Actor, group: GroupPage) -> Iterator[Possible]:
    """What this actor can do when the group does not get along."""
    if policy.may(actor, ASK, group.about):
        yield Possible(_l("Vraag de coördinatoren om te bemiddelen"), "groups.ask_mediation", {"number": group.number})
