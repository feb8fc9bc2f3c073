"""Devices on which an account was used before: a cookie that says so, and gives no right at all.

It only keeps a device out of the bucket in which the attempts of strangers are counted (OWASP calls it a device cookie).
"""

import json
from datetime import timedelta

from flask import after_this_request, current_app, request
from werkzeug.wrappers import Response

from gemportal.kernel import clock
from gemportal.kernel.sealing import BrokenSeal, mark, seal, unseal
from gemportal.people.rules import new_token

REMEMBERED = timedelta(days=180)

_PURPOSE = "known device"


def known_for(email: str) -> str | None:
    """This device, as it is told apart, when the account with this (normal) address was used on it; otherwise None."""
    given = request.cookies.get(_name())
    if not given:
        return None
    try:
        found = json.loads(unseal(_PURPOSE, given.encode(errors="replace")))
    except BrokenSeal:
        return None
    if found["account"] != _account(email) or found["until"] <= clock.now().timestamp():
        return None
    return str(found["device"])


def remember(email: str) -> None:
    """Let this device be known for the account with this (normal) address: whoever sits there proved to be that person."""
    known = {
        "account": _account(email),
        "device": known_for(email) or new_token(),
        "until": (clock.now() + REMEMBERED).timestamp(),
    }
    sealed = seal(_PURPOSE, json.dumps(known).encode()).decode()

    @after_this_request
    def send(response: Response) -> Response:
        config = current_app.config
        response.set_cookie(
            _name(),
            sealed,
            max_age=REMEMBERED,
            path="/",
            secure=config["SESSION_COOKIE_SECURE"],
            httponly=True,
            samesite="Lax",
        )
        return response


def _name() -> str:
    # After the session's, so that it too begins with "__Host-" wherever that is served over https.
    return f"{current_app.config['SESSION_COOKIE_NAME']}-device"


def _account(email: str) -> str:
    return mark(_PURPOSE, email).hex()
