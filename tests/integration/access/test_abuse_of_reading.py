"""Abuse 19, 31, 32 and 41: drafts stay hidden, redirects stay here, cookies are ours alone, and caches keep what is public."""

from urllib.parse import quote, urljoin, urlsplit

import pytest

import config
from tests.integration.access.cooperative import Cooperative
from tests.integration.access.expectation import ROWS
from tests.integration.access.roles import EVERYBODY, ZWOLLE, Role
from tests.support import crawling
from tests.support.page import Page

CANARIES = ("Kanarie van Zwolle", "Kanarie van Hengelo", "Kanarie in een voorbereiding", "Kanarie van een aanmelding")
SEARCHES = (
    "/initiatieven?q=Kanarie",
    "/initiatieven?status=draft",
    "/initiatieven?gemeente=GM0164",
    "/initiatieven?status=concept&q=Kanarie",
    "/besluiten?q=Kanarie",
    "/stemmingen?status=prepared",
    "/register?act=initiatives:draft",
    "/register?act=voting:prepare",
    "/gemeenten/GM0193",
    "/gemeenten/GM0164",
    "/gemeenten?q=Kanarie",
)
# A file carries the fingerprint of its content and is kept for ever; how the service does is news every time.
NOT_KEPT = {"/static/css/gemportal.css", "/gezond", "/gereed", "/register/{explained}/part", "/register/parts/000"}
NOT_KEPT |= {"/kalender/{calendar_token}.ics"}  # one person's own, for whoever has its secret address
NOT_KEPT |= {"/groepen/{running}/bijlagen/2"}  # leads on to where only the group may go
KEPT_FOR_EVER = {"/register/tile/0/000.p/1", "/register/tile/entries/000.p/1"}
PUBLIC = [row.path for row in ROWS if row.methods == "GET" and row.into == EVERYBODY]


def crawl(cooperative: Cooperative, role: Role, start: list[str]) -> dict[str, str]:
    """What this role can reach by links from there, each list by one filter at a time: filters only leave things out."""
    return crawling.crawl(
        lambda address: cooperative.visitors[role].request("GET", address, {}),
        start,
        lambda address: "&" not in address,
    )


def test_abuse_19_a_draft_is_nowhere_in_public(cooperative: Cooperative) -> None:
    start = [cooperative.address(path) for path in PUBLIC]
    pages = crawl(cooperative, Role.NOBODY, start + [path for path in SEARCHES if not path.startswith("/static")])
    assert len(pages) > 100
    shown = [(address, canary) for address, text in pages.items() for canary in CANARIES if canary in text]
    assert not shown
    searched = pages["/initiatieven?q=Kanarie"]
    assert "/initiatieven/I-" not in searched
    assert not [a for a in pages if a.startswith(("/initiatieven/concept", "/stemmingen/concept")) and pages[a]]


def test_abuse_19_a_draft_is_there_for_its_proposers_only(cooperative: Cooperative) -> None:
    for role in Role:
        pages = [cooperative.visitors[role].request("GET", path, {}).text for path in (*SEARCHES, "/mijn", "/")]
        seen = any(CANARIES[0] in text for text in pages)
        assert seen is (role in ZWOLLE | {Role.SEATED}), role
        assert any(CANARIES[1] in text for text in pages) is (role is Role.FORMER), role


def test_abuse_19_drafts_are_in_no_count(cooperative: Cooperative) -> None:
    """The list says how many it found: all that are published, and not one of the drafts."""
    published = {value for value in cooperative.objects.values() if value.startswith("I-2026-")}
    page = Page(cooperative.visitors[Role.NOBODY].request("GET", "/initiatieven", {}).text)
    assert str(len(published)) in page.main.text
    for query in ("status=draft", "q=Kanarie"):
        page = Page(cooperative.visitors[Role.NOBODY].request("GET", f"/initiatieven?q=Kanarie&{query}", {}).text)
        assert not page.all('main a[href^="/initiatieven/I-"]')


LISTS = ("/initiatieven", "/groepen", "/stemmingen", "/besluiten", "/gemeenten", "/register", "/volmachten", "/agenda")
# Columns that no filter and no order may reach, and the words by which other software lets them be reached.
UNKNOWN_KEYS = (
    "sort",
    "order",
    "order_by",
    "email",
    "person",
    "who_would",
    "answer",
    "password_hash",
    "status__gt",
    "fields",
)


@pytest.mark.parametrize("path", LISTS)
def test_abuse_20_a_key_that_no_list_offers_changes_nothing(cooperative: Cooperative, path: str) -> None:
    nobody = cooperative.visitors[Role.NOBODY]
    honest = Page(nobody.request("GET", path, {}).text).main.text
    for key in UNKNOWN_KEYS:
        for value in ("email", "-password_hash", "a' OR '1'='1", "1"):
            asked = nobody.request("GET", f"{path}?{key}={quote(value)}", {})
            assert Page(asked.text).main.text == honest, (key, value)


@pytest.mark.parametrize("path", ["/initiatieven", "/besluiten", "/gemeenten"])
def test_abuse_20_what_is_private_is_found_as_little_as_what_does_not_exist(
    cooperative: Cooperative, path: str
) -> None:
    nobody = cooperative.visitors[Role.NOBODY]

    def found_by(word: str) -> str:
        answer = nobody.request("GET", f"{path}?q={quote(word)}", {})
        return Page(answer.text).main.text.replace(word, "…")

    nothing = found_by("zzz-bestaat-niet")
    for word in (nobody.own["email"], "Representative van", "Kanarie", "argon2", "gemportal.example"):
        assert found_by(word) == nothing, word


PAYLOADS = (
    "//evil.example", "///evil.example", "////evil.example", "/\\evil.example", "\\\\evil.example", "\\/evil.example",
    "/\\/evil.example", "https:evil.example", "https:/evil.example", "https://evil.example", "HTTPS://evil.example",
    "http:///evil.example", "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "evil.example",
    "/\t/evil.example", "/\n/evil.example", "/\r/evil.example", "\t//evil.example", " //evil.example", "%2f%2fevil.example",
    "/%2fevil.example", "/%2f/evil.example", "/%5cevil.example", "/%5c%5cevil.example", "/%252fevil.example", "/%09/evil.example",
    "/%0d%0aLocation:https://evil.example", "/.//evil.example", "/..//evil.example", "//evil.example/%2f..", "//user@evil.example",
    "/\u2028/evil.example", "/\uff0fevil.example", "\uff0f\uff0fevil.example", "//[::1]/x", "//localhost@evil.example",
    "//evil.example\\@localhost", "?naar=//evil.example", "#//evil.example", "/en//evil.example", "/en/\\evil.example", "",
)  # fmt: skip


@pytest.mark.parametrize("language", ["", "/en"])
def test_abuse_31_signing_in_leads_nowhere_else(cooperative: Cooperative, language: str) -> None:
    nobody, signed_in = cooperative.visitors[Role.NOBODY], cooperative.visitors[Role.OWN]
    words = {"email": nobody.own["email"], "password": nobody.own["password"]}
    for payload in PAYLOADS:
        address = f"{language}/aanmelden?naar={quote(payload, safe='')}"
        for answer in (nobody.request("POST", address, words), signed_in.request("GET", address, {})):
            assert answer.status_code == 303, payload
            landed = urlsplit(urljoin("http://localhost/aanmelden", answer.location.replace("\\", "/")))
            assert (landed.scheme, landed.netloc) == ("http", "localhost"), payload
            assert answer.location.startswith("/"), payload
            assert not answer.location.startswith(("//", "/\\", "/en//", "/en/\\")), payload


def test_abuse_32_cookies_are_for_the_server_alone(cooperative: Cooperative) -> None:
    nobody = cooperative.visitors[Role.NOBODY]
    answer = nobody.request("POST", "/aanmelden", {name: nobody.own[name] for name in ("email", "password")})
    cookies = answer.headers.getlist("Set-Cookie")
    # The session, and by which device this account is known.
    assert {cookie.partition("=")[0] for cookie in cookies} == {"gemportal", "gemportal-device"}
    for cookie in cookies:
        flags = {flag.strip().lower() for flag in cookie.split(";")[1:]}
        assert {"httponly", "samesite=lax", "path=/"} <= flags
        assert not any(flag.startswith("domain") for flag in flags)


def test_abuse_32_over_https_the_cookie_belongs_to_this_host() -> None:
    made = config.from_environment(
        {
            "GEMPORTAL_ENV": "production",
            "SECRET_KEY": "k" * 48,
            "DATABASE_URL": "sqlite:///gemportal.sqlite3",
            "SERVER_NAME": "gemportal.example",
            "MAIL_URL": "smtp://mail.example",
        }
    )
    assert made["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert (made["SESSION_COOKIE_SECURE"], made["SESSION_COOKIE_HTTPONLY"]) == (True, True)
    assert (made["SESSION_COOKIE_SAMESITE"], made["SESSION_COOKIE_PATH"]) == ("Lax", "/")
    assert made.get("SESSION_COOKIE_DOMAIN") is None


def test_abuse_32_a_forged_or_nameless_cookie_shadows_nothing(cooperative: Cooperative) -> None:
    own = cooperative.visitors[Role.OWN]
    name = cooperative.app.config["SESSION_COOKIE_NAME"]
    for forged in (
        f"{name}=forged",
        "=nameless",
        f"={own.cookie}",
        f"{name}2={own.cookie.partition('=')[2]}",
        f"{name}=",
    ):
        stranger = type(own)(cooperative.app, forged, own.token, own.own)
        assert stranger.request("GET", "/mijn", {}).status_code == 303, forged
    assert own.request("GET", "/mijn", {}).status_code == 200


@pytest.mark.parametrize("path", [path for path in PUBLIC if path not in NOT_KEPT])
def test_abuse_41_shared_caches_keep_public_pages_only(cooperative: Cooperative, path: str) -> None:
    address = cooperative.address(path)
    own = cooperative.visitors[Role.OWN]
    signed_in = own.request("GET", address, {})
    assert signed_in.headers["Cache-Control"] == "private, no-store"
    anonymous = type(own)(cooperative.app, "", "", {}).request("GET", address, {})
    assert "cookie" not in anonymous.headers.get("Vary", "").lower()
    kept = "public, max-age=31536000, immutable" if path in KEPT_FOR_EVER else "public, no-cache"
    assert anonymous.headers["Cache-Control"] == kept
    assert "Set-Cookie" not in anonymous.headers


def test_abuse_41_every_other_page_is_never_stored(cooperative: Cooperative) -> None:
    closed = [row.path for row in ROWS if "GET" in row.methods and row.into != EVERYBODY]
    for path in closed:
        for role in (Role.NOBODY, Role.OWN, Role.COORDINATOR):
            answer = cooperative.ask(role, "GET", path)
            assert not answer.headers["Cache-Control"].startswith("public"), path
