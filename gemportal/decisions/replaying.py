"""What the register tells of decisions and of the members' agenda."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

import sqlalchemy as sa

from gemportal.decisions.models import Agenda, AgendaLine, Decision
from gemportal.decisions.rules import DecisionStatus, Ground
from gemportal.kernel import db
from gemportal.register.replaying.telling import Shown, Told, day, replays, shows

ENDED_AS = {
    "decisions:record": None,
    "decisions:record-vote": None,
    "decisions:record-consent": None,
    "decisions:supersede": DecisionStatus.SUPERSEDED,
    "decisions:withdraw": DecisionStatus.WITHDRAWN,
}


@replays(*ENDED_AS)
def decided(told: Told) -> None:
    data, session = told.data, db.session()
    ended_as = ENDED_AS[told.act]
    if ended_as is not None:
        session.scalars(sa.select(Decision).where(Decision.number == data["ends"])).one().status = ended_as
    session.add(
        Decision(
            number=told.subject,
            status=DecisionStatus.IN_FORCE,
            title=data["title"],
            text=told.words("text"),
            rationale=told.words("rationale"),
            alternatives=told.words("alternatives"),
            dissent=told.words("dissent"),
            review_on=date.fromisoformat(data["review"]) if data["review"] else None,
            ground=Ground(data["by"]),
            vote_number=data["vote"],
            group_number=data["group"],
            decided_at=told.at,
            ends_number=data["ends"],
            entry=told.index,
        )
    )


@replays("decisions:set-agenda")
def agenda_set(told: Told) -> None:
    agenda = Agenda(vote_number=told.data["ground"], set_at=told.at)
    session = db.session()
    session.add(agenda)
    session.flush()
    session.add_all(
        AgendaLine(agenda_id=agenda.id, position=place, initiative_number=number)
        for place, number in enumerate(told.data["order"], 1)
    )


@shows("decision")
def decisions() -> Iterator[tuple[str, Shown]]:
    for row in db.session().scalars(sa.select(Decision)):
        yield (
            row.number,
            {
                "status": row.status,
                "title": row.title,
                "text": row.text,
                "rationale": row.rationale,
                "alternatives": row.alternatives,
                "dissent": row.dissent,
                "ground": row.ground,
                "vote": row.vote_number,
                "group": row.group_number,
                "decided": day(row.decided_at),
                "review": row.review_on.isoformat() if row.review_on else None,
                "ends": row.ends_number,
                "entry": row.entry,
            },
        )


@shows("agenda")
def agendas() -> Iterator[tuple[str, Shown]]:
    """Every agenda there was, by its vote."""
    orders: dict[int, list[str]] = defaultdict(list)
    lines = sa.select(AgendaLine.agenda_id, AgendaLine.initiative_number)
    for agenda_id, number in db.session().execute(lines.order_by(AgendaLine.agenda_id, AgendaLine.position)):
        orders[agenda_id].append(number)
    for row in db.session().scalars(sa.select(Agenda)):
        yield f"agenda {row.vote_number}", {"set": day(row.set_at), "order": orders[row.id]}
