"""The signed-in session, by Flask-Login. Its user id is a random token; who holds it, and as what, stands in the database."""

from dataclasses import dataclass

import ua_parser
from flask import Flask, g, request, session
from flask_login import LoginManager, current_user, login_user

from gemportal.kernel import clock
from gemportal.kernel.actor import NOBODY, Actor
from gemportal.kernel.acts import perform
from gemportal.kernel.errors import NotFound
from gemportal.people import rules
from gemportal.people.signin import acts, queries
from gemportal.people.signin.queries import Present
from gemportal.people.signin.rules import SEEN_EVERY, Device
from gemportal.people.signin.rules import device as device_of

# A browser says who it is in less; what is longer only takes long to read.
_READ = 512


@dataclass(frozen=True)
class Holder:
    """What Flask-Login calls a user: whoever holds a token that is alive."""

    token: str
    present: Present | None = None
    is_authenticated: bool = True
    is_active: bool = True
    is_anonymous: bool = False

    def get_id(self) -> str:
        """What Flask-Login keeps in the session."""
        return self.token


def init_app(app: Flask) -> None:
    """Set Flask-Login up, without what we do not use, and let sessions in use go on."""
    manager = LoginManager()
    # Binding to an address and a browser signs travellers out, and stops nobody who can steal a cookie.
    manager.session_protection = None
    manager.user_loader(_holder)
    # Its context processor would look at the session in every template, also on public pages.
    manager.init_app(app, add_context_processor=False)
    app.before_request(_go_on)


def _holder(token: str) -> Holder | None:
    found = queries.present(rules.digest_of(token))
    return Holder(token, found) if found else None


def identify() -> Actor:
    """Who acts in this request; `NOBODY` when the session holds no token that is alive."""
    return current_user.present.actor if current_user.is_authenticated else NOBODY


def _go_on() -> None:
    """Give out a new token when the rights changed since the old one was; else note now and then that it is in use.

    What stands in the browser's forms stays good: only the token changes.
    """
    if not g.actor.signed_in or request.endpoint == "static":
        return
    present: Present = current_user.present
    token = rules.digest_of(current_user.token)
    if present.changed:
        _renew(present, token)
    elif clock.now() - present.last_seen_at >= SEEN_EVERY:
        perform(acts.note_use, NOBODY, token)


def _renew(present: Present, ending: bytes) -> None:
    token = rules.new_token()
    try:
        perform(acts.renew_session, NOBODY, present.actor.person_id, rules.digest_of(token), ending=ending)
    except NotFound:
        # Another request of this browser came at the same moment and was first: its answer brings the new token.
        return
    login_user(Holder(token, present))


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


def device() -> Device:
    """Where this request comes from, as far as it says so itself."""
    found = ua_parser.parse(request.headers.get("User-Agent", "")[:_READ])
    browser = found.user_agent.family if found.user_agent else None
    system = found.os.family if found.os else None
    return device_of(browser, system, request.remote_addr)
