"""Refusals and failures, mapped once to pages with a clear sentence. A page never tells what is inside."""

from typing import Any

import structlog
from flask import Flask, Response, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError
from werkzeug.exceptions import HTTPException, InternalServerError, SecurityError

from gemportal.kernel.errors import Busy, NotAllowed, NotFound, Refusal, RuleBroken, TooMany, Unavailable
from gemportal.kernel.words import Message, _l

log = structlog.get_logger()

STATUS: dict[type[Refusal], int] = {
    NotAllowed: 403,
    TooMany: 429,
    Busy: 503,
    RuleBroken: 409,
    NotFound: 404,
    Unavailable: 503,
}

PAGES: dict[int, tuple[Message, Message]] = {
    400: (_l("Dit verzoek begrijpen we niet"), _l("Ga terug, laad de pagina opnieuw en probeer het nog een keer.")),
    403: (_l("Dit mag u niet doen"), _l("U hebt hiervoor niet de juiste rol.")),
    404: (_l("Deze pagina bestaat niet"), _l("Misschien is het adres veranderd, of is er een tikfout gemaakt.")),
    405: (_l("Dit kan hier niet"), _l("Gebruik de knoppen op de pagina.")),
    409: (_l("Dit kan nu niet"), _l("De stand is intussen veranderd.")),
    413: (
        _l("Dit is te groot"),
        _l(
            "Wat u stuurde is meer dan wij aannemen. Er is niets van bewaard. Ga terug met de knop Terug van uw browser: vaak "
            "staat wat u invulde er nog. Kies een kleiner bestand, of maak de tekst korter."
        ),
    ),
    429: (_l("Dat waren te veel pogingen"), _l("Wacht een paar minuten en probeer het dan opnieuw.")),
    500: (_l("Er ging iets mis bij ons"), _l("Dit ligt niet aan u. Probeer het later opnieuw.")),
    503: (_l("We zijn even niet bereikbaar"), _l("Probeer het over een paar minuten opnieuw.")),
}


def init_app(app: Flask) -> None:
    """Map the refusals, Flask's own errors and the unforeseen."""
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(SecurityError, _another_host)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(DataError, _beyond_the_database)
    app.register_error_handler(OverflowError, _beyond_the_database)
    app.register_error_handler(InternalServerError, _unforeseen)
    # What was unforeseen is logged by its handler, structured; Flask would log it a second time as it pleases.
    app.logger.disabled = True


def _page(code: int, sentence: Message | None = None) -> tuple[str, int]:
    title, usual = PAGES.get(code, PAGES[500 if code >= 500 else 400])
    return render_template("errors/error.html", code=code, title=title, sentence=sentence or usual), code


def _refused(error: Refusal) -> tuple[str, int]:
    code = next(status for kind, status in STATUS.items() if isinstance(error, kind))
    return _page(code, error.sentence)


def _stale_form(error: CSRFError) -> tuple[str, int]:
    return _page(400, _l("Dit formulier is verlopen. Ga terug, laad de pagina opnieuw en verstuur het nog een keer."))


def _another_host(error: SecurityError) -> Response:
    # Asked for under a host that is not ours, there is no page to show: it would have no addresses to link to.
    text = _l("Dit adres is niet van deze site.")
    return Response(f"{text}\n", 400, content_type="text/plain; charset=utf-8")


def _http(error: HTTPException) -> Any:
    if error.code is None or error.code < 400:
        return error
    # What else the answer says, such as which methods there are, stays; the page takes the place of its text alone.
    kept = [(name, value) for name, value in error.get_headers() if name != "Content-Type"]
    return (*_page(error.code), kept)


def _beyond_the_database(error: Exception) -> tuple[str, int]:
    # A number typed in an address that no column can hold: PostgreSQL says the first, SQLite's driver the second.
    log.warning("request.beyond", endpoint=request.endpoint, method=request.method)
    return _page(400)


def _unforeseen(error: InternalServerError) -> tuple[str, int]:
    log.error("request.failed", endpoint=request.endpoint, method=request.method, exc_info=error.original_exception)
    return _page(500)
