"""Stopping letters by the link under them, choosing on a page, and what becomes of a letter while the mail server is down."""

import re
import socket
from email import message_from_bytes
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa
from flask import Flask

from gemportal.kernel import clock as time_of_the_house
from gemportal.kernel import db, outbox, sealing
from gemportal.kernel.outbox import Letter
from gemportal.kernel.postman import postman
from gemportal.notices import queries
from gemportal.notices.links import token_for
from gemportal.notices.rules import Frequency, Kind
from tests.factories.decisions import recorded
from tests.factories.members import ZWOLLE, email_of, representative
from tests.factories.people import signed_in
from tests.integration.notices.test_letters import decided, letters, next_morning
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.time import StoppedClock


def one_letter(house: House, clock: StoppedClock) -> Letter:
    representative(house)
    recorded(house)
    next_morning(house, clock)
    next_morning(house, clock)
    return decided(house, ZWOLLE)[0]


def frequency(house: House, kind: Kind = Kind.DECISIONS) -> Frequency:
    return house.ask(queries.choices_of, representative(house).person_id)[kind]


def test_a_letter_is_stopped_without_signing_in_by_a_button(
    house: House, client: StrictClient, clock: StoppedClock
) -> None:
    letter = one_letter(house, clock)
    (link,) = re.findall(r"https?://\S+/berichten/stoppen/\S+", letter.body)
    assert letter.headers == {"List-Unsubscribe": f"<{link}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    path = urlsplit(link).path
    for _ in range(3):
        client.get(path)  # a program that reads mail follows every link
    assert frequency(house) is Frequency.DAY
    client.submit(button="Stop deze e-mails")
    assert "U krijgt geen e-mails meer van de soort “Besluiten”" in client.page.text
    assert frequency(house) is Frequency.NEVER
    assert frequency(house, Kind.ASKED) is Frequency.AT_ONCE
    recorded(house)
    before = len(decided(house, ZWOLLE))
    next_morning(house, clock)
    assert len(decided(house, ZWOLLE)) == before


def test_a_mail_program_stops_it_with_one_click(house: House, app: Flask, clock: StoppedClock) -> None:
    """RFC 8058: a POST with this body, without cookies, and with no page of ours before it. CSRF is on, as in earnest."""
    letter = one_letter(house, clock)
    path = urlsplit(letter.headers["List-Unsubscribe"].strip("<>")).path
    answer = app.test_client().post(path, data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert frequency(house) is Frequency.NEVER


def test_a_link_says_nothing_and_nobody_makes_one(house: House, client: StrictClient, clock: StoppedClock) -> None:
    person = representative(house).person_id or 0
    token = house.ask(token_for, person, Kind.FOLLOWED)
    assert not re.search(f"{Kind.FOLLOWED}|{email_of(ZWOLLE)}", token)
    for forged in (token[:-4] + "AAAA", token[1:], "x", "é", "a" * 400):
        assert client.post(f"/berichten/stoppen/{forged}").status_code == 404
    assert frequency(house, Kind.FOLLOWED) is Frequency.WEEK
    clock.advance(days=3 * 365)
    assert client.get(f"/berichten/stoppen/{token}").status_code == 200


def test_after_the_secret_changed_an_old_link_says_where_to_go(
    house: House, client: StrictClient, clock: StoppedClock
) -> None:
    token = house.ask(token_for, representative(house).person_id or 0, Kind.FOLLOWED)
    before = sealing._secret
    try:
        sealing.seal_with("an entirely different secret of this portal")
        assert client.get(f"/berichten/stoppen/{token}").status_code == 404
    finally:
        sealing.seal_with(before.decode())
    assert "Deze link werkt niet meer. Meld u aan" in client.page.text


def test_each_chooses_how_often_on_a_page(house: House, app: Flask, clock: StoppedClock) -> None:
    representative(house)
    client = signed_in(app, email_of(ZWOLLE))
    client.get("/mijn/berichten/kiezen")
    client.submit(values={"followed": "never", "decisions": "at_once"})
    assert "Uw keuze is bewaard" in client.page.text
    assert frequency(house, Kind.FOLLOWED) is Frequency.NEVER
    assert frequency(house, Kind.ASKED) is Frequency.AT_ONCE
    assert client.post("/mijn/berichten/kiezen", data={"asked": "hourly"}).status_code in {400, 422}


@pytest.mark.parametrize("behaviour", ["refuses", "hangs"])
def test_a_mail_server_that_is_down_loses_nothing_and_slows_nothing(
    house: House, clock: StoppedClock, behaviour: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = one_letter(house, clock)
    monkeypatch.setattr("gemportal.kernel.postman._TIMEOUT", 0.2)
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        if behaviour == "hangs":
            server.listen()
        send = postman(f"smtp://127.0.0.1:{server.getsockname()[1]}", "portaal@gemportal.example")
        waiting = house.ask(lambda: list(db.session().scalars(sa.select(outbox.Waiting.id))))
        monkeypatch.setattr(outbox, "_due", lambda: waiting)
        moment = clock.now

        def deliver() -> None:
            with time_of_the_house.at(moment):
                assert house.ask(outbox.send_due, send) == 0

        trying = Thread(target=deliver)
        trying.start()
        # Meanwhile the house goes on: an act waits for no mail.
        recorded(house, title="Nog een besluit")
        trying.join()
    assert letter in letters(house, ZWOLLE), "it waits to be tried again"


def test_the_headers_go_along(house: House, clock: StoppedClock, tmp_path: Path) -> None:
    letter = one_letter(house, clock)
    postman(tmp_path.as_uri(), "portaal@gemportal.example")(letter)
    (file,) = tmp_path.glob("*.eml")
    message = message_from_bytes(file.read_bytes())
    assert message["List-Unsubscribe"] == letter.headers["List-Unsubscribe"]
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
