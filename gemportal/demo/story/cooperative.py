"""The cooperative itself: its founders, the members that came later, and the people who act for them."""

from gemportal.demo.cast import DOMAIN, FOUNDERS, LATER, MEMBERS, OFFICERS, address_of, invented_name
from gemportal.demo.stage import Stage, Storyline
from gemportal.groups.rules import PARTNERS
from gemportal.kernel import clock
from gemportal.kernel.actor import MandateRole, Office, clock_for
from gemportal.organisations import acts as organisations
from gemportal.organisations import source
from gemportal.people import acts as people
from gemportal.people import standing
from gemportal.people.policy import DEMO
from gemportal.settings.acts import change_setting

PER_BATCH = 2


def founding(stage: Stage) -> Storyline:
    """Eight municipalities found the cooperative."""
    yield stage.founded
    stage.do(organisations.load_municipalities, clock_for("organisations:load-municipalities"), source.read())
    for officer in OFFICERS:
        address = f"{officer.mailbox}@{DOMAIN}"
        stage.do(people.enrol, clock_for(DEMO), address, officer.name, stage.password_hash, office=officer.office)
    for slug in FOUNDERS:
        join(stage, slug, "Oprichtingsakte van de coöperatie")


def join(stage: Stage, slug: str, ground: str) -> None:
    """A municipality becomes a member, with a representative and, where it is in the story by name, a deputy."""
    stage.do(organisations.admit, stage.coordinator, stage.codes[slug], clock.today(), ground)
    enrol(stage, slug, MandateRole.REPRESENTATIVE)
    if slug in MEMBERS:
        enrol(stage, slug, MandateRole.DEPUTY)
        stage.members.append(slug)
    else:
        stage.crowd.append(slug)


def enrol(stage: Stage, slug: str, role: MandateRole, address: str = "") -> None:
    """Somebody new acts for a municipality."""
    stage.people += 1
    stage.do(
        people.enrol,
        clock_for(DEMO),
        address or address_of(slug, role),
        invented_name(stage.people),
        stage.password_hash,
        organisation=stage.codes[slug],
        role=role,
    )


def growing(stage: Stage) -> Storyline:
    """The others join two by two, on the ground of the decision that says how members are admitted."""
    days_ago = 358
    for place, slug in enumerate(LATER):
        if place % PER_BATCH == 0:
            yield days_ago
            days_ago -= 6 if place < 8 else 24
        join(stage, slug, f"Besluit {stage.numbers['admission']} over het toelaten van leden")


def somebody_leaves(stage: Stage) -> Storyline:
    """Tilburg's second deputy comes and goes, a rule widens, and somebody is invited."""
    yield 340
    tilburg, address = "tilburg", f"plv2.tilburg@{DOMAIN}"
    enrol(stage, tilburg, MandateRole.DEPUTY, address)
    yield 228
    leaving = standing.acting_as(address, organisation=stage.codes[tilburg])
    stage.do(people.end_mandate, stage.coordinator, leaving.mandate_id or 0)
    yield 142
    reason = "Bij warmte en openbare ruimte zijn vaak een waterschap én een netbeheerder nodig."
    stage.do(change_setting, stage.officer(Office.CHAIR), PARTNERS.key, 2, reason)
    yield 2
    stage.do(
        people.invite,
        stage.coordinator,
        stage.chance.randbytes(32),
        f"plv2.wageningen@{DOMAIN}",
        "Zoë Zeearend",
        organisation=stage.codes["wageningen"],
        role=MandateRole.DEPUTY,
        first_day=clock.today(),
    )
