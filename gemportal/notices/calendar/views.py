"""The calendar of everybody, one's own, and the page that gives its address."""

from flask import Response, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from gemportal.kernel import clock
from gemportal.kernel.acts import perform
from gemportal.kernel.tokens import digest_of, new_token
from gemportal.kernel.web.frame import actor
from gemportal.kernel.web.links import as_read_in, link_to
from gemportal.kernel.web.room import OPEN, PUBLIC, SIGNED_IN, Room
from gemportal.notices.calendar import acts, queries
from gemportal.notices.calendar.rules import Marked
from gemportal.notices.calendar.writing import calendar
from gemportal.register.queries import latest_checkpoint

room = Room("calendar", __name__)


def _given(name: str, marks: list[Marked]) -> Response:
    checkpoint = latest_checkpoint()
    since = checkpoint.at if checkpoint else clock.start_of(clock.today())
    body = calendar(name, marks, queries.last_changes(marks), since)
    return Response(body, content_type="text/calendar; charset=utf-8")


@room.page("/kalender.ics", access=PUBLIC)
def public() -> Response:
    return _given(_("Laatste dagen in de coöperatie"), queries.public())


@room.page("/kalender/<token>.ics", access=OPEN)
def personal(token: str) -> Response:
    owner = queries.owner_of(digest_of(token))
    # In the language that its owner chose: a calendar program asks for no other.
    with as_read_in(owner.language):
        return _given(_("Gevraagd van mij"), queries.asked_of_person(owner.person_id))


@room.page("/mijn/kalender", access=SIGNED_IN)
def own() -> str:
    return _own_page(None)


@room.action("/mijn/kalender/adres", access=SIGNED_IN)
def renew() -> str:
    token = new_token()
    perform(acts.renew, actor(), digest_of(token))
    # The address exists on this page alone, which is never stored.
    return _own_page(link_to(".personal", token=token))


@room.action("/mijn/kalender/adres/intrekken", access=SIGNED_IN)
def end() -> AnyResponse:
    perform(acts.end, actor())
    flash(
        _("Het adres van uw kalender is ingetrokken. Een agenda met dat adres wordt niet meer bijgewerkt."), "success"
    )
    return redirect(url_for(".own"), 303)


def _own_page(address: str | None) -> str:
    made_at = queries.made_at(actor().person_id)
    return render_template("notices/calendar.html", address=address, made_at=made_at, public=link_to(".public"))
