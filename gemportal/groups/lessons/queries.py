"""Reading what a lesson of a group needs to know: who speaks, what about, and whether there was any work to learn from."""

from collections.abc import Collection, Iterator

import sqlalchemy as sa

from gemportal.groups.queries.rows import seats
from gemportal.groups.queries.standing import seated
from gemportal.groups.rules import DECIDING
from gemportal.groups.steps.models import Evaluation, Step
from gemportal.initiatives import queries as initiatives
from gemportal.kernel import db
from gemportal.kernel.actor import Actor
from gemportal.sharing.rules import Domain


def evaluators(step_id: int) -> tuple[str, ...]:
    """The organisations that evaluated a step, by code."""
    query = sa.select(Evaluation.organisation_code).where(Evaluation.step_id == step_id)
    return tuple(sorted(db.session().scalars(query)))


def who_worked(step: Step) -> tuple[str, ...]:
    """Whose lesson a step is: those who evaluated it, or while nobody did those who work in it."""
    deciding = (seat.organisation_code for seat in seats(step.group_id) if seat.role in DECIDING)
    return evaluators(step.id) or tuple(sorted(deciding))


def last_run(group_id: int) -> Step | None:
    """The last step that was started, whatever came of it."""
    query = sa.select(Step).where(Step.group_id == group_id, Step.started_at.is_not(None))
    return db.session().scalar(query.order_by(Step.ordinal.desc()).limit(1))


def domain_of(initiative_number: str) -> Domain | None:
    """The domain of an initiative, as its present text says."""
    return initiatives.current_version(initiatives.by_number(initiative_number)).domain


def took_part_fact(actors: Collection[Actor]) -> Iterator[tuple[Actor, str]]:
    """The groups in which the actor's organisation has or had a seat: the fact `groups:took-part`."""
    return seated(actors, lambda seat: True)
