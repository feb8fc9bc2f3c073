"""The link under a letter that stops its kind: sealed for one person and one kind, so that it says nothing and nobody makes one.

It does not expire: who stops a letter of long ago means it. After the SECRET_KEY was replaced an old link leads nowhere.
"""

import base64
import json

from gemportal.kernel.errors import NotFound
from gemportal.kernel.sealing import BrokenSeal, seal, unseal
from gemportal.kernel.words import _l
from gemportal.notices.rules import Kind

_PURPOSE = "stop letters"


def token_for(person_id: int, kind: Kind) -> str:
    """What stands in the link."""
    # Without the padding, which mail programs like to leave out of an address.
    return seal(_PURPOSE, json.dumps([person_id, kind]).encode()).decode().rstrip("=")


def meant_by(token: str) -> tuple[int, Kind]:
    """Whose letters of which kind the link stops."""
    try:
        sealed = (token + "=" * (-len(token) % 4)).encode("ascii")
        base64.urlsafe_b64decode(sealed)
        person_id, kind = json.loads(unseal(_PURPOSE, sealed))
    except (BrokenSeal, ValueError):
        raise NotFound(
            _l("Deze link werkt niet meer. Meld u aan, en kies bij Mijn overzicht hoe vaak u bericht krijgt.")
        ) from None
    return person_id, Kind(kind)
