"""Letters wait in the transaction of their act, sealed, and are sent once by whichever tick comes first."""

from datetime import date
from email import message_from_bytes, policy
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from gemportal.kernel import acts, db, outbox
from gemportal.kernel.actor import Actor, clock_for
from gemportal.kernel.outbox import Letter, Waiting
from gemportal.kernel.postman import NotDelivered, postman
from gemportal.kernel.words import Message
from tests.support.house import House
from tests.support.time import StoppedClock

GREETING = Message("Tot en met %(day)s kunt u stemmen.", None, {"day": date(2026, 3, 4)})


def write(house: House, language: str = "nl", to: str = "an@gemportal.example") -> None:
    def act(actor: Actor) -> None:
        outbox.post(to, language, Message("Aanmelden"), GREETING, "https://gemportal.example/x")

    house.perform(act, clock_for("test"))


def send(house: House, letters: list[Letter]) -> int:
    return house.ask(outbox.send_due, letters.append)


def waiting(house: House) -> int:
    return house.ask(lambda: db.session().scalar(sa.select(sa.func.count()).select_from(Waiting)) or 0)


def test_a_letter_is_worded_in_its_readers_language_and_is_gone_when_sent(house: House, clock: StoppedClock) -> None:
    write(house)
    write(house, "en")
    sent: list[Letter] = []
    assert send(house, sent) == 2
    dutch, english = sent
    assert dutch == Letter(
        "an@gemportal.example", "Aanmelden", "Tot en met 4 maart 2026 kunt u stemmen.\n\nhttps://gemportal.example/x\n"
    )
    assert english.subject == "Sign in"
    assert "4 March 2026" in english.body
    assert (send(house, sent), waiting(house)) == (0, 0)


def test_abuse_35_a_name_with_a_line_break_holds_up_no_letter(
    house: House, clock: StoppedClock, tmp_path: Path
) -> None:
    """The library refuses a header of two lines: one such letter would stop all that come after it, at every tick."""

    def act(actor: Actor) -> None:
        outbox.post(
            "an@gemportal.example", "nl", Message("Over %(name)s", None, {"name": "Gas\r\nBcc: x@evil.example"})
        )

    house.perform(act, clock_for("test"))
    write(house)
    assert house.ask(outbox.send_due, postman(f"file://{tmp_path}", "gemportal@gemportal.example")) == 2
    found = [message_from_bytes(path.read_bytes()) for path in tmp_path.iterdir()]
    assert {message["Subject"] for message in found} == {"Over Gas Bcc: x@evil.example", "Aanmelden"}


def test_abuse_35_a_letter_that_is_no_mail_holds_up_no_other(house: House, clock: StoppedClock, tmp_path: Path) -> None:
    write(house, to="=?utf-8?q?x=0d=0a?=@gemportal.example")
    write(house)
    send_to = postman(tmp_path.as_uri(), "gemportal@gemportal.example")
    assert (house.ask(outbox.send_due, send_to), waiting(house)) == (1, 1)


def test_a_letter_lies_sealed(house: House, app: Flask, clock: StoppedClock) -> None:
    write(house)
    found = house.ask(lambda: db.session().scalars(sa.select(Waiting.letter)).one())
    assert b"gemportal.example" not in found


def test_a_mail_server_that_is_down_loses_nothing_and_is_asked_ever_less_often(
    house: House, clock: StoppedClock
) -> None:
    asked = []

    def refuse(letter: Letter) -> None:
        asked.append(letter)
        raise NotDelivered

    write(house)
    for _ in range(240):
        house.ask(outbox.send_due, refuse)
        clock.advance(minutes=1)
    assert len(asked) == 8
    clock.advance(hours=6)
    sent: list[Letter] = []
    assert send(house, sent) == 1


def test_a_letter_that_never_goes_is_given_up_after_a_week(house: House, clock: StoppedClock) -> None:
    write(house)
    clock.advance(days=7, seconds=1)
    sent: list[Letter] = []
    assert (send(house, sent), waiting(house)) == (0, 0)


def test_a_letter_that_another_tick_has_claimed_is_left_to_it(house: House, clock: StoppedClock) -> None:
    write(house)
    number = house.ask(lambda: db.session().scalars(sa.select(Waiting.id)).one())
    assert house.perform(outbox.claim_letter, clock_for(outbox.SENDING), number) is not None
    sent: list[Letter] = []
    assert send(house, sent) == 0
    house.perform(outbox.note_sent, clock_for(outbox.SENDING), number)
    assert house.perform(outbox.claim_letter, clock_for(outbox.SENDING), number) is None


def test_an_act_that_fails_sends_nothing(house: House, clock: StoppedClock) -> None:
    def act(actor: Actor) -> None:
        outbox.post("an@gemportal.example", "nl", Message("Aanmelden"))
        raise RuntimeError

    with pytest.raises(RuntimeError):
        house.perform(act, clock_for("test"))
    assert waiting(house) == 0


def test_tick_sends_what_waits_into_the_folder_of_the_configuration(house: House, tmp_path: Path) -> None:
    house.app.config["MAIL_URL"] = (tmp_path / "mail").as_uri()
    write(house)
    assert "1 sent" in house.run("tick").output
    (file,) = (tmp_path / "mail").iterdir()
    mail = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert (mail["To"], mail["Subject"]) == ("an@gemportal.example", "Aanmelden")
    assert "4 maart 2026" in mail.get_content()


def test_letters_are_house_acts(app: Flask) -> None:
    assert not acts.ACTS["kernel:claim-letter"].governance
    assert not acts.ACTS["kernel:note-sent"].governance
