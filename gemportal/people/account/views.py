"""Pages for one's own account, and those that the links in letters lead to.

Such a link is opened by GET, maybe by a program that reads mail, and so changes nothing; its button does.
"""

from flask import flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from gemportal.kernel.actor import NOBODY
from gemportal.kernel.acts import perform
from gemportal.kernel.web.forms import ConfirmForm, choices
from gemportal.kernel.web.frame import actor
from gemportal.kernel.web.links import link_to
from gemportal.kernel.web.room import OPEN, SIGNED_IN, Room
from gemportal.people import rules
from gemportal.people.account import acts, queries
from gemportal.people.account.forms import EmailForm, ForgottenForm, PasswordForm, ProfileForm, ResetForm
from gemportal.people.account.rules import Link
from gemportal.people.signin import known_devices, sessions, throttle
from gemportal.people.signin.entrance import checked
from gemportal.people.signin.passwords import passwords
from gemportal.people.signin.rules import local_address

room = Room("account", __name__)


def _link(endpoint: str) -> Link:
    """A new link for a letter."""
    token = rules.new_token()
    return Link(rules.digest_of(token), link_to(endpoint, token=token))


@room.page("/mijn/profiel", access=SIGNED_IN, post=SIGNED_IN)
def profile() -> Response | tuple[str, int]:
    own, mandates = queries.own(actor().person_id), queries.own_mandates(actor().person_id)
    form = ProfileForm(
        name=own.name, language=own.language, named=[line.mandate_id for line in mandates if line.named_in_public]
    )
    form.named.choices = choices(
        (
            str(line.mandate_id),
            _("%(organisation)s, als %(role)s", organisation=line.organisation_name, role=line.role.label),
        )
        for line in mandates
    )
    if form.performed(acts.change_profile, actor(), form.name.data or "", form.language.data, form.named.data or ()):
        flash(_("Uw profiel is gewijzigd."), "success")
        return redirect(url_for(".profile"), 303)
    awaited = queries.awaited_email(actor().person_id)
    return render_template("account/profile.html", form=form, own=own, awaited=awaited), form.status


@room.page("/mijn/e-mailadres", access=SIGNED_IN, post=SIGNED_IN)
def change_email() -> Response | tuple[str, int]:
    own = queries.own(actor().person_id)
    form = EmailForm()
    form.username.data = own.email  # whatever was sent: one's own
    if form.filled_in():
        known = checked(form, own.email, form.current.data or "")
        links = (_link(".confirm_email"), _link(".confirm_email"))
        if known and form.performed(
            acts.ask_email_change, actor(), known.password_hash or "", form.email.data or "", *links
        ):
            flash(_("Kijk in uw e-mail: wij schreven naar uw oude en uw nieuwe adres. Bevestig het bij allebei."))
            return redirect(url_for(".profile"), 303)
    return render_template("account/email.html", form=form, own=own), form.status


@room.page("/mijn/wachtwoord", access=SIGNED_IN, post=SIGNED_IN)
def change_password() -> Response | tuple[str, int]:
    own = queries.own(actor().person_id)
    form = PasswordForm()
    form.username.data = own.email
    form.about = (own.name, own.email)
    if form.filled_in():
        known = checked(form, own.email, form.current.data or "")
        token = rules.new_token()
        if known and form.performed(
            acts.change_password,
            actor(),
            known.password_hash or "",
            passwords().hashed(form.password.data or ""),
            rules.digest_of(token),
            ending=sessions.present_digest() or b"",
        ):
            sessions.start(token)
            flash(_("Uw wachtwoord is gewijzigd. Op andere apparaten bent u afgemeld."), "success")
            return redirect(url_for(".profile"), 303)
    return render_template("account/password.html", form=form, own=own), form.status


@room.page("/wachtwoord-vergeten", access=OPEN, post=OPEN)
def forgotten() -> str | tuple[str, int]:
    form = ForgottenForm()
    asking = form.filled_in() and throttle.allowed(form, throttle.of_network("reset"))
    if asking and form.performed(acts.ask_reset, NOBODY, form.email.data or "", _link(".reset")):
        # Kept in the browser that asked, and not in the letter: nobody else's words come to stand in a letter of ours.
        session["naar"] = local_address(request.args.get("naar"))
        return render_template("account/asked.html", email=form.email.data)
    return render_template("account/forgotten.html", form=form), form.status


@room.page("/wachtwoord-herstellen/<token>", access=OPEN, post=OPEN)
def reset(token: str) -> Response | tuple[str, int]:
    digest = rules.digest_of(token)
    form = ResetForm()
    # Asked first: hashing is dear, and no stranger's to ask for.
    form.username.data = email = queries.reset_email(digest)
    form.about = (email,)
    if form.filled_in() and form.performed(
        acts.reset_password, NOBODY, digest, passwords().hashed(form.password.data or "")
    ):
        # Whoever reads the owner's mail is no stranger, whoever else is guessing at this account meanwhile.
        known_devices.remember(email)
        flash(_("Uw nieuwe wachtwoord werkt. Meld u ermee aan."), "success")
        return redirect(url_for("signin.sign_in", naar=session.pop("naar", None)), 303)
    return render_template("account/reset.html", form=form), form.status


@room.page("/e-mailadres-bevestigen/<token>", access=OPEN, post=OPEN)
def confirm_email(token: str) -> Response | tuple[str, int]:
    digest = rules.digest_of(token)
    change = queries.email_change(digest)
    form = ConfirmForm()
    if form.performed(acts.confirm_email, NOBODY, digest, sparing=sessions.present_digest()):
        if not form.result:
            flash(_("Bevestigd. Bevestig het nu ook met de link in de andere e-mail."), "success")
            return redirect(url_for(".confirm_email", token=token), 303)
        flash(_("Uw e-mailadres is gewijzigd. Meld u voortaan aan met het nieuwe adres."), "success")
        return redirect(url_for(".profile" if actor().signed_in else "signin.sign_in"), 303)
    return render_template("account/confirm.html", form=form, change=change, token=token), form.status


@room.action("/e-mailadres-bevestigen/<token>/tegenhouden", access=OPEN)
def stop_email_change(token: str) -> str:
    perform(acts.stop_email_change, NOBODY, rules.digest_of(token))
    return render_template("account/stopped.html")
