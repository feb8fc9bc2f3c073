"""OpenID Connect providers on the loopback: one that behaves, and one that says whatever a test lets it say."""

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from flask import Flask, jsonify, request
from jinja2 import ChoiceLoader, DictLoader
from joserfc import jwt
from joserfc.jwk import RSAKey

from gemportal.kernel import clock
from gemportal.people.provider import client
from gemportal.people.provider.views import BACK
from tests.support import browser

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it still imports what Authlib is about to drop
    import oidc_provider_mock

LABEL = "Gemeente-account"
CLIENT = "gemportal"
SECRET = "a secret between the portal and its provider"
WITHOUT: dict[str, Any] = {
    "OIDC_ISSUER": None,
    "OIDC_LABEL": None,
    "OIDC_MFA": frozenset(),
    "OIDC_ORGANISATION_CLAIM": None,
    "OIDC_TRUSTS_EMAIL": False,
}


@contextmanager
def connected(app: Flask, issuer: str, **more: Any) -> Iterator[None]:
    """`app` with this provider meanwhile; the rest of its configuration by `more`."""
    known = {"OIDC_ISSUER": issuer, "OIDC_CLIENT_ID": CLIENT, "OIDC_CLIENT_SECRET": SECRET, "OIDC_LABEL": LABEL}
    app.config.update(known | {"OIDC_ORGANISATION_CLAIM": "cbs_code"} | more)
    client.init_app(app, BACK)
    try:
        yield
    finally:
        app.config.update(WITHOUT)
        client.init_app(app, BACK)


@dataclass(frozen=True)
class RealProvider:
    """A provider as it should be."""

    issuer: str

    def knows(self, subject: str, **claims: Any) -> None:
        """Let somebody have an account there."""
        requests.put(f"{self.issuer}/users/{subject}", json=claims, timeout=5).raise_for_status()

    def vouches(self, address: str, subject: str) -> str:
        """What the browser is sent back with, after somebody proved at `address` to be `subject`: path and query."""
        answer = requests.post(address, data={"sub": subject}, allow_redirects=False, timeout=5)
        return local(answer.headers["Location"])

    def denies(self, address: str) -> str:
        """The same, after somebody said no."""
        answer = requests.post(address, data={"action": "deny"}, allow_redirects=False, timeout=5)
        return local(answer.headers["Location"])


@contextmanager
def running() -> Iterator[RealProvider]:
    """`oidc-provider-mock`, under the name localhost: to a browser another site than the portal's 127.0.0.1."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")
        app = oidc_provider_mock.app()
        # Its pages without the style sheet that they borrow from elsewhere: a browser in a test asks no stranger for anything.
        plain = DictLoader({"_base.html": "<!doctype html><title>Provider</title>{% block content %}{% endblock %}"})
        app.jinja_loader = ChoiceLoader([plain, app.jinja_loader])
        with browser.served(app) as address:
            yield RealProvider(address.replace("127.0.0.1", "localhost"))


def local(address: str) -> str:
    """Path and query of an address."""
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


Claims = dict[str, Any]


@dataclass
class Liar:
    """A provider that sends whatever `token` makes of the claims of an honest ID token. Its key is `key`.

    `asked` holds what it was sent for a token, `described` is laid over its metadata.
    """

    issuer: str = ""
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, auto_kid=True))
    claims: Claims = field(default_factory=lambda: {"sub": "jan"})
    token: Callable[[Claims], str] | None = None
    described: Claims = field(default_factory=dict)
    asked: list[dict[str, Any]] = field(default_factory=list)
    nonce: str = ""
    now: int = 0
    down: bool = False

    def forget(self) -> None:
        """Be as new, with the same key."""
        self.claims, self.token, self.described = {"sub": "jan"}, None, {}
        self.asked, self.down = [], False

    def signed(self, claims: Claims, key: Any = None, **header: Any) -> str:
        """An ID token with these claims, signed by `key` (its own by default)."""
        by = key or self.key
        return jwt.encode(
            {"alg": "RS256", "kid": self.key.kid, **header}, claims, by, algorithms=[header.get("alg", "RS256")]
        )

    def honest(self) -> Claims:
        """The claims of an ID token that is in order."""
        return {
            "iss": self.issuer, "aud": CLIENT, "iat": self.now, "exp": self.now + 300, "nonce": self.nonce, **self.claims,
        }  # fmt: skip

    def vouches(self, address: str, **more: str) -> str:
        """As `RealProvider.vouches`."""
        asked = parse_qs(urlsplit(address).query)
        self.nonce, self.now = asked["nonce"][0], int(clock.now().timestamp())
        query = {"code": "a-code", "state": asked["state"][0], **more}
        return local(requests.Request("GET", f"http://localhost{BACK}", params=query).prepare().url or "")


def pretending(liar: Liar) -> Flask:
    """The liar as a web application."""
    app = Flask("liar")

    @app.before_request
    def fail() -> tuple[str, int] | None:
        return ("no provider today", 502) if liar.down else None

    @app.get("/.well-known/openid-configuration")
    def describe() -> Any:
        endpoints = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
        known = {name: f"{liar.issuer}/{path}" for name, path in endpoints.items()}
        return jsonify({"issuer": liar.issuer, **known, **liar.described})

    @app.get("/keys")
    def keys() -> Any:
        return jsonify({"keys": [liar.key.as_dict(private=False)]})

    @app.post("/token")
    def token() -> Any:
        liar.asked.append({**request.form, "authorization": request.authorization})
        written = (liar.token or liar.signed)(liar.honest())
        return jsonify({"access_token": "an-access-token", "token_type": "Bearer", "id_token": written})

    return app


@contextmanager
def lying() -> Iterator[Liar]:
    """A liar that answers."""
    liar = Liar()
    with browser.served(pretending(liar)) as address:
        liar.issuer = address
        yield liar
