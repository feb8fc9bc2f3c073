"""What this room hands to the application."""

from flask import Flask, url_for

from gemportal.initiatives import personal as personal
from gemportal.initiatives import policy as policy
from gemportal.initiatives.views import room
from gemportal.register import words

VIEWS = (room,)


def init_app(app: Flask) -> None:
    """Let the register lead to an initiative's page. Closing a call needs no rule of the clock: see `acts.CALL_CLOSES`."""
    words.show_subjects_at("I", lambda number: url_for("site.initiative", number=number))
