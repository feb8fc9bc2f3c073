"""Reading the proposals of groups, and what they ask of somebody."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from gemportal.groups import queries as groups
from gemportal.groups.models import Group, Seat
from gemportal.groups.queries import GroupPage, Possible
from gemportal.groups.room.models import Motion, MotionChange, MotionWord
from gemportal.groups.room.policy import ANSWER, CONSENT, PROPOSE, PROPOSE_ENDING
from gemportal.groups.room.rules import Change, Changing, MotionKind, MotionStatus, asked, is_agreed
from gemportal.groups.rules import DECIDING, GroupStatus
from gemportal.kernel import db, policy
from gemportal.kernel.actor import Acting, Actor, acting_for
from gemportal.kernel.asked import Asked, asks
from gemportal.kernel.errors import NotFound
from gemportal.kernel.words import _l
from gemportal.organisations.models import Organisation


@dataclass(frozen=True)
class Word:
    """What one organisation said of a proposal."""

    code: str
    name: str
    objection: str | None
    at: datetime


@dataclass(frozen=True)
class MotionLine:
    """A proposal with every word on it. `waiting` names those whose consent is still needed; nobody once it is settled."""

    ordinal: int
    kind: MotionKind
    status: MotionStatus
    proposer_code: str
    proposer: str
    about_code: str | None
    about: str | None
    title: str | None
    text: str
    rationale: str | None
    alternatives: str | None
    review_on: date | None
    proposed_at: datetime
    settled_at: datetime | None
    answer: str | None
    answered_at: datetime | None
    changes: str | None
    how: Change | None
    words: tuple[Word, ...]
    waiting: tuple[str, ...] = ()
    waiting_codes: frozenset[str] = frozenset()

    @property
    def objections(self) -> tuple[Word, ...]:
        return tuple(word for word in self.words if word.objection is not None)

    @property
    def consents(self) -> tuple[Word, ...]:
        return tuple(word for word in self.words if word.objection is None)

    @property
    def is_open(self) -> bool:
        return self.status is MotionStatus.OPEN

    @property
    def only_to_carry_out(self) -> bool:
        """Everybody asked consented, as the last who did not has left: one word more carries it out."""
        return self.is_open and not self.waiting_codes


def motions_of(group: GroupPage) -> tuple[MotionLine, ...]:
    """The proposals of a group, the latest first, each with its words in their order; in one query."""
    proposer, about, speaker = (sa.orm.aliased(Organisation) for _ in range(3))
    spoken = sa.and_(MotionWord.group_id == Motion.group_id, MotionWord.ordinal == Motion.ordinal)
    facts = (
        Motion.ordinal, Motion.kind, Motion.status, Motion.proposer_code, proposer.name, Motion.about_code, about.name,
        Motion.title, Motion.text, Motion.rationale, Motion.alternatives, Motion.review_on, Motion.proposed_at,
        Motion.settled_at, Motion.answer, Motion.answered_at, MotionChange.decision_number, MotionChange.how,
    )  # fmt: skip
    query = (
        sa.select(*facts, speaker.code, speaker.name, MotionWord.objection, MotionWord.at)
        .join(Group, Group.id == Motion.group_id)
        .join(proposer, proposer.code == Motion.proposer_code)
        .outerjoin(about, about.code == Motion.about_code)
        .outerjoin(MotionChange, _of_motion())
        .outerjoin(MotionWord, spoken)
        .outerjoin(speaker, speaker.code == MotionWord.organisation_code)
        .where(Group.number == group.number)
        .order_by(Motion.ordinal.desc(), MotionWord.at, speaker.name)
    )
    names = {seat.code: seat.name for seat in group.deciding}
    rows: Sequence[Any] = db.session().execute(query).all()
    return tuple(
        _line(some[0][: len(facts)], [Word(*row[len(facts) :]) for row in some if row[-1]], names)
        for some in (list(of_motion) for _, of_motion in groupby(rows, lambda row: row.ordinal))
    )


def _of_motion() -> sa.ColumnElement[bool]:
    return sa.and_(MotionChange.group_id == Motion.group_id, MotionChange.ordinal == Motion.ordinal)


def is_to_change(group_id: int, decision_number: str) -> bool:
    """Whether an open proposal would change this decision already."""
    query = (
        sa.select(Motion.ordinal)
        .join(MotionChange, _of_motion())
        .where(
            Motion.group_id == group_id,
            Motion.status == MotionStatus.OPEN,
            MotionChange.decision_number == decision_number,
        )
    )
    return db.session().scalar(query) is not None


def change_of(number: str, ordinal: int) -> Changing | None:
    """What a proposal does to an earlier decision, if anything."""
    row = db.session().get(MotionChange, (groups.group(number).id, ordinal))
    return Changing(row.decision_number, row.how) if row else None


def _line(facts: Sequence[Any], words: list[Word], names: dict[str, str]) -> MotionLine:
    line = MotionLine(*[*facts, tuple(words)])
    if not line.is_open:
        return line
    missing = asked(names, line.about_code) - {word.code for word in line.consents}
    return replace(line, waiting=tuple(sorted(names[code] for code in missing)), waiting_codes=missing)


def one_of(motions: Sequence[MotionLine], ordinal: int) -> MotionLine:
    """One proposal of a group; that of another group does not exist here."""
    for line in motions:
        if line.ordinal == ordinal:
            return line
    raise NotFound


def motion(group_id: int, ordinal: int) -> Motion:
    """The row of one proposal."""
    found = db.session().get(Motion, (group_id, ordinal))
    if found is None:
        raise NotFound
    return found


def motion_of(number: str, ordinal: int) -> Motion:
    """The same, by the number of the group."""
    return motion(groups.group(number).id, ordinal)


def next_ordinal(group_id: int) -> int:
    """The number of a group's next proposal."""
    last = db.session().scalar(sa.select(sa.func.max(Motion.ordinal)).where(Motion.group_id == group_id))
    return (last or 0) + 1


def deciding(group_id: int) -> set[str]:
    """Who decides in a group now."""
    return {seat.organisation_code for seat in groups.seats(group_id) if seat.role in DECIDING}


def has_consent(row: Motion) -> bool:
    """Whether everybody who is asked now consented."""
    query = sa.select(MotionWord.organisation_code).where(
        MotionWord.group_id == row.group_id, MotionWord.ordinal == row.ordinal, MotionWord.objection.is_(None)
    )
    return is_agreed(deciding(row.group_id), set(db.session().scalars(query)), row.about_code)


def is_in_question(group_id: int, code: str) -> bool:
    """Whether there is an open proposal to end this organisation's seat."""
    query = sa.select(Motion.ordinal).where(
        Motion.group_id == group_id, Motion.about_code == code, Motion.status == MotionStatus.OPEN
    )
    return db.session().scalar(query) is not None


@policy.by_organisation
def in_question_fact(codes: Collection[str]) -> Iterable[tuple[str, str]]:
    """The groups in which somebody proposed to end the seat of the actor's organisation: `groups:seat-in-question`."""
    query = sa.select(Organisation.code, Group.number).join(Motion, Motion.about_code == Organisation.code)
    query = query.join(Group, Group.id == Motion.group_id).where(Organisation.code.in_(codes))
    return db.session().execute(query)


@asks(acting_for)
def asked_of(acting: Acting) -> list[Asked]:
    """The proposals that wait for a word of the organisation of each actor."""
    given = sa.exists().where(
        MotionWord.group_id == Motion.group_id,
        MotionWord.ordinal == Motion.ordinal,
        MotionWord.organisation_code == Seat.organisation_code,
    )
    in_question = sa.orm.aliased(Seat)
    held = sa.exists().where(
        in_question.group_id == Motion.group_id,
        in_question.organisation_code == Motion.about_code,
        in_question.until.is_(None),
    )
    query = (
        sa.select(
            Group.number, Motion.ordinal, sa.func.coalesce(Motion.title, Organisation.name), Seat.organisation_code
        )
        .join(Group, Group.id == Motion.group_id)
        .join(Seat, sa.and_(Seat.group_id == Group.id, Seat.until.is_(None), Seat.role.in_(DECIDING)))
        .outerjoin(Organisation, Organisation.code == Motion.about_code)
        .where(
            Motion.status == MotionStatus.OPEN,
            Group.status != GroupStatus.ENDED,
            Seat.organisation_code.in_(acting),
            sa.or_(Motion.about_code.is_(None), sa.and_(Motion.about_code != Seat.organisation_code, held)),
            ~given,
        )
        .order_by(Motion.proposed_at)
    )
    return [
        Asked(
            actor,
            _l("Stem in met een voorstel, of maak bezwaar"),
            title,
            "groups.motion",
            {"number": number, "ordinal": ordinal},
        )
        for number, ordinal, title, code in db.session().execute(query)
        for actor in acting[code]
    ]


def possible(actor: Actor, group: GroupPage, motions: Sequence[MotionLine]) -> list[Possible]:
    """What this actor can do about proposals now."""
    found = []
    for line in motions:
        values: dict[str, str | int] = {"number": group.number, "ordinal": line.ordinal}
        mine = actor.organisation in line.waiting_codes or line.only_to_carry_out
        if line.is_open and mine and policy.may(actor, CONSENT, group.about):
            label = _l("Geef uw woord over voorstel %(ordinal)s", ordinal=line.ordinal)
            found.append(Possible(label, "groups.motion", values, main=True))
        if (
            line.is_open
            and line.about_code == actor.organisation
            and not line.answer
            and policy.may(actor, ANSWER, group.about)
        ):
            found.append(
                Possible(
                    _l("Antwoord op voorstel %(ordinal)s", ordinal=line.ordinal),
                    "groups.answer_motion",
                    values,
                    main=True,
                )
            )
    if policy.may(actor, PROPOSE, group.about):
        found.append(Possible(_l("Stel een besluit voor"), "groups.propose_decision", {"number": group.number}))
    if policy.may(actor, PROPOSE_ENDING, group.about) and len(group.seats) > 1:
        found.append(
            Possible(_l("Stel voor een zetel te beëindigen"), "groups.propose_ending", {"number": group.number})
        )
    return found
