"""Pages to sign in and out, to choose for whom one acts, and to see where one is signed in."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from gemportal.kernel.actor import NOBODY, Actor
from gemportal.kernel.acts import perform
from gemportal.kernel.errors import NotFound
from gemportal.kernel.web.forms import choices
from gemportal.kernel.web.frame import actor
from gemportal.kernel.web.room import OPEN, SIGNED_IN, Room, SignInFirst
from gemportal.people import rules
from gemportal.people.factors import queries as factors
from gemportal.people.signin import acts, queries, sessions, unfinished
from gemportal.people.signin.entrance import checked, signed_in, way_on
from gemportal.people.signin.forms import ChoiceForm, SignInForm

room = Room("signin", __name__)


@room.app_errorhandler(SignInFirst)
def to_sign_in(error: SignInFirst) -> Response:
    """Lead to the sign-in page and back. What was sent after a session was over is kept, and waits at the end of that way."""
    here: str | None = request.full_path.rstrip("?")
    if request.method == "POST":
        kept = unfinished.keep()
        # Without anything kept there is no way back: a GET of a button's address would find nothing.
        here = url_for("signin.go_on", token=kept) if kept else None
        if kept:
            flash(_("Uw aanmelding was verlopen. Wat u invulde, is bewaard. Meld u aan, dan gaat u verder."), "warning")
    return redirect(url_for("signin.sign_in", naar=here), 303)


@room.page("/aanmelden", access=OPEN, post=OPEN)
def sign_in() -> Response | tuple[str, int]:
    if request.method == "GET" and (actor().signed_in or factors.is_awaited(sessions.present_digest())):
        return redirect(way_on(), 303)
    form = SignInForm()
    if form.filled_in():
        known = checked(form, form.email.data or "", form.password.data or "")
        if known and signed_in(form, known.person_id, known.password_hash or ""):
            several = form.result > 1
            return redirect(url_for(".choose", naar=request.args.get("naar")) if several else way_on(), 303)
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


@room.page("/verder/<token>", access=SIGNED_IN)
def go_on(token: str) -> str:
    sealed = queries.unfinished(rules.digest_of(token), actor().person_id)
    return render_template("signin/go_on.html", unfinished=unfinished.read(sealed))


@room.page("/namens", access=SIGNED_IN, post=SIGNED_IN)
def choose() -> Response | tuple[str, int]:
    own, withheld = factors.capacities(sessions.present_digest())
    now = next((choice.key for choice in own if choice.actor == actor()), None)
    form = ChoiceForm(choice=now)
    form.choice.choices = choices((choice.key, _capacity(choice.actor)) for choice in own)
    token = rules.new_token()
    ending = sessions.present_digest()
    if form.performed(acts.act_for, actor(), form.choice.data, rules.digest_of(token), ending=ending):
        sessions.start(token)
        return redirect(way_on(), 303)
    return render_template("signin/choose.html", form=form, choices=own, withheld=withheld), form.status


def _capacity(found: Actor) -> str:
    if found.office is not None:
        return str(_("%(office)s van de coöperatie", office=found.office.label))
    assert found.mandate_role is not None
    return str(_("%(organisation)s, als %(role)s", organisation=found.organisation_name, role=found.mandate_role.label))


@room.page("/mijn/sessies", access=SIGNED_IN)
def own_sessions() -> str:
    return render_template(
        "signin/sessions.html", sessions=queries.sessions_of(actor().person_id, sessions.present_digest())
    )


@room.action("/mijn/sessies/afmelden", access=SIGNED_IN)
def sign_out_elsewhere() -> Response:
    try:
        digest = bytes.fromhex(request.form.get("session", ""))
    except ValueError:
        raise NotFound from None
    perform(acts.sign_out_elsewhere, actor(), digest)
    flash(_("Het apparaat is afgemeld."), "success")
    return redirect(url_for(".own_sessions"), 303)


@room.action("/mijn/sessies/overal-afmelden", access=SIGNED_IN)
def sign_out_everywhere_else() -> Response:
    perform(acts.sign_out_everywhere_else, actor(), sessions.present_digest())
    flash(_("U bent nu alleen nog hier aangemeld."), "success")
    return redirect(url_for(".own_sessions"), 303)
