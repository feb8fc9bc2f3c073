"""What this room hands to the application."""

from flask import Flask

from gemportal.kernel import public_state
from gemportal.register import queries
from gemportal.register.proving import views as proving
from gemportal.register.standalone import views as standalone
from gemportal.register.views import room

VIEWS = (room, proving.room, standalone.room)


def init_app(app: Flask) -> None:
    """Let every page know by the size of the register whether something changed, find the tiles, and show what checks them."""
    proving.spell(app)
    standalone.show_digest(app)
    public_state.count_in("register", queries.size())
