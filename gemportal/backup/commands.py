"""The operator's commands: the whole portal into one file, and back."""

import sys
from pathlib import Path

import click
from flask.cli import with_appcontext

from gemportal.backup import restoring, writing
from gemportal.backup.rules import Unusable
from gemportal.register.keeping import rollback

_FILE = click.argument("file", type=click.Path(path_type=Path, dir_okay=False))


@click.command("backup")
@_FILE
@click.option("--force", is_flag=True, help="Write over a file that exists.")
@with_appcontext
def backup(*, file: Path, force: bool) -> None:
    """Write the whole database to FILE, while the portal goes on. Keep the register's key and SECRET_KEY elsewhere."""
    try:
        manifest = writing.write(file, force=force)
    except Unusable as reason:
        sys.exit(f"gemportal: no backup was made: {reason}")
    rows = sum(table.rows for table in manifest.tables)
    click.echo(f"{file}: {rows} rows of {len(manifest.tables)} tables, {manifest.size} entries in the register")
    if (wrong := rollback.found()) is not None:
        click.echo(f"gemportal: keep your older backups: {wrong}", err=True)


@click.command("restore")
@_FILE
@click.option(
    "--rolled-back",
    is_flag=True,
    help="Also when its register misses entries that were handed out: then only for reading.",
)
@click.option("--unverified", is_flag=True, help="Also when its register does not verify: to find out what happened.")
@with_appcontext
def restore(*, file: Path, rolled_back: bool, unverified: bool) -> None:
    """Fill the empty database from FILE, unless it is damaged or its register does not verify."""
    try:
        manifest, report = restoring.restore(file, rolled_back=rolled_back, unverified=unverified)
    except Unusable as reason:
        sys.exit(f"gemportal: {file} was not restored: {reason}")
    rows = sum(table.rows for table in manifest.tables)
    click.echo(f"{file} of {manifest.made_at}: {rows} rows, {manifest.size} entries in the register")
    if report.differences:
        click.echo("gemportal: its register does NOT verify; `flask register verify` says where", err=True)
    else:
        click.echo("its register verifies")
    if manifest.secret_mark != writing.secret_mark():
        click.echo("SECRET_KEY is another one than when this was made: apps with codes must be set up again", err=True)
    if (wrong := rollback.found()) is not None:
        click.echo(f"gemportal: {wrong}", err=True)
