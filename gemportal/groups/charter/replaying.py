"""What the register tells of charters: each version as it was proposed, who consented to it, and since when it is in force."""

from datetime import date

from gemportal.groups import queries
from gemportal.groups.models import Charter, CharterConsent
from gemportal.groups.replaying import stand
from gemportal.kernel import db
from gemportal.register.replaying.telling import Told, replays


@replays("groups:propose-charter")
def proposed(told: Told) -> None:
    charter = Charter(
        group_id=queries.group(told.subject).id,
        version=told.data["version"],
        scope=told.words("scope"),
        budget=told.data["budget"],
        ends_on=date.fromisoformat(told.data["ends_on"]),
        proposed_at=told.at,
    )
    db.session().add(charter)
    db.session().flush()
    consented(told)


@replays("groups:consent-to-charter")
def consented(told: Told) -> None:
    group = queries.group(told.subject)
    key = {"group_id": group.id, "version": told.data["version"], "organisation_code": told.organisation}
    db.session().add(CharterConsent(**key, at=told.at))
    stand(group, told)


@replays("groups:accept-charter")
def accepted(told: Told) -> None:
    queries.waiting_charter(told.subject, told.data["version"]).accepted_at = told.at
