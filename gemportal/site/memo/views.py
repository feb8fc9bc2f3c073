"""The memos as pages to print, and as PDF. Public, for a chosen organisation or for any: nothing in them is of one person."""

from typing import Any

from flask import Response, render_template, request, url_for

from gemportal.groups import queries as groups
from gemportal.groups.steps import queries as steps
from gemportal.kernel import paper
from gemportal.kernel.errors import NotFound
from gemportal.kernel.paper import Paper
from gemportal.kernel.web.languages import language
from gemportal.kernel.web.links import link_to
from gemportal.kernel.web.printed import as_pdf
from gemportal.kernel.web.room import PUBLIC
from gemportal.organisations import queries as organisations
from gemportal.register.reading.queries import standing_of
from gemportal.site import pages
from gemportal.site.memo import initiatives as of_initiatives
from gemportal.site.memo import steps as of_steps
from gemportal.site.views import room as room


@room.page("/initiatieven/<number>/memo", access=PUBLIC)
def memo(number: str) -> str:
    return _shown(_of_initiative(number), url_for("site.initiative", number=number), number=number)


@room.page("/initiatieven/<number>/memo.pdf", access=PUBLIC)
def memo_pdf(number: str) -> Response:
    return as_pdf(_of_initiative(number), "memo", number, _code())


@room.page("/groepen/<number>/stappen/<int:ordinal>/memo", access=PUBLIC)
def step_memo(number: str, ordinal: int) -> str:
    back = url_for("groups.step", number=number, ordinal=ordinal)
    return _shown(_of_step(number, ordinal), back, number=number, ordinal=ordinal)


@room.page("/groepen/<number>/stappen/<int:ordinal>/memo.pdf", access=PUBLIC)
def step_memo_pdf(number: str, ordinal: int) -> Response:
    return as_pdf(_of_step(number, ordinal), "memo", number, str(ordinal), _code())


def _code() -> str:
    return request.args.get("gemeente", "")


def _of_initiative(number: str) -> Paper:
    address = link_to("site.initiative", number=number)
    return of_initiatives.memo(pages.initiative(number), _code(), address, language())


def _of_step(number: str, ordinal: int) -> Paper:
    group, standing = groups.page_of(number), standing_of(number)
    if standing is None:
        raise NotFound
    address = link_to("groups.step", number=number, ordinal=ordinal)
    step = steps.one_of(group.steps, ordinal)
    return of_steps.memo(group, step, standing.lately, _code(), address, language())


def _shown(made: Paper, back: str, **values: Any) -> str:
    return render_template(
        "site/memo.html",
        paper=made,
        back=back,
        code=_code(),
        members=organisations.members(),
        qr=paper.qr_code(made.address),
        pdf=url_for(f"{request.endpoint}_pdf", gemeente=_code() or None, **values),
    )
