"""The command with which anybody builds the public state from a downloaded log, and holds it against the portal's."""

import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from gemportal.register import keys, tree
from gemportal.register.notes import Verifier
from gemportal.register.queries import number_of_entries
from gemportal.register.replaying.comparing import State, differences, located, public_state
from gemportal.register.replaying.downloaded import Download, Unreadable, Untrue
from gemportal.register.replaying.rebuilding import Unreplayable, empty_database, finish, rebuild


class VerifierKey(click.ParamType[Verifier]):
    """A verifier key, written as `name+hash+key`."""

    name = "key"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> Verifier:
        """The key, or a sentence that says that this is none."""
        try:
            return Verifier.read(value)
        except ValueError as error:
            self.fail(f"{value!r} is no verifier key: {error}", param, ctx)


@click.command("replay")
@click.argument("source", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--into",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Keep what is built in this SQLite file, to look at it with DATABASE_URL=sqlite:///FILE flask serve.",
)
@click.option(
    "--key", type=VerifierKey(), help="The key of the register, as its page shows it; by default that of this portal."
)
@click.option("--compare/--no-compare", default=True, help="Whether to hold it against the database of this portal.")
@with_appcontext
def replay(source: Path, into: Path | None, key: Verifier | None, *, compare: bool) -> None:
    """Build everything that the public sees from a downloaded log, in an empty database, and compare.

    SOURCE is a folder that `verify.py --download` made. Exits with 1 at any difference, and with 2 when it cannot be read.
    """
    if key is None and not compare:
        raise click.UsageError(
            "Without this portal's own database, say with --key by which key the register is checked."
        )
    if into is not None and into.exists() and into.stat().st_size:
        raise click.UsageError(f"{into} is not empty: what the register tells is built in an empty file.")
    try:
        download = Download.checked(source, key or keys.signer().verifier)
        click.echo(f"checkpoint: {download.head.size} entries, signed by {download.head.origin}")
        told = _built(download, into)
    except Unreadable as error:
        click.echo(f"gemportal: {error}", err=True)
        sys.exit(2)
    except (Untrue, Unreplayable) as error:
        click.echo(error, err=True)
        sys.exit(1)
    click.echo(f"rebuilt:    {_in_words(told)}")
    if compare:
        _compare(download, told)


def _built(download: Download, into: Path | None) -> State:
    with TemporaryDirectory() as folder, empty_database(into or Path(folder) / "rebuilt.sqlite3") as house:
        rebuild(house, download.log())
        finish(house, download.note, download.head.size, current_app.extensions["migrate"].directory)
        return _public_state_of(house)


def _public_state_of(house: Flask) -> State:
    with house.app_context():
        return public_state()


def _in_words(told: State) -> str:
    counted = Counter(name for name, _ in told)
    return ", ".join(f"{name}: {number}" for name, number in sorted(counted.items())) or "nothing"


def _compare(download: Download, told: State) -> None:
    size, own = download.head.size, number_of_entries()
    found = list(located(list(differences(public_state(), told))))
    same_log = own >= size and tree.root(size) == download.head.root
    if same_log and not found:
        click.echo("result:     the portal shows what the register tells")
        return
    if not same_log:
        click.echo("The log in the folder is not the one in this portal's database.", err=True)
    elif own > size:
        click.echo(f"Since the download {own - size} entries came; what those changed differs too.", err=True)
    for index, sentence in found:
        click.echo(f"entry {index}: {sentence}", err=True)
    sys.exit(1)
