"""The pages on which a group decides for itself: proposing, and giving one's word."""

from flask import render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from gemportal.groups.room import acts, forms, queries
from gemportal.groups.room.policy import ANSWER, CONSENT, PROPOSE, PROPOSE_ENDING, WITHDRAW
from gemportal.groups.views import Page, done, for_the_act, page
from gemportal.groups.views import room as room
from gemportal.kernel.web.forms import ConfirmForm, choices
from gemportal.kernel.web.frame import actor


@page(PROPOSE, "/groepen/<number>/voorstellen/besluit")
def propose_decision(number: str) -> Response | Page:
    group = for_the_act(PROPOSE, number)
    form = forms.ProposalForm()
    if form.performed(acts.propose_decision, actor(), number, form.proposal):
        return done(number, _("Het voorstel ligt er. Als de anderen instemmen, is het besloten."))
    return render_template("groups/propose_decision.html", group=group, form=form), form.status


@page(PROPOSE_ENDING, "/groepen/<number>/voorstellen/zetel")
def propose_ending(number: str) -> Response | Page:
    group = for_the_act(PROPOSE_ENDING, number)
    form = forms.EndingForm()
    form.code.choices = choices((seat.code, seat.name) for seat in group.seats if seat.code != actor().organisation)
    if form.performed(acts.propose_ending_seat, actor(), number, form.code.data, form.reason.data or ""):
        return done(number, _("Het voorstel ligt er. De organisatie kan in het openbaar antwoorden."))
    return render_template("groups/propose_ending.html", group=group, form=form), form.status


@page(CONSENT, "/groepen/<number>/voorstellen/<int:ordinal>")
def motion(number: str, ordinal: int) -> Response | Page:
    group = for_the_act(CONSENT, number)
    found = queries.one_of(queries.motions_of(group), ordinal)
    form = forms.WordForm()
    if form.word.data == forms.OBJECT:
        if form.performed(acts.object_to_motion, actor(), number, ordinal, form.reason.data or ""):
            return done(number, _("Uw bezwaar staat bij het voorstel."))
    elif form.performed(acts.consent_to_motion, actor(), number, ordinal):
        agreed = _("U hebt ingestemd. Iedereen is akkoord: dit geldt nu.")
        return done(number, agreed if form.result else _("U hebt ingestemd met het voorstel."))
    return render_template("groups/motion.html", group=group, motion=found, form=form), form.status


@page(WITHDRAW, "/groepen/<number>/voorstellen/<int:ordinal>/intrekken")
def withdraw_motion(number: str, ordinal: int) -> Response | Page:
    group = for_the_act(WITHDRAW, number)
    found = queries.one_of(queries.motions_of(group), ordinal)
    form = ConfirmForm()
    if form.performed(acts.withdraw_motion, actor(), number, ordinal):
        return done(number, _("Uw voorstel is ingetrokken."))
    return render_template("groups/withdraw_motion.html", group=group, motion=found, form=form), form.status


@page(ANSWER, "/groepen/<number>/voorstellen/<int:ordinal>/antwoord")
def answer_motion(number: str, ordinal: int) -> Response | Page:
    group = for_the_act(ANSWER, number)
    found = queries.one_of(queries.motions_of(group), ordinal)
    form = forms.AnswerForm()
    if form.performed(acts.answer_motion, actor(), number, ordinal, form.answer.data or ""):
        return done(number, _("Uw antwoord staat bij het voorstel."))
    return render_template("groups/answer_motion.html", group=group, motion=found, form=form), form.status
