"""The operator's command for the first person of a fresh installation."""

import sys

import click
from flask.cli import with_appcontext

from gemportal.kernel import clock
from gemportal.kernel.actor import Office, clock_for
from gemportal.kernel.acts import perform
from gemportal.kernel.errors import Refusal
from gemportal.kernel.web.links import link_to
from gemportal.people import rules
from gemportal.people.acts import invite
from gemportal.people.policy import BOOTSTRAP


@click.command("invite")
@click.argument("email")
@click.option(
    "--office", type=click.Choice([office.value for office in Office]), default="coordinator", show_default=True
)
@click.option("--name", help="How the person is called; by default the part before the @.")
@with_appcontext
def invite_command(email: str, office: str, name: str | None) -> None:
    """Invite the first person, and print the link that lets them in."""
    token = rules.new_token()
    try:
        perform(
            invite,
            clock_for(BOOTSTRAP),
            rules.digest_of(token),
            email,
            name or email.partition("@")[0],
            office=Office(office),
            first_day=clock.today(),
        )
    except Refusal as refusal:
        sys.exit(f"gemportal: {refusal}")
    click.echo(link_to("people.accept", token=token))
