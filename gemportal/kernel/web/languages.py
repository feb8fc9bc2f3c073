"""Dutch at the root, English under `/en`: the prefix is taken off before routing and put back on every address that is made."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from flask import Flask, has_app_context, has_request_context, request
from flask_babel import Babel, force_locale, get_locale, gettext, ngettext

from gemportal.kernel import words

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

DEFAULT = "nl"
NAMES = {"nl": "Nederlands", "en": "English"}
_KEY = "gemportal.language"


class LanguagePrefix:
    """WSGI: `/en/…` is the same page in English. The prefix moves to SCRIPT_NAME, so that `url_for` keeps the language."""

    def __init__(self, app: "WSGIApplication") -> None:
        self._app = app

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        # The portal stands at the root of its host. The server may take a visitor's word for a prefix, by a header SCRIPT_NAME.
        path = environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", "")
        english = path == "/en" or path.startswith("/en/")
        environ[_KEY] = "en" if english else DEFAULT
        environ["SCRIPT_NAME"] = "/en" if english else ""
        environ["PATH_INFO"] = (path[3:] or "/") if english else path
        return self._app(environ, start_response)


def language() -> str:
    """The language of this request; Dutch outside a request."""
    if not has_request_context():
        return DEFAULT
    return str(request.environ.get(_KEY, DEFAULT))


def prefixed(language: str) -> dict[str, str]:
    """What `LanguagePrefix` notes in the environment of a request in this language."""
    return {_KEY: language, "SCRIPT_NAME": "" if language == DEFAULT else f"/{language}"}


@dataclass(frozen=True)
class OtherLanguage:
    """Where this page stands in the other language."""

    code: str
    name: str
    url: str


def other_language() -> OtherLanguage:
    """The same address in the other language."""
    code = "en" if language() == DEFAULT else DEFAULT
    prefix = "/en" if code == "en" else ""
    query = request.query_string.decode(errors="replace")
    return OtherLanguage(code, NAMES[code], prefix + quote(request.path) + (f"?{query}" if query else ""))


def init_app(app: Flask) -> None:
    """Put the prefix in front, choose translations by it, and let messages of the domain speak through them."""
    app.wsgi_app = LanguagePrefix(app.wsgi_app)  # type: ignore[method-assign]
    Babel(
        app,
        default_locale=DEFAULT,
        default_timezone="Europe/Amsterdam",
        default_translation_directories=app.config["TRANSLATIONS"],
        locale_selector=language,
    )
    words.speak_through(_speak)
    words.switch_through(force_locale)


def _speak(singular: str, plural: str | None, count: int, **values: Any) -> str:
    if not has_app_context():
        return words.plain(singular, plural, count, **values)
    return str(gettext(singular, **values) if plural is None else ngettext(singular, plural, count, **values))


__all__ = ["DEFAULT", "get_locale", "init_app", "language", "other_language"]
