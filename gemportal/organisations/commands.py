"""The operator's command for the list of municipalities."""

import sys
from datetime import date
from pathlib import Path

import click
from flask.cli import with_appcontext

from gemportal.kernel.actor import clock_for
from gemportal.kernel.acts import perform
from gemportal.kernel.errors import Refusal
from gemportal.organisations import source
from gemportal.organisations.acts import load_municipalities
from gemportal.organisations.rules import Merger


def _merger(text: str) -> Merger:
    try:
        code, _, rest = text.partition("=")
        successor, _, day = rest.partition("@")
        return Merger(code, successor, date.fromisoformat(day))
    except ValueError:
        raise click.BadParameter(f"{text!r} is not of the form GM0001=GM0002@2027-01-01") from None


@click.command("municipalities")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False), default=source.SOURCE)
@click.option("--merged", multiple=True, metavar="OLD=NEW@DAY", help="A municipality that ended, and its successor.")
@with_appcontext
def municipalities(file: Path, merged: tuple[str, ...]) -> None:
    """Load CBS's list of municipalities, or bring it up to date."""
    actor = clock_for("organisations:load-municipalities")
    try:
        added, closed = perform(load_municipalities, actor, source.read(file), [_merger(text) for text in merged])
    except (Refusal, source.MalformedList) as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    click.echo(f"{added} municipalities added, {closed} closed")
