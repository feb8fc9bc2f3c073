"""Pages to sign in and out, and to choose for whom one acts."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from gemportal.kernel.actor import NOBODY, Actor
from gemportal.kernel.acts import perform
from gemportal.kernel.web.forms import choices
from gemportal.kernel.web.frame import actor
from gemportal.kernel.web.room import OPEN, SIGNED_IN, Room
from gemportal.people import rules, standing
from gemportal.people.signin import acts, sessions
from gemportal.people.signin.entrance import checked, signed_in, way_on
from gemportal.people.signin.forms import ChoiceForm, SignInForm

room = Room("signin", __name__)


def _way_on() -> str:
    return way_on(request.args.get("naar"))


@room.page("/aanmelden", access=OPEN, post=OPEN)
def sign_in() -> Response | tuple[str, int]:
    if request.method == "GET" and actor().signed_in:
        return redirect(_way_on(), 303)
    form = SignInForm()
    if form.validate_on_submit():
        known = checked(form, form.email.data or "", form.password.data or "")
        if known and signed_in(form, known.person_id, known.password_hash or ""):
            several = form.result > 1
            return redirect(url_for(".choose", naar=request.args.get("naar")) if several else _way_on(), 303)
    elif form.is_submitted():
        form.status = 422
    return render_template("signin/sign_in.html", form=form), form.status


@room.action("/afmelden", access=OPEN)
def sign_out() -> Response:
    present = sessions.present_digest()
    if present is not None:
        # Nobody's capacity is needed for it: somebody whose mandate ended this very moment can sign out too.
        perform(acts.sign_out, NOBODY, present)
    sessions.leave()
    flash(_("U bent afgemeld."), "success")
    return redirect(url_for(".sign_in"), 303)


@room.page("/namens", access=SIGNED_IN, post=SIGNED_IN)
def choose() -> Response | tuple[str, int]:
    own = standing.choices(actor().person_id)
    now = next((choice.key for choice in own if choice.actor == actor()), None)
    form = ChoiceForm(choice=now)
    form.choice.choices = choices((choice.key, _capacity(choice.actor)) for choice in own)
    token = rules.new_token()
    ending = sessions.present_digest()
    if form.performed(acts.act_for, actor(), form.choice.data, rules.digest_of(token), ending=ending):
        sessions.start(token)
        return redirect(_way_on(), 303)
    return render_template("signin/choose.html", form=form, choices=own), form.status


def _capacity(found: Actor) -> str:
    if found.office is not None:
        return str(_("%(office)s van de coöperatie", office=found.office.label))
    assert found.mandate_role is not None
    return str(_("%(organisation)s, als %(role)s", organisation=found.organisation_name, role=found.mandate_role.label))
