"""The pages of votes, readable by all, and what officers do to a vote. Its parts have pages of their own."""

import json
from typing import Any

from flask import Response as FlaskResponse
from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from gemportal.kernel import policy
from gemportal.kernel.web.forms import ConfirmForm, require_for_form
from gemportal.kernel.web.frame import actor
from gemportal.kernel.web.links import link_to
from gemportal.kernel.web.room import PUBLIC, Room, may
from gemportal.organisations.tiles import tiles
from gemportal.register.reading.queries import standing_of
from gemportal.voting import acts, answers, outcome, queries
from gemportal.voting.contesting import queries as contests
from gemportal.voting.contesting.policy import CONTEST, RULE
from gemportal.voting.definition import Voter
from gemportal.voting.formats import interop
from gemportal.voting.forms import AnnulForm
from gemportal.voting.policy import Line, own_line, own_lines
from gemportal.voting.preparing.queries import may_prepare_for
from gemportal.voting.rounds import queries as rounds
from gemportal.voting.rounds.policy import NEW_ROUND, SETTLE, WITHDRAW
from gemportal.voting.rounds.rules import why_no_round

PAGE = 25
MANY = (
    100  # So many names, with what each of them said, weigh more than the rest of the page: they have one of their own.
)

room = Room("voting", __name__)

Page = Response | tuple[str, int]


@room.page("/stemmingen", access=PUBLIC)
def index() -> str:
    only = request.args.get("status", "")
    before = request.args.get("voor", type=int)
    found = queries.lines(only=only, limit=PAGE + 1, before=before)
    prepares = bool(may_prepare_for(actor()))
    return render_template(
        "voting/index.html",
        lines=found[:PAGE],
        next_before=found[PAGE - 1].opened_entry if len(found) > PAGE else None,
        paged=before is not None,
        only=only,
        may_prepare=prepares,
        prepared=[vote for vote in queries.all_prepared() if policy.may(actor(), "voting:open", vote)]
        if prepares
        else [],
    )


@room.page("/stemmingen/<number>", access=PUBLIC)
def show(number: str) -> str:
    page = queries.page_of(number)
    vote, now_by = page.vote, actor()
    own = own_line(now_by, vote)
    may_cast = not page.being_counted and policy.may(now_by, "voting:cast", own)
    contested, objections = contests.of_vote(vote), rounds.of_vote(vote)
    before, after = rounds.around(vote)
    return render_template(
        "voting/show.html",
        page=page,
        vote=vote,
        sealed=page.sealed,
        outcome=outcome,
        answers=answers,
        may_cast=may_cast,
        ballot=queries.own_ballot(vote.id, own.organisation) if may_cast else None,
        given=next((line for line in page.proxies if may_cast and line.giver == now_by.organisation), None),
        others=others(page) if may_cast else [],
        contest=contested,
        may_contest=contested is None and contests.can_be_contested(vote) and policy.may(now_by, CONTEST, own),
        may_rule=policy.may(now_by, RULE, Line(vote, contested.code)) if contested else False,
        objections=objections,
        may_settle={line.code for line in objections if policy.may(now_by, SETTLE, Line(vote, line.code))},
        may_withdraw={line.code for line in objections if policy.may(now_by, WITHDRAW, Line(vote, line.code))},
        before=before,
        after=after,
        standing=standing_of(number),
        decision=queries.decision_of(number) if vote.published_at else None,
        may_new_round=policy.may(now_by, NEW_ROUND, vote)
        and why_no_round(vote.status, vote.method, page.outcome) is None,
        may_annul=policy.may(now_by, "voting:annul", vote),
        may_carry_out=vote.effect_refusal is not None and policy.may(now_by, "voting:carry-out", vote),
        **_counted(page),
    )


def _counted(page: queries.VotePage) -> dict[str, Any]:
    """What the page shows beside the result itself: the roll call as tiles, what each share paid, and all for a recount."""
    vote, sealed, counted = page.vote, page.sealed, page.counted
    if page.result is None or vote.lot_secret is None:
        return {}
    lot = outcome.public_lot(
        page.result, sealed.titles, str(vote.definition_sha256), secret=vote.lot_secret, counted=counted
    )
    return {
        "lot": lot,
        "tiles": tiles(),
        "roll_call": outcome.roll_call(sealed, counted),
        "apart": len(sealed.roll) > MANY,
        "shares": outcome.shares(sealed, page.result, counted) if len(sealed.roll) <= MANY else {},
        "files": [link_to(endpoint, number=vote.number) for endpoint in (".definition", ".tally")],
        "exported": interop.can_export(vote.method),
    }


def others(page: queries.VotePage) -> list[Voter]:
    """For whom the actor can vote besides its own organisation, in the order of the roll."""
    given = (line.giver for line in page.proxies if line.holder == actor().organisation)
    codes = own_lines(actor(), page.vote).union(given) - {actor().organisation}
    return [line for line in page.sealed.roll if line.organisation in codes]


@room.page("/stemmingen/<number>/hoofdelijk", access=PUBLIC)
def names(number: str) -> str:
    page = queries.roll_call_of(number)
    return render_template(
        "voting/names.html",
        page=page,
        vote=page.vote,
        sealed=page.sealed,
        outcome=outcome,
        answers=answers,
        shares=outcome.shares(page.sealed, page.result or {}, page.counted),
    )


@room.page("/stemmingen/<number>/telling.json", access=PUBLIC)
def tally(number: str) -> FlaskResponse:
    document = queries.tally_document(number)
    return FlaskResponse(json.dumps(document, ensure_ascii=False, indent=1) + "\n", mimetype="application/json")


@room.page("/stemmingen/<number>/export", access=PUBLIC)
def export(number: str) -> FlaskResponse:
    """A counted vote as a file for other tools: Pabulib or PrefLib, whichever has its method. The name says which."""
    file = queries.export_of(number)
    response = FlaskResponse(file.text, mimetype="text/plain")
    response.headers.set("Content-Disposition", "attachment", filename=file.name)
    return response


@room.page("/stemmingen/<number>/definitie.json", access=PUBLIC)
def definition(number: str) -> FlaskResponse:
    """The sealed bytes themselves: their SHA-256 is the one on the page and in the register."""
    return FlaskResponse(queries.definition_of(number), mimetype="application/json")


@room.page("/stemmingen/<number>/ongeldig", access=may("voting:annul"), post=may("voting:annul"))
def annul(number: str) -> Page:
    vote = queries.by_number(number)
    policy.require(actor(), "voting:annul", vote)
    form = AnnulForm()
    if form.performed(acts.annul, actor(), number, reason=form.reason.data):
        flash(_("De stemming is ongeldig verklaard. De reden staat erbij."), "success")
        return redirect(url_for(".show", number=number), 303)
    return render_template("voting/annul.html", form=form, vote=vote), form.status


@room.page("/stemmingen/<number>/uitvoeren", access=may("voting:carry-out"), post=may("voting:carry-out"))
def carry_out(number: str) -> Page:
    vote = queries.by_number(number)
    require_for_form(actor(), "voting:carry-out", vote)
    form = ConfirmForm()
    if form.performed(acts.carry_out, actor(), number):
        flash(_("Het gevolg van de stemming is uitgevoerd."), "success")
        return redirect(url_for(".show", number=number), 303)
    return render_template("voting/carry_out.html", form=form, vote=vote), form.status
