"""What may be kept, by whom: public pages carry the version of the public state; what lasts is kept for ever; all else never.

A public page asked for without a session cookie is rendered once for each version and kept in this process. The version is
read first, in the same snapshot as the page. Session and page are strangers: a public request without a cookie neither
opens the session nor sets one, so that shared caches need not vary by cookie.
"""

import hashlib
from collections import OrderedDict
from threading import Lock
from typing import NamedTuple

from flask import Flask, Response, current_app, g, request
from flask.sessions import SecureCookieSessionInterface, SessionMixin

from gemportal.kernel import db, public_state
from gemportal.kernel.web.languages import language

KEPT_BYTES = 32 * 1024 * 1024


# What a page says of itself besides its bytes: what it is, and under which name it is saved.
_KEPT_HEADERS = ("Content-Type", "Content-Disposition")


class Page(NamedTuple):
    """A rendered page as it is kept."""

    body: bytes
    headers: dict[str, str]


class Shelf:
    """Rendered pages of one version of the public state, in memory; the least lately used go first.

    The addresses count as well: a visitor writes them, and may write long ones of small pages.
    """

    def __init__(self, limit: int = KEPT_BYTES) -> None:
        self._limit = limit
        self._size = 0
        self._version = ""
        self._pages: OrderedDict[str, Page] = OrderedDict()
        self._lock = Lock()

    def get(self, version: str, address: str) -> Page | None:
        with self._lock:
            if version != self._version or address not in self._pages:
                return None
            self._pages.move_to_end(address)
            return self._pages[address]

    def put(self, version: str, address: str, page: Page) -> None:
        with self._lock:
            if version != self._version:
                self._pages.clear()
                self._version, self._size = version, 0
            size = len(address.encode()) + len(page.body)
            if address in self._pages or size > self._limit:
                return
            self._pages[address] = page
            self._size += size
            while self._size > self._limit:
                dropped, least = self._pages.popitem(last=False)
                self._size -= len(dropped.encode()) + len(least.body)


class CookieOnlyWhereNeeded(SecureCookieSessionInterface):
    """Flask's signed cookie, left alone for files, and on public requests that came without one."""

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if request.endpoint == "static":
            return
        if g.get("cacheable"):
            if session.modified:
                raise RuntimeError(f"{request.endpoint} is public, yet it changed the session")
            return
        super().save_session(app, session, response)


def has_session_cookie() -> bool:
    return current_app.config["SESSION_COOKIE_NAME"] in request.cookies


def init_app(app: Flask) -> None:
    """Keep and validate public pages; forbid storing all others."""
    app.session_interface = CookieOnlyWhereNeeded()
    app.extensions["shelf"] = Shelf()
    app.before_request(_answer_from_the_shelf)
    app.after_request(_say_what_may_be_kept)


def _answer_from_the_shelf() -> Response | None:
    g.cacheable = (
        g.access is not None
        and g.access.cacheable
        and request.method in {"GET", "HEAD"}
        and request.endpoint != "static"
        and not has_session_cookie()
    )
    if not g.cacheable:
        return None
    db.session().info["replica"] = True
    if g.access.lasting:
        return None
    g.version = public_state.version()
    g.etag = hashlib.sha256(f"{g.version}|{language()}|{current_app.config['BUILD']}".encode()).hexdigest()[:32]
    if request.if_none_match.contains_weak(g.etag):
        return current_app.response_class(status=304)
    kept = current_app.extensions["shelf"].get(g.version, _address())
    if kept is None:
        return None
    g.kept = True
    return current_app.response_class(kept.body, headers=kept.headers)


def _address() -> str:
    # The language is a part of the address, not of the shelf's version: else each language would clear the other's pages.
    return f"{request.script_root}{request.full_path}"


def _say_what_may_be_kept(response: Response) -> Response:
    if request.endpoint == "static":
        return response
    if not g.get("cacheable"):
        response.headers["Cache-Control"] = "private, no-store"
        return response
    if response.status_code not in {200, 304}:
        response.headers["Cache-Control"] = "no-cache"
        return response
    if g.access.lasting:
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response
    response.headers["Cache-Control"] = "public, no-cache"
    if response.get_etag()[0] is not None:
        return response  # a file, which has a version of its own, and does not belong among the pages in memory
    response.set_etag(g.etag, weak=True)
    if response.status_code == 200 and not g.get("kept") and not response.is_streamed:
        shelf: Shelf = current_app.extensions["shelf"]
        said = {name: response.headers[name] for name in _KEPT_HEADERS if name in response.headers}
        shelf.put(g.version, _address(), Page(response.get_data(), said))
    return response
