"""A decision as PDF."""

from flask import Response

from gemportal.decisions import queries
from gemportal.decisions.printed.writing import paper
from gemportal.decisions.views import room as room
from gemportal.kernel.web.languages import language
from gemportal.kernel.web.links import link_to
from gemportal.kernel.web.printed import as_pdf
from gemportal.kernel.web.room import PUBLIC
from gemportal.register.queries import first_checkpoint_over
from gemportal.voting import queries as votes


@room.page("/besluiten/<number>.pdf", access=PUBLIC)
def printed(number: str) -> Response:
    decision = queries.by_number(number)
    made = paper(
        decision,
        queries.ended_by(number),
        votes.page_of(decision.vote_number) if decision.vote_number else None,
        first_checkpoint_over(decision.entry),
        link_to("decisions.show", number=number),
        language(),
    )
    return as_pdf(made, number)
