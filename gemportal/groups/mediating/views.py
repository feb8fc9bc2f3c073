"""The pages of mediation: asking for it, and the coordinator's side."""

from flask import render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from gemportal.groups import queries as groups
from gemportal.groups.mediating import acts, forms, queries
from gemportal.groups.mediating.policy import ASK, CLOSE, TAKE_UP, Dispute
from gemportal.groups.mediating.rules import MediationStatus
from gemportal.groups.views import Page, done, for_the_act, page
from gemportal.groups.views import room as room
from gemportal.kernel.web.forms import ConfirmForm, require_for_form
from gemportal.kernel.web.frame import actor


@page(ASK, "/groepen/<number>/bemiddeling")
def ask_mediation(number: str) -> Response | Page:
    group = for_the_act(ASK, number)
    form = forms.MediationForm()
    if form.performed(acts.ask_mediation, actor(), number, form.text.data or ""):
        return done(number, _("Uw verzoek ligt bij de coördinatoren. Wat u schreef is niet openbaar."))
    asked = queries.open_request(number, actor().organisation)
    return render_template("groups/ask_mediation.html", group=group, form=form, asked=asked), form.status


@page(TAKE_UP, "/groepen/<number>/bemiddeling/<code>")
def mediate(number: str, code: str) -> Response | Page:
    """Taking up a request, and closing it: whichever comes next."""
    asked = queries.request(number, code)
    take_up = asked.status is MediationStatus.ASKED
    require_for_form(actor(), TAKE_UP if take_up else CLOSE, Dispute(number, asked.status))
    group, form = groups.page_of(number), ConfirmForm()
    if form.performed(acts.take_up_mediation if take_up else acts.close_mediation, actor(), number, code):
        return done(
            number,
            _("U bemiddelt in deze groep.") if take_up else _("De bemiddeling is afgesloten en de toelichting gewist."),
        )
    shown = render_template(
        "groups/mediate.html",
        group=group,
        form=form,
        asked=asked,
        text=queries.details(asked.id),
        name=next((seat.name for seat in group.all_seats if seat.code == code), code),
        take_up=take_up,
    )
    return shown, form.status
