"""What persons follow, as one subquery: by choice, by what their organisations are in, and what came of all that.

Every page of who is signed in asks for it, and putting it together takes longer than its answer: so that is done once, and of whom
and of which day it is asked is said when it is executed.
"""

from collections.abc import Collection
from functools import cache
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

_PERSONS: sa.BindParameter[int] = sa.bindparam("persons", expanding=True)
_TODAY = sa.bindparam("today", type_=sa.Date())


def today_of(person_ids: Collection[int]) -> dict[str, Any]:
    """What a query with one of these in it is to be executed with."""
    return {"persons": list(person_ids), "today": clock.today()}


@cache
def organisations() -> sa.CTE:
    """Each of the persons (`person_id`) beside the `code` of each organisation for which they act today."""
    return (
        sa.select(Mandate.person_id, Mandate.organisation_code.label("code"))
        .where(Mandate.person_id.in_(_PERSONS), holds(Mandate, _TODAY))
        .cte("acting")
    )


@cache
def names_followed(*, with_kin: bool = True) -> sa.CTE:
    """Each of the persons (`person_id`) beside every `name` under which the register knows what they follow.

    With the groups, votes and decisions that came of it.
    """
    chosen = sa.select(Follow.person_id, Follow.subject.label("name")).where(
        Follow.person_id.in_(_PERSONS), Follow.following
    )
    every = sa.union(chosen, *_by_organisation()).subquery()
    itself = sa.select(every).where(_not_ended(every)).cte("followed")
    if not with_kin:
        return itself
    worked = sa.union(sa.select(itself), _beside(itself, Group.number, Group.initiative_number)).cte("worked")
    options = (
        sa.select(itself.c.person_id, Vote.number)
        .join(VoteOption, VoteOption.initiative_number == itself.c.name)
        .join(Vote, Vote.id == VoteOption.vote_id)
        .where(Vote.number.is_not(None))
    )
    votes = _beside(worked, Vote.number, Vote.group_number).where(Vote.number.is_not(None))
    voted = sa.union(sa.select(worked), options, votes).cte("voted")
    of_groups = _beside(voted, Decision.number, Decision.group_number)
    of_votes = _beside(voted, Decision.number, Decision.vote_number)
    whole = sa.union(sa.select(voted), of_groups, of_votes).subquery()
    return sa.select(whole).where(_not_ended(whole)).cte("names")


def _beside(names: sa.CTE, number: Any, about: Any) -> sa.Select[Any]:
    """Whoever follows what this is `about`, beside its number."""
    return sa.select(names.c.person_id, number.label("name")).join(names, about == names.c.name)


def _not_ended(found: sa.Subquery) -> sa.ColumnElement[bool]:
    return ~sa.exists().where(Follow.person_id == found.c.person_id, Follow.subject == found.c.name, ~Follow.following)


def _by_organisation() -> tuple[sa.Select[Any], ...]:
    """The organisations themselves, what they proposed and declared on, and the groups in which they have a seat."""
    acting = organisations()
    initiatives = sa.select(acting.c.person_id, Initiative.number.label("name")).where(Initiative.number.is_not(None))
    declared = (Willingness.current, Willingness.withdrawn_at.is_(None), Willingness.level != Level.NO)
    return (
        sa.select(acting.c.person_id, acting.c.code.label("name")),
        initiatives.join(acting, acting.c.code == Initiative.organisation_code),
        initiatives.join(CoProposer, CoProposer.initiative_id == Initiative.id)
        .join(acting, acting.c.code == CoProposer.organisation_code)
        .where(CoProposer.agreed_at.is_not(None)),
        initiatives.join(Willingness, Willingness.initiative_id == Initiative.id)
        .join(acting, acting.c.code == Willingness.organisation_code)
        .where(*declared),
        sa.select(acting.c.person_id, Group.number)
        .join(Seat, Seat.group_id == Group.id)
        .join(acting, acting.c.code == Seat.organisation_code)
        .where(Seat.until.is_(None)),
    )
