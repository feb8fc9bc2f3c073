"""What this room hands to the application."""

from flask import Flask

from gemportal.kernel.actor import read_again_with
from gemportal.kernel.acts import listen
from gemportal.organisations.holdings import tell_with
from gemportal.people import following, standing
from gemportal.people import policy as policy
from gemportal.people.commands import invite_command
from gemportal.people.signin import policy as signin_policy
from gemportal.people.signin import sessions
from gemportal.people.signin.passwords import Passwords
from gemportal.people.signin.sessions import identify as identify
from gemportal.people.signin.views import room as signin
from gemportal.people.views import room

VIEWS = (room, signin)

__all__ = ["VIEWS", "identify", "init_app", "policy", "signin_policy"]


def init_app(app: Flask) -> None:
    """Set up passwords and sessions, let `perform` read rights again, and offer the command for the first person."""
    app.extensions["passwords"] = Passwords(app.config["ARGON2"])
    sessions.init_app(app)
    read_again_with(standing.read_again)
    listen("organisations:merged", following.when_organisations_merge)
    listen("organisations:applicant-admitted", following.when_applicant_is_admitted)
    tell_with("people", following.holding_of)
    app.cli.add_command(invite_command)
