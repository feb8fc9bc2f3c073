"""What can happen to a group's charter: proposed by the lead, consented to by the group, or put in force by the members."""

from datetime import date

from gemportal.groups import queries, rules, seating
from gemportal.groups.models import Charter, CharterConsent, Group
from gemportal.groups.seating import STANDING, standing
from gemportal.kernel import clock, db, policy
from gemportal.kernel.actor import Actor
from gemportal.kernel.acts import act
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.holding import holds
from gemportal.kernel.texts import check_text
from gemportal.kernel.words import _l
from gemportal.register.log import record


@act(
    "groups:propose-charter",
    _l("stelt een groepsopdracht voor"),
    holds=holds("version", "budget", "ends_on", "in_force", *STANDING, apart=("scope",)),
)
def propose_charter(actor: Actor, number: str, *, scope: str, budget: int, ends_on: date) -> int:
    """Propose a new version of the charter; proposing it is the lead's consent to it. Returns the version."""
    group = queries.group(number)
    policy.require(actor, "groups:propose-charter", queries.about(group))
    scope = check_text(scope, _l("Schrijf op wat de groep zelf mag beslissen."), rules.LONGEST_CHARTER)
    if not 0 <= budget <= rules.MOST:
        raise RuleBroken(_l("Gebruik een getal van 0 tot en met %(most)s.", most=rules.MOST))
    if ends_on <= clock.today():
        raise RuleBroken(_l("Kies een einddatum na vandaag."))
    latest = queries.latest_charter(group.id)
    version = latest.version + 1 if latest else 1
    db.session().add(
        Charter(
            group_id=group.id, version=version, scope=scope, budget=budget, ends_on=ends_on, proposed_at=clock.now()
        )
    )
    db.session().flush()
    data = {"version": version, "budget": budget, "ends_on": ends_on.isoformat()}
    data["in_force"] = _consent(group, actor, version)
    record(group.number, {**data, **standing(group)}, private={"scope": scope})
    return version


@act(
    "groups:consent-to-charter",
    _l("stemt in met de groepsopdracht"),
    holds=holds("version", "in_force", *STANDING),
)
def consent_to_charter(actor: Actor, number: str, version: int) -> bool:
    """Consent to this version of the charter. The last consent needed puts it in force; returns whether it is."""
    group = queries.group(number)
    policy.require(actor, "groups:consent-to-charter", queries.about(group))
    latest = queries.latest_charter(group.id)
    if latest is None or latest.version != version:
        raise RuleBroken(_l("Er ligt intussen een andere groepsopdracht. Lees die eerst."))
    if latest.accepted_at is not None or actor.organisation in queries.consented(group.id, version):
        raise RuleBroken(_l("U hebt al ingestemd, of de opdracht geldt al."))
    in_force = _consent(group, actor, version)
    record(group.number, {"version": version, "in_force": in_force, **standing(group)})
    return in_force


def _consent(group: Group, actor: Actor, version: int) -> bool:
    code = queries.seat_of(group.id, actor.organisation).organisation_code
    row = CharterConsent(group_id=group.id, version=version, organisation_code=code, at=clock.now())
    db.session().add(row)
    db.session().flush()
    seating.settle(group)
    latest = queries.latest_charter(group.id)
    return latest is not None and latest.accepted_at is not None


@act("groups:accept-charter", _l("stelt een groepsopdracht vast"), holds=holds("version"))
def accept_charter(actor: Actor, number: str, version: int) -> None:
    """Put a charter in force that goes beyond what a group may give itself: the members voted for it."""
    group = queries.group(number)
    policy.require(actor, "groups:accept-charter", queries.about(group))
    queries.waiting_charter(number, version).accepted_at = clock.now()
    record(group.number, {"version": version})
