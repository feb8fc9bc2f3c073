"""Taking a lesson from an evaluation: one press, a form that is filled in already, and it stands there for everybody."""

from flask import render_template
from werkzeug.wrappers import Response

from gemportal.groups import queries as groups
from gemportal.groups.lessons import acts
from gemportal.groups.policy import About
from gemportal.groups.steps.queries import one_of
from gemportal.groups.views import Page, page
from gemportal.groups.views import room as room
from gemportal.initiatives import queries as initiatives
from gemportal.kernel.errors import NotFound
from gemportal.kernel.web.forms import require_for_form
from gemportal.kernel.web.frame import actor
from gemportal.sharing.forms import LessonForm
from gemportal.sharing.rules import title_from
from gemportal.sharing.views import shared


@page("groups:take-lesson", "/groepen/<number>/stappen/<int:ordinal>/les/<code>")
def take_lesson(number: str, ordinal: int, code: str) -> Response | Page:
    group = groups.page_of(number)
    step = one_of(group.steps, ordinal)
    require_for_form(actor(), "groups:take-lesson", About(number, step.status, frozenset({code})))
    # The lead of a group that gave no evaluation itself reads no other's.
    seat = group.seat_of(actor().organisation)
    readable = step.readable_by(actor().organisation, seat.role if seat else None)
    judgement = next((one for one in readable if one.code == code), None)
    if judgement is None:
        raise NotFound
    form = LessonForm(
        title=title_from(judgement.learned),
        text=judgement.learned,
        domain=initiatives.page_of(group.initiative_number).text.domain,
    )
    if form.performed(acts.take_lesson, actor(), number, ordinal, code, form.wording):
        return shared(form.result)
    return render_template("sharing/share.html", form=form, place=(group, step, judgement)), form.status
