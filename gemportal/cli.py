"""The `flask` commands that span rooms; a room's own commands come with its wiring."""

import socket
import sys
from threading import Thread
from time import sleep

import click
import structlog
from flask import Flask, current_app
from flask.cli import with_appcontext
from flask_migrate import Migrate
from sqlalchemy.exc import OperationalError
from werkzeug.serving import WSGIRequestHandler, make_server

from gemportal import demo
from gemportal.backup.commands import backup, restore
from gemportal.kernel import db, outbox, schedule
from gemportal.kernel.errors import Busy
from gemportal.kernel.postman import postman
from gemportal.notices import posting
from gemportal.people.account import answering
from gemportal.register.commands import register
from gemportal.register.keeping import handed_out
from gemportal.voting.commands import tally

TICK_SECONDS = 10

log = structlog.get_logger()


def init_app(app: Flask) -> None:
    """Add the commands."""
    Migrate(app, db.db, directory="migrations", render_as_batch=True, compare_type=True)
    for command in (demo_command, serve, tick, backup, restore, register, tally):
        app.cli.add_command(command)


@click.command("tick")
@with_appcontext
def tick() -> None:
    """Do what is due: close calls and votes, lapse offers, send letters. Safe to run twice at once."""
    try:
        done, sent = _tick()
    except Busy as busy:
        sys.exit(f"gemportal: {busy}")
    click.echo(f"{done} done, {sent} sent")


def _tick() -> tuple[int, int]:
    """Do what is due; how many deadlines were carried out, and how many letters went."""
    send = postman(current_app.config["MAIL_URL"], current_app.config["MAIL_FROM"])
    answering.answer()
    done = schedule.tick()
    posting.write()
    return done, outbox.send_due(send)


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
    # The database is empty, and what an earlier one handed out guards nothing: the demo governs nobody.
    handed_out.forget()
    click.echo("Seeding the demo cooperative …")
    demo.seed(size)


def _this_app() -> Flask:
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined] # noqa: SLF001 - how Flask names it
    return app


class Quiet(WSGIRequestHandler):
    """Does not log addresses: some hold a link that lets somebody in. The frame logs each request by the name of its route."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


def _keep_ticking(app: Flask) -> None:
    """In production something outside runs `flask tick`; whoever tries the portal should not have to."""
    while True:
        with app.app_context():
            try:
                _tick()
            except (Busy, OperationalError) as error:
                log.warning("tick.failed", reason=type(error).__name__)
        sleep(TICK_SECONDS)


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
    app = _this_app()
    app.config["BASE_URL"] = f"http://localhost:{port}"
    server = make_server("127.0.0.1", port, app, threaded=True, request_handler=Quiet)
    Thread(target=_keep_ticking, args=(app,), name="tick", daemon=True).start()
    click.echo(f"\n  gemportal: http://localhost:{port}\n")
    click.echo(demo.sign_ins(str(current_app.config["DEMO_PASSWORD"])))
    click.echo("\n  Stop with Ctrl-C.")
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        click.echo("")
