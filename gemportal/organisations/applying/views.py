"""Pages to apply for membership, for who has no account; and to decide on it. None of them is ever stored."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from gemportal.kernel import clock, policy
from gemportal.kernel.actor import NOBODY
from gemportal.kernel.tokens import digest_of, new_token
from gemportal.kernel.web.forms import ConfirmForm, require_for_form
from gemportal.kernel.web.frame import actor
from gemportal.kernel.web.languages import language
from gemportal.kernel.web.links import link_to
from gemportal.kernel.web.room import OPEN, Room, may
from gemportal.organisations import queries as organisations
from gemportal.organisations.applying import acts, queries, rules
from gemportal.organisations.applying.acts import Applicant
from gemportal.organisations.applying.forms import (
    ApplyForm,
    DeclineForm,
    GrantForm,
    GrantPartnerForm,
    InviteForm,
    PartnerApplyForm,
)
from gemportal.settings.queries import value

room = Room("applying", __name__)

Page = Response | str | tuple[str, int]
SEE, GRANT, DECLINE = (
    may("organisations:see-applications"), may("organisations:grant-application"), may("organisations:decline-application"),
)  # fmt: skip
INVITE = may("organisations:invite-to-apply")


@room.page("/gemeenten/<code>/lid-worden", access=OPEN, post=OPEN)
def apply(code: str) -> Page:
    organisation = organisations.may_apply(code)
    return _apply(ApplyForm(), organisation.name, code)


@room.page("/ketenpartners/aanmelden", access=OPEN, post=OPEN)
def apply_as_partner() -> Page:
    return _apply(PartnerApplyForm(), None, None)


def _apply(form: ApplyForm | PartnerApplyForm, name: str | None, code: str | None) -> Page:
    token = new_token()
    applicant = Applicant(
        form.name.data or "", form.email.data or "", form.function.data or "", form.message.data or "", language()
    )
    named = {} if code else {"partner_name": form.partner_name.data}
    link = link_to(".confirm", token=token)
    if form.performed(acts.apply, NOBODY, applicant, digest_of(token), link, code=code, **named):
        return render_template("applying/applied.html", name=name, code=code)
    days = value(rules.KEPT)
    return render_template("applying/apply.html", form=form, name=name, code=code, days=days), form.status


@room.page("/aanmelding/<token>", access=OPEN, post=OPEN)
def confirm(token: str) -> Page:
    digest = digest_of(token)
    found = queries.held_by(digest)
    require_for_form(NOBODY, "organisations:confirm-application", found)
    form = ConfirmForm()
    if form.performed(acts.confirm_application, NOBODY, digest):
        return render_template("applying/confirmed.html", application=found)
    return render_template("applying/confirm.html", form=form, application=found), form.status


@room.page("/leden/aanmeldingen", access=SEE)
def index() -> str:
    return render_template("applying/index.html", lines=queries.confirmed())


@room.page("/leden/aanmeldingen/<int:application_id>", access=GRANT, post=GRANT)
def grant(application_id: int) -> Page:
    found = queries.one(application_id)
    require_for_form(actor(), "organisations:grant-application", found)
    form = GrantPartnerForm() if found.for_a_partner else GrantForm()
    token = new_token()
    invited = {"token_digest": digest_of(token), "link": link_to("people.accept", token=token)}
    values = (clock.today(), "") if found.for_a_partner else (form.first_day.data, form.ground.data)
    if form.performed(
        acts.grant_application, actor(), application_id, *values, **(invited if form.invite.data else {})
    ):
        flash(_("De organisatie is toegelaten. De aanvrager krijgt een e-mail."), "success")
        return redirect(url_for("site.municipality", code=form.result), 303)
    return render_template("applying/grant.html", form=form, application=found), form.status


@room.page("/leden/aanmeldingen/<int:application_id>/afwijzen", access=DECLINE, post=DECLINE)
def decline(application_id: int) -> Page:
    found = queries.one(application_id)
    require_for_form(actor(), "organisations:decline-application", found)
    form = DeclineForm()
    if form.performed(acts.decline_application, actor(), application_id, form.reason.data):
        flash(_("De aanmelding is afgewezen. De aanvrager krijgt een e-mail met de reden."), "success")
        return redirect(url_for(".index"), 303)
    return render_template("applying/decline.html", form=form, application=found), form.status


@room.page("/leden/<code>/uitnodigen", access=INVITE, post=INVITE)
def invite(code: str) -> Page:
    organisation = organisations.may_apply(code)
    policy.require(actor(), "organisations:invite-to-apply", code)
    form = InviteForm()
    link = link_to(".apply", code=code)
    if form.performed(acts.invite_to_apply, actor(), code, form.email.data, link, language()):
        flash(_("De uitnodiging gaat per e-mail naar dit adres."), "success")
        return redirect(url_for("site.municipality", code=code), 303)
    return render_template("applying/invite.html", form=form, organisation=organisation), form.status
