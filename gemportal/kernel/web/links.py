"""Addresses for outside a page, in letters and for commands: from the configuration, never from what a request says of itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import current_app, has_request_context, url_for

from gemportal.kernel.web.languages import prefixed
from gemportal.kernel.words import in_language


def link_to(endpoint: str, **values: Any) -> str:
    """The whole address of a page, in the language of this request; Dutch outside a request."""
    base: str = current_app.config["BASE_URL"]
    if has_request_context():
        return base + url_for(endpoint, **values)
    with current_app.test_request_context(base_url=base):
        return base + url_for(endpoint, **values)


@contextmanager
def as_read_in(language: str) -> Iterator[None]:
    """Word texts and make addresses as on a page in this language, for whoever is written to outside any request."""
    base: str = current_app.config["BASE_URL"]
    with current_app.test_request_context(base_url=base, environ_overrides=prefixed(language)), in_language(language):
        yield
