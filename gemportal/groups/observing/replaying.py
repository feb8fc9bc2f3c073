"""What the register tells of reading along: who asked or was invited, and who does."""

from collections.abc import Iterator

import sqlalchemy as sa

from gemportal.groups import queries as groups
from gemportal.groups.models import Group, Seat
from gemportal.groups.observing import queries
from gemportal.groups.observing.models import ObserverRequest
from gemportal.groups.observing.policy import DECLINE, INVITE, OBSERVE
from gemportal.groups.rules import SeatRole
from gemportal.kernel import db
from gemportal.kernel.words import Message, _l
from gemportal.register.replaying.telling import Shown, Told, day, replays, shows
from gemportal.register.words import Told as Line
from gemportal.register.words import says


@replays(OBSERVE)
def asked(told: Told) -> None:
    _meet(told, told.organisation, invited=False)


@replays(INVITE)
def invited(told: Told) -> None:
    _meet(told, told.data["org"], invited=True)


def _meet(told: Told, code: str | None, *, invited: bool) -> None:
    group, session = groups.group(told.subject), db.session()
    if not told.data["seated"]:
        session.add(ObserverRequest(group_id=group.id, organisation_code=code, invited=invited, at=told.at))
        return
    _drop(group, code)
    session.add(
        Seat(
            group_id=group.id,
            organisation_code=code,
            role=SeatRole.OBSERVER,
            since=told.at,
            people=0,
            entry=told.index,
        )
    )


@replays(DECLINE)
def declined(told: Told) -> None:
    _drop(groups.group(told.subject), told.data["org"])


def _drop(group: Group, code: str | None) -> None:
    waiting = queries.request(group.id, code or "")
    if waiting is not None:
        db.session().delete(waiting)


@shows("request to read along")
def requests() -> Iterator[tuple[str, Shown]]:
    query = sa.select(Group.number, ObserverRequest).join(Group, Group.id == ObserverRequest.group_id)
    for number, row in db.session().execute(query):
        yield f"{number} {row.organisation_code}", {"invited": row.invited, "on": day(row.at)}


@says(OBSERVE)
def wants_to_observe(line: Line) -> Message | None:
    return _l("Op uitnodiging.") if line.data["seated"] else None


@says(INVITE, DECLINE)
def observer_named(line: Line) -> Message:
    return _l("Meekijker: %(name)s.", name=line.title_of(line.data["org"]))
