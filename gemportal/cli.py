"""The `flask` commands that span rooms; a room's own commands come with its wiring."""

import socket
import sys

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from flask_migrate import Migrate
from werkzeug.serving import make_server

from gemportal import demo
from gemportal.kernel import db, schedule
from gemportal.register.commands import register
from gemportal.voting.commands import tally


def init_app(app: Flask) -> None:
    """Add the commands."""
    Migrate(app, db.db, directory="migrations", render_as_batch=True, compare_type=True)
    for command in (demo_command, serve, tick, register, tally):
        app.cli.add_command(command)


@click.command("tick")
@with_appcontext
def tick() -> None:
    """Do what is due: close calls and votes, lapse offers. Safe to run twice at once."""
    click.echo(f"{schedule.tick()} done")


@click.command("demo")
@click.option(
    "--size",
    type=click.Choice(["small", "full", "huge"]),
    default="small",
    show_default=True,
    help="small: 30 members, in seconds; full: all 342 and four years, in minutes; huge: 2300 initiatives for "
    "benchmarks, in half an hour or more.",
)
@click.option("--if-empty", is_flag=True, help="Say nothing and do nothing when there is data already.")
@with_appcontext
def demo_command(*, size: str, if_empty: bool) -> None:
    """Seed the demo cooperative into an empty database."""
    if current_app.config["PRODUCTION"]:
        sys.exit("gemportal: the demo never starts with GEMPORTAL_ENV=production")
    if not demo.database_is_empty():
        if if_empty:
            return
        sys.exit("gemportal: the database is not empty; the demo needs an empty one")
    click.echo("Seeding the demo cooperative …")
    demo.seed(size)


def _this_app() -> Flask:
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined] # noqa: SLF001 - how Flask names it
    return app


@click.command("serve")
@click.option("--port", type=click.IntRange(1, 65535), default=5000, show_default=True)
@with_appcontext
def serve(port: int) -> None:
    """Serve the portal on this machine only, for trying and developing."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            sys.exit(f"gemportal: port {port} is taken; choose another one, for example: PORT={port + 1} make run")
    server = make_server("127.0.0.1", port, _this_app(), threaded=True)
    click.echo(f"\n  gemportal: http://localhost:{port}\n")
    click.echo(demo.sign_ins(str(current_app.config["DEMO_PASSWORD"])))
    click.echo("\n  Stop with Ctrl-C.")
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        click.echo("")
