"""Abuse 23, 24, 27, 29 and 31 on the way to the provider and back, and ID tokens that must not be believed."""

import logging
from typing import Any
from urllib.parse import parse_qs, quote, urljoin, urlsplit

import pytest
import sqlalchemy as sa
from flask import Flask
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from gemportal.kernel import db
from gemportal.people.models import Invitation
from gemportal.people.provider import client as talking
from gemportal.people.provider.models import ProviderLink
from gemportal.people.signin.models import SignIn
from tests.factories import members
from tests.factories import provider as going
from tests.factories.members import KAMPEN, ZWOLLE
from tests.factories.people import person_with_mandate, signed_in
from tests.integration.access.test_abuse_of_reading import PAYLOADS
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.provider import SECRET, Claims, Liar, RealProvider
from tests.support.time import StoppedClock

BACK = "/aanmelden/organisatie/terug"
ANOTHER = RSAKey.generate_key(2048, auto_kid=True)


@pytest.fixture
def linked(house: House, liar: Liar) -> str:
    """The account of somebody who represents Zwolle; the liar says that it is theirs."""
    going.link(house, members.representative(house, ZWOLLE), liar.issuer, "jan")
    return "jan"


def sessions(house: House) -> int:
    return house.ask(lambda: db.session().scalar(sa.select(sa.func.count()).select_from(SignIn))) or 0


def refused(visitor: StrictClient, house: House) -> None:
    """A clear sentence, and nobody is signed in."""
    assert visitor.response.status_code == 409
    assert "egin opnieuw" in visitor.page.main.text
    visitor.get("/namens")
    assert visitor.response.status_code == 303
    assert sessions(house) == 0


def none(liar: Liar, claims: Claims) -> str:
    head, body, _ = liar.signed(claims).split(".")
    unsigned = jwt.encode({"alg": "none", "kid": liar.key.kid}, claims, liar.key, algorithms=["none"])
    assert unsigned.split(".")[1] == body
    assert unsigned.split(".")[0] != head
    return unsigned


def by_the_public_key(liar: Liar, claims: Claims) -> str:
    """HS256, with the public key that everybody knows as the secret."""
    return liar.signed(claims, OctKey.import_key(liar.key.as_pem(private=False)), alg="HS256")


def with_other_claims(liar: Liar, claims: Claims) -> str:
    """The signature of one token under the claims of another."""
    head, _, signature = liar.signed(claims).split(".")
    return ".".join((head, liar.signed(claims | {"sub": "piet"}).split(".")[1], signature))


FORGED: dict[str, Any] = {
    "another nonce": lambda liar, claims: liar.signed(claims | {"nonce": "another"}),
    "no nonce": lambda liar, claims: liar.signed({name: claims[name] for name in claims if name != "nonce"}),
    "another issuer": lambda liar, claims: liar.signed(claims | {"iss": "https://login.evil.example"}),
    "issuer with a slash": lambda liar, claims: liar.signed(claims | {"iss": claims["iss"] + "/"}),
    "no issuer": lambda liar, claims: liar.signed({name: claims[name] for name in claims if name != "iss"}),
    "another audience": lambda liar, claims: liar.signed(claims | {"aud": "another-portal"}),
    "no audience": lambda liar, claims: liar.signed({name: claims[name] for name in claims if name != "aud"}),
    "for another party": lambda liar, claims: liar.signed(claims | {"aud": ["gemportal", "x"], "azp": "x"}),
    "for several, without a party": lambda liar, claims: liar.signed(claims | {"aud": ["gemportal", "x"]}),
    "expired": lambda liar, claims: liar.signed(claims | {"exp": claims["iat"] - talking.SKEW - 1}),
    "without an end": lambda liar, claims: liar.signed({name: claims[name] for name in claims if name != "exp"}),
    "of the future": lambda liar, claims: liar.signed(claims | {"iat": claims["iat"] + talking.SKEW + 10}),
    "not yet": lambda liar, claims: liar.signed(claims | {"nbf": claims["iat"] + talking.SKEW + 10}),
    "not signed": none,
    "signed with the public key": by_the_public_key,
    "signed by another, under a known name": lambda liar, claims: liar.signed(claims, ANOTHER),
    "signed by another": lambda liar, claims: liar.signed(claims, ANOTHER, kid=ANOTHER.kid),
    "with other claims": with_other_claims,
    "of another access token": lambda liar, claims: liar.signed(claims | {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"}),
    "about nobody": lambda liar, claims: liar.signed(claims | {"sub": ""}),
    "about a number": lambda liar, claims: liar.signed(claims | {"sub": 1}),
    "no token at all": lambda liar, claims: "gibberish",
    "not even text": lambda liar, claims: {"alg": "none"},
}


def test_an_honest_token_is_believed(client: StrictClient, liar: Liar, linked: str) -> None:
    """What the forgeries differ from: without this, refusing everything would pass too."""
    liar.token = lambda claims: liar.signed(claims | {"exp": claims["iat"] - talking.SKEW + 30}, x5t="unknown header")
    client.get(liar.vouches(going.leave(client)), follow_redirects=True)
    assert client.address == "/mijn"
    asked = liar.asked[0]
    assert (asked["authorization"].username, asked["authorization"].password) == ("gemportal", quote(SECRET))
    assert asked["redirect_uri"] == f"http://localhost{BACK}"
    assert len(asked["code_verifier"]) >= 43


@pytest.mark.parametrize("forgery", FORGED)
def test_abuse_23_an_id_token_that_does_not_hold_opens_nothing(
    client: StrictClient, house: House, liar: Liar, linked: str, forgery: str
) -> None:
    liar.token = lambda claims: FORGED[forgery](liar, claims)
    client.get(liar.vouches(going.leave(client)))
    refused(client, house)


def test_a_new_key_of_the_provider_is_fetched_once_it_is_used(app: Flask, liar: Liar, linked: str) -> None:
    for _ in range(2):
        visitor = going.browser(app)
        visitor.get(liar.vouches(going.leave(visitor)), follow_redirects=True)
        assert visitor.address == "/mijn"
        liar.key = RSAKey.generate_key(2048, auto_kid=True)


@pytest.mark.parametrize(
    "described",
    [
        {"issuer": "https://login.evil.example"},
        {"token_endpoint": "file:///etc/passwd"},
        {"jwks_uri": None},
        {"authorization_endpoint": "javascript:alert(1)"},
    ],
)
def test_metadata_of_another_issuer_is_not_followed(
    client: StrictClient, liar: Liar, described: dict[str, Any]
) -> None:
    liar.described = described
    client.expects_failure = True
    client.get("/aanmelden")
    client.submit('form[action*="organisatie"]')
    assert client.response.status_code == 503


def test_a_provider_that_is_down_harms_nothing_else(
    app: Flask, client: StrictClient, other: StrictClient, liar: Liar, linked: str
) -> None:
    client.expects_failure = True
    address = going.leave(client)
    liar.down = True
    client.get(liar.vouches(address))
    assert (client.response.status_code, client.page.heading) == (503, "Uw organisatie is even niet bereikbaar")
    app.extensions["provider"]._fetched_at = None
    client.get("/aanmelden")
    client.submit('form[action*="organisatie"]')
    assert client.response.status_code == 503
    other.get("/")
    assert other.response.status_code == 200
    signed_in(app, members.email_of(ZWOLLE))
    liar.down = False
    client.get(liar.vouches(going.leave(client)), follow_redirects=True)
    assert client.address == "/mijn"


def test_a_provider_that_hangs_holds_a_few_threads_at_most(app: Flask, client: StrictClient, liar: Liar) -> None:
    client.expects_failure = True
    slots = app.extensions["provider"]._slots
    while slots.acquire(blocking=False):
        pass
    client.get("/aanmelden")
    client.submit('form[action*="organisatie"]')
    assert client.response.status_code == 503
    assert all(isinstance(seconds, int) and seconds <= 5 for seconds in talking.TIMEOUT)


def test_abuse_23_an_answer_counts_in_the_browser_that_asked_for_it_once(
    client: StrictClient, other: StrictClient, house: House, provider: RealProvider
) -> None:
    going.link(house, members.representative(house, ZWOLLE), provider.issuer, "z-20")
    provider.knows("z-20")
    answer = provider.vouches(going.leave(client), "z-20")
    other.get(answer)
    refused(other, house)
    going.leave(other)
    other.get(answer)
    refused(other, house)
    client.get(answer, follow_redirects=True)
    assert client.address == "/mijn"
    client.get(answer)
    assert client.response.status_code == 409
    assert sessions(house) == 1


def test_abuse_23_a_cookie_of_before_does_not_revive_the_answer(
    app: Flask, client: StrictClient, house: House, provider: RealProvider
) -> None:
    going.link(house, members.representative(house, ZWOLLE), provider.issuer, "z-21")
    provider.knows("z-21")
    answer = provider.vouches(going.leave(client), "z-21")
    before = client.get_cookie("gemportal")
    client.get(answer, follow_redirects=True)
    thief = going.browser(app)
    thief.set_cookie("gemportal", before.value if before else "")
    thief.get(answer)
    assert thief.response.status_code == 409
    assert sessions(house) == 1


@pytest.mark.parametrize(
    "query",
    [
        "",
        "code=x",
        "state=",
        "code=x&state=",
        "code=x&state=null",
        "code=x&state=%00x",
        "state[]=x&code[]=x",
        "code=x&state=%C3%A9",
    ],
)
def test_abuse_23_without_its_state_an_answer_is_worth_nothing(
    client: StrictClient, house: House, provider: RealProvider, query: str
) -> None:
    going.leave(client)
    assert client.get(f"{BACK}?{query}").status_code in {400, 409}
    assert sessions(house) == 0


@pytest.mark.parametrize(
    "more", [{"iss": "https://login.evil.example"}, {"code": ""}, {"code": "", "error": "access_denied"}]
)
def test_abuse_23_an_answer_of_another_provider_or_without_a_code_signs_nobody_in(
    client: StrictClient, house: House, liar: Liar, linked: str, more: dict[str, str]
) -> None:
    answer = liar.vouches(going.leave(client), **more)
    client.get(answer)
    assert client.response.status_code == 409
    assert not liar.asked
    client.get(answer.replace("code=&", "code=a-code&"))
    assert client.response.status_code == 409
    assert not liar.asked


def test_who_says_no_at_the_provider_is_told_what_to_do(
    client: StrictClient, house: House, provider: RealProvider
) -> None:
    client.get(provider.denies(going.leave(client)))
    refused(client, house)


def test_abuse_23_an_answer_that_comes_too_late_is_refused(
    client: StrictClient, house: House, liar: Liar, clock: StoppedClock
) -> None:
    going.link(house, members.representative(house, ZWOLLE), liar.issuer, "jan")
    answer = liar.vouches(going.leave(client))
    clock.advance(minutes=10)
    client.get(answer)
    refused(client, house)


def test_abuse_23_an_acceptance_that_comes_too_late_is_refused(
    client: StrictClient, house: House, liar: Liar, clock: StoppedClock
) -> None:
    liar.claims = {"sub": "jan", "email": "jan@zwolle.example", "email_verified": True}
    going.invited(house, "jan@zwolle.example")
    client.get(liar.vouches(going.leave(client)), follow_redirects=True)
    clock.advance(minutes=10)
    client.submit()
    assert client.response.status_code == 409
    assert sessions(house) == 0


def test_abuse_23_a_revoked_or_expired_invitation_is_not_revived(
    app: Flask, client: StrictClient, house: House, provider: RealProvider
) -> None:
    token = going.invited(house, "jan@zwolle.example")
    provider.knows("jan-22", email="jan@zwolle.example", email_verified=True)
    through = going.browser(app)
    going.through(through, provider, "jan-22", f"/uitnodiging/{token}")
    going.through(client, provider, "jan-22")
    assert client.address == "/aanmelden/organisatie/uitnodiging"
    number = house.ask(lambda: db.session().scalar(sa.select(Invitation.id))) or 0
    house.perform(going.people.revoke_invitation, members.coordinator(house), number)
    for visitor in (client, through):
        visitor.submit()
        assert visitor.response.status_code == 409
    assert sessions(house) == 0


def test_abuse_24_coming_back_accepts_and_links_nothing_by_itself(
    app: Flask, client: StrictClient, house: House, provider: RealProvider
) -> None:
    """The way back is a GET by the protocol: it may let somebody in who is linked, and begins nothing."""
    going.invited(house, "jan@zwolle.example")
    provider.knows("jan-23", email="jan@zwolle.example", email_verified=True)
    going.through(client, provider, "jan-23")
    client.get("/aanmelden/organisatie/uitnodiging")
    kampen = signed_in(app, person_with_mandate(app, KAMPEN))
    kampen.get(provider.vouches(going.leave(kampen, "/mijn/organisatie-account"), "jan-23"), follow_redirects=True)
    kampen.get("/mijn/organisatie-account")
    used = sa.select(sa.func.count()).where(Invitation.used_at.is_not(None))
    links = sa.select(sa.func.count()).select_from(ProviderLink)
    assert house.ask(lambda: (db.session().scalar(used), db.session().scalar(links))) == (0, 0)


def test_abuse_24_leaving_needs_the_token_of_the_form(app: Flask, client: StrictClient, provider: RealProvider) -> None:
    client.get("/aanmelden")
    assert client.post("/aanmelden/organisatie").status_code == 400
    assert client.get("/aanmelden/organisatie").status_code == 405
    zwolle = signed_in(app, person_with_mandate(app, ZWOLLE))
    for action in ("", "/koppelen", "/ontkoppelen"):
        assert zwolle.post(f"/mijn/organisatie-account{action}").status_code == 400


def test_abuse_27_the_session_changes_and_keeps_nothing_of_before(
    app: Flask, client: StrictClient, house: House, provider: RealProvider
) -> None:
    going.link(house, members.representative(house, ZWOLLE), provider.issuer, "z-24")
    provider.knows("z-24")
    address = going.leave(client)
    with client.session_transaction() as session:
        session["planted"] = "by somebody else"
    client.get(provider.vouches(address, "z-24"), follow_redirects=True)
    with client.session_transaction() as session:
        assert "planted" not in session
        assert not [name for name in session if name.startswith("provider")]
    first = client.get_cookie("gemportal")
    client.submit(".site-header form")
    thief = going.browser(app)
    thief.set_cookie("gemportal", first.value if first else "")
    assert thief.get("/mijn").status_code == 303


def test_abuse_27_the_session_that_was_here_dies_when_another_signs_in(
    app: Flask, client: StrictClient, house: House, provider: RealProvider
) -> None:
    going.link(house, members.representative(house, ZWOLLE), provider.issuer, "z-25")
    provider.knows("z-25")
    address = going.leave(client)
    kampen = person_with_mandate(app, KAMPEN)
    departure = client.get_cookie("gemportal")
    with client.session_transaction() as session:
        kept = {name: value for name, value in session.items() if name.startswith("provider")}
    client.get("/aanmelden")
    client.submit("main form.form", {"email": kampen, "password": members.PASSWORD})
    before = client.get_cookie("gemportal")
    with client.session_transaction() as session:
        session.update(kept)
    client.get(provider.vouches(address, "z-25"), follow_redirects=True)
    assert "namens Zwolle" in client.page.one(".site-header").text
    thief = going.browser(app)
    thief.set_cookie("gemportal", before.value if before else "")
    assert thief.get("/mijn").status_code == 303
    assert departure is not None


def test_abuse_27_an_account_is_linked_to_who_asked_for_it_only(
    app: Flask, client: StrictClient, house: House, provider: RealProvider
) -> None:
    zwolle = signed_in(app, person_with_mandate(app, ZWOLLE))
    kampen = signed_in(app, person_with_mandate(app, KAMPEN))
    provider.knows("z-26")
    answer = provider.vouches(going.leave(zwolle, "/mijn/organisatie-account"), "z-26")
    with zwolle.session_transaction() as session:
        kept = session["provider-departure"]
    with kampen.session_transaction() as session:
        session["provider-departure"] = kept
    kampen.get(answer)
    assert kampen.response.status_code == 409
    assert "als iemand anders" in kampen.page.main.text


@pytest.mark.parametrize("forged", [{"Host": "evil.example"}, {"X-Forwarded-Host": "evil.example"}])
def test_abuse_29_where_the_provider_sends_people_back_comes_from_the_configuration(
    client: StrictClient, liar: Liar, forged: dict[str, str]
) -> None:
    client.get("/aanmelden")
    token = client.page.one("input[name=csrf_token]")["value"]
    cookie = client.get_cookie("gemportal")
    headers = {**forged, "Cookie": f"gemportal={cookie.value if cookie else ''}"}
    client.post("/aanmelden/organisatie", data={"csrf_token": token}, headers=headers)
    asked = parse_qs(urlsplit(client.page.one(going.AT_THE_PROVIDER)["href"]).query)
    assert asked["redirect_uri"] == [f"http://localhost{BACK}"]
    assert asked["code_challenge_method"] == ["S256"]
    assert "evil" not in client.response.text


def test_abuse_31_after_the_provider_one_stays_on_this_origin(
    app: Flask, house: House, liar: Liar, linked: str
) -> None:
    visitor = going.browser(app)
    for payload in PAYLOADS:
        visitor.delete_cookie("gemportal")
        visitor.get(liar.vouches(going.leave(visitor, f"/aanmelden?naar={quote(payload, safe='')}")))
        assert visitor.response.status_code == 303, payload
        landed = urlsplit(urljoin("http://localhost/x", visitor.response.location.replace("\\", "/")))
        assert (landed.scheme, landed.netloc) == ("http", "localhost"), payload
        assert not visitor.response.location.startswith(("//", "/\\")), payload


def test_abuse_31_a_long_address_to_return_to_is_forgotten_and_the_cookie_fits(
    client: StrictClient, liar: Liar, linked: str
) -> None:
    client.get(liar.vouches(going.leave(client, f"/aanmelden?naar=/register%3Fact={'é' * 490}")), follow_redirects=True)
    assert client.address.startswith("/register")
    client.submit(".site-header form")
    client.get(liar.vouches(going.leave(client, f"/aanmelden?naar=/register%3Fact={'é' * 900}")), follow_redirects=True)
    assert client.address == "/mijn"


def test_nothing_of_the_provider_stands_in_a_log_a_table_or_readable_in_the_cookie(
    client: StrictClient,
    house: House,
    liar: Liar,
    linked: str,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    answer = liar.vouches(going.leave(client))
    with client.session_transaction() as session:
        carried = str(dict(session))
    client.get(answer, follow_redirects=True)
    liar.token = lambda claims: liar.signed(claims | {"nonce": "another"})
    client.get("/mijn")
    client.submit(".site-header form")
    client.get(liar.vouches(going.leave(client)))
    secret = [asked["code_verifier"] for asked in liar.asked] + [
        liar.nonce,
        "an-access-token",
        "a-code",
        SECRET,
        quote(SECRET),
    ]
    # The liar's own server writes down what it is asked for; what we say is what everything else says.
    ours = "\n".join(record.getMessage() for record in caplog.records if record.name != "werkzeug")
    written = ours + "".join(capsys.readouterr())
    stored = house.ask(
        lambda: [str(row) for table in db.metadata.sorted_tables for row in db.session().execute(sa.select(table))]
    )
    for word in secret:
        assert word not in written
        assert word not in carried
        assert not [row for row in stored if word in row]
    assert "provider.not_believed" in written
    assert "claim=nonce" in written
