"""What the register tells of objections: they are raised by the count, which is done again."""

from collections.abc import Iterator

import sqlalchemy as sa

from gemportal.kernel import db
from gemportal.register.replaying.telling import Shown, Told, replays, shows
from gemportal.voting import queries
from gemportal.voting.definition import moment
from gemportal.voting.models import Vote
from gemportal.voting.rounds.models import Objection
from gemportal.voting.rounds.policy import SETTLE, WITHDRAW
from gemportal.voting.rounds.rules import ObjectionState


@replays(SETTLE, WITHDRAW)
def ended(told: Told) -> None:
    row = db.session().get_one(Objection, (queries.by_number(told.subject).id, told.data["line"]))
    row.state, row.text = ObjectionState(told.data["state"]), told.words("text")
    row.settled_at, row.entry = told.at, told.index


@shows("objection")
def objections() -> Iterator[tuple[str, Shown]]:
    query = sa.select(Vote.number, Objection).join(Vote, Vote.id == Objection.vote_id)
    for number, row in db.session().execute(query):
        yield (
            f"{number} {row.organisation_code}",
            {
                "argument": row.argument,
                "state": row.state,
                "text": row.text,
                "settled_at": moment(row.settled_at) if row.settled_at else None,
                "entry": row.entry,
            },
        )
