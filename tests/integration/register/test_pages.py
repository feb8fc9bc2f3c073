"""The register as a reader and a machine see it."""

import json
import re
from hashlib import sha256

import pytest

from gemportal.kernel import actor as actors
from gemportal.kernel.actor import Actor, Capacity, Office
from gemportal.register import keys, merkle, queries, words
from gemportal.register.notes import TreeHead
from tests.factories.register import CLOCK, cause, write, write_sealed
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.time import StoppedClock


def test_an_empty_register_says_so(client: StrictClient) -> None:
    client.get("/register")
    assert "nog leeg" in client.page.main.text
    assert client.get("/register/checkpoint").status_code == 404
    assert client.get("/register/0").status_code == 404
    assert client.get("/register/0.json").status_code == 404


def test_entries_stand_by_day_the_newest_first(house: House, client: StrictClient, clock: StoppedClock) -> None:
    house.perform(write, CLOCK, "I-2026-001")
    clock.advance(days=1)
    house.perform(cause, CLOCK)
    client.get("/register")
    assert [day.text for day in client.page.all("main h2 time")] == ["3 maart 2026", "2 maart 2026"]
    assert [item["value"] for item in client.page.all("main ol li[value]")] == ["1", "2", "0"]
    client.follow('li[value="0"] a[href="/register/0"]')
    assert client.address == "/register/0"


def test_the_page_shows_what_one_needs_to_check(house: House, client: StrictClient) -> None:
    house.perform(write, CLOCK)
    client.get("/register")
    assert house.ask(lambda: str(keys.signer().verifier)) in client.page.main.text
    note = client.get("/register/checkpoint")
    assert note.content_type == "text/plain; charset=utf-8"
    assert TreeHead.read(house.ask(keys.signer).verifier.open(note.text)).size == 1


def test_filters_and_pages_go_by_address(house: House, client: StrictClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gemportal.register.reading.views.PAGE", 3)
    for _ in range(4):
        house.perform(cause, CLOCK)
    client.get("/register?onderwerp=G-2026-001")
    assert [item["value"] for item in client.page.all("main ol li[value]")] == ["7", "5", "3"]
    client.follow('a[rel="next"]')
    assert client.address == "/register?voor=3&onderwerp=G-2026-001"
    assert [item["value"] for item in client.page.all("main ol li[value]")] == ["1"]
    client.follow('a[rel="first"]')
    assert client.address == "/register?onderwerp=G-2026-001"
    client.get("/register?act=trial:cause")
    assert [item["value"] for item in client.page.all("main ol li[value]")] == ["6", "4", "2"]
    client.get("/register?act=trial:nothing&onderwerp=X")
    assert "Er staat niets in het register dat hierbij past." in client.page.main.text


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("voor=niets", 200),
        ("voor=-1", 200),
        (f"voor={10**30}", 200),
        ("onderwerp=%F0", 200),
        # No text holds a NUL: the frame refuses it before any page sees it.
        ("onderwerp=%00", 400),
        ("act=%00%27", 400),
    ],
)
def test_a_strange_address_harms_nothing(house: House, client: StrictClient, query: str, status: int) -> None:
    house.perform(write, CLOCK)
    assert client.get(f"/register?{query}").status_code == status


@pytest.mark.parametrize("index", ["1", str(2**31), str(10**30)])
def test_an_entry_that_is_not_there_is_not_found(house: House, client: StrictClient, index: str) -> None:
    house.perform(write, CLOCK)
    assert client.get(f"/register/{index}").status_code == 404
    assert client.get(f"/register/{index}.json").status_code == 404


def test_an_entry_is_proven_by_what_its_page_shows(house: House, client: StrictClient) -> None:
    for number in range(11):
        house.perform(write, CLOCK, f"I-2026-{number:03d}", {"title": "Een <b>titel</b>"})
    body = client.get("/register/6.json").data
    assert json.loads(body)["i"] == 6
    head = TreeHead.read(house.ask(keys.signer).verifier.open(client.get("/register/checkpoint").text))
    client.get("/register/6")
    shown = [bytes.fromhex(item.text) for item in client.page.all("#bewijs > details ol code")]
    assert merkle.includes(shown, 6, head.size, merkle.leaf_hash(body), head.root)
    assert merkle.leaf_hash(body).hex() in client.page.main.text
    assert head.root.hex() in client.page.main.text
    assert body.decode() in client.page.main.text


def test_an_entry_leads_to_its_subject_its_cause_and_its_ground(
    house: House, client: StrictClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(words, "_addresses", {})
    for kind in ("G", "S", "GM", "rules:key"):
        words.show_subjects_at(kind, lambda subject: f"/register?onderwerp={subject}")
    house.perform(cause, CLOCK, ground="S-2026-003")
    client.get("/register/1")
    links = [link["href"] for link in client.page.all("main .data-list a")]
    assert "/register?onderwerp=G-2026-001" in links
    assert "/register?onderwerp=S-2026-003" in links
    assert "/register/0" in links
    assert words.address_of("GM0193") == "/register?onderwerp=GM0193"
    assert words.address_of("rules:key") == "/register?onderwerp=rules:key"
    assert words.address_of("I-2026-001") is None
    assert words.address_of("") is None


def test_a_public_part_is_shown_with_what_proves_it(house: House, client: StrictClient) -> None:
    house.perform(write, CLOCK, private={"motivation": "Wij doen graag mee."})
    house.perform(write_sealed, CLOCK, {"motivation": "Nog geheim."})
    client.get("/register/0")
    text = client.page.main.text
    found = re.search(r'\{"motivation":"[^"]*"\}', text)
    salt = house.ask(lambda: queries.proven(0).salt)
    assert found is not None
    assert salt is not None
    assert salt.hex() in text
    assert sha256(salt + found.group().encode()).hexdigest() in text
    client.get("/register/1")
    assert "Nog geheim" not in client.page.main.text
    assert "niet openbaar" in client.page.main.text
    assert house.ask(queries.proven, 1).part is None


@pytest.mark.parametrize(
    ("actor", "name"),
    [
        (Actor(Capacity.MANDATE, organisation="GM0193", organisation_name="Zwolle"), "Zwolle"),
        (Actor(Capacity.MANDATE, organisation="GM9999"), "GM9999"),
        (Actor(Capacity.OFFICE, office=Office.BOARD), "Een bestuurslid"),
        (CLOCK, "Het portaal"),
    ],
)
def test_an_entry_begins_with_on_whose_behalf_it_was(
    house: House, client: StrictClient, monkeypatch: pytest.MonkeyPatch, actor: Actor, name: str
) -> None:
    monkeypatch.setattr(actors, "_reader", lambda actor: actor)
    monkeypatch.setattr(words, "titles_of", lambda subjects: {"GM0193": "Zwolle"})
    house.perform(write, actor)
    client.get("/register/0")
    assert client.page.heading == f"{name} trial:write"


def test_few_queries_however_many_entries(house: House, client: StrictClient) -> None:
    house.perform(write, CLOCK)
    client.get("/register")
    few = client.queries
    client.get("/register/0")
    few_for_one = client.queries
    for number in range(60):
        house.perform(write, CLOCK, f"I-2026-{number}")
    client.get("/register")
    assert client.queries <= few <= 6
    client.get("/register/23")
    assert client.queries <= few_for_one + 1 <= 9


def test_a_new_entry_is_a_new_version_of_the_public_state(house: House, client: StrictClient) -> None:
    before = client.get("/register").headers["ETag"]
    assert client.get("/register").headers["ETag"] == before
    house.perform(write, CLOCK)
    assert client.get("/register").headers["ETag"] != before


def test_a_subject_finds_its_entries(house: House) -> None:
    house.perform(write, CLOCK, "I-2026-001")
    house.perform(cause, CLOCK)
    house.perform(write, CLOCK, "GM0193")
    assert [line.index for line in house.ask(queries.entries_about, ["I-2026-001", "GM0193"])] == [0, 1, 3]
    assert house.ask(queries.entries_about, []) == []
    assert house.ask(queries.entry_of, "I-2026-001") == 1
    assert house.ask(queries.entry_of, "I-2026-001", "trial:write") == 0
    assert house.ask(queries.entry_of, "I-2026-009") is None


def test_it_reads_in_english(house: House, client: StrictClient) -> None:
    house.perform(write, CLOCK)
    assert client.get("/en/register").status_code == 200
    assert client.get("/en/register/0").status_code == 200


def test_one_page_explains_what_is_proven_and_what_is_not(house: House, client: StrictClient) -> None:
    house.perform(write, CLOCK)
    client.get("/register/0")
    client.follow('#bewijs a[href="/register/uitleg"]')
    text = client.page.main.text
    for unproven in (
        "Dat een inschrijving waar is.",
        "Dat iets niet is gebeurd.",
        "Dat iedereen hetzelfde register ziet.",
    ):
        assert unproven in text
    for picture in client.page.all("main svg"):
        described = client.page.one(f"#{picture['aria-describedby']}")
        assert picture.has("aria-labelledby")
        assert described.text
    assert len(client.page.all("main svg")) == 4
    client.get("/register")
    client.follow('#controleren a[href="/register/uitleg"]')
    client.get("/en/register/uitleg")
    assert client.page.heading == "What the register proves"


def test_an_entry_says_with_which_keys_it_is_checked(house: House, client: StrictClient) -> None:
    house.perform(write, CLOCK)
    client.get("/register/0")
    proof = client.page.one("#bewijs [data-key]")
    assert proof["data-key"] == house.ask(lambda: str(keys.signer().verifier))
    assert proof["data-rotations"] == ""
    house.run("register", "rotate-key")
    client.get("/register/0")
    proof = client.page.one("#bewijs [data-key]")
    assert proof["data-key"] == house.ask(lambda: str(keys.signer().verifier))
    assert proof["data-rotations"] == "1"
