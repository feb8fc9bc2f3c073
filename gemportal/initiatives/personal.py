"""What this room keeps of people: who would like to take part, and the words that stand in rows beside the register."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from gemportal.initiatives.models import Initiative, InitiativeVersion, Willingness
from gemportal.kernel import db
from gemportal.kernel.personal import Kept, keep, wipe
from gemportal.kernel.words import _l
from gemportal.people.models import Mandate, Person
from gemportal.people.privacy import queries

_ENDING = ("initiatives:withdraw", "initiatives:stop", "initiatives:lapse")


def _declared(person_id: int) -> list[dict[str, Any]]:
    query = (
        sa.select(Initiative.number, Willingness.declared_at, Willingness.who_would)
        .join(Initiative, Initiative.id == Willingness.initiative_id)
        .where(_names(person_id), Willingness.who_would.is_not(None))
        .order_by(Willingness.id)
    )
    return [
        {"initiatief": number, "op": at, "wie wil dit zelf graag": who}
        for number, at, who in db.session().execute(query)
    ]


def _names(person_id: int) -> sa.ColumnElement[bool]:
    """Declared by this person; or, by an organisation that they acted for, with their name in it."""
    name = sa.select(Person.name).where(Person.id == person_id).scalar_subquery()
    codes = sa.select(Mandate.organisation_code).where(Mandate.person_id == person_id)
    return sa.or_(
        Willingness.entry.in_(queries.entries_by(person_id)),
        sa.and_(
            Willingness.organisation_code.in_(codes), sa.func.lower(Willingness.who_would).contains(sa.func.lower(name))
        ),
    )


def _worded_by(person_id: int) -> sa.Select[int]:
    """The declarations that this person wrote, also where a successor took one over since, with its words."""
    own = aliased(Willingness)
    same = (
        own.initiative_id == Willingness.initiative_id,
        own.declared_at == Willingness.declared_at,
        own.reason.is_not_distinct_from(Willingness.reason),
        own.expertise.is_not_distinct_from(Willingness.expertise),
    )
    return sa.select(Willingness.id).join(own, sa.and_(*same)).where(own.entry.in_(queries.entries_by(person_id)))


def _erase(person_id: int) -> None:
    session = db.session()
    session.execute(sa.update(Willingness).where(_names(person_id)).values(who_would=None))
    worded = session.scalars(_worded_by(person_id)).all()
    session.execute(sa.update(Willingness).where(Willingness.id.in_(worded)).values(reason=None, expertise=None))
    done = queries.done_by(person_id, (*_ENDING, "initiatives:revise"))
    ended = [line.subject for line in done if line.act in _ENDING]
    wipe(Initiative.reason, Initiative.number.in_(ended))
    revised = [(line.subject, line.data["version"]) for line in done if line.act not in _ENDING]
    versions = (
        sa.select(InitiativeVersion.initiative_id, InitiativeVersion.version)
        .join(Initiative, Initiative.id == InitiativeVersion.initiative_id)
        .where(sa.tuple_(Initiative.number, InitiativeVersion.version).in_(revised))
    )
    key = sa.tuple_(InitiativeVersion.initiative_id, InitiativeVersion.version)
    session.execute(sa.update(InitiativeVersion).where(key.in_(versions)).values(why=None))


keep(
    Kept(
        "who-would",
        what=_l("Wie iets zelf graag wil doen, als u of uw organisatie dat bij een verklaring van bereidheid schreef."),
        why=_l("Om elkaar te vinden voordat een groep begint."),
        how_long=_l("Tot uw organisatie opnieuw verklaart of haar verklaring intrekt."),
        tables=("willingness",),
        export=_declared,
        erase=_erase,
        seen_by=_l("Wie is aangemeld."),
    )
)
