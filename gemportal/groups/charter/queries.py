"""What is left of a group's charter, for the acts that it bounds and for the group's page; and whose consent one waits for."""

from datetime import date, datetime

import sqlalchemy as sa

from gemportal.groups import queries as groups
from gemportal.groups.charter import rules
from gemportal.groups.charter.rules import Bounds
from gemportal.groups.models import Charter, CharterConsent, Group, Seat
from gemportal.groups.queries import GroupPage
from gemportal.groups.rules import CONSENT_CEILING, DECIDING, GroupStatus, budget_by_consent
from gemportal.groups.steps.models import Step
from gemportal.kernel import clock, db
from gemportal.kernel.actor import Acting, acting_for
from gemportal.kernel.asked import Asked, asks
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.words import _l
from gemportal.settings.queries import value


def bounds(group_id: int, *, besides: int | None = None) -> Bounds:
    """What the charter in force allows; the step with the ordinal `besides` is left out of what is used."""
    version = groups.charter_in_force(group_id)
    charter = db.session().get(Charter, (group_id, version)) if version is not None else None
    if charter is None:
        raise RuleBroken(_l("De groep heeft nog geen opdracht die geldt. Zij kan dus nog niets zelf beslissen."))
    steps = sa.select(Step.euros, Step.euros_spent, Step.came_true).where(
        Step.group_id == group_id, Step.ordinal != (besides or 0)
    )
    used = rules.used((planned, spent, judged) for planned, spent, judged in db.session().execute(steps))
    limit = budget_by_consent(groups.pledged_euros(group_id), value(CONSENT_CEILING))
    return Bounds(charter.budget, used, charter.ends_on, limit)


def require_room(group_id: int, ordinal: int, *, euros: int, due_on: date) -> None:
    """Pass when the step fits in the charter, or refuse with the way to a wider one."""
    bounds(group_id, besides=ordinal).check_step(euros, due_on)


def require_own_decision(group_id: int) -> None:
    """Pass while the group may decide for itself, or refuse with the way to a charter that lets it."""
    bounds(group_id).check_decision(clock.today())


def bounds_of(group: GroupPage) -> Bounds | None:
    """The same of a page that was read already; None while no charter is in force."""
    if group.charter is None:
        return None
    used = rules.used((step.euros, step.euros_spent, step.came_true) for step in group.steps)
    limit = budget_by_consent(group.pledged_euros, group.chosen[CONSENT_CEILING.key])
    return Bounds(group.charter.budget, used, group.charter.ends_on, limit)


@asks(acting_for)
def asked_of(acting: Acting) -> list[Asked]:
    """The charters that wait for the consent of the organisation of each actor.

    A first one has no last day: the group begins when all consent. One that follows is to be there before the one in force
    ends, since after that the group decides nothing for itself.
    """
    later, in_force = sa.orm.aliased(Charter), sa.orm.aliased(Charter)
    consented = sa.exists().where(
        CharterConsent.group_id == Charter.group_id,
        CharterConsent.version == Charter.version,
        CharterConsent.organisation_code == Seat.organisation_code,
    )
    ends_on = (
        sa.select(in_force.ends_on)
        .where(in_force.group_id == Charter.group_id, in_force.accepted_at.is_not(None))
        .order_by(in_force.version.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = (
        groups.with_title(ends_on, Seat.organisation_code)
        .join(Charter, Charter.group_id == Group.id)
        .join(Seat, Seat.group_id == Group.id)
        .where(
            Group.status != GroupStatus.ENDED,
            Seat.organisation_code.in_(acting),
            Seat.until.is_(None),
            Seat.role.in_(DECIDING),
            Charter.accepted_at.is_(None),
            ~consented,
            ~sa.exists().where(later.group_id == Charter.group_id, later.version > Charter.version),
        )
        .order_by(Group.id)
    )
    what = _l("Lees de opdracht en stem in")
    return [
        Asked(actor, what, title, "groups.consent", {"number": number}, _term(day))
        for number, title, day, code in db.session().execute(query)
        for actor in acting[code]
    ]


def _term(ends_on: date | None) -> datetime | None:
    """The end of that day; none without one, or once it is over."""
    return clock.end_of(ends_on) if ends_on and ends_on >= clock.today() else None
