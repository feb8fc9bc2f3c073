"""The pages on which a vote is prepared: the kind, then everything on one page, then what the voters will see, and sealing."""

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from gemportal.kernel import clock, policy
from gemportal.kernel.acts import perform
from gemportal.kernel.web.forms import ConfirmForm, require_for_form
from gemportal.kernel.web.frame import actor
from gemportal.kernel.web.room import may
from gemportal.voting import queries as votes
from gemportal.voting.acts import open_vote
from gemportal.voting.papers import ballot_form
from gemportal.voting.policy import OfGroup
from gemportal.voting.preparing import acts, queries
from gemportal.voting.preparing.budget import FEWEST, MORE, BudgetForm, budget_form, filled_lines
from gemportal.voting.preparing.forms import AboutOne, Offer, VoteForm
from gemportal.voting.preparing.kinds import ConsentForm, PersonsForm, PriorityForm, ProposalForm
from gemportal.voting.preparing.rules import ELECTIONS, KEPT, WAYS, Kind, kind_named, kind_of
from gemportal.voting.rules import VoteStatus
from gemportal.voting.terms import terms_of
from gemportal.voting.views import Page
from gemportal.voting.views import room as room

FORMS: dict[Kind, type[VoteForm]] = {form.kind: form for form in (ProposalForm, PriorityForm, PersonsForm, ConsentForm)}


@room.page("/stemmingen/nieuw", access=may("voting:prepare"), post=may("voting:prepare"))
def prepare() -> Page:
    """The kinds; and, once one is chosen in the address (`soort`), everything that this kind needs."""
    if not queries.may_prepare_for(actor()):
        # Who leads no group and holds no office prepares no vote: this says who does.
        policy.require(actor(), "voting:prepare", OfGroup(None))
    kind, group = kind_named(request.values.get("soort")), request.args.get("groep")
    if kind is None:
        return render_template("voting/preparing/kinds.html", kinds=Kind, group=group), 200
    form = _form(kind, {"group_number": group or ""})
    if _is_complete() and form.performed(acts.prepare, actor(), form.draft):
        flash(_("De stemming staat klaar. Controleer haar en open haar daarna."), "success")
        return redirect(url_for(".prepared", vote_id=form.result), 303)
    return _page_of_form(form, None)


@room.page("/stemmingen/concept/<int:vote_id>/wijzigen", access=may("voting:change"), post=may("voting:change"))
def change(vote_id: int) -> Page:
    vote = votes.prepared(vote_id)
    if vote.status is not VoteStatus.PREPARED and request.method == "GET":
        return redirect(url_for(".show", number=vote.number), 303)
    require_for_form(actor(), "voting:change", vote)
    filled, effect = queries.filled_in(vote), queries.effect_of(vote)
    form = _form(kind_of(vote.method, vote.secrecy), filled, votes.options_of(vote_id))
    if isinstance(form, AboutOne) and effect is not None and filled["effect"] == KEPT:
        form.keep(effect)
    if isinstance(form, PersonsForm) and vote.method not in ELECTIONS:
        form.keep(vote.method)
    if _is_complete() and form.performed(
        acts.change, actor(), vote_id, queries.with_what_no_form_shows(form.draft, vote)
    ):
        flash(_("De stemming is gewijzigd."), "success")
        return redirect(url_for(".prepared", vote_id=vote_id), 303)
    return _page_of_form(form, vote_id, queries.no_longer_open(vote_id))


def _form(kind: Kind, data: dict[str, Any], options: Sequence[Any] = ()) -> VoteForm:
    """The form of a kind with what can be chosen, filled in with a vote in preparation or with what was sent."""
    titles, costs = queries.open_initiatives()
    voters = queries.may_prepare_for(actor())
    group = request.form.get("group_number", data.get("group_number"))
    offer = Offer(voters, titles, costs, queries.voter_codes(group if group in voters else next(iter(voters), None)))
    if kind is Kind.BUDGET:
        return _budget_form(offer, data, options)
    form = FORMS[kind](data=data)
    form.offer(offer)
    return form


def _budget_form(offer: Offer, data: dict[str, Any], options: Sequence[Any]) -> BudgetForm:
    """The lines are as many as were sent, and more when they are asked for or a file has more."""
    rows = request.form.get("rows", type=int) or len([one for one in options if not one.initiative_number]) or FEWEST
    filled = data | dict(filled_lines(options))
    step = request.form.get("stap")
    form = budget_form(offer, rows + MORE if step == "regels" else rows, filled)
    if step == "bestand" and (found := form.projects()):
        used = len([line for line in form.of_own if line.used])
        form = budget_form(offer, used + len(found.options), filled)
        form.take(found)
    form.offer(offer)
    return form


def _is_complete() -> bool:
    """Whether the form was sent to be kept; other buttons ask for more lines, or fill some in."""
    return request.form.get("stap") not in ("regels", "bestand")


def _page_of_form(form: VoteForm, vote_id: int | None, gone: Sequence[str] = ()) -> Page:
    return render_template(
        f"voting/preparing/{form.kind.name.lower()}.html",
        form=form,
        vote_id=vote_id,
        kind=form.kind,
        ways=WAYS,
        gone=gone,
    ), form.status


@room.page("/stemmingen/concept/<int:vote_id>", access=may("voting:open"), post=may("voting:open"))
def prepared(vote_id: int) -> Page:
    vote = votes.prepared(vote_id)
    if vote.status is not VoteStatus.PREPARED and request.method == "GET":
        return redirect(url_for(".show", number=vote.number), 303)
    require_for_form(actor(), "voting:open", vote)
    form = ConfirmForm()
    if form.performed(open_vote, actor(), vote_id):
        flash(_("De stemming is open. Vanaf nu staat alles vast."), "success")
        return redirect(url_for(".show", number=form.result), 303)
    sealed = queries.as_sealed(vote)
    return render_template(
        "voting/preparing/prepared.html",
        form=form,
        vote=vote,
        ballot=ballot_form(sealed),
        sealed=sealed,
        terms=terms_of(vote, sealed.roll, votes.table_of_weights().as_json(), clock.today()),
        obstacle=queries.obstacle(vote),
        last_day=clock.just_before(vote.closes_at),
    ), form.status


@room.action("/stemmingen/concept/<int:vote_id>/weg", access=may("voting:discard"))
def discard(vote_id: int) -> Response:
    perform(acts.discard, actor(), vote_id)
    flash(_("De voorbereiding is weggegooid."), "success")
    return redirect(url_for(".index"), 303)
