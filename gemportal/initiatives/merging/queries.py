"""What an organisation proposed and declared that is still alive, for a successor that takes it over."""

import sqlalchemy as sa

from gemportal.initiatives.models import CoProposer, Initiative, Willingness
from gemportal.initiatives.rules import LIVING, InitiativeStatus
from gemportal.kernel import db
from gemportal.kernel.words import _l, _ln
from gemportal.organisations.holdings import Holding


def declared_by(code: str) -> list[str]:
    """The living initiatives on which an organisation has a current declaration."""
    query = (
        sa.select(Initiative.number)
        .join(Willingness, Willingness.initiative_id == Initiative.id)
        .where(Willingness.organisation_code == code, Willingness.current, Initiative.status.in_(LIVING))
        .order_by(Initiative.id)
    )
    return [number for number in db.session().scalars(query) if number]


def proposed_by(code: str) -> list[str]:
    """The living initiatives that an organisation proposed."""
    query = (
        sa.select(Initiative.number)
        .where(Initiative.organisation_code == code, Initiative.status.in_(LIVING))
        .order_by(Initiative.id)
    )
    return [number for number in db.session().scalars(query) if number]


def drafts_of(code: str) -> list[Initiative]:
    """The drafts of an organisation."""
    query = sa.select(Initiative).where(
        Initiative.organisation_code == code, Initiative.status == InitiativeStatus.DRAFT
    )
    return list(db.session().scalars(query))


def asked_in_drafts(code: str) -> list[CoProposer]:
    """Where an organisation is asked to propose together, in drafts of others."""
    query = (
        sa.select(CoProposer)
        .join(Initiative, Initiative.id == CoProposer.initiative_id)
        .where(CoProposer.organisation_code == code, Initiative.status == InitiativeStatus.DRAFT)
    )
    return list(db.session().scalars(query))


def drafts_known_to(code: str) -> set[int]:
    """The initiatives that an organisation proposes, or is asked to propose together."""
    session = db.session()
    own = session.scalars(sa.select(Initiative.id).where(Initiative.organisation_code == code))
    asked = session.scalars(sa.select(CoProposer.initiative_id).where(CoProposer.organisation_code == code))
    return {*own, *asked}


def holding_of(code: str) -> Holding | None:
    """What an organisation said that is still alive, told before it leaves or merges."""
    count = len({*declared_by(code), *proposed_by(code)})
    if not count:
        return None
    return Holding(
        _ln("%(n)s lopend voorstel of verklaring", "%(n)s lopende voorstellen en verklaringen", count),
        _l("Dit blijft leesbaar en is in te trekken, maar telt niet meer mee voor een zetel."),
        _l("De opvolger neemt dit over. Verklaarde hij zelf al iets, dan geldt dat."),
    )
