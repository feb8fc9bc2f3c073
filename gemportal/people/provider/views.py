"""To the provider and back: signing in, accepting an invitation, and linking an account.

The way to the provider begins with a POST and the form's token. It leads over a page of our own: a browser holds a redirect
after a form to `form-action`, and with it everything that the provider redirects to in its turn. The way back is a GET because
the protocol says so. It is bound to the session of the browser that left, and only lets in somebody whose account was linked
before: whatever begins or changes something else waits for a POST.
"""

from hmac import compare_digest

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from gemportal.kernel.actor import NOBODY
from gemportal.kernel.acts import perform
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.web.forms import HouseForm
from gemportal.kernel.web.frame import actor
from gemportal.kernel.web.links import link_to
from gemportal.kernel.web.room import OPEN, SIGNED_IN, Room
from gemportal.kernel.words import _l
from gemportal.people import rules
from gemportal.people.provider import acts, journey, queries
from gemportal.people.provider.client import NotBelieved, Unreachable, provider
from gemportal.people.provider.forms import AcceptForm
from gemportal.people.provider.journey import Departure
from gemportal.people.provider.rules import Identity
from gemportal.people.signin import sessions
from gemportal.people.signin.entrance import confirm_first, way_on
from gemportal.people.signin.rules import local_address

BACK = "/aanmelden/organisatie/terug"
Page = str | Response | tuple[str, int]

room = Room("provider", __name__)


@room.action("/aanmelden/organisatie", access=OPEN)
def leave() -> Page:
    token = request.form.get("uitnodiging")
    digest = rules.digest_of(token) if token else None
    return _off(onward=local_address(request.args.get("naar")), invitation=digest)


@room.action("/mijn/organisatie-account/koppelen", access=SIGNED_IN)
def leave_to_link() -> Page:
    return confirm_first(url_for(".account")) or _off(person_id=actor().person_id)


def _off(*, onward: str | None = None, invitation: bytes | None = None, person_id: int | None = None) -> Page:
    found = provider()
    departure = journey.depart(request.script_root, onward=onward, invitation=invitation, person_id=person_id)
    try:
        # Who links an account shows once more that it is theirs: another may still be signed in at the provider.
        address = found.address(departure.bound, anew=person_id is not None)
    except (Unreachable, NotBelieved):
        return _unreachable()
    return render_template("provider/leave.html", address=address)


def _unreachable() -> tuple[str, int]:
    sentence = _(
        "Aanmelden met %(account)s lukt nu niet: die dienst geeft geen goed antwoord. Probeer het later opnieuw. "
        "Hebt u een wachtwoord? Daarmee kunt u zich wel aanmelden.",
        account=current_app.config["OIDC_LABEL"],
    )
    title = _("Uw organisatie is even niet bereikbaar")
    return render_template("errors/error.html", code=503, title=title, sentence=sentence), 503


@room.page(BACK, access=OPEN)
def come_back() -> Page:
    found = provider()
    departure = journey.departure()
    state = request.args.get("state", "")
    if departure is None or not compare_digest(state.encode(), departure.bound.state.encode()):
        raise RuleBroken(
            _l(
                "Deze aanmelding is al gebruikt, verlopen, of in een andere browser begonnen. Begin opnieuw bij Aanmelden."
            )
        )
    if departure.root != request.script_root:
        # The provider knows one address of ours, in Dutch; who reads English goes on in English.
        return redirect(f"{departure.root}{request.full_path}", 303)
    journey.come_back()
    try:
        identity = found.identity(_code(found.issuer), departure.bound)
    except Unreachable:
        return _unreachable()
    except NotBelieved:
        raise RuleBroken(
            _l(
                "Uw organisatie kon niet bevestigen wie u bent. Begin opnieuw. Gebeurt dit weer? Vraag de beheerder om hulp."
            )
        ) from None
    return _arrived(identity, departure)


def _code(issuer: str) -> str:
    """The code that the provider sent along; what it says about an error is for its own pages."""
    if request.args.get("iss", issuer) != issuer or not request.args.get("code"):
        raise RuleBroken(
            _l("U bent niet aangemeld: u brak het af, of uw organisatie liet u niet toe. U kunt opnieuw beginnen.")
        )
    return request.args["code"]


def _arrived(identity: Identity, departure: Departure) -> Page:
    if departure.person_id is not None:
        if departure.person_id != actor().person_id:
            raise RuleBroken(_l("U bent intussen als iemand anders aangemeld. Begin opnieuw."))
        journey.arrive(identity, departure)
        return redirect(url_for(".account"), 303)
    if departure.invitation is None and queries.person_of(identity) is not None:
        token = rules.new_token()
        several = perform(
            acts.sign_in_through_provider,
            NOBODY,
            identity,
            rules.digest_of(token),
            device=sessions.device(),
            ending=sessions.present_digest(),
        )
        return _signed_in(token, several, departure.onward)
    digest = bytes.fromhex(departure.invitation) if departure.invitation else None
    queries.check_acceptable(identity, queries.offers(identity, digest))
    journey.arrive(identity, departure)
    return redirect(url_for(".accept"), 303)


def _signed_in(token: str, capacities: int, onward: str | None) -> Response:
    sessions.start(token)
    return redirect(url_for("signin.choose", naar=onward) if capacities > 1 else way_on(onward), 303)


@room.page("/aanmelden/organisatie/uitnodiging", access=OPEN, post=OPEN)
def accept() -> Page:
    provider()
    arrival = journey.arrival()
    if arrival is None or arrival.person_id is not None:
        raise RuleBroken(_l("U was te lang weg. Open de link in de uitnodiging, of meld u opnieuw aan."))
    offered = queries.offers(arrival.identity, arrival.digest)
    queries.check_acceptable(arrival.identity, offered)
    form, token = AcceptForm(), rules.new_token()
    if form.performed(
        acts.accept_through_provider,
        NOBODY,
        arrival.identity,
        rules.digest_of(token),
        invitation=arrival.digest,
        named_in_public=form.named_in_public.data,
        device=sessions.device(),
        ending=sessions.present_digest(),
    ):
        answer = _signed_in(token, form.result, arrival.onward)
        flash(_("Welkom. Uw rol is ingeschreven in het register, zonder uw naam."), "success")
        return answer
    return render_template("provider/accept.html", form=form, offered=offered, identity=arrival.identity), form.status


@room.page("/mijn/organisatie-account", access=SIGNED_IN, post=SIGNED_IN)
def account() -> Page:
    """What is linked; a POST links what the provider vouched for."""
    provider()
    arrival = journey.arrival()
    waiting = arrival.identity if arrival and arrival.person_id == actor().person_id else None
    form = HouseForm()
    if waiting is None and form.is_submitted():
        raise RuleBroken(_l("U was te lang weg. Begin opnieuw met koppelen."))
    if waiting and form.performed(
        acts.link_provider, actor(), waiting, link_to(".account"), session=sessions.present_digest() or b""
    ):
        journey.answer()
        flash(_("Het account is gekoppeld. U kunt zich er voortaan mee aanmelden."), "success")
        return redirect(url_for(".account"), 303)
    linked = queries.linked(actor().person_id)
    return render_template("provider/account.html", form=form, linked=linked, waiting=waiting), form.status


@room.action("/mijn/organisatie-account/ontkoppelen", access=SIGNED_IN)
def unlink() -> Response:
    provider()
    perform(acts.unlink_provider, actor(), link_to(".account"), staying=sessions.present_digest())
    flash(_("Het account is ontkoppeld. U meldt zich voortaan aan met uw wachtwoord."), "success")
    return redirect(url_for(".account"), 303)
