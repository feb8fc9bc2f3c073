"""Abuse 42 and 43: an export is its maker's alone; and of whoever was erased nothing can be found, nor in any backup made since."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from gemportal.kernel import outbox
from gemportal.kernel.actor import NOBODY, Actor, clock_for
from gemportal.people import standing
from gemportal.people.policy import ERASE
from gemportal.people.privacy import acts, queries
from gemportal.people.rules import digest_of
from gemportal.people.signin.queries import signed_in_by
from gemportal.register import keys
from gemportal.register.keeping import handed_out
from gemportal.register.queries import number_of_entries
from gemportal.register.verify import Report, verify
from tests.factories.members import KAMPEN, ZWOLLE
from tests.factories.people import person_with_mandate, signed_in
from tests.factories.privacy import ADDRESS, CANARY, NAME, REPEATED, STAYS, leave_words
from tests.support import stores
from tests.support.client import StrictClient
from tests.support.dump import cells, cells_with, places_of
from tests.support.house import House
from tests.support.stores import SqliteStore, Store
from tests.support.time import StoppedClock

OFFICER = ("Functionaris coordinator", "coordinator@gemportal.example")
EVERYTHING = (CANARY, NAME, ADDRESS, *OFFICER)
PERSONAL = {
    ("person", "name"), ("person", "email"), ("person", "password_hash"), ("invitation", "email"), ("invitation", "name"),
    ("sign_in", "device"), ("register_part", "body"), ("passkey", "name"), ("provider_link", "subject"),
    ("email_change", "new_email"),
}  # fmt: skip


def checked(house: House) -> Report:
    return house.ask(lambda: verify(keys.signer().verifier))


@pytest.fixture
def two(house: House, clock: StoppedClock) -> tuple[Actor, Actor]:
    return leave_words(house, clock)


def erase(house: House, *actors: Actor) -> None:
    for actor in actors:
        house.perform(acts.erase, clock_for(ERASE), str(actor.person_id))


def test_abuse_43_nothing_is_left_of_whoever_was_erased(house: House, two: tuple[Actor, Actor]) -> None:
    before = house.ask(places_of, *EVERYTHING)
    assert before >= REPEATED | PERSONAL, (REPEATED | PERSONAL) - before
    house.perform(acts.ask_erasure, two[0], "http://localhost/terug")
    assert house.ask(outbox.waiting_for, ADDRESS)

    erase(house, *two)
    assert house.ask(places_of, *EVERYTHING) == set()
    assert not house.ask(outbox.waiting_for, ADDRESS)
    for actor in two:
        assert house.ask(signed_in_by, digest_of(f"token of {actor.person_id}")) is NOBODY
        assert house.ask(standing.choices, actor.person_id) == []
        assert house.ask(queries.done_by, actor.person_id) == []
    assert house.ask(standing.credentials, ADDRESS) is None
    assert house.ask(standing.credentials, f"gewist-{two[0].person_id}").password_hash is None


def test_abuse_43_the_register_still_verifies_and_acts_stay(house: House, two: tuple[Actor, Actor]) -> None:
    before, size = checked(house), house.ask(number_of_entries)
    assert before.differences == []
    stay = sorted(house.ask(cells_with, STAYS))
    assert {"register_part", "ballot", "decision", "vote", "willingness"} == {table for (table, _), _ in stay}

    erase(house, *two)
    after = checked(house)
    assert after.differences == []
    assert after.erased > before.erased == 0
    assert after.erased + after.parts == before.parts
    # One mandate and one office ended, each with its entry; what they did is still their organisation's.
    assert after.entries == size + 2
    assert sorted(house.ask(cells_with, STAYS)) == stay


def test_abuse_43_only_their_own_words_go(house: House, two: tuple[Actor, Actor]) -> None:
    erase(house, two[1])
    left = house.ask(places_of, CANARY)
    assert ("willingness", "reason") in left
    assert ("working_group", "out_of_order_reason") not in left
    assert house.ask(places_of, NAME)


# A backup of PostgreSQL is made by its own tools, out of the rows that the other tests look at on both.
@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_abuse_43_no_later_backup_holds_them_and_an_older_one_is_erased_again(
    house: House, store: Store, two: tuple[Actor, Actor], tmp_path: Path
) -> None:
    assert isinstance(store, SqliteStore)
    older, later, listed = tmp_path / "older", tmp_path / "later", tmp_path / "erased"
    back_up(store, older)
    erase(house, *two)
    listed.write_text(house.run("people", "erased").output)
    assert not any(word in listed.read_text() for word in EVERYTHING)
    back_up(store, later)
    assert found_in(older) == set(EVERYTHING)
    assert found_in(later) == set()

    put_back(store, older)
    # On another machine, to which the last checkpoint that was handed out did not come along.
    house.ask(handed_out.forget)
    assert house.ask(places_of, *EVERYTHING)
    assert "2 erased again" in house.run("people", "erase-again", str(listed)).output
    assert house.ask(places_of, *EVERYTHING) == set()
    assert checked(house).differences == []
    assert "0 erased again" in house.run("people", "erase-again", str(listed)).output


def back_up(store: SqliteStore, target: Path) -> None:
    with (
        closing(sqlite3.connect(store.url.removeprefix("sqlite:///"))) as source,
        closing(sqlite3.connect(target)) as copy,
    ):
        source.backup(copy)


def put_back(store: SqliteStore, backup: Path) -> None:
    stores.let_go(store.app)
    with closing(sqlite3.connect(backup)) as source, closing(sqlite3.connect(store._file)) as live:
        source.backup(live)


def found_in(backup: Path) -> set[str]:
    """Which words stand anywhere in the bytes of the file, in rows or in what is left of rows."""
    whole = backup.read_bytes().lower()
    return {word for word in EVERYTHING if word.lower().encode() in whole}


def test_abuse_42_an_export_is_made_for_its_maker_alone_and_stored_nowhere(house: House, clock: StoppedClock) -> None:
    person_with_mandate(house.app, KAMPEN)
    visitor = signed_in(house.app, person_with_mandate(house.app, ZWOLLE))
    visitor.get("/mijn/gegevens")
    before = house.ask(lambda: sorted(cells()))
    visitor.submit("main form.form", {"password": "samenwerken-is-leren"})
    assert visitor.response.status_code == 200
    assert visitor.response.headers["Cache-Control"] == "private, no-store"
    assert visitor.response.headers["Content-Disposition"] == 'attachment; filename="mijn-gegevens.json"'
    own = visitor.response.text
    assert ADDRESS in own
    assert KAMPEN.lower() not in own.lower()
    assert json.loads(own)["soorten gegevens"]["person"]["gegevens"][0]["e-mailadres"] == ADDRESS
    assert house.ask(lambda: sorted(cells())) == before
    # There is no address with a person's number in it, and looking is not enough.
    rules = [str(rule) for rule in house.app.url_map.iter_rules() if str(rule).startswith("/mijn/gegevens")]
    assert not [rule for rule in rules if "<" in rule]


def test_abuse_42_another_browser_or_a_wrong_password_gets_nothing(
    house: House, clock: StoppedClock, client: StrictClient
) -> None:
    visitor = signed_in(house.app, person_with_mandate(house.app, ZWOLLE))
    visitor.get("/mijn/gegevens")
    visitor.submit("main form.form", {"password": "niet mijn wachtwoord"})
    assert visitor.response.status_code == 422
    assert ADDRESS not in visitor.response.text
    client.get("/mijn/gegevens")
    assert client.response.status_code == 303
