"""Sealing, and what a mail looks like on its way."""

from email import message_from_bytes, policy

import pytest

import config
from gemportal.kernel import postman, sealing
from gemportal.kernel.outbox import Letter


@pytest.fixture(autouse=True)
def secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "_secret", b"a key for tests, of forty characters long")


def test_what_is_sealed_for_one_purpose_opens_for_no_other() -> None:
    sealed = sealing.seal("outbox", b"geheim")
    assert sealing.unseal("outbox", sealed) == b"geheim"
    for purpose, found in (("other", sealed), ("outbox", sealed[:-2] + b"xx"), ("outbox", b"")):
        with pytest.raises(sealing.BrokenSeal):
            sealing.unseal(purpose, found)


def test_another_secret_opens_nothing() -> None:
    sealed = sealing.seal("outbox", b"geheim")
    sealing.seal_with("another key for tests, just as long")
    with pytest.raises(sealing.BrokenSeal):
        sealing.unseal("outbox", sealed)


@pytest.mark.parametrize("field", ["to", "subject"])
def test_abuse_35_a_line_break_adds_no_header_to_a_mail(field: str) -> None:
    words = {"to": "an@gemportal.example", "subject": "Hallo", "body": "Tekst"} | {field: "x\r\nBcc: evil@example.org"}
    with pytest.raises(ValueError, match=r"(?i)header|linefeed|carriage|invalid"):
        postman._message(Letter(**words), "gemportal@gemportal.example")


@pytest.mark.parametrize("hidden", ["=0aBcc=3a_evil=40example.org", "=0d=0a=0d=0aBetaal_hier."])
def test_abuse_35_an_encoded_word_in_a_title_adds_no_header_and_no_text(hidden: str) -> None:
    letter = Letter("an@gemportal.example", f"Over =?utf-8?q?Gas{hidden}?= in de wijk", "Tekst")
    mail = message_from_bytes(postman._message(letter, "gemportal@gemportal.example").as_bytes(), policy=policy.default)
    assert mail["Bcc"] is None
    assert mail["Subject"] == f"Over = ?utf-8?q?Gas{hidden}?= in de wijk"
    assert mail.get_content() == "Tekst\n"


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({}, "MAIL_URL is missing"),
        ({"MAIL_URL": "mail.example"}, "MAIL_URL is no address"),
        ({"MAIL_URL": "http://mail.example"}, "MAIL_URL is no address"),
        ({"MAIL_URL": "smtp://mail.example:x"}, "MAIL_URL is no address"),
        ({"MAIL_URL": "smtp://mail.example", "MAIL_FROM": "nobody"}, "MAIL_FROM"),
        ({"MAIL_URL": "smtp://mail.example", "GEMPORTAL_SECOND_FACTOR": "optional"}, "GEMPORTAL_SECOND_FACTOR"),
    ],
)
def test_production_says_in_one_line_what_is_wrong_with_mail_and_second_factor(
    given: dict[str, str], problem: str
) -> None:
    known = {
        "GEMPORTAL_ENV": "production",
        "SECRET_KEY": "k" * 48,
        "SERVER_NAME": "portaal.example",
        "DATABASE_URL": "sqlite://",
    }
    with pytest.raises(config.ConfigurationError, match=problem):
        config.from_environment(known | given)


def test_links_and_letters_come_from_the_configured_host() -> None:
    known = {
        "GEMPORTAL_ENV": "production",
        "SECRET_KEY": "k" * 48,
        "SERVER_NAME": "portaal.example",
        "DATABASE_URL": "sqlite://",
    }
    made = config.from_environment(known | {"MAIL_URL": "smtp://mail.example"})
    assert (made["BASE_URL"], made["MAIL_FROM"]) == ("https://portaal.example", "gemportal@portaal.example")
    assert made["SECOND_FACTOR"] is True
