"""The lists behind the overview of people: what asks for attention, and what to do about it."""

from flask import render_template, request

from gemportal.kernel import policy
from gemportal.kernel.web.frame import actor
from gemportal.kernel.web.room import Room, may
from gemportal.people.overview import queries
from gemportal.people.overview.rules import Attention

room = Room("overview", __name__)

_KINDS = ", ".join(f'"{kind}"' for kind in Attention)


@room.page(f"/mensen/<any({_KINDS}):kind>", access=may("people:oversee"))
def attention(kind: str) -> str:
    chosen = Attention(kind)
    lines, following = queries.page_of(chosen, request.args.get("na", type=int))
    return render_template(
        "people/attention.html",
        kind=chosen,
        counts=queries.counts(),
        lines=lines,
        following=following,
        may=lambda permission, subject: policy.may(actor(), permission, subject),
    )
