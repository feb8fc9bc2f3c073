"""The second step at sign-in, and the page on which people set theirs up."""

import secrets
from typing import Any

import segno
from flask import current_app, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from gemportal.kernel import policy
from gemportal.kernel.actor import NOBODY, Capacity
from gemportal.kernel.acts import perform
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.web.forms import ConfirmForm, HouseForm
from gemportal.kernel.web.frame import actor
from gemportal.kernel.web.links import link_to
from gemportal.kernel.web.room import OPEN, SIGNED_IN, Room, SignInFirst, may
from gemportal.kernel.words import _l
from gemportal.people.factors import acts, passkeys, queries, rules, sealed
from gemportal.people.factors.forms import (
    AnswerForm,
    FirstCodeForm,
    NewPasskeyForm,
    PasswordForm,
    SecondStepForm,
)
from gemportal.people.factors.passkeys import RelyingParty
from gemportal.people.factors.rules import Outcome, Purpose
from gemportal.people.rules import digest_of, new_token
from gemportal.people.signin import sessions, throttle
from gemportal.people.signin.entrance import checked, confirm_first, way_on
from gemportal.people.signin.forms import SignInForm

room = Room("factors", __name__)

Page = Response | tuple[str, int]


def _party() -> RelyingParty:
    return RelyingParty.at(current_app.config["BASE_URL"])


def _present() -> bytes:
    present = sessions.present_digest()
    if present is None:
        raise SignInFirst
    return present


def _link() -> str:
    return link_to("factors.security")


def _ask(purpose: Purpose, bound_to: bytes) -> bytes:
    challenge = secrets.token_bytes(32)
    perform(acts.ask_passkey, actor(), purpose, bound_to, challenge)
    return challenge


@room.action("/aanmelden/passkey/vraag", access=OPEN)
def ask_to_sign_in() -> Response:
    # Anybody may ask, and what is asked is written down under the one writer's lock: so it counts, whatever comes of it.
    throttle.counted(lambda: False, throttle.of_network("passkey question", rules.QUESTIONS_PER_NETWORK))
    return jsonify(passkeys.to_prove(_party(), _ask(Purpose.SIGN_IN, sessions.browser_digest()), []))


@room.action("/aanmelden/passkey", access=OPEN)
def sign_in_by_passkey() -> Page:
    form, token = AnswerForm(), new_token()
    browser, ending = sessions.browser_digest(), sessions.present_digest()
    values = {"bound_to": browser, "ending": ending, "device": sessions.device()}

    def proves() -> bool:
        answer = form.answer.data or ""
        done = form.performed(acts.sign_in_by_passkey, NOBODY, answer, _party(), digest_of(token), **values)
        return done and form.result is not None

    if throttle.guarded(form, proves, throttle.of_network("passkey")):
        sessions.start(token)
        several = form.result > 1
        return redirect(url_for("signin.choose", naar=request.args.get("naar")) if several else way_on(), 303)
    if form.status == 200:
        _say(form, _("Aanmelden met deze passkey is niet gelukt. Probeer het opnieuw, of gebruik uw wachtwoord."))
    shown = SignInForm(formdata=None)
    shown.form_errors += form.form_errors
    return render_template("signin/sign_in.html", form=shown), form.status


def _say(form: HouseForm, sentence: str) -> None:
    form.form_errors.append(sentence)
    form.status = 422


def _session() -> queries.Session:
    """The session in which something is to be proven; whoever has none signs in first."""
    found = queries.session(sessions.present_digest())
    if found is None:
        raise SignInFirst
    if not found.has_factor:
        raise RuleBroken(_l("U hebt nog geen tweede stap ingesteld."))
    return found


@room.page("/aanmelden/tweede-stap", access=OPEN, post=OPEN)
def second_step() -> Page:
    found, form, token = _session(), SecondStepForm(), new_token()
    if form.performed(
        acts.prove_by_code, NOBODY, form.code.data, digest_of(token), ending=_present(), link=_link()
    ) and (came := _came_of(form, token)):
        return came
    return render_template("factors/second_step.html", form=form, found=found), form.status


@room.action("/aanmelden/tweede-stap/passkey", access=OPEN)
def prove_by_passkey() -> Page:
    found, form, token = _session(), AnswerForm(), new_token()
    answer = form.answer.data or ""
    if form.performed(acts.prove_by_passkey, NOBODY, answer, _party(), digest_of(token), ending=_present()) and (
        came := _came_of(form, token)
    ):
        return came
    shown = SecondStepForm(formdata=None)
    shown.form_errors += form.form_errors
    return render_template("factors/second_step.html", form=shown, found=found), form.status


@room.action("/aanmelden/tweede-stap/passkey/vraag", access=OPEN)
def ask_to_prove() -> Response:
    found = _session()
    challenge = _ask(Purpose.PROVE, _present())
    return jsonify(passkeys.to_prove(_party(), challenge, queries.credentials_of(found.person_id)))


def _came_of(form: HouseForm, token: str) -> Response | None:
    """Where a proof leads; None when it did not hold, which the form then says."""
    if form.result is Outcome.RIGHT:
        sessions.start(token)
        own, _withheld = queries.capacities(digest_of(token))
        to_choose = len(own) > 1 and queries.acts_for_nobody(digest_of(token))
        return redirect(url_for("signin.choose", naar=request.args.get("naar")) if to_choose else way_on(), 303)
    if form.result is Outcome.ENDED:
        sessions.leave()
        flash(_("Dat was te vaak een verkeerde code. Meld u opnieuw aan."), "error")
        return redirect(url_for("signin.sign_in", naar=request.args.get("naar")), 303)
    later = form.result is Outcome.LATER
    _say(
        form,
        _("Er zijn te veel verkeerde codes ingevuld. Probeer het over een uur opnieuw, of gebruik een passkey.")
        if later
        else _("Dit klopt niet, of is al eens gebruikt. Probeer het opnieuw."),
    )
    return None


def _confirm_first() -> Response | None:
    """To where one proves anew who one is, unless that was a short while ago."""
    return confirm_first(request.full_path.rstrip("?") if request.method == "GET" else url_for(".security"))


@room.page("/mijn/beveiliging", access=SIGNED_IN)
def security() -> str:
    able, withheld = queries.capacities(_present())
    return render_template(
        "factors/security.html",
        own=queries.own(actor().person_id or 0),
        chooses=bool(able) and actor().capacity is Capacity.PERSON,
        withheld=withheld,
        most=rules.MOST_PASSKEYS,
    )


@room.page("/mijn/beveiliging/bevestigen", access=SIGNED_IN, post=SIGNED_IN)
def confirm() -> Page:
    form, token = PasswordForm(), new_token()
    if form.filled_in():
        known = checked(form, queries.named(actor().person_id or 0).email, form.password.data or "")
        if known and form.performed(
            acts.prove_by_password, actor(), known.password_hash or "", digest_of(token), ending=_present()
        ):
            sessions.start(token)
            return redirect(way_on(), 303)
    return render_template("factors/confirm.html", form=form), form.status


@room.action("/mijn/beveiliging/app/beginnen", access=SIGNED_IN)
def begin_app() -> Response:
    if (first := _confirm_first()) is not None:
        return first
    perform(acts.begin_app, actor(), rules.new_secret(), session=_present())
    return redirect(url_for(".app"), 303)


@room.page("/mijn/beveiliging/app", access=SIGNED_IN, post=SIGNED_IN)
def app() -> Page:
    if (first := _confirm_first()) is not None:
        return first
    person_id = actor().person_id or 0
    secret = sealed.opened(person_id, queries.new_secret(person_id)) or ""
    form, token = FirstCodeForm(), new_token()
    if form.performed(acts.confirm_app, actor(), form.code.data, digest_of(token), session=_present(), link=_link()):
        return _set_up(token, _("De app is ingesteld."))
    address = rules.address_for_app(secret, queries.named(person_id).email)
    picture = segno.make(address, error="m").svg_inline(
        dark="#000", light="#fff", border=4, omitsize=True, svgclass="qr"
    )
    return render_template(
        "factors/app.html", form=form, address=address, picture=picture, secret=rules.in_groups(secret)
    ), form.status


def _set_up(token: str, sentence: str) -> Response:
    """Go on in the session that a new factor proved."""
    sessions.start(token)
    flash(sentence, "success")
    return redirect(url_for(".security"), 303)


@room.page("/mijn/beveiliging/app/weghalen", access=SIGNED_IN, post=SIGNED_IN)
def remove_app() -> Page:
    if queries.own(actor().person_id or 0).app_since is None:
        raise RuleBroken(_l("U hebt geen app voor codes ingesteld."))
    return _removed(acts.remove_app, what=_("uw app voor codes"))


def _removed(act: Any, *args: Any, what: str) -> Page:
    if (first := _confirm_first()) is not None:
        return first
    form = ConfirmForm()
    if form.performed(act, actor(), *args, session=_present(), link=_link()):
        flash(_("Weggehaald. U kunt er niet meer mee aanmelden."), "success")
        return redirect(url_for(".security"), 303)
    return render_template("factors/remove.html", form=form, what=what), form.status


@room.page("/mijn/beveiliging/passkeys/nieuw", access=SIGNED_IN, post=SIGNED_IN)
def add_passkey() -> Page:
    if (first := _confirm_first()) is not None:
        return first
    form, token = NewPasskeyForm(), new_token()
    values = {"session": _present(), "link": _link()}
    if form.performed(
        acts.add_passkey, actor(), form.answer.data or "", form.name.data, _party(), digest_of(token), **values
    ):
        if form.result:
            return _set_up(token, _("De passkey is toegevoegd. U kunt er voortaan mee aanmelden."))
        _say(form, _("De passkey is niet gemaakt. Probeer het opnieuw. U hebt er JavaScript voor nodig."))
    form.answer.data = ""
    return render_template("factors/add_passkey.html", form=form), form.status


@room.action("/mijn/beveiliging/passkeys/vraag", access=SIGNED_IN)
def ask_to_add() -> Response:
    person_id = actor().person_id or 0
    named, known = queries.named(person_id), queries.credentials_of(person_id)
    challenge, handle = _ask(Purpose.REGISTER, _present()), rules.handle_of(person_id)
    return jsonify(passkeys.to_register(_party(), challenge, handle, named.email, named.name, known))


@room.page("/mijn/beveiliging/passkeys/<int:passkey_id>/weghalen", access=SIGNED_IN, post=SIGNED_IN)
def remove_passkey(passkey_id: int) -> Page:
    line = queries.passkey(actor().person_id or 0, passkey_id)
    return _removed(acts.remove_passkey, passkey_id, what=_("de passkey “%(name)s”", name=line.name))


@room.action("/mijn/beveiliging/herstelcodes", access=SIGNED_IN)
def renew_recovery_codes() -> Response | str:
    if (first := _confirm_first()) is not None:
        return first
    codes = rules.new_recovery_codes()
    perform(acts.renew_recovery_codes, actor(), codes, session=_present(), link=_link())
    # The codes exist on this page alone, which is never stored.
    return render_template("factors/recovery_codes.html", codes=codes)


@room.page("/mensen/<int:person_id>/tweede-stap", access=may("people:reset-factors"), post=may("people:reset-factors"))
def reset(person_id: int) -> Page:
    account = queries.account(person_id)
    policy.require(actor(), "people:reset-factors", account)
    form = ConfirmForm()
    if form.performed(acts.reset_factors, actor(), person_id, link=_link()):
        flash(_("De tweede stap is weggehaald. %(name)s krijgt bericht.", name=account.name), "success")
        return redirect(url_for("people.index"), 303)
    return render_template("factors/reset.html", form=form, account=account), form.status
