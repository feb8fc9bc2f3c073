"""What is asked of a passkey and how its answer is judged (WebAuthn, level 3). Knows no database."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import webauthn
from webauthn.helpers import base64url_to_bytes, options_to_json_dict, parse_client_data_json
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

_LONGEST_ANSWER = 20_000


class Unfit(Exception):
    """This answer proves nothing. The reason is for the log, never for who sent it."""


@dataclass(frozen=True)
class RelyingParty:
    """This site, as a passkey knows it: its host, and the origin that pages are served from."""

    host: str
    origin: str

    @classmethod
    def at(cls, base_url: str) -> "RelyingParty":
        """The site at this address."""
        parts = urlsplit(base_url)
        return cls(parts.hostname or "", f"{parts.scheme}://{parts.netloc}")


@dataclass(frozen=True)
class NewPasskey:
    """What is kept of a passkey that was made."""

    credential_id: bytes
    public_key: bytes
    sign_count: int


def to_register(
    party: RelyingParty, challenge: bytes, handle: bytes, email: str, name: str, known: list[bytes]
) -> dict[str, Any]:
    """What the browser is asked in order to make a passkey: one that finds its owner by itself and checks that it is them."""
    options = webauthn.generate_registration_options(
        rp_id=party.host,
        rp_name="gemportal",
        user_id=handle,
        user_name=email,
        user_display_name=name,
        challenge=challenge,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=credential) for credential in known],
    )
    return options_to_json_dict(options)


def to_prove(party: RelyingParty, challenge: bytes, known: list[bytes]) -> dict[str, Any]:
    """What the browser is asked in order to use one of the `known` passkeys, or any of this site when none are named."""
    options = webauthn.generate_authentication_options(
        rp_id=party.host,
        challenge=challenge,
        allow_credentials=[PublicKeyCredentialDescriptor(id=credential) for credential in known],
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return options_to_json_dict(options)


@contextmanager
def _judging() -> Iterator[None]:
    """Whatever goes wrong inside, the answer is unfit."""
    try:
        yield
    except Unfit:
        raise
    except Exception as error:
        raise Unfit(f"{type(error).__name__}: {error}") from error


def challenge_in(answer: str) -> bytes:
    """The challenge that an answer says it answers. Nothing of it is believed yet."""
    with _judging():
        return parse_client_data_json(base64url_to_bytes(_read(answer)["response"]["clientDataJSON"])).challenge


def credential_in(answer: str) -> bytes:
    """The passkey that an answer says it comes from."""
    with _judging():
        return base64url_to_bytes(_read(answer)["rawId"])


def _read(answer: str) -> dict[str, Any]:
    if len(answer) > _LONGEST_ANSWER:
        raise Unfit("too long")
    found = json.loads(answer)
    if not isinstance(found, dict):
        raise Unfit("no object")
    return found


def made(answer: str, party: RelyingParty, challenge: bytes) -> NewPasskey:
    """The passkey that an answer to `to_register` offers."""
    with _judging():
        found = webauthn.verify_registration_response(
            credential=_read(answer),
            expected_challenge=challenge,
            expected_rp_id=party.host,
            expected_origin=party.origin,
            require_user_verification=True,
        )
    return NewPasskey(found.credential_id, found.credential_public_key, found.sign_count)


def proven(answer: str, party: RelyingParty, challenge: bytes, known: NewPasskey, handle: bytes) -> int:
    """The new count of signatures, when the answer to `to_prove` was given by the `known` passkey of this handle."""
    with _judging():
        said = _read(answer)["response"].get("userHandle")
        if said is not None and base64url_to_bytes(said) != handle:
            raise Unfit("another's handle")
        found = webauthn.verify_authentication_response(
            credential=_read(answer),
            expected_challenge=challenge,
            expected_rp_id=party.host,
            expected_origin=party.origin,
            credential_public_key=known.public_key,
            credential_current_sign_count=known.sign_count,
            require_user_verification=True,
        )
    return found.new_sign_count
