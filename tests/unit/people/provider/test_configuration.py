"""The variables of a provider: all that are needed, or none; and one clear line about what is wrong."""

import pytest

import config

FULL = {
    "OIDC_ISSUER": "https://login.example/realms/gemeenten",
    "OIDC_CLIENT_ID": "gemportal",
    "OIDC_CLIENT_SECRET": "s",
    "OIDC_LABEL": "Gemeente-account",
}
DEVELOPMENT = {"SECRET_KEY": "k" * 48, "DATABASE_URL": "sqlite://"}
PRODUCTION = DEVELOPMENT | {
    "GEMPORTAL_ENV": "production",
    "SERVER_NAME": "gemportal.example",
    "MAIL_URL": "smtp://mail.example",
}


def test_without_any_there_is_no_provider() -> None:
    made = config.from_environment(DEVELOPMENT)
    assert made["OIDC_ISSUER"] is None
    assert config.from_environment(DEVELOPMENT | {"OIDC_ISSUER": ""})["OIDC_ISSUER"] is None


def test_with_all_there_is_one() -> None:
    more = {"OIDC_MFA": "mfa, hwk", "OIDC_TRUSTS_EMAIL": "true", "OIDC_ORGANISATION_CLAIM": "cbs_code"}
    made = config.from_environment(PRODUCTION | FULL | more)
    assert made["OIDC_ISSUER"] == FULL["OIDC_ISSUER"]
    assert (made["OIDC_MFA"], made["OIDC_TRUSTS_EMAIL"]) == ({"mfa", "hwk"}, True)
    assert made["OIDC_ORGANISATION_CLAIM"] == "cbs_code"


def test_what_is_not_asked_for_is_not_trusted() -> None:
    made = config.from_environment(PRODUCTION | FULL)
    assert (made["OIDC_MFA"], made["OIDC_TRUSTS_EMAIL"], made["OIDC_ORGANISATION_CLAIM"]) == (frozenset(), False, None)


@pytest.mark.parametrize("name", FULL)
def test_half_a_provider_stops_the_start(name: str) -> None:
    with pytest.raises(config.ConfigurationError, match=f"^{name} is missing") as told:
        config.from_environment(PRODUCTION | {key: value for key, value in FULL.items() if key != name})
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("OIDC_ISSUER", "http://login.example"), ("OIDC_ISSUER", "http://localhost:9400"), ("OIDC_ISSUER", "login.example"),
        ("OIDC_ISSUER", "https://"), ("OIDC_ISSUER", "https://login.example:x"), ("OIDC_ISSUER", "https://user@login.example"),
        ("OIDC_ISSUER", "https://login.example/?tenant=1"), ("OIDC_ISSUER", "https://login.example/#x"),
        ("OIDC_TRUSTS_EMAIL", "yes"), ("OIDC_TRUST_EMAIL", "true"),
    ],
)  # fmt: skip
def test_what_is_wrong_stops_the_start_and_is_named(name: str, value: str) -> None:
    with pytest.raises(config.ConfigurationError, match=f"^{name} ") as told:
        config.from_environment(PRODUCTION | FULL | {name: value})
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("issuer", ["http://localhost:9400", "http://127.0.0.1:9400", "http://[::1]:9400"])
def test_a_provider_on_this_machine_will_do_while_developing(issuer: str) -> None:
    assert config.from_environment(DEVELOPMENT | FULL | {"OIDC_ISSUER": issuer})["OIDC_ISSUER"] == issuer
    with pytest.raises(config.ConfigurationError):
        config.from_environment(DEVELOPMENT | FULL | {"OIDC_ISSUER": "http://login.example"})
