"""The pages on which the lead of a group is handed over."""

from flask import render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from gemportal.groups.leading import acts, forms
from gemportal.groups.leading.policy import ACCEPT, OFFER, TAKE_BACK
from gemportal.groups.rules import OFFER_DAYS, SeatRole
from gemportal.groups.views import Page, done, for_the_act, page
from gemportal.groups.views import room as room
from gemportal.kernel.web.forms import ConfirmForm, choices
from gemportal.kernel.web.frame import actor
from gemportal.settings.queries import value


@page(OFFER, "/groepen/<number>/trekker/overdragen")
def offer_lead(number: str) -> Response | Page:
    group = for_the_act(OFFER, number)
    form = forms.OfferLeadForm()
    form.code.choices = choices((seat.code, seat.name) for seat in group.seats if seat.role is SeatRole.MEMBER)
    if form.performed(acts.offer_lead, actor(), number, form.code.data):
        return done(number, _("De vraag is gesteld. U blijft trekker tot de ander ja zegt."))
    return render_template("groups/offer_lead.html", group=group, form=form, days=value(OFFER_DAYS)), form.status


@page(TAKE_BACK, "/groepen/<number>/trekker/terugnemen")
def take_back_lead(number: str) -> Response | Page:
    group = for_the_act(TAKE_BACK, number)
    form = ConfirmForm()
    if form.performed(acts.take_back_lead, actor(), number):
        return done(number, _("De vraag om te trekken is teruggenomen."))
    return render_template("groups/take_back_lead.html", group=group, form=form), form.status


@page(ACCEPT, "/groepen/<number>/trekker/aannemen")
def accept_lead(number: str) -> Response | Page:
    group = for_the_act(ACCEPT, number)
    form = forms.LeadAnswerForm()
    if form.answer.data == forms.NO:
        if form.performed(acts.decline_lead, actor(), number):
            return done(number, _("U blijft deelnemer. De trekker weet het."))
    elif form.performed(acts.accept_lead, actor(), number):
        return done(number, _("Uw organisatie is nu trekker."))
    return render_template("groups/accept_lead.html", group=group, form=form), form.status
