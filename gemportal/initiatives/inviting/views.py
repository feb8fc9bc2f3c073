"""The page on which a chain partner is invited to take a seat, and an invitation is taken back."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from gemportal.initiatives import queries
from gemportal.initiatives.inviting import acts
from gemportal.initiatives.inviting.forms import InvitingForm
from gemportal.initiatives.inviting.queries import who_may_be_invited
from gemportal.initiatives.policy import INVITE, TAKE_BACK
from gemportal.initiatives.views import Page
from gemportal.initiatives.views import room as room
from gemportal.kernel import policy
from gemportal.kernel.acts import perform
from gemportal.kernel.web.frame import actor
from gemportal.kernel.web.room import may


@room.page("/initiatieven/<number>/ketenpartner", access=may(INVITE), post=may(INVITE))
def invite(number: str) -> Response | Page:
    initiative = queries.page_of(number)
    policy.require(actor(), INVITE, initiative.inviting)
    form = InvitingForm()
    form.code.choices = [("", _("Kies een ketenpartner")), *who_may_be_invited(actor(), initiative)]
    if form.performed(acts.invite_partner, actor(), number, form.code.data):
        flash(_("De ketenpartner is uitgenodigd. Zij zegt zelf of zij een zetel wil."), "success")
        return redirect(url_for("site.initiative", number=number), 303)
    return render_template("initiatives/invite.html", form=form, initiative=initiative), form.status


@room.action("/initiatieven/<number>/ketenpartner/terug", access=may(TAKE_BACK))
def take_back_invitation(number: str) -> Response:
    perform(acts.take_back_invitation, actor(), number, request.form.get("code", ""))
    flash(_("De uitnodiging is teruggenomen."), "success")
    return redirect(url_for("site.initiative", number=number), 303)
