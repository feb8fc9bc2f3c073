"""The pages of proxies: all that hold are public; giving one and taking it back have pages of their own."""

from datetime import datetime

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from gemportal.kernel import policy
from gemportal.kernel.web.forms import ConfirmForm, require_for_form
from gemportal.kernel.web.frame import actor
from gemportal.kernel.web.room import PUBLIC, may
from gemportal.voting import queries as votes
from gemportal.voting.policy import Line
from gemportal.voting.proxies import acts, queries
from gemportal.voting.proxies.forms import GiveForm
from gemportal.voting.proxies.policy import GIVE, REVOKE
from gemportal.voting.views import Page
from gemportal.voting.views import room as room


@room.page("/volmachten", access=PUBLIC)
def proxies() -> str:
    return render_template(
        "voting/proxies.html",
        votes=queries.of_open_votes(),
        own=actor().organisation,
        can_give=_can_give() if policy.could(actor(), GIVE) else [],
    )


def _can_give() -> list[tuple[str, str, datetime]]:
    """The open votes (number, title, closing) in which one's own vote can still be given to another."""
    own = actor().organisation
    without = queries.none_can_be_given_in(own)
    return [
        (number, title, closes_at)
        for _, (number, title, closes_at, code, *_rest) in votes.waiting_for(actor())
        if code == own and number not in without
    ]


@room.page("/stemmingen/<number>/volmacht", access=may(GIVE), post=may(GIVE))
def give_proxy(number: str) -> Page:
    page = votes.page_of(number)
    require_for_form(actor(), GIVE, Line(page.vote, actor().organisation))
    form, bonds = GiveForm(), queries.bonds_in(page.vote.id)
    holders = queries.possible_holders(page.vote, page.sealed, actor().organisation, bonds)
    form.offer(holders)
    if form.performed(acts.give_proxy, actor(), number, holder=form.holder.data):
        flash(_("De volmacht is gegeven. U kunt haar intrekken tot de stemming sluit."), "success")
        return redirect(url_for(".show", number=number), 303)
    obstacle = queries.obstacle(page.vote.id, page.sealed, actor().organisation or "", bonds)
    return render_template(
        "voting/give_proxy.html", form=form, page=page, vote=page.vote, holders=holders, obstacle=obstacle
    ), form.status


@room.page("/stemmingen/<number>/volmacht/intrekken", access=may(REVOKE), post=may(REVOKE))
def revoke_proxy(number: str) -> Page:
    page = votes.page_of(number)
    require_for_form(actor(), REVOKE, Line(page.vote, actor().organisation))
    form = ConfirmForm()
    if form.performed(acts.revoke_proxy, actor(), number):
        flash(_("De volmacht is ingetrokken."), "success")
        return redirect(url_for(".show", number=number), 303)
    given = next((line for line in page.proxies if line.giver == actor().organisation), None)
    return render_template("voting/revoke_proxy.html", form=form, page=page, vote=page.vote, given=given), form.status
