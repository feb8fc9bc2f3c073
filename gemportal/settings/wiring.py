"""What this room hands to the application."""

from flask import Flask

from gemportal.settings import policy as policy
from gemportal.settings import replaying as replaying
from gemportal.settings.views import room

VIEWS = (room,)


def init_app(app: Flask) -> None:
    """The tables are declared by importing the policy, and what is replayed by importing that; there is nothing more to do."""
