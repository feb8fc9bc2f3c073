"""What this room hands to the application."""

from flask import Flask, url_for

from gemportal.decisions import acts, queries
from gemportal.decisions import news as news
from gemportal.decisions import personal as personal
from gemportal.decisions import policy as policy
from gemportal.decisions import replaying as replaying
from gemportal.decisions import views as decisions
from gemportal.decisions.printed import views as printed
from gemportal.groups.queries import read_agenda_with
from gemportal.groups.room.acts import AGREED, CHANGE_PROPOSED
from gemportal.kernel.acts import listen
from gemportal.kernel.words import _l
from gemportal.register import words
from gemportal.voting.queries import name_decisions_with

VIEWS = tuple({part.room for part in (decisions, printed)})


def init_app(app: Flask) -> None:
    """Decide what was voted, tell groups the agenda and votes what they decided, and let the register find decisions."""
    read_agenda_with(queries.agenda_order)
    name_decisions_with(queries.decision_of_vote)
    listen("voting:published", acts.decide_what_was_voted)
    listen(AGREED, acts.decide_what_was_agreed)
    listen(CHANGE_PROPOSED, acts.check_may_be_changed)
    words.file_under("besluiten", "decisions", _l("Besluiten"))
    words.title_subjects("B", queries.titled)
    words.call_subject("agenda", _l("de agenda van de leden"))
    words.belongs_with(queries.numbers_about)
    words.show_subjects_at("B", lambda number: url_for("decisions.show", number=number))
    words.show_subjects_at("agenda", lambda subject: url_for("decisions.agenda"))
