"""The pages of decisions and of the agenda."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from gemportal.decisions import acts, queries
from gemportal.decisions.forms import DecisionForm
from gemportal.decisions.rules import DecisionStatus, Maker, only_a_vote_changes
from gemportal.groups import queries as groups
from gemportal.groups.room.acts import propose_decision
from gemportal.groups.room.policy import PROPOSE
from gemportal.groups.room.rules import Change, Changing
from gemportal.kernel import policy
from gemportal.kernel.actor import Capacity
from gemportal.kernel.web.forms import require_for_form
from gemportal.kernel.web.frame import actor
from gemportal.kernel.web.room import PUBLIC, Room, may
from gemportal.register.reading.queries import standing_of
from gemportal.voting import queries as votes

PAGE = 25

room = Room("decisions", __name__)

Page = Response | tuple[str, int]


@room.page("/besluiten", access=PUBLIC)
def index() -> str:
    search = request.args.get("q", "").strip()[:80]
    before = request.args.get("voor", type=int)
    status = request.args.get("status", "")
    chosen = DecisionStatus(status) if status in list(DecisionStatus) else None
    found = queries.lines(search=search, status=chosen, limit=PAGE + 1, before=before)
    return render_template(
        "decisions/index.html",
        lines=found[:PAGE],
        next_before=found[PAGE - 1].id if len(found) > PAGE else None,
        paged=before is not None,
        search=search,
        status=chosen,
        statuses=list(DecisionStatus),
        may_record=policy.may(actor(), "decisions:record"),
    )


@room.page("/besluiten/<number>", access=PUBLIC)
def show(number: str) -> str:
    decision, ended_by = queries.by_number(number), queries.ended_by(number)
    return render_template(
        "decisions/show.html",
        decision=decision,
        ended_by=ended_by,
        standing=queries.standing(decision, ended_by),
        vote=votes.page_of(decision.vote_number) if decision.vote_number else None,
        may_end=policy.may(actor(), "decisions:supersede", decision)
        and not only_a_vote_changes(decision.ground, decision.group_number),
        proposes=actor().capacity is Capacity.MANDATE,
    )


@room.page("/besluiten/nieuw", access=may("decisions:record"), post=may("decisions:record"))
def record() -> Page:
    form = DecisionForm()
    policy.require(actor(), "decisions:record", Maker(None))
    if form.performed(acts.record_decision, actor(), form.wording):
        flash(_("Het besluit is vastgelegd en staat in het register."), "success")
        return redirect(url_for(".show", number=form.result), 303)
    return render_template("decisions/record.html", form=form, decision=None), form.status


@room.page("/besluiten/<number>/vervangen", access=may("decisions:supersede"), post=may("decisions:supersede"))
def supersede(number: str) -> Page:
    return _end(Change.SUPERSEDE, number, acts.supersede, _("Het nieuwe besluit vervangt het oude."))


@room.page("/besluiten/<number>/intrekken", access=may("decisions:withdraw"), post=may("decisions:withdraw"))
def withdraw(number: str) -> Page:
    return _end(Change.WITHDRAW, number, acts.withdraw, _("Het besluit is ingetrokken."))


def _end(how: Change, number: str, act: Callable[..., str], done: str) -> Page:
    decision = queries.by_number(number)
    require_for_form(actor(), f"decisions:{how}", decision)
    form = DecisionForm(data={"title": decision.title, "text": decision.text} if how is Change.SUPERSEDE else None)
    if actor().capacity is Capacity.MANDATE and decision.group_number:
        return _propose(form, decision.group_number, Changing(number, how))
    if form.performed(act, actor(), number, form.wording):
        flash(done, "success")
        return redirect(url_for(".show", number=form.result), 303)
    return render_template(f"decisions/{how}.html", form=form, decision=decision), form.status


def _propose(form: DecisionForm, group_number: str, changing: Changing) -> Page:
    """Who decides in a group proposes to the others to change what they decided together."""
    group = groups.page_of(group_number)
    require_for_form(actor(), PROPOSE, group.about)
    del form.dissent
    if form.performed(propose_decision, actor(), group.number, form.proposal, changing):
        flash(_("Het voorstel ligt er. Als de anderen instemmen, is het besloten."), "success")
        return redirect(url_for("site.group", number=group.number), 303)
    page = render_template("decisions/propose.html", form=form, changing=changing, group=group)
    return page, form.status


@room.page("/agenda", access=PUBLIC)
def agenda() -> str:
    return render_template("decisions/agenda.html", agenda=queries.agenda(), standing=standing_of("agenda"))
