"""The operator's command for the first person of a fresh installation."""

import sys

import click
from flask import current_app, url_for
from flask.cli import with_appcontext

from gemportal.kernel import clock
from gemportal.kernel.actor import Office, clock_for
from gemportal.kernel.acts import perform
from gemportal.kernel.errors import Refusal
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
    with current_app.test_request_context(base_url=_base_url()):
        link = url_for("people.accept", token=token)
        click.echo(f"{_base_url()}{link}")


def _base_url() -> str:
    hosts = current_app.config.get("TRUSTED_HOSTS")
    if not hosts:
        return "http://localhost:5000"
    return f"{'https' if current_app.config['PRODUCTION'] else 'http'}://{hosts[0].lstrip('.')}"
