"""Answers of passkeys, true and false, without a database."""

import json
import secrets
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemportal.people.factors import passkeys
from gemportal.people.factors.passkeys import NewPasskey, RelyingParty, Unfit
from tests.support.passkeys import PRESENT, Authenticator

PARTY = RelyingParty.at("http://localhost")
HANDLE = b"whose it is"


def made(held: Authenticator) -> NewPasskey:
    challenge = secrets.token_bytes(32)
    question = passkeys.to_register(PARTY, challenge, HANDLE, "an@gemportal.example", "An", [])
    return passkeys.made(held.make(question), PARTY, challenge)


def test_the_site_is_its_host_and_its_origin() -> None:
    assert RelyingParty.at("https://portaal.example:8443") == RelyingParty(
        "portaal.example", "https://portaal.example:8443"
    )


def test_a_passkey_is_asked_to_find_and_check_its_owner() -> None:
    question = passkeys.to_register(PARTY, b"c", HANDLE, "an@gemportal.example", "An", [b"known"])
    chosen = question["authenticatorSelection"]
    assert (chosen["residentKey"], chosen["userVerification"]) == ("required", "required")
    assert question["rp"] == {"name": "gemportal", "id": "localhost"}
    assert question["attestation"] == "none"
    assert len(question["excludeCredentials"]) == 1
    assert passkeys.to_prove(PARTY, b"c", [])["userVerification"] == "required"


def test_a_passkey_proves_itself_again_and_again() -> None:
    held = Authenticator()
    known = made(held)
    for count in (1, 2, 3):
        challenge = secrets.token_bytes(32)
        answer = held.prove(passkeys.to_prove(PARTY, challenge, []))
        assert passkeys.challenge_in(answer) == challenge
        assert passkeys.credential_in(answer) == held.credential_id
        assert passkeys.proven(answer, PARTY, challenge, known, HANDLE) == count


def _elsewhere(held: Authenticator) -> None:
    held.origin = "https://evil.example"


def _another_host(held: Authenticator) -> None:
    held.host = "evil.example"


def _unverified(held: Authenticator) -> None:
    held.flags = PRESENT


def _absent(held: Authenticator) -> None:
    held.flags = 0


def _of_somebody_else(held: Authenticator) -> None:
    held.handle = b"another"


def _with_another_key(held: Authenticator) -> None:
    held.key = Authenticator().key


def _counting_back(held: Authenticator) -> None:
    held.count = -1


LIES = [_elsewhere, _another_host, _unverified, _absent, _of_somebody_else, _with_another_key, _counting_back]


@pytest.mark.parametrize("lie", LIES)
def test_a_false_answer_proves_nothing(lie: Callable[[Authenticator], None]) -> None:
    held = Authenticator()
    known = made(held)
    known = NewPasskey(known.credential_id, known.public_key, 5)
    held.count = 5
    lie(held)
    challenge = secrets.token_bytes(32)
    with pytest.raises(Unfit):
        passkeys.proven(held.prove(passkeys.to_prove(PARTY, challenge, [])), PARTY, challenge, known, HANDLE)


@pytest.mark.parametrize("lie", [_elsewhere, _another_host, _unverified, _absent])
def test_a_false_passkey_is_not_made(lie: Callable[[Authenticator], None]) -> None:
    held = Authenticator()
    lie(held)
    with pytest.raises(Unfit):
        made(held)


def test_an_answer_to_another_challenge_proves_nothing() -> None:
    held = Authenticator()
    known = made(held)
    answer = held.prove(passkeys.to_prove(PARTY, b"one challenge", []))
    with pytest.raises(Unfit):
        passkeys.proven(answer, PARTY, b"another challenge", known, HANDLE)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3),
    max_leaves=8,
)


@given(st.text(max_size=60) | _JSON.map(json.dumps) | st.just("[" * 10_000) | st.just("x" * 30_000))
def test_nonsense_is_unfit_and_never_a_failure(text: str) -> None:
    known = NewPasskey(b"x", b"y", 0)
    for look in (
        lambda: passkeys.challenge_in(text),
        lambda: passkeys.credential_in(text),
        lambda: passkeys.made(text, PARTY, b"c"),
        lambda: passkeys.proven(text, PARTY, b"c", known, HANDLE),
    ):
        with pytest.raises(Unfit):
            look()


@given(st.data())
def test_a_true_answer_with_a_field_spoilt_is_unfit(data: st.DataObject) -> None:
    held = Authenticator()
    known = made(held)
    answer = json.loads(held.prove(passkeys.to_prove(PARTY, b"c", [])))
    name = data.draw(st.sampled_from(["clientDataJSON", "authenticatorData", "signature"]))
    answer["response"][name] = data.draw(_JSON)
    with pytest.raises(Unfit):
        passkeys.proven(json.dumps(answer), PARTY, b"c", known, HANDLE)
