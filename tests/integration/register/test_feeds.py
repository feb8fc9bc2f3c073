"""The feeds, as a feed reader reads them: strictly, by RFC 4287."""

from datetime import datetime
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

import pytest

from gemportal.register import words
from tests.factories import voting
from tests.factories.decisions import voted
from tests.factories.initiatives import declare, published
from tests.factories.members import KAMPEN, representatives
from tests.factories.register import CLOCK, write
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.time import StoppedClock

ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = ("register", "besluiten", "initiatieven")


def read(client: StrictClient, address: str) -> tuple[ET.Element, list[ET.Element]]:
    """The feed and its entries, after everything that the standard demands of them."""
    response = client.get(address)
    assert response.status_code == 200
    assert response.content_type == "application/atom+xml; charset=utf-8"
    feed = ET.fromstring(response.data)  # noqa: S314 - it is our own
    entries = feed.findall(f"{ATOM}entry")
    assert feed.tag == f"{ATOM}feed"
    for element in (feed, *entries):
        for name in ("id", "title", "updated"):
            (only,) = element.findall(f"{ATOM}{name}")
            assert only.text, name
        assert moment(element, "updated").tzinfo is not None
        assert text(element, "id").startswith("tag:localhost,20")
        assert [link.get("rel") for link in element.findall(f"{ATOM}link")].count("alternate") == 1
        assert all(str(link.get("href")).startswith("http://localhost/") for link in element.findall(f"{ATOM}link"))
        assert text(element, f"author/{ATOM}name")
    ids = [text(entry, "id") for entry in entries]
    assert len(set(ids)) == len(ids)
    assert link(feed, "self") == urljoin("http://localhost", address)
    if entries:
        assert moment(feed, "updated") == max(moment(entry, "updated") for entry in entries)
    return feed, entries


def text(element: ET.Element, name: str) -> str:
    return element.findtext(f"{ATOM}{name}", "")


def moment(element: ET.Element, name: str) -> datetime:
    return datetime.fromisoformat(text(element, name))


def link(element: ET.Element, rel: str) -> str:
    return next(str(one.get("href")) for one in element.findall(f"{ATOM}link") if one.get("rel") == rel)


@pytest.mark.parametrize("name", FEEDS)
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_an_empty_feed_is_a_feed(client: StrictClient, name: str, prefix: str) -> None:
    feed, entries = read(client, f"{prefix}/feeds/{name}.atom")
    assert entries == []
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == ("en" if prefix else "nl")


def test_decisions_are_told_with_how_they_were_made(house: House, client: StrictClient) -> None:
    decision = voted(house)
    _, (entry,) = read(client, "/feeds/besluiten.atom")
    assert text(entry, "title").endswith(voting.PROPOSAL.title)
    assert text(entry, "summary").startswith("Besloten met een stemming. Inschrijving ")
    assert link(entry, "alternate") == f"http://localhost/besluiten/{decision}"
    assert client.get(link(entry, "related").removeprefix("http://localhost")).status_code == 200
    _, (english,) = read(client, "/en/feeds/besluiten.atom")
    assert text(english, "id") != text(entry, "id")
    assert link(english, "alternate") == f"http://localhost/en/besluiten/{decision}"
    assert "The portal records" in text(english, "title")


def test_the_feed_of_initiatives_leaves_out_what_many_say_of_one(house: House, client: StrictClient) -> None:
    number = published(house, title="Minder papier & <meer> tijd")
    representatives(house, KAMPEN)
    declare(house, number, KAMPEN)
    _, (entry,) = read(client, "/feeds/initiatieven.atom")
    assert text(entry, "title") == "Zwolle publiceert een initiatief: Minder papier & <meer> tijd"
    _, entries = read(client, "/feeds/register.atom?soort=initiatieven")
    assert len(entries) == 2
    assert text(entries[0], f"author/{ATOM}name") == "Kampen"


def test_an_entry_keeps_its_id(house: House, client: StrictClient, clock: StoppedClock) -> None:
    house.perform(write, CLOCK)
    _, (before,) = read(client, "/feeds/register.atom")
    house.perform(write, CLOCK)
    _, entries = read(client, "/feeds/register.atom?van=2026-03-02")
    assert text(entries[-1], "id") == text(before, "id") == "tag:localhost,2026-03-02:/register/0"


def test_a_feed_never_tells_what_can_be_erased(house: House, client: StrictClient) -> None:
    number = published(house)
    representatives(house, KAMPEN)
    declare(house, number, KAMPEN, reason="Kanarie Vogelaar vroeg erom")
    client.get("/register")
    page = client.page.main.text
    assert "Kanarie" not in client.get("/feeds/register.atom").text + page


def test_signs_that_xml_has_no_place_for_break_nothing(
    house: House, client: StrictClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(words, "titles_of", lambda subjects: {"I-2026-001": "Minder\x0b papier"})
    house.perform(write, CLOCK)
    _, (entry,) = read(client, "/feeds/register.atom")
    assert text(entry, "title").endswith(": Minder papier")


def test_only_kinds_have_a_feed(client: StrictClient) -> None:
    assert client.get("/feeds/alles.atom").status_code == 404


@pytest.mark.parametrize("name", FEEDS)
def test_pages_lead_to_their_feed(client: StrictClient, name: str) -> None:
    client.get(f"/{name}")
    (found,) = client.page.all('head link[type="application/atom+xml"]')
    assert found["href"] == f"/feeds/{name}.atom"
