"""What every request goes through, in order, and what every template may rely on."""

import hashlib
import secrets
from collections.abc import Callable
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import structlog
from flask import Flask, abort, current_app, g, request
from flask_wtf.csrf import CSRFProtect
from werkzeug.wrappers import Response

from gemportal.kernel import clock
from gemportal.kernel.actor import NOBODY, Actor
from gemportal.kernel.web import arrival, errors, formats, languages, publishing
from gemportal.kernel.web.room import access_of_request, guard

HEADERS = {
    "Content-Security-Policy": "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}

Identifier = Callable[[], Actor]

csrf = CSRFProtect()


def init_app(app: Flask, identify: Identifier) -> None:
    """Set up the frame. `identify` tells who is signed in; it is asked only when a session cookie came along."""
    csrf_check_by_flask = app.config["WTF_CSRF_CHECK_DEFAULT"]
    languages.init_app(app)
    formats.init_app(app)
    errors.init_app(app)
    app.extensions["identify"] = identify
    app.before_request(_begin)
    publishing.init_app(app)
    if csrf_check_by_flask:
        csrf.init_app(app)
    app.after_request(_finish)
    app.context_processor(_for_templates)
    app.jinja_env.globals["asset"] = asset
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def _begin() -> None:
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request=secrets.token_hex(8))
    g.access = access_of_request(current_app)
    g.actor = current_app.extensions["identify"]() if publishing.has_session_cookie() else NOBODY
    _let_files_in()
    _refuse_gibberish()  # having read the request to its end
    arrival.note()


def _let_files_in() -> None:
    """A file may be larger than a form. Whoever may not send one is refused before anything of theirs is read."""
    if g.access is None or g.access.most_bytes is None:
        return
    if (request.content_length or 0) > (request.max_content_length or 0):
        guard()
        request.max_content_length = g.access.most_bytes


def _refuse_gibberish() -> None:
    """Nothing of ours holds a NUL or bytes that are no UTF-8, and one database would keep what the other refuses."""
    try:
        texts = [request.path, *chain.from_iterable(request.values.listvalues())]
    except UnicodeDecodeError:
        abort(400)
    if any("\0" in text for text in texts):
        abort(400)


def _finish(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
    structlog.get_logger("access").info(
        "request", method=request.method, endpoint=request.endpoint, status=response.status_code
    )
    return response


def _for_templates() -> dict[str, Any]:
    return {
        "actor": g.get("actor", NOBODY),
        "language": languages.language(),
        "other_language": languages.other_language(),
        "page_is_private": not g.get("cacheable", False),
        "now": clock.now(),
    }


@cache
def _fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def asset(name: str) -> str:
    """The address of a file in `static/`, the same in every language, with a fingerprint so that it can be kept for ever."""
    folder = Path(str(current_app.static_folder))
    return f"/static/{name}?v={_fingerprint(folder / name)}"


def actor() -> Actor:
    """Who acts in this request."""
    found: Actor = g.actor
    return found
