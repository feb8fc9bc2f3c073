"""The pages of lessons."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from gemportal.kernel import policy
from gemportal.kernel.web.forms import ConfirmForm, require_for_form
from gemportal.kernel.web.frame import actor
from gemportal.kernel.web.room import PUBLIC, Room
from gemportal.register.reading.queries import standing_of
from gemportal.sharing import acts, queries
from gemportal.sharing.forms import LessonForm, WithdrawForm
from gemportal.sharing.policy import stands_for
from gemportal.sharing.queries import Filters, LessonPage
from gemportal.sharing.rules import Domain, LessonKind, Source

PAGE = 20

room = Room("sharing", __name__)

Page = tuple[str, int]


@room.page("/lessen", access=PUBLIC)
def index() -> str:
    filters = Filters(
        search=request.args.get("q", "").strip()[:80],
        kind=request.args.get("soort", type=LessonKind),
        domain=request.args.get("domein", type=Domain),
    )
    before = request.args.get("voor", type=int)
    found = queries.lines(filters, limit=PAGE + 1, before=before)
    return render_template(
        "sharing/index.html",
        lines=found[:PAGE],
        next_key=found[PAGE - 1].id if len(found) > PAGE else None,
        before=before,
        total=queries.number_of(filters),
        filters=filters,
        kinds=list(LessonKind),
        domains=list(Domain),
        may_share=policy.may(actor(), "sharing:share-lesson", _own_practice()),
    )


def _own_practice() -> Source:
    return Source((actor().organisation or "",))


@room.form("sharing:share-lesson", "/lessen/nieuw")
def share() -> Response | Page:
    source = _own_practice()
    require_for_form(actor(), "sharing:share-lesson", source)
    form = LessonForm()
    if form.performed(acts.share_lesson, actor(), form.wording, source):
        return shared(form.result)
    return render_template("sharing/share.html", form=form, place=None), form.status


def shared(number: str) -> Response:
    """Thank whoever shared a lesson, on its page."""
    return _done(number, _("Dank u. Uw les staat nu voor iedereen online."))


def _done(number: str, sentence: str) -> Response:
    flash(sentence, "success")
    return redirect(url_for("sharing.show", number=number), 303)


@room.page("/lessen/<number>", access=PUBLIC)
def show(number: str) -> str:
    lesson = queries.page_of(number)
    reader = actor()
    own = stands_for(reader)
    endorsed = lesson.is_endorsed_by(own)
    return render_template(
        "sharing/show.html",
        lesson=lesson,
        endorsed=endorsed,
        may_endorse=not endorsed
        and not lesson.is_shared_by(own)
        and policy.may(reader, "sharing:endorse-lesson", lesson.about),
        may_revise=policy.may(reader, "sharing:revise-lesson", lesson.about),
        may_withdraw=policy.may(reader, "sharing:withdraw-lesson", lesson.about),
        standing=standing_of(number),
    )


def _for_the_act(permission: str, number: str) -> LessonPage:
    lesson = queries.page_of(number)
    require_for_form(actor(), permission, lesson.about)
    return lesson


@room.form("sharing:revise-lesson", "/lessen/<number>/verbeteren")
def revise(number: str) -> Response | Page:
    lesson = _for_the_act("sharing:revise-lesson", number)
    form = LessonForm(obj=lesson.wording)
    if form.performed(acts.revise_lesson, actor(), number, form.wording):
        return _done(number, _("De nieuwe tekst staat online. De oude blijft te lezen."))
    return render_template("sharing/revise.html", form=form, lesson=lesson), form.status


@room.form("sharing:withdraw-lesson", "/lessen/<number>/intrekken")
def withdraw(number: str) -> Response | Page:
    lesson = _for_the_act("sharing:withdraw-lesson", number)
    form = WithdrawForm()
    if form.performed(acts.withdraw_lesson, actor(), number, form.reason.data or ""):
        return _done(number, _("De les is ingetrokken."))
    return render_template("sharing/withdraw.html", form=form, lesson=lesson), form.status


@room.form("sharing:endorse-lesson", "/lessen/<number>/herkennen")
def endorse(number: str) -> Response | Page:
    return _confirmed("sharing:endorse-lesson", acts.endorse_lesson, number, _("Uw organisatie herkent deze les."))


@room.form("sharing:withdraw-endorsement", "/lessen/<number>/niet-herkennen")
def withdraw_endorsement(number: str) -> Response | Page:
    done = _("Uw organisatie staat niet meer bij deze les.")
    return _confirmed("sharing:withdraw-endorsement", acts.withdraw_endorsement, number, done)


def _confirmed(permission: str, act: Any, number: str, done: str) -> Response | Page:
    lesson = _for_the_act(permission, number)
    form = ConfirmForm()
    if form.performed(act, actor(), number):
        return _done(number, done)
    return render_template("sharing/endorse.html", form=form, lesson=lesson, permission=permission), form.status
