"""What somebody sent after their session was over: kept for them, so that signing in again loses nothing.

Kept is only what came with the valid token of one of our own forms, and only for the person whose session it was. Sending it
again takes a press of a button on a page of ours, with a token of its own.
"""

import json
from dataclasses import dataclass

from flask import g, request

from gemportal.kernel.actor import NOBODY
from gemportal.kernel.acts import perform
from gemportal.kernel.errors import NotFound
from gemportal.kernel.sealing import BrokenSeal, seal, unseal
from gemportal.kernel.web.forms import NOT_KEPT
from gemportal.people.rules import digest_of, new_token
from gemportal.people.signin import acts, sessions

_PURPOSE = "unfinished form"
# More than any form of ours takes.
_LARGEST = 100_000
_NEVER_KEPT = ("csrf_token", "password", "again", "current", "code")


@dataclass(frozen=True)
class Unfinished:
    """A form that was sent to `address`, an address of this site with its language, with its fields in order."""

    address: str
    fields: list[tuple[str, str]]

    @property
    def texts(self) -> list[str]:
        """What a person recognises: the fields that were written, not the ones that were chosen."""
        return [value for _, value in self.fields if " " in value.strip()]


def keep() -> str | None:
    """Keep what this request sent; gives the token by which it is found again, or None when it is not to be kept."""
    over = sessions.present_digest()
    if request.method != "POST" or not g.get("csrf_valid") or over is None or NOT_KEPT in request.form:
        return None
    fields = [pair for pair in request.form.items(multi=True) if not _is_secret(pair[0])]
    content = json.dumps([request.script_root + request.full_path.rstrip("?"), fields]).encode()
    if len(content) > _LARGEST:
        return None
    token = new_token()
    kept = perform(acts.keep_unfinished, NOBODY, over, digest_of(token), seal(_PURPOSE, content))
    return token if kept else None


def _is_secret(name: str) -> bool:
    return any(word in name for word in _NEVER_KEPT)


def read(sealed: bytes) -> Unfinished:
    """What was kept."""
    try:
        address, fields = json.loads(unseal(_PURPOSE, sealed))
    except BrokenSeal:
        raise NotFound from None
    return Unfinished(address, [(name, value) for name, value in fields])
