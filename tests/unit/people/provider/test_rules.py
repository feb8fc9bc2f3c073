"""What is taken from a provider's word, whatever it says."""

import string
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemportal.people.provider.rules import Identity, Trust, identity_of

KNOWN: dict[str, Any] = {"iss": "https://login.example", "sub": "1"}
TRUST = Trust("cbs_code", frozenset({"mfa", "hwk"}))
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.just("jan@zwolle.example") | st.just("GM0193"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
ADDRESSED = st.fixed_dictionaries({"email": st.just("jan@zwolle.example"), "email_verified": ANYTHING})
NAMES = st.sampled_from(
    ["sub", "email", "email_verified", "preferred_username", "cbs_code", "amr", "acr", "name", "organisation"]
)


@given(st.dictionaries(NAMES, ANYTHING) | ADDRESSED)
def test_whatever_is_claimed_an_address_is_proven_by_the_word_true_alone(claims: dict[str, Any]) -> None:
    found = identity_of(KNOWN | claims, TRUST)
    if found is None:
        assert not isinstance(claims.get("sub"), str) or not 0 < len(claims["sub"]) <= 255
        return
    assert found.email is None or claims["email_verified"] is True
    assert found.organisation is None or (found.organisation[:2], len(found.organisation)) == ("GM", 6)
    assert 0 < len(found.shown) <= 255
    assert not found.factor or {"mfa", "hwk"} & {claims.get("acr"), *claims.get("amr", [])}


def test_what_an_honest_provider_says_is_taken_over() -> None:
    claims = {"email": "Jan@Zwolle.example", "email_verified": True, "cbs_code": "GM0193", "amr": ["pwd", "mfa"]}
    assert identity_of(KNOWN | claims, TRUST) == Identity(
        "https://login.example", "1", "jan@zwolle.example", "jan@zwolle.example", "GM0193", factor=True
    )


@pytest.mark.parametrize(
    ("claims", "proven"),
    [({"acr": "mfa"}, True), ({"acr": "1"}, False), ({"amr": "mfa"}, False), ({"amr": [1, "hwk"]}, True)],
)
def test_a_second_factor_is_what_the_configuration_names_in_either_claim(claims: dict[str, Any], proven: bool) -> None:
    assert getattr(identity_of(KNOWN | claims, TRUST), "factor", None) is proven


@pytest.mark.parametrize(
    ("name", "shown"),
    [("jan", "jan"), ("j", "j"), ("x" * 255, "x" * 255), ("", "1"), ("x" * 256, "1"), ("a\nb", "1"), (7, "1")],
)
def test_an_account_without_an_address_is_shown_by_its_name_or_else_its_number(name: Any, shown: str) -> None:
    assert getattr(identity_of(KNOWN | {"preferred_username": name}, TRUST), "shown", None) == shown


def test_without_configuration_no_factor_and_no_organisation_counts() -> None:
    found = identity_of(KNOWN | {"amr": ["mfa"], "acr": "mfa", "cbs_code": "GM0193"}, Trust())
    assert found == Identity("https://login.example", "1", shown="1")


def test_an_unverified_address_counts_only_when_the_configuration_says_so() -> None:
    claims = KNOWN | {"email": "jan@zwolle.example"}
    assert getattr(identity_of(claims, Trust()), "email", "?") is None
    assert getattr(identity_of(claims, Trust(unverified=True)), "email", "?") == "jan@zwolle.example"


@pytest.mark.parametrize(
    ("claimed", "code"),
    [
        ("GM0193", "GM0193"), ("gm0193", "GM0193"), ("0193", "GM0193"), ("193", "GM0193"), (193, "GM0193"), (" GM193 ", "GM0193"),
        ("GM01930", None), ("Zwolle", None), ("", None), (None, None), (["GM0193"], None), (-193, None), ("GM٠١٩٣", None),
    ],
)  # fmt: skip
def test_a_municipality_is_known_by_its_code_however_it_is_written(claimed: Any, code: str | None) -> None:
    assert getattr(identity_of(KNOWN | {"cbs_code": claimed}, TRUST), "organisation", "?") == code


@pytest.mark.parametrize("subject", [None, "", 1, ["1"], "x" * 256])
def test_nobody_is_named_by_what_is_no_subject(subject: Any) -> None:
    assert identity_of(KNOWN | {"sub": "x" * 255}, TRUST) is not None
    assert identity_of(KNOWN | {"sub": subject}, TRUST) is None


@given(st.text(alphabet=string.printable))
def test_what_is_shown_of_an_account_fits_on_a_line(name: str) -> None:
    found = identity_of(KNOWN | {"preferred_username": name}, TRUST)
    assert found is not None
    assert found.shown.isprintable()
