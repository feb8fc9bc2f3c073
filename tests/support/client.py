"""A client that behaves as a browser does, and judges everything it is given."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit

import sqlalchemy as sa
from flask import Flask, has_app_context, request
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from gemportal.kernel import db
from tests.support.forms import fill_in
from tests.support.page import Page, inspect

FieldValues = Mapping[str, Any]


class Watch:
    """What an application did with its database since the last look: one for each application."""

    def __init__(self, app: Flask) -> None:
        self.statements: list[str] = []
        self.left_behind: list[str] = []
        with app.app_context():
            for engine in db.db.engines.values():
                sa.event.listen(engine, "before_cursor_execute", self._note_statement)
        app.teardown_request(self._note_what_is_left)

    def clear(self) -> None:
        self.statements.clear()
        self.left_behind.clear()

    def _note_statement(self, connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        if not statement.startswith("BEGIN"):
            self.statements.append(statement)

    def _note_what_is_left(self, error: BaseException | None) -> None:
        session = db.session()
        for word, rows in (("new", session.new), ("changed", session.dirty), ("deleted", session.deleted)):
            self.left_behind += [f"{request.method} {request.path} left {word}: {row!r}" for row in rows]


class StrictClient(FlaskClient):
    """Reads every page strictly, counts the statements of every request, and fills in forms as a person would.

    After a request: `page` is the page that came (None when it was no HTML), `response` the last response,
    `statements` the SQL of the last request and `queries` their number.
    """

    page: Page
    response: TestResponse
    statements: list[str]
    allowed: frozenset[str] = frozenset()
    expects_failure: bool = False

    @property
    def watch(self) -> Watch:
        watch: Watch = self.application.extensions["watch"]
        return watch

    @property
    def queries(self) -> int:
        return len(self.statements)

    @property
    def address(self) -> str:
        """Path and query of the page that is shown."""
        parts = urlsplit(self.response.request.url)
        return parts.path + (f"?{parts.query}" if parts.query else "")

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        if has_app_context():
            raise RuntimeError(
                "a test holds an application context open around the client: rows would be shared with it"
            )
        self.watch.clear()
        # Buffered: a file that is sent is read to its end and closed, as a browser would.
        kwargs.setdefault("buffered", True)
        response = super().open(*args, **kwargs)
        if response.history:
            return response  # a redirect was followed: this method saw every response on the way
        self.response = response
        self.statements = list(self.watch.statements)
        self._judge(response)
        return response

    def _judge(self, response: TestResponse) -> None:
        where = f"{response.request.method} {response.request.url}"
        if self.watch.left_behind:
            raise AssertionError("\n".join(self.watch.left_behind))
        if response.status_code >= 500 and not self.expects_failure:
            raise AssertionError(f"{where} answered {response.status}; its traceback is in the log")
        self.__dict__.pop("page", None)
        if response.mimetype == "text/html" and not 300 <= response.status_code < 400 and response.data:
            self.page = Page(response.text)
            inspect(self.page, where, self.allowed)

    def follow(self, css_or_text: str) -> TestResponse:
        """Click the link on the present page that matches, by CSS or by its words."""
        links = [link for link in self.page.all("a[href]") if link.text == css_or_text]
        link = links[0] if links else self.page.one(css_or_text)
        return self.get(urljoin(self.address, link["href"]), follow_redirects=True)

    def submit(
        self,
        form: str = "main form",
        values: FieldValues | None = None,
        *,
        button: str | None = None,
        follow: bool = True,
    ) -> TestResponse:
        """Fill in the form that matches `form` and press `button` (its words, or its `name=value`; by default the first).

        Fields are named as they are on the page; a value the page does not offer fails. Hidden fields go along, as does what
        the page had filled in. What needs a script is hidden, and no person presses it. A redirect is followed.
        """
        request_ = fill_in(self.page.one(f"{form}:not([hidden])"), dict(values or {}), button)
        address = urljoin(self.address, request_.action or self.address)
        if request_.method == "get":
            return self.get(address.partition("?")[0], query_string=request_.fields, follow_redirects=follow)
        return self.post(
            address,
            data=request_.fields,
            content_type=request_.content_type,
            headers={"Referer": urljoin("http://localhost", self.address)},
            follow_redirects=follow,
        )
