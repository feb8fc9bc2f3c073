"""Evaluations that are not finished: what an organisation typed so far, kept for that organisation alone."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from gemportal.groups.models import Group
from gemportal.groups.steps.models import EvaluationDraft, Step
from gemportal.kernel import db


def draft_of(number: str, ordinal: int, code: str | None) -> dict[str, Any]:
    """What this organisation filled in so far of its evaluation; nothing when there is no such thing."""
    query = (
        sa.select(EvaluationDraft.content)
        .join(Step, Step.id == EvaluationDraft.step_id)
        .join(Group, Group.id == Step.group_id)
        .where(Group.number == number, Step.ordinal == ordinal, EvaluationDraft.organisation_code == code)
    )
    return db.session().scalar(query) or {}


def put_by(step_id: int, code: str, content: Mapping[str, str]) -> None:
    """Keep this instead of what was kept before."""
    forget(step_id, code)
    db.session().add(EvaluationDraft(step_id=step_id, organisation_code=code, content=dict(content)))


def forget(step_id: int, *codes: str) -> None:
    """Take away what these organisations kept of a step; without codes, what anybody did."""
    query = sa.delete(EvaluationDraft).where(EvaluationDraft.step_id == step_id)
    db.session().execute(query.where(EvaluationDraft.organisation_code.in_(codes)) if codes else query)
