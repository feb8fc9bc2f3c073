"""Pages for one's own organisation: who represents it, a deputy, a successor."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from gemportal.kernel import policy
from gemportal.kernel.web.frame import actor
from gemportal.kernel.web.links import link_to
from gemportal.kernel.web.room import Room, may
from gemportal.people import rules
from gemportal.people.delegation import acts, queries
from gemportal.people.delegation.forms import DeputyForm, SuccessorForm

room = Room("delegation", __name__)


@room.page("/mijn/organisatie", access=may("people:see-own-organisation"))
def index() -> str:
    code = actor().organisation or ""
    found = queries.representation_of(code)
    return render_template(
        "delegation/index.html",
        mandates=found.mandates,
        invitations=found.invitations,
        may_invite=policy.may(actor(), "people:invite-deputy"),
        may=lambda permission, subject=None: policy.may(actor(), permission, subject),
    )


@room.page("/mijn/organisatie/plaatsvervanger", access=may("people:invite-deputy"), post=may("people:invite-deputy"))
def deputy() -> Response | tuple[str, int]:
    form = DeputyForm()
    token = rules.new_token()
    if form.performed(
        acts.invite_deputy,
        actor(),
        rules.digest_of(token),
        form.email.data,
        form.name.data,
        form.first_day.data,
        form.last_day.data,
        link=link_to("people.accept", token=token),
    ):
        flash(_("De uitnodiging is onderweg naar %(name)s.", name=form.name.data), "success")
        return redirect(url_for(".index"), 303)
    return render_template("delegation/deputy.html", form=form), form.status


@room.page("/mijn/organisatie/overdragen", access=may("people:hand-over"), post=may("people:hand-over"))
def hand_over() -> Response | tuple[str, int]:
    form = SuccessorForm()
    token = rules.new_token()
    if form.performed(
        acts.hand_over,
        actor(),
        rules.digest_of(token),
        form.email.data,
        form.name.data,
        form.first_day.data,
        link=link_to("people.accept", token=token),
    ):
        flash(
            _("De uitnodiging is onderweg. Tot %(name)s haar aanneemt, verandert er niets.", name=form.name.data),
            "success",
        )
        return redirect(url_for(".index"), 303)
    return render_template("delegation/hand_over.html", form=form), form.status
