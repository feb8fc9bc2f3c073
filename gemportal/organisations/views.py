"""Pages of the members and partners: the list, and how one comes and goes. An organisation's own page stands in `site`."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from gemportal.kernel import clock, policy
from gemportal.kernel.web.forms import ConfirmForm, require_for_form
from gemportal.kernel.web.frame import actor
from gemportal.kernel.web.room import PUBLIC, Room, may
from gemportal.organisations import acts, queries, rules
from gemportal.organisations.acts import admit
from gemportal.organisations.forms import AdmitForm, EndForm, NoticeForm, PartnerForm
from gemportal.organisations.holdings import holdings_of
from gemportal.organisations.tiles import tiles
from gemportal.settings.queries import value

room = Room("organisations", __name__)

Page = Response | tuple[str, int]


@room.page("/gemeenten", access=PUBLIC)
def index() -> str:
    search = request.args.get("q", "").strip()[:80]
    province = request.args.get("provincie", "")
    only_members = request.args.get("lid") == "ja"
    members = queries.members()
    return render_template(
        "organisations/index.html",
        lines=queries.municipalities(search=search, province=province, only_members=only_members),
        province_links=_province_links(search, province, only_members=only_members),
        search=search,
        province=province,
        only_members=only_members,
        number_of_members=len(members),
        tiles=tiles(),
        states={member.code: "member" for member in members},
        names={member.code: member.name for member in members},
        partners=queries.partners(),
        may_admit=policy.could(actor(), "organisations:admit"),
        may_add=policy.could(actor(), "organisations:add-partner"),
    )


def _province_links(search: str, chosen: str, *, only_members: bool) -> list[tuple[str, str, bool]]:
    def address(province: str | None) -> str:
        return url_for(".index", q=search or None, provincie=province, lid="ja" if only_members else None)

    everywhere = (_("Alle provincies"), address(None), not chosen)
    return [everywhere, *((name, address(name), name == chosen) for name in queries.provinces())]


@room.page("/leden/toelaten", access=may("organisations:admit"), post=may("organisations:admit"))
def admit_member() -> Response | tuple[str, int]:
    form = AdmitForm()
    form.code.choices = [
        ("", _("Kies een gemeente")),
        *(
            (line.code, line.name)
            for line in queries.municipalities()
            if line.member_since is None or line.member_until
        ),
    ]
    if form.performed(admit, actor(), form.code.data, first_day=form.first_day.data, ground=form.ground.data):
        flash(_("De gemeente is lid. Nodig nu een vertegenwoordiger uit."))
        return redirect(url_for("people.invite", organisatie=form.code.data), 303)
    return render_template("organisations/admit.html", form=form), form.status


def _back_to(code: str) -> Response:
    return redirect(url_for("site.municipality", code=code), 303)


NOTICE = may("organisations:give-notice")


@room.page("/leden/opzeggen", access=NOTICE, post=NOTICE)
def give_notice() -> Page:
    code = actor().organisation or ""
    policy.require(actor(), "organisations:give-notice", code)
    days = value(rules.NOTICE)
    form = NoticeForm(last_day=clock.today() + timedelta(days=days))
    if form.performed(acts.give_notice, actor(), last_day=form.last_day.data, reason=form.reason.data or ""):
        flash(_("Uw opzegging staat in het register. U kunt haar terugnemen tot en met de laatste dag."), "success")
        return _back_to(code)
    return render_template(
        "organisations/give_notice.html",
        form=form,
        organisation=queries.organisation(code),
        holdings=holdings_of(code),
        days=days,
    ), form.status


END = may("organisations:end-membership")


@room.page("/leden/<code>/beeindigen", access=END, post=END)
def end_membership(code: str) -> Page:
    return _end("organisations:end-membership", acts.end_membership, code)


def _end(permission: str, act: Callable[..., Any], code: str) -> Page:
    organisation = queries.organisation(code)
    require_for_form(actor(), permission, code)
    form = EndForm()
    if form.performed(act, actor(), code, last_day=form.last_day.data, reason=form.reason.data):
        flash(_("Het einde staat in het register."), "success")
        return _back_to(code)
    return render_template(
        "organisations/end.html", form=form, organisation=organisation, holdings=holdings_of(code)
    ), form.status


KEEP = may("organisations:keep-membership")


@room.page("/leden/<code>/doorgaan", access=KEEP, post=KEEP)
def keep_membership(code: str) -> Page:
    policy.require(actor(), "organisations:keep-membership", queries.known_end_of(code))
    return _keep(acts.keep_membership, queries.organisation(code), code)


def _keep(act: Callable[..., Any], organisation: Any, code: str) -> Page:
    form = ConfirmForm()
    if form.performed(act, actor(), code):
        flash(_("Het einde is teruggenomen."), "success")
        return _back_to(code)
    return render_template("organisations/keep.html", form=form, organisation=organisation), form.status


ADD_PARTNER, END_PARTNER = may("organisations:add-partner"), may("organisations:end-partner")
RENAME_PARTNER, KEEP_PARTNER = may("organisations:rename-partner"), may("organisations:keep-partner")


@room.page("/ketenpartners/nieuw", access=ADD_PARTNER, post=ADD_PARTNER)
def add_partner() -> Page:
    form = PartnerForm()
    if form.performed(acts.add_partner, actor(), form.name.data):
        flash(_("De ketenpartner is toegevoegd. Nodig nu iemand uit om haar te vertegenwoordigen."), "success")
        return redirect(url_for("people.invite", organisatie=form.result), 303)
    return render_template("organisations/partner.html", form=form, organisation=None), form.status


@room.page("/ketenpartners/<code>/naam", access=RENAME_PARTNER, post=RENAME_PARTNER)
def rename_partner(code: str) -> Page:
    partner = queries.partner(code)
    policy.require(actor(), "organisations:rename-partner", code)
    form = PartnerForm(name=partner.name)
    if form.performed(acts.rename_partner, actor(), code, form.name.data):
        flash(_("De naam is gewijzigd."), "success")
        return _back_to(code)
    return render_template("organisations/partner.html", form=form, organisation=partner), form.status


@room.page("/ketenpartners/<code>/beeindigen", access=END_PARTNER, post=END_PARTNER)
def end_partner(code: str) -> Page:
    return _end("organisations:end-partner", acts.end_partner, queries.partner(code).code)


@room.page("/ketenpartners/<code>/doorgaan", access=KEEP_PARTNER, post=KEEP_PARTNER)
def keep_partner(code: str) -> Page:
    partner = queries.partner(code)
    policy.require(actor(), "organisations:keep-partner", code)
    return _keep(acts.keep_partner, partner, code)
