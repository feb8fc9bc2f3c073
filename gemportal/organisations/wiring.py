"""What this room hands to the application."""

from flask import Flask

from gemportal.kernel.policy import provide
from gemportal.organisations import policy as policy
from gemportal.organisations import queries
from gemportal.organisations.commands import municipalities
from gemportal.organisations.imports import policy as imports_policy
from gemportal.organisations.imports.views import room as imports
from gemportal.organisations.views import room
from gemportal.register import words

VIEWS = (room, imports)

__all__ = ["VIEWS", "imports_policy", "init_app", "policy"]


def init_app(app: Flask) -> None:
    """Offer who is a member and who a partner, names for the register, and the command that loads the list."""
    provide("organisations:member", queries.membership_fact)
    provide("organisations:partner", queries.partner_fact)
    words.name_organisations_with(queries.names)
    app.cli.add_command(municipalities)
