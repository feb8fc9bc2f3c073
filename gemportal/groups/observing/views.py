"""The pages of reading along: asking for it, and the lead's side."""

from flask import render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from gemportal.groups.observing import acts, forms, queries
from gemportal.groups.observing.policy import INVITE, OBSERVE
from gemportal.groups.views import Page, done, for_the_act, page
from gemportal.groups.views import room as room
from gemportal.kernel.web.forms import ConfirmForm, choices
from gemportal.kernel.web.frame import actor


@page(OBSERVE, "/groepen/<number>/meekijken")
def observe(number: str) -> Response | Page:
    group = for_the_act(OBSERVE, number)
    form = ConfirmForm()
    if form.performed(acts.observe, actor(), number):
        seated = _("Uw organisatie kijkt mee.")
        return done(number, seated if form.result else _("De trekker beslist of uw organisatie kan meekijken."))
    return render_template("groups/observe.html", group=group, form=form), form.status


@page(INVITE, "/groepen/<number>/meekijkers")
def observers(number: str) -> Response | Page:
    group = for_the_act(INVITE, number)
    form = forms.ObserversForm()
    taken = {seat.code for seat in group.seats}
    # Who asked stands on top.
    named = {line.code: line.name for line in group.requests} | dict(queries.who_may_observe())
    form.code.choices = choices((code, name) for code, name in named.items() if code not in taken)
    if form.answer.data == forms.OUT:
        if form.performed(acts.decline_observer, actor(), number, form.code.data):
            return done(number, _("De organisatie kijkt niet mee."))
    elif form.performed(acts.invite_observer, actor(), number, form.code.data):
        seated = _("De organisatie kijkt mee.")
        return done(number, seated if form.result else _("De uitnodiging is verstuurd."))
    return render_template("groups/observers.html", group=group, form=form), form.status
