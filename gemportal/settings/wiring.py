"""What this room hands to the application."""

from flask import Flask, url_for

from gemportal.kernel.words import _l
from gemportal.register import words
from gemportal.settings import news as news
from gemportal.settings import policy as policy
from gemportal.settings import replaying as replaying
from gemportal.settings.rules import KEYS
from gemportal.settings.views import room

VIEWS = (room,)


def init_app(app: Flask) -> None:
    """Let the register call the settings by their labels, and lead to them: every room that declares one is imported by now."""
    words.file_under("instellingen", "settings", _l("Instellingen"))
    for key, setting in KEYS.items():
        words.call_subject(key, setting.label)
        words.show_subjects_at(key, lambda subject: url_for("settings.index"))
