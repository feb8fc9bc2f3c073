"""What is taken from a provider's word about somebody, and what is not."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from gemportal.kernel.errors import RuleBroken
from gemportal.people.rules import normal_email

# How long somebody may be away at the provider, and how long what it said may wait for their answer here.
AWAY = timedelta(minutes=10)

_LONGEST = 255
_CODE = re.compile(r"(?:GM)?([0-9]{1,4})", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True)
class Identity:
    """Somebody, as a provider vouches for them.

    `email` is there only when it is proven to be theirs. `shown` is what they call that account themselves. `organisation` is the
    code of the municipality that they come from, which gives no right. `factor` says that they proved a second factor there.
    """

    issuer: str
    subject: str
    email: str | None = None
    shown: str = ""
    organisation: str | None = None
    factor: bool = False


@dataclass(frozen=True)
class Trust:
    """How much of a provider's word counts, by the configuration.

    `organisation_claim` names the claim that holds the code of a municipality; `factors` are the values of `amr` or `acr` that
    stand for a second factor; `unverified` takes an address for proven without the provider saying so.
    """

    organisation_claim: str | None = None
    factors: frozenset[str] = frozenset()
    unverified: bool = False


def identity_of(claims: Mapping[str, Any], trust: Trust) -> Identity | None:
    """Who the claims of a valid ID token speak of; None when they name nobody."""
    issuer, subject = claims.get("iss"), claims.get("sub")
    if not isinstance(issuer, str) or not isinstance(subject, str) or not 0 < len(subject) <= _LONGEST:
        return None
    address = _address(claims.get("email"))
    # Exactly true: "true", "yes" and 1 are what a mapping makes of a field that anybody may fill in.
    proven = trust.unverified or claims.get("email_verified") is True
    return Identity(
        issuer,
        subject,
        email=address if proven else None,
        shown=address or _word(claims.get("preferred_username")) or subject,
        organisation=_code(claims.get(trust.organisation_claim)) if trust.organisation_claim else None,
        factor=not trust.factors.isdisjoint(_factors(claims)),
    )


def _address(claimed: Any) -> str | None:
    try:
        return normal_email(claimed) if isinstance(claimed, str) else None
    except RuleBroken:
        return None


def _word(claimed: Any) -> str | None:
    return claimed if isinstance(claimed, str) and claimed.isprintable() and 0 < len(claimed) <= _LONGEST else None


def _code(claimed: Any) -> str | None:
    """A municipality's code as we write it, from the ways in which providers do: GM0166, gm0166, 0166, 166."""
    found = _CODE.fullmatch(str(claimed).strip()) if isinstance(claimed, (str, int)) else None
    return f"GM{int(found[1]):04}" if found else None


def _factors(claims: Mapping[str, Any]) -> set[str]:
    methods = claims.get("amr")
    found = [*(methods if isinstance(methods, list) else []), claims.get("acr")]
    return {value for value in found if isinstance(value, str)}
