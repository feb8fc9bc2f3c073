"""What the register tells of growing: each rung that a group climbed to with the offers that followed, and who consented."""

from collections.abc import Iterator

import sqlalchemy as sa

from gemportal.groups import queries as groups
from gemportal.groups.growing.models import Growth, GrowthConsent
from gemportal.groups.models import Group
from gemportal.groups.policy import CONSENT_TO_GROWING, GROW
from gemportal.groups.replaying import make_places, offer
from gemportal.kernel import db
from gemportal.register.replaying.telling import Shown, Told, day, replays, shows


@replays(CONSENT_TO_GROWING)
def consented(told: Told) -> None:
    key = {"group_id": groups.group(told.subject).id, "places": told.data["places"]}
    db.session().add(GrowthConsent(**key, organisation_code=told.organisation, at=told.at))


@replays(GROW)
def grown(told: Told) -> None:
    group = groups.group(told.subject)
    before, places = told.data["from"], told.data["to"]
    make_places(group, places - before, told.data.get("partners", 0), after=before)
    db.session().add(
        Growth(group_id=group.id, places=places, before=before, step=told.data["step"], at=told.at, entry=told.index)
    )
    offer(group, told.data["offers"], told.at)


@shows("growth")
def growths() -> Iterator[tuple[str, Shown]]:
    for number, row in db.session().execute(sa.select(Group.number, Growth).join(Group, Group.id == Growth.group_id)):
        yield (
            f"{number} to {row.places} places",
            {"from": row.before, "step": row.step, "on": day(row.at), "entry": row.entry},
        )


@shows("consent to growing")
def consents() -> Iterator[tuple[str, Shown]]:
    query = sa.select(Group.number, GrowthConsent).join(Group, Group.id == GrowthConsent.group_id)
    for number, row in db.session().execute(query):
        yield f"{number} {row.organisation_code} to {row.places} places", {"on": day(row.at)}
