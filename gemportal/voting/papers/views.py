"""The pages on which one votes: the ballot, its summary and the receipt. None of them is ever stored."""

from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from gemportal.kernel.errors import NotAllowed, RuleBroken
from gemportal.kernel.web.forms import require_for_form
from gemportal.kernel.web.frame import actor
from gemportal.kernel.web.links import link_to
from gemportal.kernel.web.room import may
from gemportal.people.rules import new_token
from gemportal.voting import acts, answers, queries, rules
from gemportal.voting.papers import BallotForm, ballot_form
from gemportal.voting.policy import CAST, Line, on_the_roll, own_line, why_no_ballot
from gemportal.voting.secrecy import rules as secrecy
from gemportal.voting.views import Page, others
from gemportal.voting.views import room as room


def _require_ballot(page: queries.VotePage, line: Line) -> None:
    """Pass, or say why there is no ballot for this line; a vote that is over is left to the page.

    What was sent stays on the page when the vote closed meanwhile. A ballot that is handed in once more leads to its receipt.
    """
    try:
        require_for_form(actor(), CAST, line)
    except NotAllowed:
        raise NotAllowed(why_no_ballot(actor(), line)) from None
    except RuleBroken:
        if not page.over:
            raise


@room.page("/stemmingen/<number>/stem", access=may(CAST), post=may(CAST))
def cast(number: str) -> Page:
    """The ballot, then its summary, then the receipt. Which of these is asked for stands in the field `stap`.

    `voor` in the address names the organisation that the ballot is for, when that is another than one's own.
    """
    page = queries.page_of(number)
    other = request.args.get("voor")
    line = Line(page.vote, other) if other else own_line(actor(), page.vote)
    step = request.form.get("stap", "")
    _require_ballot(page, line)
    if page.over and request.method == "GET":
        flash(_("Stemmen kan niet meer."), "warning")
        return redirect(url_for(".show", number=number), 303)
    holder = None if on_the_roll(actor(), line) else actor().organisation
    present = queries.ballot_to_replace(page.vote.id, line.organisation, holder)
    if page.sealed.secret and present is not None and step != "stem":
        raise RuleBroken(secrecy.VOTED_ALREADY)
    # Whoever holds the proxy now replaces what an earlier holder voted, and does not read it.
    known = present is not None and (holder is None or present.by_proxy_of == holder)
    form = ballot_form(page.sealed, *((present.answer, present.statement) if present and known else ()))
    if step == "stem" and form.performed(
        acts.hand_in, actor(), number, form.given, form.said, key=form.key.data or "", line=other,
        link=link_to(".show", number=number),
    ):  # fmt: skip
        if page.sealed.secret:
            # Shown here and nowhere else: an address, a session or a receipt would keep the tracker with its voter.
            return render_template(
                "voting/secret_receipt.html",
                vote=page.vote,
                behalf=page.sealed.names[line.organisation or ""],
                index=form.result,
                tracker=secrecy.tracker(str(page.vote.definition_sha256), form.key.data or ""),
            ), 200
        closed = queries.by_number(number).status is not rules.VoteStatus.OPEN
        flash(
            _("Uw stem is ontvangen. Zij was de laatste: de stemming is gesloten en geteld.")
            if closed
            else _("Uw stem is ontvangen. U kunt haar wijzigen tot de stemming sluit."),
            "success",
        )
        return redirect(url_for(".receipt", number=number, index=form.result), 303)
    if step == "controle" and page.over:
        form.refuse(rules.TOO_LATE if page.being_counted else rules.OVER)
    elif step == "controle" and form.complete():
        form.key.data = new_token()
        return _page_of_ballot("voting/confirm.html", page, form, line, present)
    return _page_of_ballot("voting/ballot.html", page, form, line, present)


def _page_of_ballot(template: str, page: queries.VotePage, form: BallotForm, line: Line, present: Any) -> Page:
    return render_template(
        template,
        page=page,
        vote=page.vote,
        sealed=page.sealed,
        form=form,
        replaces=present is not None,
        holder=page.sealed.names.get(present.by_proxy_of or "") if present else None,
        answers=answers,
        behalf=page.sealed.names[line.organisation or ""],
        weight=next(voter.weight for voter in page.sealed.roll if voter.organisation == line.organisation),
        given=next((proxy for proxy in page.proxies if proxy.giver == actor().organisation), None),
        for_another=line.organisation != actor().organisation,
        others=[voter for voter in others(page) if voter.organisation != line.organisation],
    ), form.status


@room.page("/stemmingen/<number>/stem/<int:index>", access=may(CAST))
def receipt(number: str, index: int) -> str:
    page = queries.page_of(number)
    return render_template(
        "voting/receipt.html",
        vote=page.vote,
        receipt=queries.receipt(number, index, actor().organisation),
        names=page.sealed.names,
        last_day=page.last_day,
    )


@room.page("/stemmingen/<number>/stem/<int:index>/bewijs.txt", access=may(CAST))
def receipt_file(number: str, index: int) -> Response:
    """The receipt to be kept, with the checkpoint as it was signed. Nothing in it tells what was voted."""
    page = queries.page_of(number)
    text = render_template(
        "voting/receipt.txt",
        vote=page.vote,
        receipt=queries.receipt(number, index, actor().organisation),
        names=page.sealed.names,
        link=link_to("register.entry", index=index),
        program=link_to("register.index") + "/verify.py",
    )
    response = Response(text, content_type="text/plain; charset=utf-8")
    name = f"{_('Ontvangstbewijs').lower()}-{number}-{index}.txt"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
