"""How a file is given out: to be saved, as exactly what it is, so that a browser shows and runs nothing of it."""

from io import BytesIO

from flask import request, send_file
from werkzeug.wrappers import Response

from gemportal.files.queries import Held


def given_out(file: Held) -> Response:
    """The answer that holds this file. What it may be kept by follows from who asks, as for every page."""
    answer = send_file(
        BytesIO(file.body),
        mimetype=file.kind.media_type,
        as_attachment=True,
        download_name=file.name,
        etag=file.sha256,
        conditional=False,  # no parts of a file: a save that broke off begins again
    )
    answer.content_length = len(file.body)
    # Were it opened as a page all the same: without scripts, forms, an origin, or anything from elsewhere.
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer.make_conditional(request)
