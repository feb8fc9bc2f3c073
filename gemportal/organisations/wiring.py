"""What this room hands to the application."""

from flask import Flask, url_for

from gemportal.kernel import schedule
from gemportal.kernel.policy import provide
from gemportal.kernel.words import _l
from gemportal.organisations import news as news
from gemportal.organisations import policy as policy
from gemportal.organisations import queries
from gemportal.organisations import replaying as replaying
from gemportal.organisations.applying import personal as personal
from gemportal.organisations.applying.acts import forget_application
from gemportal.organisations.applying.policy import FORGET
from gemportal.organisations.applying.views import room as applying
from gemportal.organisations.commands import municipalities
from gemportal.organisations.imports import policy as imports_policy
from gemportal.organisations.imports.views import room as imports
from gemportal.organisations.merging import policy as merging_policy
from gemportal.organisations.merging.acts import merge
from gemportal.organisations.merging.views import room as merging
from gemportal.organisations.policy import MERGE
from gemportal.organisations.views import room
from gemportal.register import words

VIEWS = (room, applying, merging, imports)

__all__ = ["VIEWS", "imports_policy", "init_app", "merging_policy", "news", "personal", "policy", "replaying"]


def init_app(app: Flask) -> None:
    """Offer who is a member and who a partner, names for the register, the clock's rules, and the command that loads the list."""
    provide("organisations:member", queries.membership_fact)
    provide("organisations:partner", queries.partner_fact)
    provide("organisations:stands-for", queries.stands_for_fact)
    provide("organisations:kin", queries.kin_fact)
    schedule.rule(MERGE, merge)
    schedule.rule(FORGET, forget_application)
    words.file_under("leden", "organisations", _l("Leden"))
    for kind in ("GM", "KP"):
        words.title_subjects(kind, queries.titled)
    words.call_subject("gemeenten", _l("de lijst van gemeenten"))
    words.show_subjects_at("gemeenten", lambda subject: url_for("organisations.index"))
    words.find_organisations_with(queries.meant_by)
    words.name_organisations_with(queries.name_at)
    app.cli.add_command(municipalities)
