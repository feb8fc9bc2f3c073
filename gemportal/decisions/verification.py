"""What the register says of decisions, held against their rows."""

import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from gemportal.decisions.models import Decision
from gemportal.decisions.rules import DecisionStatus
from gemportal.kernel import db
from gemportal.register.models import Entry, Part

ENDING = {"decisions:supersede": DecisionStatus.SUPERSEDED, "decisions:withdraw": DecisionStatus.WITHDRAWN}
DECIDING = ("decisions:record", "decisions:record-vote", *ENDING)


def differences() -> Iterator[tuple[int, str]]:
    """The index of each entry that a decision's row contradicts, with what is wrong there."""
    query: sa.Select[*tuple[Any, ...]] = (
        sa.select(Entry.index, Entry.act, Entry.subject, Entry.body, Decision, Part.body)
        .outerjoin(Decision, Decision.entry == Entry.index)
        .outerjoin(Part, Part.entry_index == Entry.index)
        .where(sa.or_(Entry.act.in_(DECIDING), Decision.id.is_not(None)))
        .order_by(Entry.index)
    )
    rows = [(*row[:3], json.loads(row[3])["data"], *row[4:]) for row in db.session().execute(query)]
    statuses = {data["ends"]: ENDING[act] for _, act, _, data, *_ in rows if act in ENDING}
    for index, act, subject, data, decision, part in rows:
        if decision is None:
            yield index, f"the row of {subject} is missing"
        elif act not in DECIDING or not _public(decision).items() <= {"number": subject, **data}.items():
            yield index, f"the text of {decision.number} is not the one that was decided"
        elif part is not None and json.loads(part) != _private(decision):
            yield index, f"the reasons of {decision.number} are not the ones that were given"
        elif decision.status is not statuses.get(subject, DecisionStatus.IN_FORCE):
            yield index, f"{decision.number} is {decision.status.value}, and the register says otherwise"


def _public(decision: Decision) -> dict[str, Any]:
    return {
        "number": decision.number,
        "title": decision.title,
        "by": decision.ground.value,
        "vote": decision.vote_number,
        "group": decision.group_number,
        "ends": decision.ends_number,
        "review": decision.review_on.isoformat() if decision.review_on else None,
    }


def _private(decision: Decision) -> dict[str, Any]:
    return {
        "text": decision.text,
        "rationale": decision.rationale,
        "alternatives": decision.alternatives,
        "dissent": decision.dissent,
    }
