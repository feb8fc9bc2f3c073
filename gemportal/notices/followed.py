"""What a person follows, as one subquery: by choice, by what their organisations are in, and what came of all that."""

from typing import Any

import sqlalchemy as sa

from gemportal.decisions.models import Decision
from gemportal.groups.models import Group, Seat
from gemportal.initiatives.models import CoProposer, Initiative, Willingness
from gemportal.initiatives.rules import Level
from gemportal.kernel import clock
from gemportal.notices.models import Follow
from gemportal.people.models import Mandate
from gemportal.people.standing import holds
from gemportal.voting.models import Vote, VoteOption


def organisations_of(person_id: int | None) -> sa.Select[Any]:
    """The codes of the organisations for which this person acts today."""
    return sa.select(Mandate.organisation_code).where(Mandate.person_id == person_id, holds(Mandate, clock.today()))


def names_followed_by(person_id: int | None, *, with_kin: bool = True) -> sa.CTE:
    """The names under which the register knows what this person follows; with the groups, votes and decisions that came of it."""
    ended = sa.select(Follow.subject).where(Follow.person_id == person_id, ~Follow.following)
    chosen = sa.select(Follow.subject.label("name")).where(Follow.person_id == person_id, Follow.following)
    every = sa.union(chosen, *_by_organisation(person_id)).subquery()
    itself = sa.select(every.c.name).where(every.c.name.not_in(ended)).cte("followed")
    if not with_kin:
        return itself
    names = sa.select(itself.c.name)
    groups = sa.select(Group.number.label("name")).where(Group.initiative_number.in_(names))
    worked = sa.union(names, groups).cte("worked")
    options = sa.select(VoteOption.vote_id).where(VoteOption.initiative_number.in_(names))
    votes = sa.select(Vote.number.label("name")).where(
        Vote.number.is_not(None), sa.or_(Vote.group_number.in_(sa.select(worked.c.name)), Vote.id.in_(options))
    )
    voted = sa.union(sa.select(worked.c.name), votes).cte("voted")
    on = sa.select(voted.c.name)
    decisions = sa.select(Decision.number.label("name")).where(
        sa.or_(Decision.group_number.in_(on), Decision.vote_number.in_(on))
    )
    whole = sa.union(on, decisions).subquery()
    return sa.select(whole.c.name).where(whole.c.name.not_in(ended)).cte("names")


def _by_organisation(person_id: int | None) -> tuple[sa.Select[Any], ...]:
    """The organisations themselves, what they proposed and declared on, and the groups in which they have a seat."""
    codes = organisations_of(person_id)
    number = Initiative.number.label("name")
    declared = (Willingness.current, Willingness.withdrawn_at.is_(None), Willingness.level != Level.NO)
    return (
        codes,
        sa.select(number).where(Initiative.number.is_not(None), Initiative.organisation_code.in_(codes)),
        sa.select(number)
        .join(CoProposer, CoProposer.initiative_id == Initiative.id)
        .where(
            Initiative.number.is_not(None), CoProposer.agreed_at.is_not(None), CoProposer.organisation_code.in_(codes)
        ),
        sa.select(number)
        .join(Willingness, Willingness.initiative_id == Initiative.id)
        .where(Initiative.number.is_not(None), *declared, Willingness.organisation_code.in_(codes)),
        sa.select(Group.number)
        .join(Seat, Seat.group_id == Group.id)
        .where(Seat.until.is_(None), Seat.organisation_code.in_(codes)),
    )
