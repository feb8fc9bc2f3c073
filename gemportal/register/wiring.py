"""What this room hands to the application."""

from flask import Flask

from gemportal.kernel import public_state
from gemportal.register import queries
from gemportal.register.views import room

VIEWS = (room,)


def init_app(app: Flask) -> None:
    """Let every page know by the size of the register whether something changed."""
    public_state.count_in("register", queries.size())
