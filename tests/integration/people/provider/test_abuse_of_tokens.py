"""Abuse 23: ID tokens that must not be believed, and a provider that is not what it should be."""

import hmac
import json
import logging
from base64 import urlsafe_b64encode as b64encode
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
import sqlalchemy as sa
from flask import Flask
from joserfc.jwk import RSAKey
from structlog.testing import capture_logs

from gemportal.kernel import db
from gemportal.people.provider import client as talking
from tests.factories import members
from tests.factories import provider as going
from tests.factories.members import ZWOLLE
from tests.factories.people import signed_in
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.provider import SECRET, Claims, Liar

BACK = "/aanmelden/organisatie/terug"
ANOTHER = RSAKey.generate_key(2048, auto_kid=True)


def by_hand(liar: Liar, claims: Claims, algorithm: str, sign: Callable[[bytes], bytes]) -> str:
    """A token that no library would make."""
    head = json.dumps({"alg": algorithm, "kid": liar.key.kid}).encode()
    content = b".".join(b64encode(part).rstrip(b"=") for part in (head, json.dumps(claims).encode()))
    return b".".join((content, b64encode(sign(content)).rstrip(b"="))).decode()


def not_signed(liar: Liar, claims: Claims) -> str:
    return by_hand(liar, claims, "none", lambda content: b"")


def by_the_public_key(liar: Liar, claims: Claims) -> str:
    """HS256, with the public key that everybody knows as the secret."""
    public = liar.key.as_pem(private=False)
    return by_hand(liar, claims, "HS256", lambda content: hmac.digest(public, content, "sha256"))


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
    "not signed": not_signed,
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
    assert (asked["authorization"].username, asked["authorization"].password) == ("gemportal", SECRET)
    assert asked["redirect_uri"] == f"http://localhost{BACK}"
    assert len(asked["code_verifier"]) >= 43


@pytest.mark.parametrize("forgery", FORGED)
def test_abuse_23_an_id_token_that_does_not_hold_opens_nothing(
    client: StrictClient, house: House, liar: Liar, linked: str, forgery: str
) -> None:
    liar.token = lambda claims: FORGED[forgery](liar, claims)
    client.get(liar.vouches(going.leave(client)))
    going.refused(client, house)


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


def test_nothing_of_the_provider_stands_in_a_log_a_table_or_readable_in_the_cookie(
    client: StrictClient,
    house: House,
    liar: Liar,
    linked: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    with capture_logs() as events:
        answer = liar.vouches(going.leave(client))
        with client.session_transaction() as session:
            carried = str(dict(session))
        client.get(answer, follow_redirects=True)
        liar.token = lambda claims: liar.signed(claims | {"nonce": "another"})
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
    written = f"{ours}\n{events}"
    stored = house.ask(
        lambda: [str(row) for table in db.metadata.sorted_tables for row in db.session().execute(sa.select(table))]
    )
    for word in secret:
        assert word not in written
        assert word not in carried
        assert not [row for row in stored if word in row]
    assert ("provider.not_believed", "nonce") in [(event["event"], event.get("claim")) for event in events]
