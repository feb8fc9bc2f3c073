"""Letters on what happens: as often as each chose, each thing once, and stopped by their own link."""

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
from gemportal.kernel.errors import NotAllowed
from gemportal.kernel.outbox import Letter
from gemportal.kernel.postman import postman
from gemportal.notices import acts, posting, queries
from gemportal.notices.links import token_for
from gemportal.notices.rules import Frequency, Kind
from gemportal.register import keys
from gemportal.register.keeping import notes_in_texts
from gemportal.register.notes import TreeHead
from gemportal.register.queries import latest_checkpoint
from tests.factories import groups, initiatives
from tests.factories.decisions import recorded
from tests.factories.members import KAMPEN, URK, ZWOLLE, coordinator, email_of, representative, representatives
from tests.factories.people import signed_in
from tests.integration.groups.test_races import race
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.time import StoppedClock


def letters(house: House, code: str) -> list[Letter]:
    return house.ask(outbox.waiting_for, email_of(code))


def next_morning(house: House, clock: StoppedClock, days: int = 1) -> None:
    """The clock comes by after so many days, twice."""
    clock.advance(days=days)
    house.run("tick")
    house.run("tick")


def decided(house: House, code: str) -> list[Letter]:
    return [letter for letter in letters(house, code) if "controlepunt" in letter.body]


def test_every_member_reads_once_what_was_decided_and_holds_a_checkpoint(house: House, clock: StoppedClock) -> None:
    representatives(house, ZWOLLE, KAMPEN)
    number = recorded(house, title="Eén lijst")
    house.run("tick")
    assert decided(house, ZWOLLE) == [], "by default decisions come once a day"
    next_morning(house, clock)
    (letter,) = decided(house, ZWOLLE)
    assert letter.subject == f"Besluit {number}: “Eén lijst”"
    assert f"http://localhost/besluiten/{number}" in letter.body
    assert len(decided(house, KAMPEN)) == 1
    (note,) = notes_in_texts.find(letter.body, "gemportal.example/register")
    head = TreeHead.read(house.ask(lambda: keys.signer().verifier).open(note))
    assert note == house.ask(lambda: latest_checkpoint().note)
    assert head.size > 1


def test_a_checkpoint_from_a_letter_finds_what_was_taken_away(
    house: House, clock: StoppedClock, tmp_path: Path
) -> None:
    representative(house)
    recorded(house)
    next_morning(house, clock)
    next_morning(house, clock)
    file = tmp_path / "brief.txt"
    file.write_text(decided(house, ZWOLLE)[0].body)
    assert "kept checkpoints" in house.run("register", "verify", "--kept", str(file)).output


def test_several_decisions_of_a_day_come_in_one_letter(house: House, clock: StoppedClock) -> None:
    representative(house)
    house.run("tick")
    first, second = recorded(house), recorded(house, title="Nog een lijst")
    next_morning(house, clock)
    (letter,) = decided(house, ZWOLLE)
    assert letter.subject == "2 besluiten"
    assert letter.body.index(first) < letter.body.index(second)


def test_the_decision_of_a_group_is_told_to_its_participants(house: House, clock: StoppedClock) -> None:
    group = groups.running_step(house, clock)
    representative(house, URK)
    next_morning(house, clock)
    before = {code: len(decided(house, code)) for code in (ZWOLLE, URK)}
    recorded(house, group=group)
    next_morning(house, clock)
    assert len(decided(house, ZWOLLE)) == before[ZWOLLE] + 1
    assert len(decided(house, URK)) == before[URK]


def test_what_one_follows_comes_on_monday_grouped_by_subject(house: House, clock: StoppedClock) -> None:
    representative(house)
    house.run("tick")
    number = initiatives.published(house, ZWOLLE)
    initiatives.declare(house, number, KAMPEN)
    next_morning(house, clock, days=7)
    (letter,) = [found for found in letters(house, ZWOLLE) if found.subject.startswith("Nieuws")]
    assert letter.body.count(f"({number})") == 1
    assert "Kampen verklaart bereidheid" in letter.body
    assert f"http://localhost/initiatieven/{number}" in letter.body
    next_morning(house, clock, days=7)
    assert len([found for found in letters(house, ZWOLLE) if number in found.body and "Nieuws" in found.subject]) == 1


def test_who_wants_to_hear_at_once_does(house: House, clock: StoppedClock) -> None:
    reader = representative(house)
    house.perform(acts.choose, reader, {Kind.FOLLOWED: Frequency.AT_ONCE, Kind.ASKED: Frequency.NEVER})
    number = initiatives.published(house, ZWOLLE)
    house.run("tick")
    before = len(letters(house, ZWOLLE))
    initiatives.declare(house, number, KAMPEN)
    house.run("tick")
    house.run("tick")
    assert len(letters(house, ZWOLLE)) == before + 1


def test_who_begins_again_is_not_told_what_they_missed(house: House, clock: StoppedClock) -> None:
    reader = representative(house)
    house.perform(acts.choose, reader, dict.fromkeys(Kind, Frequency.NEVER))
    initiatives.declare(house, initiatives.published(house, ZWOLLE), KAMPEN)
    recorded(house)
    next_morning(house, clock, days=8)
    assert letters(house, ZWOLLE) == []
    house.perform(acts.choose, reader, dict.fromkeys(Kind, Frequency.AT_ONCE))
    house.run("tick")
    assert letters(house, ZWOLLE) == []


def test_no_letter_names_a_person(house: House, clock: StoppedClock) -> None:
    readers = representatives(house, ZWOLLE, KAMPEN)
    house.run("tick")
    number = initiatives.published(house, ZWOLLE)
    initiatives.declare(house, number, KAMPEN, who_would="Jan de Vries")
    recorded(house)
    next_morning(house, clock, days=8)
    text = "".join(letter.subject + letter.body for code in (ZWOLLE, KAMPEN) for letter in letters(house, code))
    assert text
    for name in ("Jan de Vries", *(reader.person_name for reader in readers), "@"):
        assert name not in text


def test_two_ticks_at_once_write_each_letter_once(house: House, clock: StoppedClock) -> None:
    codes = (ZWOLLE, KAMPEN, URK)
    representatives(house, *codes)
    house.run("tick")
    recorded(house)
    clock.advance(days=1)
    race(house, clock, [posting.write] * 4)
    assert [len(decided(house, code)) for code in codes] == [1, 1, 1]


def test_a_tick_that_dies_after_wording_a_letter_loses_and_doubles_nothing(
    house: House, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    representative(house)
    house.run("tick")
    recorded(house)
    clock.advance(days=1)

    def dies(*args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(outbox, "put", dies)
        with pytest.raises(KeyboardInterrupt):
            house.ask(posting.write)
    assert decided(house, ZWOLLE) == []
    house.run("tick")
    house.run("tick")
    assert len(decided(house, ZWOLLE)) == 1


def test_a_bounded_number_is_looked_at_in_a_bounded_number_of_queries(
    house: House, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gemportal.notices.rules.PER_TICK", 2)
    representatives(house, ZWOLLE, KAMPEN, URK)
    for _ in range(8):
        house.run("tick")
    recorded(house)
    clock.advance(days=1)
    house.run("tick")
    assert sum(len(decided(house, code)) for code in (ZWOLLE, KAMPEN, URK)) < 3
    for _ in range(8):
        house.run("tick")
    assert [len(decided(house, code)) for code in (ZWOLLE, KAMPEN, URK)] == [1, 1, 1]


def test_only_the_clock_writes(house: House) -> None:
    for act in (acts.write, acts.begin):
        with pytest.raises(NotAllowed):
            house.perform(act, coordinator(house), [])
    with pytest.raises(NotAllowed):
        house.perform(acts.take_stock, coordinator(house))


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
