"""What this room hands to the application."""

from flask import Flask, url_for

from gemportal.initiatives import news as news
from gemportal.initiatives import personal as personal
from gemportal.initiatives import policy as policy
from gemportal.initiatives import queries, replaying
from gemportal.initiatives import views as initiatives
from gemportal.initiatives import voted as voted
from gemportal.initiatives.inviting import replaying as invitations
from gemportal.initiatives.inviting import views as inviting
from gemportal.initiatives.merging.acts import when_organisations_merge
from gemportal.initiatives.merging.queries import holding_of
from gemportal.initiatives.support import deadlines
from gemportal.initiatives.support import views as support
from gemportal.kernel.acts import listen
from gemportal.kernel.words import _l
from gemportal.organisations.holdings import tell_with
from gemportal.register import words

VIEWS = tuple({part.room for part in (initiatives, inviting, support)})

# Importing them is the point: how the register tells their acts again declares itself.
TELLING = (replaying, invitations)


def init_app(app: Flask) -> None:
    """Follow mergers, and let the register lead to an initiative's page. Closing a call needs no rule: see
    `acts.CALL_CLOSES`.
    """
    listen("organisations:merged", when_organisations_merge)
    listen("initiatives:willingness-withdrawn", deadlines.when_withdrawn)
    listen("initiatives:ended", deadlines.when_ended)
    tell_with("initiatives", holding_of)
    words.file_under(
        "initiatieven",
        "initiatives",
        _l("Initiatieven"),
        voices=[f"initiatives:{verb}-willingness" for verb in ("declare", "confirm", "back", "withdraw")],
    )
    words.title_subjects("I", queries.titled)
    words.show_subjects_at("I", lambda number: url_for("site.initiative", number=number))
