"""What the register tells of invitations, and how it says so."""

from collections.abc import Iterator

import sqlalchemy as sa

from gemportal.initiatives import queries
from gemportal.initiatives.models import Initiative, PartnerInvitation
from gemportal.initiatives.policy import INVITE, TAKE_BACK
from gemportal.kernel import clock, db
from gemportal.kernel.words import Message, _l
from gemportal.register.replaying.telling import Shown, Told, replays, shows
from gemportal.register.words import Told as Line
from gemportal.register.words import says


@replays(INVITE)
def invited(told: Told) -> None:
    initiative = queries.by_number(told.subject)
    db.session().add(
        PartnerInvitation(
            initiative_id=initiative.id, organisation_code=told.data["org"], invited_at=told.at, entry=told.index
        )
    )


@replays(TAKE_BACK)
def taken_back(told: Told) -> None:
    initiative = queries.by_number(told.subject)
    db.session().delete(queries.invitation(initiative.id, told.data["org"]))


@shows("invitation")
def invitations() -> Iterator[tuple[str, Shown]]:
    query = sa.select(Initiative.number, PartnerInvitation).join(
        Initiative, Initiative.id == PartnerInvitation.initiative_id
    )
    for number, row in db.session().execute(query):
        on = clock.day_of(row.invited_at).isoformat()
        yield f"{number} {row.organisation_code}", {"on": on, "entry": row.entry}


@says(INVITE, TAKE_BACK)
def partner_named(line: Line) -> Message:
    return _l("Ketenpartner: %(name)s.", name=line.title_of(line.data["org"]))
