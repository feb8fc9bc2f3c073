"""What this room hands to the application."""

from flask import Flask, url_for

from gemportal.kernel.words import _l
from gemportal.organisations.holdings import tell_with
from gemportal.register import words
from gemportal.sharing import news as news
from gemportal.sharing import personal as personal
from gemportal.sharing import policy as policy
from gemportal.sharing import queries
from gemportal.sharing import replaying as replaying
from gemportal.sharing.belonging.queries import holding_of
from gemportal.sharing.views import room

VIEWS = (room,)


def init_app(app: Flask) -> None:
    """Let the register find lessons, and tell of those of who leaves or merges."""
    tell_with("sharing", holding_of)
    words.file_under(
        "lessen", "sharing", _l("Lessen"), voices=("sharing:endorse-lesson", "sharing:withdraw-endorsement")
    )
    words.title_subjects("L", queries.titled)
    words.belongs_with(queries.lessons_about)
    words.show_subjects_at("L", lambda number: url_for("sharing.show", number=number))
