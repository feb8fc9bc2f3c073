"""Refusals and failures: each becomes a page with a sentence, in the language of the reader, that tells nothing of the inside."""

import pytest
from flask import Flask
from structlog.testing import capture_logs

from gemportal.kernel.errors import NotAllowed, NotFound, Refusal, RuleBroken, Unavailable
from gemportal.kernel.words import _l
from tests.support.client import StrictClient
from tests.support.house import House

CANARY = "kanarie-7351"


def let_privacy_raise(app: Flask, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def view() -> str:
        raise error

    monkeypatch.setitem(app.view_functions, "site.privacy", view)


@pytest.mark.parametrize(
    ("refusal", "code", "heading"),
    [
        (NotAllowed(_l("Dit mag alleen de kanarie.")), 403, "Dit mag u niet doen"),
        (RuleBroken(_l("De kanarie is gevlogen.")), 409, "Dit kan nu niet"),
        (NotFound(_l("Er is geen kanarie.")), 404, "Deze pagina bestaat niet"),
        (NotFound(), 404, "Deze pagina bestaat niet"),
        (Unavailable(_l("De kanarie is bij de dokter.")), 503, "We zijn even niet bereikbaar"),
    ],
)
def test_each_refusal_is_a_page_with_its_sentence(
    app: Flask, client: StrictClient, monkeypatch: pytest.MonkeyPatch, refusal: Refusal, code: int, heading: str
) -> None:
    let_privacy_raise(app, monkeypatch, refusal)
    client.expects_failure = code >= 500
    assert client.get("/privacy").status_code == code
    assert client.page.heading == heading
    assert str(refusal) in client.page.main.text
    assert f"Melding {code}" in client.page.main.text
    assert client.page.one("main a")["href"] == "/"


def test_abuse_40_a_failure_tells_nothing_of_the_inside_and_is_logged(
    app: Flask, client: StrictClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_privacy_raise(app, monkeypatch, ValueError(CANARY))
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    client.expects_failure = True
    with capture_logs() as lines:
        response = client.get("/privacy")
    assert (response.status_code, client.page.heading) == (500, "Er ging iets mis bij ons")
    for secret in (CANARY, "ValueError", "Traceback", "gemportal/"):
        assert secret not in response.text
    assert response.headers["Cache-Control"] == "no-cache"
    failed = next(line for line in lines if line["event"] == "request.failed")
    assert (failed["endpoint"], failed["method"], failed["log_level"]) == ("site.privacy", "GET", "error")
    assert failed["exc_info"]


@pytest.mark.parametrize("address", ["/bestaat-niet", "/besluiten/B-2026-999", "/initiatieven/I-2026-999"])
def test_what_does_not_exist_says_so_in_both_languages(client: StrictClient, address: str) -> None:
    assert client.get(address).status_code == 404
    assert (client.page["lang"], client.page.heading) == ("nl", "Deze pagina bestaat niet")
    assert client.get("/en" + address).status_code == 404
    assert client.page["lang"] == "en"
    assert client.page.heading not in {"", "Deze pagina bestaat niet"}


def test_another_method_than_the_page_has(client: StrictClient) -> None:
    client.get("/aanmelden")
    token = client.page.all("main input[name=csrf_token]")[0]["value"]
    assert client.post("/privacy", data={"csrf_token": token}).status_code == 405
    assert client.page.heading == "Dit kan hier niet"


def test_abuse_30_a_form_without_its_token_is_refused_in_words(client: StrictClient) -> None:
    assert client.post("/aanmelden", data={"email": "x", "password": "y"}).status_code == 400
    assert "Dit formulier is verlopen" in client.page.main.text


def test_abuse_37_too_much_is_refused(client: StrictClient) -> None:
    assert client.post("/aanmelden", data={"email": "x" * 2_100_000}).status_code == 413
    assert client.page.heading == "Dit is te groot"
    field = b'--x\r\nContent-Disposition: form-data; name="email"\r\n\r\n' + b"x" * 600_000 + b"\r\n--x--\r\n"
    assert client.post("/aanmelden", data=field, content_type="multipart/form-data; boundary=x").status_code == 413


@pytest.mark.parametrize("query", ["q=\xff\xfe", "q=%00", "voor=" + "9" * 30])
@pytest.mark.parametrize(
    "address", ["/gemeenten", "/besluiten", "/stemmingen", "/groepen", "/initiatieven", "/register"]
)
def test_no_question_makes_a_list_fail(client: StrictClient, address: str, query: str) -> None:
    """Bytes that are no text, a NUL that PostgreSQL refuses, a number that no column can hold."""
    client.get(address, environ_overrides={"QUERY_STRING": query})
    assert client.response.status_code in {200, 400}
    assert client.page["lang"] == "nl"


def test_a_nul_in_a_path_or_a_form_is_refused(client: StrictClient) -> None:
    assert client.get("/besluiten/%00").status_code == 400
    client.get("/aanmelden")
    client.submit(values={"email": "a\0@gemportal.example", "password": "b"})
    assert client.response.status_code == 400


def test_every_answer_carries_the_headers_that_guard_it(client: StrictClient, house: House) -> None:
    for address in ("/", "/bestaat-niet", "/aanmelden"):
        headers = client.get(address).headers
        assert headers["Content-Security-Policy"].startswith("default-src 'self'; object-src 'none'")
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert "Strict-Transport-Security" not in headers
    assert "max-age" in client.get("/", base_url="https://localhost").headers["Strict-Transport-Security"]
