"""The signed-in session, by Flask-Login. Its user id is a random token; who holds it, and as what, stands in the database."""

from dataclasses import dataclass

from flask import Flask, session
from flask_login import LoginManager, current_user, login_user

from gemportal.kernel.actor import NOBODY, Actor
from gemportal.people import rules
from gemportal.people.signin import queries


@dataclass(frozen=True)
class Holder:
    """What Flask-Login calls a user: whoever holds a token that is alive."""

    token: str
    actor: Actor = NOBODY
    is_authenticated: bool = True
    is_active: bool = True
    is_anonymous: bool = False

    def get_id(self) -> str:
        """What Flask-Login keeps in the session."""
        return self.token


def init_app(app: Flask) -> None:
    """Set Flask-Login up, without what we do not use."""
    manager = LoginManager()
    # Binding to an address and a browser signs travellers out, and stops nobody who can steal a cookie.
    manager.session_protection = None
    manager.user_loader(_holder)
    # Its context processor would look at the session in every template, also on public pages.
    manager.init_app(app, add_context_processor=False)


def _holder(token: str) -> Holder | None:
    actor = queries.signed_in_by(rules.digest_of(token))
    return Holder(token, actor) if actor.signed_in else None


def identify() -> Actor:
    """Who acts in this request; `NOBODY` when the session holds no token that is alive."""
    return current_user.actor if current_user.is_authenticated else NOBODY


def present_digest() -> bytes | None:
    """The digest of the token that this session holds, dead or alive."""
    token = session.get("_user_id")
    return rules.digest_of(token) if token else None


def browser_digest() -> bytes:
    """A digest by which this browser is known before anybody signs in with it."""
    return rules.digest_of(session.setdefault("browser", rules.new_token()))


def start(token: str) -> None:
    """Go on under another token, in a session that keeps nothing of the one before."""
    session.clear()
    login_user(Holder(token))


def leave() -> None:
    """Leave nothing in the session."""
    session.clear()
