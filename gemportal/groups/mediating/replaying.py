"""What the register tells of mediation in groups: that it was asked for, taken up and closed."""

from collections import Counter
from collections.abc import Iterator

import sqlalchemy as sa

from gemportal.groups import queries as groups
from gemportal.groups.mediating import queries
from gemportal.groups.mediating.models import Mediation
from gemportal.groups.mediating.policy import ASK, CLOSE, TAKE_UP
from gemportal.groups.mediating.rules import MediationStatus
from gemportal.groups.models import Group
from gemportal.kernel import db
from gemportal.kernel.words import Message, _l
from gemportal.register.replaying.telling import Shown, Told, day, replays, shows
from gemportal.register.words import Told as Line
from gemportal.register.words import says


@replays(ASK)
def asked(told: Told) -> None:
    group = groups.group(told.subject)
    db.session().add(
        Mediation(
            group_id=group.id, organisation_code=told.organisation, status=MediationStatus.ASKED, asked_at=told.at
        )
    )


@replays(TAKE_UP)
def taken_up(told: Told) -> None:
    found = queries.request(told.subject, told.data["org"])
    found.status, found.taken_up_at = MediationStatus.TAKEN_UP, told.at


@replays(CLOSE)
def closed(told: Told) -> None:
    found = queries.request(told.subject, told.data["org"])
    found.status, found.closed_at = MediationStatus.CLOSED, told.at


@shows("mediation")
def mediations() -> Iterator[tuple[str, Shown]]:
    counted: Counter[str] = Counter()
    query = sa.select(Group.number, Mediation).join(Group, Group.id == Mediation.group_id).order_by(Mediation.id)
    for number, row in db.session().execute(query):
        key = f"{number} {row.organisation_code}"
        counted[key] += 1
        yield (
            f"{key} {counted[key]}",
            {
                "status": row.status,
                "asked": day(row.asked_at),
                "taken_up": day(row.taken_up_at),
                "closed": day(row.closed_at),
            },
        )


@says(TAKE_UP, CLOSE)
def asker_named(line: Line) -> Message:
    return _l("Op verzoek van %(name)s.", name=line.title_of(line.data["org"]))
