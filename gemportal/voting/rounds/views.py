"""The pages on which an objection is taken back or settled, and the button for a new round."""

from collections.abc import Callable

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from gemportal.kernel.acts import perform
from gemportal.kernel.web.forms import HouseForm, require_for_form
from gemportal.kernel.web.frame import actor
from gemportal.kernel.web.room import may
from gemportal.voting import queries as votes
from gemportal.voting.policy import Line
from gemportal.voting.rounds import acts, queries
from gemportal.voting.rounds.forms import SettleForm, WithdrawForm
from gemportal.voting.rounds.policy import NEW_ROUND, SETTLE, WITHDRAW
from gemportal.voting.rules import Secrecy, VoteStatus
from gemportal.voting.views import Page
from gemportal.voting.views import room as room


@room.page("/stemmingen/<number>/bezwaar/<code>", access=may(SETTLE), post=may(SETTLE))
def settle_objection(number: str, code: str) -> Page:
    form = SettleForm()
    form.offer()
    values = {"state": form.state.data or ""}
    return _end(SETTLE, number, code, form, acts.settle_objection, values)


@room.page("/stemmingen/<number>/bezwaar/<code>/intrekken", access=may(WITHDRAW), post=may(WITHDRAW))
def withdraw_objection(number: str, code: str) -> Page:
    return _end(WITHDRAW, number, code, WithdrawForm(), acts.withdraw_objection, {})


def _end(
    permission: str, number: str, code: str, form: HouseForm, act: Callable[..., None], values: dict[str, str]
) -> Page:
    vote = votes.by_number(number)
    require_for_form(actor(), permission, Line(vote, code))
    objection = queries.line_of(vote, code)
    if form.performed(act, actor(), number, code, text=form["text"].data or "", **values):
        flash(_("Het is vastgelegd. Iedereen kan het bij de stemming lezen."), "success")
        return redirect(url_for(".show", number=number, _anchor="bezwaren"), 303)
    return render_template(
        "voting/objection.html", form=form, vote=vote, objection=objection, withdraws=permission == WITHDRAW
    ), form.status


@room.action("/stemmingen/<number>/nieuwe-ronde", access=may(NEW_ROUND))
def new_round(number: str) -> Response:
    vote_id = perform(acts.new_round, actor(), number)
    vote = votes.by_number(number)
    if vote.status is VoteStatus.ANNULLED:
        flash(_("De stemming staat opnieuw klaar. Wijzig wat niet klopte, en open haar daarna."), "success")
        return redirect(url_for(".prepared", vote_id=vote_id), 303)
    if vote.secrecy is Secrecy.SECRET:
        # After a tie between persons the same is asked again.
        flash(_("De stemming staat klaar. Controleer haar en open haar daarna."), "success")
        return redirect(url_for(".prepared", vote_id=vote_id), 303)
    flash(_("De nieuwe ronde staat klaar. Pas het voorstel aan en open haar daarna."), "success")
    return redirect(url_for(".change", vote_id=vote_id), 303)
