"""What this room hands to the application."""

from flask import Flask

from gemportal.kernel.actor import read_again_with
from gemportal.people import policy as policy
from gemportal.people import sessions, standing
from gemportal.people.commands import invite_command
from gemportal.people.passwords import Passwords
from gemportal.people.sessions import identify as identify
from gemportal.people.views import room

VIEWS = (room,)


def init_app(app: Flask) -> None:
    """Set up passwords and sessions, let `perform` read rights again, and offer the command for the first person."""
    app.extensions["passwords"] = Passwords(app.config["ARGON2"])
    sessions.init_app(app)
    read_again_with(standing.read_again)
    app.cli.add_command(invite_command)
