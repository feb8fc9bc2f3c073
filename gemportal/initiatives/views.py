"""The pages of this room. An initiative's own page spans rooms and stands in `site`."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from gemportal.initiatives import acts, queries
from gemportal.initiatives.forms import (
    CoProposerForm,
    DeclarationForm,
    DraftForm,
    PublishForm,
    ReasonForm,
    ReopenForm,
    RevisionForm,
    StopForm,
)
from gemportal.initiatives.proposal import ASKS_CONFIRMATION, Change, Piece, ProposalText, differences
from gemportal.initiatives.queries import Filters
from gemportal.initiatives.rules import Domain, Driver, InitiativeStatus, levels_for
from gemportal.kernel import policy
from gemportal.kernel.acts import perform
from gemportal.kernel.web import formats
from gemportal.kernel.web.frame import actor
from gemportal.kernel.web.room import PUBLIC, Room, may
from gemportal.organisations import queries as organisations
from gemportal.sharing.queries import learned_about

PAGE_SIZE = 20

# Fields that people write: their differences go word by word; of the others the whole value changed.
WRITTEN = frozenset({"title", "summary", "goal", "means", "existing"})

room = Room("initiatives", __name__)

Page = tuple[str, int]


@room.page("/initiatieven", access=PUBLIC)
def index() -> str:
    filters = Filters(
        search=request.args.get("q", "").strip()[:80],
        status=request.args.get("status", type=InitiativeStatus),
        domain=request.args.get("domein", type=Domain),
        organisation=request.args.get("gemeente", ""),
    )
    after = request.args.get("pagina")
    found = queries.lines(filters, limit=PAGE_SIZE + 1, after=after)
    return render_template(
        "initiatives/index.html",
        lines=found[:PAGE_SIZE],
        next_page=found[PAGE_SIZE - 1].number if len(found) > PAGE_SIZE else None,
        after=after,
        total=queries.number_of(filters),
        filters=filters,
        statuses=[status for status in InitiativeStatus if status is not InitiativeStatus.DRAFT],
        domains=list(Domain),
        proposers=queries.proposers(),
        drafts=queries.drafts_of(actor()),
        may_draft=policy.may(actor(), "initiatives:draft"),
    )


@room.page("/initiatieven/nieuw", access=may("initiatives:draft"), post=may("initiatives:draft"))
def new() -> Response | Page:
    policy.require(actor(), "initiatives:draft")
    form = DraftForm()
    if form.performed(acts.draft, actor(), form.text, closes_on=form.closes_on.data):
        flash(_("Uw concept is bewaard. Alleen uw organisatie ziet het."), "success")
        return redirect(url_for(".draft", initiative_id=form.result), 303)
    learned = learned_about(form.text.domain)
    return render_template("initiatives/edit.html", form=form, initiative=None, learned=learned), form.status


@room.page(
    "/initiatieven/concept/<int:initiative_id>", access=may("initiatives:see-draft"), post=may("initiatives:publish")
)
def draft(initiative_id: int) -> Response | Page:
    form = PublishForm()
    if form.performed(acts.publish, actor(), initiative_id):
        flash(_("Uw initiatief is gepubliceerd. De oproep is open."), "success")
        return redirect(url_for("site.initiative", number=form.result), 303)
    initiative = queries.draft_page(actor(), initiative_id)
    asked = queries.co_proposers_of(initiative_id)
    page = render_template(
        "initiatives/draft.html",
        form=form,
        initiative=initiative,
        asked=asked,
        own=initiative.organisation_code == actor().organisation,
        agreed=any(line.agreed for line in asked if line.code == actor().organisation),
        learned=learned_about(initiative.text.domain),
    )
    return page, form.status


@room.page(
    "/initiatieven/concept/<int:initiative_id>/wijzigen",
    access=may("initiatives:edit-draft"),
    post=may("initiatives:edit-draft"),
)
def edit_draft(initiative_id: int) -> Response | Page:
    initiative = queries.draft_page(actor(), initiative_id)
    policy.require(actor(), "initiatives:edit-draft", initiative)
    form = DraftForm(initiative.text, closes_on=initiative.closes_on)
    if form.performed(acts.edit_draft, actor(), initiative_id, form.text, closes_on=form.closes_on.data):
        flash(_("Uw concept is bewaard."), "success")
        return redirect(url_for(".draft", initiative_id=initiative_id), 303)
    learned = learned_about(initiative.text.domain)
    return render_template("initiatives/edit.html", form=form, initiative=initiative, learned=learned), form.status


@room.action("/initiatieven/concept/<int:initiative_id>/weggooien", access=may("initiatives:discard-draft"))
def discard_draft(initiative_id: int) -> Response:
    perform(acts.discard_draft, actor(), initiative_id)
    flash(_("Het concept is weg."), "success")
    return redirect(url_for(".index"), 303)


@room.page(
    "/initiatieven/concept/<int:initiative_id>/mede-indiener",
    access=may("initiatives:ask-co-proposer"),
    post=may("initiatives:ask-co-proposer"),
)
def ask_co_proposer(initiative_id: int) -> Response | Page:
    initiative = queries.draft_page(actor(), initiative_id)
    policy.require(actor(), "initiatives:ask-co-proposer", initiative)
    taken = {initiative.organisation_code, *(line.code for line in queries.co_proposers_of(initiative_id))}
    form = CoProposerForm()
    form.code.choices = [
        ("", _("Kies een gemeente")),
        *((member.code, member.name) for member in organisations.members() if member.code not in taken),
    ]
    if form.performed(acts.ask_co_proposer, actor(), initiative_id, form.code.data):
        flash(_("De gemeente ziet uw concept nu, en kan besluiten mee in te dienen."), "success")
        return redirect(url_for(".draft", initiative_id=initiative_id), 303)
    return render_template("initiatives/ask.html", form=form, initiative=initiative), form.status


@room.action("/initiatieven/concept/<int:initiative_id>/mede-indiener-weg", access=may("initiatives:ask-co-proposer"))
def drop_co_proposer(initiative_id: int) -> Response:
    perform(acts.ask_co_proposer, actor(), initiative_id, request.form.get("code", ""), asked=False)
    flash(_("De gemeente ziet uw concept niet meer."), "success")
    return redirect(url_for(".draft", initiative_id=initiative_id), 303)


@room.action("/initiatieven/concept/<int:initiative_id>/antwoord", access=may("initiatives:answer-co-proposing"))
def answer_co_proposing(initiative_id: int) -> Response:
    agreed = request.form.get("antwoord") == "ja"
    perform(acts.answer_co_proposing, actor(), initiative_id, agreed=agreed)
    if agreed:
        flash(_("Uw gemeente dient mee in."), "success")
        return redirect(url_for(".draft", initiative_id=initiative_id), 303)
    flash(_("Uw gemeente dient niet mee in."), "success")
    return redirect(url_for(".index"), 303)


@room.page("/initiatieven/<number>/wijzigen", access=may("initiatives:revise"), post=may("initiatives:revise"))
def revise(number: str) -> Response | Page:
    initiative = _for_the_act("initiatives:revise", number)
    form = RevisionForm(initiative.text)
    if form.performed(acts.revise, actor(), number, form.text, why=form.why.data):
        flash(_("De nieuwe versie staat online."), "success")
        return redirect(url_for("site.initiative", number=number), 303)
    return render_template("initiatives/revise.html", form=form, initiative=initiative), form.status


@room.page("/initiatieven/<number>/versies", access=PUBLIC)
def versions(number: str) -> str:
    initiative = queries.by_number(number)
    found = queries.versions_of(initiative.id)
    wanted = request.args.get("versie", type=int)
    place = next((i for i, line in enumerate(found) if line.version == wanted), 0)
    before = found[place + 1] if place + 1 < len(found) else None
    return render_template(
        "initiatives/versions.html",
        number=number,
        versions=found,
        shown=found[place],
        before=before,
        changes=_changes(before.text, found[place].text) if before else None,
        first=[(name, _in_words(found[place].text, name)) for name in vars(found[place].text)],
        asks_confirmation=ASKS_CONFIRMATION,
    )


def _changes(before: ProposalText, after: ProposalText) -> dict[str, tuple[Piece, ...]]:
    changes = {}
    for name in after.changed_since(before):
        old, new = _in_words(before, name), _in_words(after, name)
        whole = (Piece(Change.REMOVED, old), Piece(Change.ADDED, new))
        changes[name] = differences(old, new) if name in WRITTEN else whole
    return changes


def _in_words(text: ProposalText, name: str) -> str:
    value = getattr(text, name)
    if value is None or value == "":
        return str(_("nog niet bekend"))
    if isinstance(value, Driver | Domain):
        return str(value.label)
    if isinstance(value, int):
        return formats.euro(value) if name == "cost" else formats.number(value)
    return str(value)


@room.page(
    "/initiatieven/<number>/bereidheid",
    access=may("initiatives:declare-willingness"),
    post=may("initiatives:declare-willingness"),
)
def declare(number: str) -> Response | Page:
    initiative = _for_the_act("initiatives:declare-willingness", number)
    current = initiative.declaration_of(actor().organisation)
    partner = bool(policy.fact(actor(), "organisations:partner"))
    levels = levels_for(partner=partner, invited=initiative.invites(actor().organisation))
    form = DeclarationForm(obj=current, read=initiative.version)
    form.level.choices = [(level.value, str(level.label)) for level in levels]
    if form.performed(acts.declare_willingness, actor(), number, form.declaration, read=form.version_read):
        flash(_("Uw verklaring staat online."), "success")
        return redirect(url_for("site.initiative", number=number), 303)
    # What is shown now is about the present version, whatever was in view before.
    form.read.data = str(initiative.version)
    page = render_template("initiatives/declare.html", form=form, initiative=initiative, current=current, levels=levels)
    return page, form.status


@room.action("/initiatieven/<number>/bereidheid/bevestigen", access=may("initiatives:confirm-willingness"))
def confirm(number: str) -> Response:
    perform(acts.confirm_willingness, actor(), number, read=request.form.get("versie", type=int))
    flash(_("Uw verklaring geldt nu voor de nieuwe versie. U houdt uw datum."), "success")
    return redirect(url_for("site.initiative", number=number), 303)


@room.action("/initiatieven/<number>/bereidheid/intrekken", access=may("initiatives:withdraw-willingness"))
def withdraw_willingness(number: str) -> Response:
    perform(acts.withdraw_willingness, actor(), number)
    flash(_("Uw verklaring is ingetrokken."), "success")
    return redirect(url_for("site.initiative", number=number), 303)


@room.page("/initiatieven/<number>/intrekken", access=may("initiatives:withdraw"), post=may("initiatives:withdraw"))
def withdraw(number: str) -> Response | Page:
    return _ended_with_reason("initiatives:withdraw", acts.withdraw, number, _("Het initiatief is ingetrokken."))


@room.page("/initiatieven/<number>/stoppen", access=may("initiatives:stop"), post=may("initiatives:stop"))
def stop(number: str) -> Response | Page:
    form = StopForm()
    done = _("Het initiatief is gestopt. Dank u voor wat u ervan deelt.")
    return _ended_with_reason("initiatives:stop", acts.stop, number, done, form, lesson=form.lesson.data or "")


@room.page("/initiatieven/<number>/niet-gelukt", access=may("initiatives:lapse"), post=may("initiatives:lapse"))
def lapse(number: str) -> Response | Page:
    return _ended_with_reason("initiatives:lapse", acts.lapse, number, _("Het initiatief is afgesloten."))


def _ended_with_reason(
    permission: str, act: Any, number: str, done: str, form: ReasonForm | None = None, **values: str
) -> Response | Page:
    initiative = _for_the_act(permission, number)
    form = form or ReasonForm()
    if form.performed(act, actor(), number, reason=form.reason.data, **values):
        flash(done, "success")
        return redirect(url_for("site.initiative", number=number), 303)
    page = render_template("initiatives/end.html", form=form, initiative=initiative, permission=permission)
    return page, form.status


@room.page("/initiatieven/<number>/nieuwe-oproep", access=may("initiatives:reopen"), post=may("initiatives:reopen"))
def reopen(number: str) -> Response | Page:
    initiative = _for_the_act("initiatives:reopen", number)
    form = ReopenForm()
    if form.performed(acts.reopen, actor(), number, reason=form.reason.data, closes_on=form.closes_on.data):
        flash(_("De nieuwe oproep is open."), "success")
        return redirect(url_for("site.initiative", number=number), 303)
    return render_template("initiatives/reopen.html", form=form, initiative=initiative), form.status


def _for_the_act(permission: str, number: str) -> queries.InitiativePage:
    """The initiative, if this act is possible now: a form that can only be refused is not shown."""
    initiative = queries.page_of(number)
    policy.require(actor(), permission, initiative)
    return initiative
