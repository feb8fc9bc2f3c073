"""What this room hands to the application."""

from flask import Flask

from gemportal.kernel import public_state
from gemportal.register import queries
from gemportal.register.proving import views as proving
from gemportal.register.views import room

VIEWS = (room, proving.room)


def init_app(app: Flask) -> None:
    """Let every page know by the size of the register whether something changed, and find the tiles."""
    proving.spell(app)
    public_state.count_in("register", queries.size())
