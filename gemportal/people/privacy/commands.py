"""The operator's commands to erase again who was erased, after an older backup was put back."""

import sys
from datetime import datetime
from pathlib import Path

import click
from flask.cli import with_appcontext

from gemportal.kernel.actor import clock_for
from gemportal.kernel.acts import perform
from gemportal.people.policy import ERASE
from gemportal.people.privacy import acts, queries


@click.group("people")
def people() -> None:
    """The data of people."""


@people.command("erased")
@with_appcontext
def erased() -> None:
    """List who was erased, by number, and when. It holds nothing personal: keep it apart from the backups."""
    for number, at in queries.erased():
        click.echo(f"{number} {at.isoformat()}")


@people.command("erase-again")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@with_appcontext
def erase_again(file: Path) -> None:
    """Erase everybody on a list of `erased` who is there again, since an older backup was put back."""
    try:
        lines = [line.split() for line in file.read_text("utf-8").splitlines() if line.strip()]
        listed = {int(number): datetime.fromisoformat(at) for number, at in lines}
    except ValueError:
        sys.exit(f"gemportal: {file} is not a list that `flask people erased` made")
    found = queries.back_again(listed)
    for number in found:
        perform(acts.erase, clock_for(ERASE), str(number))
    click.echo(f"{len(found)} erased again, of {len(listed)} on the list")
