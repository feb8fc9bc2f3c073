"""Seeding the demo into an empty database, and telling who can sign in."""

import click
import sqlalchemy as sa
from flask import current_app

from gemportal.decisions.models import Decision
from gemportal.demo import crowd
from gemportal.demo.cast import DOMAIN, OFFICERS, address_of
from gemportal.demo.crowd import Size
from gemportal.demo.stage import Stage, play
from gemportal.demo.story import storylines
from gemportal.groups.models import Group
from gemportal.initiatives.models import Initiative
from gemportal.kernel import clock, db, outbox, schedule
from gemportal.kernel.actor import MandateRole, Office, clock_for
from gemportal.kernel.acts import perform
from gemportal.notices.acts import take_stock
from gemportal.notices.policy import WRITING
from gemportal.organisations import source
from gemportal.organisations.models import Organisation
from gemportal.organisations.queries import number_of_members
from gemportal.organisations.rules import slug_of
from gemportal.people.policy import DEMO
from gemportal.people.signin.passwords import passwords
from gemportal.register.models import Entry
from gemportal.voting.models import Vote

# In days. The story itself takes fourteen months, whatever the size.
SIZES = {
    "small": Size(founded=430),
    "full": Size(founded=1500, initiatives=140, votes=24),
    "huge": Size(founded=2600, initiatives=2300, votes=60),
}
_OFFICES = {
    Office.CHAIR: "chair",
    Office.COORDINATOR: "coordinator: admits, invites, opens votes, forms groups",
    Office.AUDITOR: "auditor: reads all that is not secret, changes nothing",
    Office.ADMINISTRATOR: "administrator: technical, governs nothing",
}


def database_is_empty() -> bool:
    """Whether nothing ever happened here: no entry in the register, and no organisation."""
    session = db.session()
    return not any(
        session.scalar(sa.select(column).limit(1)) is not None for column in (Entry.index, Organisation.code)
    )


def seed(size: str = "small") -> None:
    """Tell the story into this empty database, and say in one line what came of it."""
    codes = {slug_of(line.name): line.code for line in source.read()}
    # One hash for everybody: people with a password of their own have a salt of their own, these have neither.
    password_hash = passwords().hashed(str(current_app.config["DEMO_PASSWORD"]))
    stage = Stage(clock.now(), codes, password_hash, founded=SIZES[size].founded)
    play(stage, [*storylines(stage), *crowd.storylines(stage, SIZES[size])])
    schedule.tick()
    perform(take_stock, clock_for(WRITING))
    perform(outbox.discard, clock_for(DEMO))
    click.echo(_figures())


def _figures() -> str:
    counted = {
        "initiatives": Initiative.id,
        "groups": Group.id,
        "votes": Vote.id,
        "decisions": Decision.number,
        "entries in the register": Entry.index,
    }
    session = db.session()
    figures = [f"{session.scalar(sa.select(sa.func.count(key)))} {name}" for name, key in counted.items()]
    return ", ".join([f"{number_of_members()} members", *figures])


def sign_ins(password: str) -> str:
    """Who can sign in to the demo, as a text for whoever starts it."""
    who = [
        (address_of("zwolle"), "acts for Zwolle, of which most is asked"),
        (address_of("zwolle", MandateRole.DEPUTY), "deputy for Zwolle"),
        (address_of("s-hertogenbosch"), "acts for ’s-Hertogenbosch; every member has such an address"),
        *((f"{officer.mailbox}@{DOMAIN}", _OFFICES[officer.office]) for officer in OFFICERS),
    ]
    longest = max(len(address) for address, _ in who)
    lines = [f"    {address:{longest}}  {what}" for address, what in who]
    return "\n".join([f"  Sign in at /aanmelden with the password {password}", "", *lines])
