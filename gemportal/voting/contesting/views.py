"""The pages on which a result is contested and ruled on; both reasons stand on the page of the vote."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from gemportal.kernel.web.forms import require_for_form
from gemportal.kernel.web.frame import actor
from gemportal.kernel.web.room import may
from gemportal.voting import queries as votes
from gemportal.voting.contesting import acts, queries
from gemportal.voting.contesting.forms import ContestForm, RulingForm
from gemportal.voting.contesting.policy import CONTEST, RULE
from gemportal.voting.policy import own_line
from gemportal.voting.views import Page
from gemportal.voting.views import room as room


@room.page("/stemmingen/<number>/betwisten", access=may(CONTEST), post=may(CONTEST))
def contest(number: str) -> Page:
    vote = votes.by_number(number)
    require_for_form(actor(), CONTEST, own_line(actor(), vote))
    form = ContestForm()
    if form.performed(acts.contest, actor(), number, reason=form.reason.data or ""):
        flash(_("U hebt de uitslag betwist. Uw reden staat bij de stemming."), "success")
        return redirect(url_for(".show", number=number), 303)
    return render_template("voting/contest.html", form=form, vote=vote), form.status


@room.page("/stemmingen/<number>/betwisting", access=may(RULE), post=may(RULE))
def rule_on_contest(number: str) -> Page:
    vote = votes.by_number(number)
    require_for_form(actor(), RULE, queries.contested_line(vote))
    form = RulingForm()
    form.offer()
    if form.performed(acts.rule_on_contest, actor(), number, form.ruling.data, answer=form.answer.data or ""):
        if form.result is not None:
            flash(_("De stemming is ongeldig. Controleer de herstemming en open haar daarna."), "success")
            return redirect(url_for(".prepared", vote_id=form.result), 303)
        flash(_("De betwisting is afgewezen. De uitslag wordt nu vastgesteld."), "success")
        return redirect(url_for(".show", number=number), 303)
    contested = queries.of_vote(vote)
    return render_template("voting/contest_ruling.html", form=form, vote=vote, contest=contested), form.status
