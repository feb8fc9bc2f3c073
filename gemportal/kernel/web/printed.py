"""A paper as an answer: a file to open, print and pass on."""

from flask import Response

from gemportal.kernel.paper import Paper, pdf


def as_pdf(paper: Paper, *name: str) -> Response:
    """The paper under a name of these parts, those that are empty left out."""
    response = Response(pdf(paper), content_type="application/pdf")
    saved_as = "-".join(part for part in name if part.isprintable() and part)
    response.headers["Content-Disposition"] = f'inline; filename="{saved_as}.pdf"'
    return response
