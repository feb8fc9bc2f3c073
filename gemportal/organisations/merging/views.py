"""Pages to record a merger of municipalities, and to take it back before its day."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from gemportal.kernel import policy
from gemportal.kernel.web.forms import ConfirmForm
from gemportal.kernel.web.frame import actor
from gemportal.kernel.web.room import Room, may
from gemportal.organisations import queries
from gemportal.organisations.holdings import holdings_of
from gemportal.organisations.merging import acts
from gemportal.organisations.merging.forms import MergerForm

room = Room("merging", __name__)

RECORD, WITHDRAW = may("organisations:record-merger"), may("organisations:withdraw-merger")


@room.page("/leden/fusie", access=RECORD, post=RECORD)
def record() -> Response | tuple[str, int]:
    """First the two municipalities, by address; then what the merger means, and its day."""
    code, successor = request.args.get("van", ""), request.args.get("naar", "")
    if not (code and successor):
        return render_template(
            "merging/choose.html", lines=queries.municipalities(), code=code, successor=successor
        ), 200
    old, new = queries.organisation(code), queries.organisation(successor)
    policy.require(actor(), "organisations:record-merger", (code, successor))
    form = MergerForm()
    if form.performed(acts.record_merger, actor(), code, successor, form.day.data):
        flash(_("De fusie ligt vast, en staat in het register."), "success")
        return redirect(url_for("site.municipality", code=code), 303)
    return render_template(
        "merging/record.html",
        form=form,
        old=old,
        new=new,
        holdings=holdings_of(code),
        becomes_member=code in queries.member_codes() and successor not in queries.member_codes(),
    ), form.status


@room.page("/leden/<code>/fusie-terugnemen", access=WITHDRAW, post=WITHDRAW)
def withdraw(code: str) -> Response | tuple[str, int]:
    old = queries.organisation(code)
    policy.require(actor(), "organisations:withdraw-merger", (code, old.successor_code or code))
    form = ConfirmForm()
    if form.performed(acts.withdraw_merger, actor(), code):
        flash(_("De fusie is teruggenomen."), "success")
        return redirect(url_for("site.municipality", code=code), 303)
    names = queries.names([old.successor_code])
    return render_template(
        "merging/withdraw.html", form=form, old=old, successor=names.get(old.successor_code or "")
    ), form.status
