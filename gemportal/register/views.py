"""The pages of the register: readable by all, and exact enough for a machine."""

from itertools import groupby
from operator import attrgetter

from flask import Response, current_app, render_template, request

from gemportal.kernel.errors import NotFound
from gemportal.kernel.web.room import PUBLIC, Room
from gemportal.kernel.words import _l
from gemportal.register import keys, queries, words

PAGE = 50

room = Room("register", __name__)


@room.page("/register", access=PUBLIC)
def index() -> str:
    before = request.args.get("voor", type=int)
    subject = _word("onderwerp")
    act = _word("act")
    lines = queries.latest_entries(PAGE + 1, before=before, subject=subject, act=act)
    return render_template(
        "register/index.html",
        days=[(day, list(of_day)) for day, of_day in groupby(lines[:PAGE], attrgetter("day"))],
        next_before=lines[PAGE - 1].index if len(lines) > PAGE else None,
        paged=before is not None,
        subject=subject,
        act=act,
        act_in_words=words.act_in_words(act),
        size=queries.number_of_entries(),
        checkpoint=queries.latest_checkpoint(),
        verifier=keys.signer().verifier,
    )


def _word(name: str) -> str:
    # PostgreSQL refuses a text with a NUL in it; no subject and no act has one.
    return request.args.get(name, "").strip().replace("\0", "")[:80]


@room.page("/register/<int:index>", access=PUBLIC)
def entry(index: int) -> str:
    proven = queries.proven(index)
    return render_template(
        "register/entry.html",
        entry=proven.line,
        proven=proven,
        address=words.address_of(proven.line.subject),
        ground_address=words.address_of(str(proven.line.data.get("ground", ""))),
        origin=current_app.config["REGISTER_ORIGIN"],
    )


@room.page("/register/<int:index>.json", access=PUBLIC)
def entry_json(index: int) -> Response:
    return Response(queries.body_of(index), mimetype="application/json")


@room.page("/register/checkpoint", access=PUBLIC)
def checkpoint() -> Response:
    latest = queries.latest_checkpoint()
    if latest is None:
        raise NotFound(_l("Het register is nog leeg. Er is nog geen controlepunt."))
    return Response(latest.note, content_type="text/plain; charset=utf-8")
