"""What this room hands to the application."""

from flask import Flask, url_for

from gemportal.register import words
from gemportal.site import views
from gemportal.site.memo import views as memo

VIEWS = tuple({part.room for part in (views, memo)})


def init_app(app: Flask) -> None:
    """Let the register lead to the pages that stand in this room."""
    words.show_subjects_at("I", lambda number: url_for("site.initiative", number=number))
    for kind in ("GM", "KP"):
        words.show_subjects_at(kind, lambda code: url_for("site.municipality", code=code))
