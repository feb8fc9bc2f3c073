"""What the register tells of the proposals of groups: what was proposed, each word on it, the answer, and what became of it."""

from collections.abc import Iterator
from datetime import date

import sqlalchemy as sa

from gemportal.groups import queries as groups
from gemportal.groups.models import Group
from gemportal.groups.room import queries
from gemportal.groups.room.models import Motion, MotionChange, MotionWord
from gemportal.groups.room.policy import ANSWER, CONSENT, OBJECT, PROPOSE, PROPOSE_ENDING, WITHDRAW
from gemportal.groups.room.rules import Change, MotionKind, MotionStatus
from gemportal.kernel import db
from gemportal.register.replaying.telling import Shown, Told, day, replays, shows


@replays(PROPOSE)
def proposed(told: Told) -> None:
    review = told.data["review"]
    _propose(
        told,
        kind=MotionKind.DECISION,
        title=told.words("title"),
        text=told.words("text"),
        rationale=told.words("rationale"),
        alternatives=told.words("alternatives"),
        review_on=date.fromisoformat(review) if review else None,
    )
    if "ends" in told.data:
        key = {"group_id": groups.group(told.subject).id, "ordinal": told.data["motion"]}
        how = Change(told.data["how"])
        db.session().add(MotionChange(**key, decision_number=told.data["ends"], how=how))


@replays(PROPOSE_ENDING)
def ending_proposed(told: Told) -> None:
    _propose(told, kind=MotionKind.END_SEAT, about_code=told.data["org"], text=told.words("reason"))


def _propose(told: Told, **values: object) -> None:
    db.session().add(
        Motion(
            group_id=groups.group(told.subject).id,
            ordinal=told.data["motion"],
            status=MotionStatus.OPEN,
            proposer_code=told.organisation,
            proposed_at=told.at,
            **values,
        )
    )
    db.session().flush()
    _say(told)


def _say(told: Told, objection: str | None = None) -> None:
    key = {"group_id": groups.group(told.subject).id, "ordinal": told.data["motion"]}
    db.session().merge(MotionWord(**key, organisation_code=told.organisation, objection=objection, at=told.at))
    db.session().flush()


@replays(CONSENT)
def consented(told: Told) -> None:
    _say(told)
    if told.data["agreed"]:
        _settle(told, MotionStatus.AGREED)


@replays(OBJECT)
def objected(told: Told) -> None:
    _say(told, told.words("reason"))


@replays(WITHDRAW)
def withdrawn(told: Told) -> None:
    _settle(told, MotionStatus.WITHDRAWN)


def _settle(told: Told, status: MotionStatus) -> None:
    motion = queries.motion_of(told.subject, told.data["motion"])
    motion.status, motion.settled_at = status, told.at


@replays(ANSWER)
def answered(told: Told) -> None:
    motion = queries.motion_of(told.subject, told.data["motion"])
    motion.answer, motion.answered_at = told.words("answer"), told.at


@shows("proposal in a group")
def motions() -> Iterator[tuple[str, Shown]]:
    for number, row in db.session().execute(sa.select(Group.number, Motion).join(Group, Group.id == Motion.group_id)):
        yield (
            f"{number} {row.ordinal}",
            {
                "kind": row.kind,
                "status": row.status,
                "by": row.proposer_code,
                "about": row.about_code,
                "title": row.title,
                "text": row.text,
                "rationale": row.rationale,
                "alternatives": row.alternatives,
                "review": row.review_on.isoformat() if row.review_on else None,
                "proposed": day(row.proposed_at),
                "settled": day(row.settled_at),
                "answer": row.answer,
                "answered": day(row.answered_at),
            },
        )


@shows("change by a proposal in a group")
def changes() -> Iterator[tuple[str, Shown]]:
    query = sa.select(Group.number, MotionChange).join(Group, Group.id == MotionChange.group_id)
    for number, row in db.session().execute(query):
        yield f"{number} {row.ordinal}", {"decision": row.decision_number, "how": row.how}


@shows("word on a proposal in a group")
def words() -> Iterator[tuple[str, Shown]]:
    query = sa.select(Group.number, MotionWord).join(Group, Group.id == MotionWord.group_id)
    for number, row in db.session().execute(query):
        yield f"{number} {row.ordinal} {row.organisation_code}", {"objection": row.objection, "on": day(row.at)}
