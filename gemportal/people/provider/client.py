"""Talking to the provider: OpenID Connect's code flow with PKCE, and an ID token that is believed only after every check.

Authlib's session makes the requests and its claims judge the token. What the browser carries is kept by `journey`, not by Authlib's
Flask client: that one leaves nonce and verifier readable in the cookie, and believes the issuer that the provider names itself.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import BoundedSemaphore
from typing import Any
from urllib.parse import urlsplit

import structlog
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from flask import Flask, current_app
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry
from requests import RequestException

from gemportal.kernel import clock
from gemportal.kernel.errors import NotFound
from gemportal.people.provider.rules import Identity, Trust, identity_of

# Seconds to connect, and to wait for the next bytes.
TIMEOUT = (3, 5)
# Seconds that the provider's clock and ours may differ.
SKEW = 60
METADATA_LASTS = timedelta(hours=1)
# Signed with a private key. Neither "none" nor HS256, for which anybody could take the public key.
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
# A provider that hangs may hold a few of a worker's threads, never all of them.
_AT_ONCE = 4
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")

log = structlog.get_logger()


class Unreachable(Exception):
    """The provider does not answer as a provider does."""


class NotBelieved(Exception):
    """The provider refused, or what it sent does not hold."""


@dataclass(frozen=True)
class Secrets:
    """What one sign-in is bound by: `state` to this browser, `nonce` to its ID token, `verifier` to its code."""

    state: str
    nonce: str
    verifier: str


@dataclass
class Provider:
    """The one provider of this portal, which sends people back to `path`.

    Its metadata and keys are fetched at first need, and again after a while.
    """

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    path: str
    trust: Trust
    _metadata: Mapping[str, Any] = field(default_factory=dict)
    _keys: KeySet | None = None
    _fetched_at: datetime | None = None
    _slots: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(_AT_ONCE))

    def address(self, bound: Secrets, *, anew: bool = False) -> str:
        """Where to send the browser; `anew` asks the provider to let somebody prove who they are once more."""
        with self._session() as session:
            more = {"prompt": "login"} if anew else {}
            address, _ = session.create_authorization_url(
                self._described(session)["authorization_endpoint"],
                state=bound.state,
                nonce=bound.nonce,
                code_verifier=bound.verifier,
                **more,
            )
        return str(address)

    def identity(self, code: str, bound: Secrets) -> Identity:
        """Whom the provider vouches for, in exchange for the code. Its tokens are forgotten with the return of this function."""
        with self._session() as session:
            described = self._described(session)
            basic = "client_secret_basic" in described.get(
                "token_endpoint_auth_methods_supported", ["client_secret_basic"]
            )
            session.token_endpoint_auth_method = "client_secret_basic" if basic else "client_secret_post"
            token = session.fetch_token(
                described["token_endpoint"], code=code, code_verifier=bound.verifier, allow_redirects=False
            )
            claims = self._believed(session, token, bound.nonce)
        found = identity_of(claims, self.trust)
        if found is None:
            raise NotBelieved("it names nobody")
        return found

    def _believed(self, session: OAuth2Session, token: Mapping[str, Any], nonce: str) -> CodeIDToken:
        written = token.get("id_token")
        if not isinstance(written, str):
            raise NotBelieved("no ID token")
        # Headers that say more than the standard knows do no harm; the algorithms are ours to choose.
        registry = JWSRegistry(algorithms=ALGORITHMS, strict_check_header=False)
        try:
            read = jwt.decode(written, self._known_keys(session), registry=registry)
        except InvalidKeyIdError:
            # The provider may have begun to sign with a new key.
            read = jwt.decode(written, self._known_keys(session, again=True), registry=registry)
        claims = CodeIDToken(
            read.claims,
            read.header,
            options={
                "iss": {"essential": True, "value": self.issuer},
                "aud": {"essential": True, "value": self.client_id},
            },
            params={"nonce": nonce, "client_id": self.client_id, "access_token": token.get("access_token")},
        )
        claims.validate(now=int(clock.now().timestamp()), leeway=SKEW)
        return claims

    def _described(self, session: OAuth2Session) -> Mapping[str, Any]:
        now = clock.now()
        if self._fetched_at is None or abs(now - self._fetched_at) > METADATA_LASTS:
            found = _json(session, f"{self.issuer.rstrip('/')}/.well-known/openid-configuration")
            scheme = urlsplit(self.issuer).scheme
            if found.get("issuer") != self.issuer or any(
                urlsplit(str(found.get(name))).scheme != scheme for name in _ENDPOINTS
            ):
                raise Unreachable("its metadata is not that of OIDC_ISSUER")
            self._metadata, self._keys, self._fetched_at = found, None, now
        return self._metadata

    def _known_keys(self, session: OAuth2Session, *, again: bool = False) -> KeySet:
        if self._keys is None or again:
            self._keys = KeySet.import_key_set(_json(session, self._described(session)["jwks_uri"]))  # type: ignore[arg-type]
        return self._keys

    @contextmanager
    def _session(self) -> Iterator[OAuth2Session]:
        """A session of its own for each conversation; whatever goes wrong in it is `Unreachable` or `NotBelieved`."""
        if not self._slots.acquire(timeout=1):
            raise Unreachable("too many wait for it")
        try:
            with OAuth2Session(
                self.client_id,
                self.client_secret,
                scope="openid profile email",
                # From the configuration, never from what a request says of itself; the provider knows this one, in Dutch.
                redirect_uri=current_app.config["BASE_URL"] + self.path,
                code_challenge_method="S256",
                default_timeout=TIMEOUT,
            ) as session:
                yield session
        except RequestException as error:
            log.warning("provider.unreachable", reason=type(error).__name__)
            raise Unreachable from error
        except (AuthlibBaseError, JoseError, ValueError, KeyError, TypeError) as error:
            # The kind of error and the claim it is about; never what was sent.
            log.warning("provider.not_believed", reason=type(error).__name__, claim=getattr(error, "claim", None))
            raise NotBelieved from error
        finally:
            self._slots.release()


def _json(session: OAuth2Session, address: str) -> dict[str, Any]:
    answer = session.get(address, withhold_token=True, allow_redirects=False)
    answer.raise_for_status()
    found = answer.json()
    if not isinstance(found, dict):
        raise Unreachable("it answers no object")
    return found


def init_app(app: Flask, path: str) -> None:
    """Know the configured provider, if any; it sends people back to `path` of our own address."""
    app.extensions["provider"] = app.config["OIDC_ISSUER"] and Provider(
        app.config["OIDC_ISSUER"],
        app.config["OIDC_CLIENT_ID"],
        app.config["OIDC_CLIENT_SECRET"],
        path,
        Trust(
            app.config["OIDC_ORGANISATION_CLAIM"], app.config["OIDC_MFA"], unverified=app.config["OIDC_TRUSTS_EMAIL"]
        ),
    )


def provider() -> Provider:
    """The provider of this portal; without one, what leads to it does not exist."""
    found: Provider | None = current_app.extensions["provider"]
    if found is None:
        raise NotFound
    return found
