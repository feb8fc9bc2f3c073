"""The register as a newspaper: what happened, about what, what came of it, and what a reader can narrow it to."""

import pytest
import sqlalchemy as sa

from gemportal.kernel import db
from gemportal.register import keys
from gemportal.register.models import Entry
from gemportal.register.reading.models import Mention
from gemportal.register.verify import verify
from gemportal.settings.acts import change_setting
from gemportal.voting.rules import DAYS_TO_CONTEST
from tests.factories import voting
from tests.factories.decisions import agenda_voted, voted
from tests.factories.groups import forming, working
from tests.factories.initiatives import declare, published
from tests.factories.members import KAMPEN, URK, ZWOLLE, coordinator, representatives
from tests.factories.register import CLOCK, write
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.time import StoppedClock


def shown(client: StrictClient, address: str) -> list[int]:
    """The entries that a page shows, whatever they are folded under."""
    client.get(address)
    return sorted(int(item["value"]) for item in client.page.all("main ol li[value]"))


def entries(house: House, condition: sa.ColumnElement[bool]) -> list[int]:
    return house.ask(lambda: list(db.session().scalars(sa.select(Entry.index).where(condition).order_by(Entry.index))))


def acts_shown(house: House, client: StrictClient, address: str) -> set[str]:
    indexes = shown(client, address)
    return set(house.ask(lambda: list(db.session().scalars(sa.select(Entry.act).where(Entry.index.in_(indexes))))))


def test_a_line_says_about_what_and_leads_there(house: House, client: StrictClient) -> None:
    number = published(house, title="Minder papier")
    representatives(house, KAMPEN)
    declare(house, number, KAMPEN)
    client.get("/register")
    line = client.page.all("main ol li[value]")[0]
    assert line.text.startswith("Kampen verklaart bereidheid: Minder papier Bereidheid: meedoen")
    client.follow("Minder papier")
    assert client.address == f"/initiatieven/{number}"
    client.get("/en/register")
    assert "Kampen declares willingness: Minder papier Willingness: join" in client.page.main.text


def test_a_result_is_told_and_its_decision_stands_below_it(house: House, client: StrictClient) -> None:
    decision = voted(house)
    client.get("/register?soort=stemmingen")
    assert "Aangenomen: 2 voor en 1 tegen" in client.page.main.text
    client.get("/register")
    below = client.page.one("main details[open] ol li[value]")
    assert decision in below.text
    assert "Daaruit volgde 1 handeling" in client.page.main.text
    client.get("/register?soort=besluiten")
    assert "gevolg van inschrijving" in client.page.main.text


def test_nobody_who_was_elected_is_named(house: House, client: StrictClient) -> None:
    answers = {ZWOLLE: ["keuze-1"], KAMPEN: ["keuze-1"], URK: ["keuze-1"]}
    voting.closed_vote(house, voting.PERSONS, answers)
    client.get("/register?soort=stemmingen")
    assert "Een nieuw bestuurslid" in client.page.main.text
    assert "Ada Visser" not in client.page.main.text


def test_kinds_are_rooms(house: House, client: StrictClient, clock: StoppedClock) -> None:
    working(house, clock)
    for word, room in (
        ("initiatieven", "initiatives"),
        ("groepen", "groups"),
        ("leden", "organisations"),
        ("mensen", "people"),
    ):
        found = acts_shown(house, client, f"/register?soort={word}")
        assert found
        assert {act.partition(":")[0] for act in found} == {room}
    assert shown(client, "/register?soort=instellingen") == []
    assert "Er staat niets in het register dat hierbij past." in client.page.main.text


def test_an_organisation_finds_what_it_did_and_what_is_about_it(
    house: House, client: StrictClient, clock: StoppedClock
) -> None:
    group = forming(house, clock)
    formed = entries(house, sa.and_(Entry.act == "groups:form", Entry.subject == group))
    by_kampen = entries(house, Entry.organisation == KAMPEN)
    about_kampen = entries(house, Entry.subject == KAMPEN)
    found = shown(client, f"/register?gemeente={KAMPEN}")
    assert by_kampen
    assert set(found) >= {*formed, *by_kampen, *about_kampen}
    assert shown(client, "/register?gemeente=kampen") == found
    assert "organisatie: Kampen" in client.page.main.text
    assert not set(found) & set(entries(house, sa.and_(Entry.organisation == ZWOLLE, Entry.subject.startswith("I-"))))


def test_an_initiative_finds_its_group_its_votes_and_their_decisions(
    house: House, client: StrictClient, clock: StoppedClock
) -> None:
    working(house, clock)
    other = published(house, title="Iets anders")
    assert {"groups:form", "groups:begin"} <= acts_shown(house, client, "/register?initiatief=i-2026-001")
    vote = agenda_voted(house, other, published(house))
    found = set(shown(client, f"/register?initiatief={other}"))
    assert found >= set(entries(house, Entry.subject == vote))
    assert found >= set(entries(house, Entry.act.in_(["decisions:record-vote", "decisions:set-agenda"])))
    assert not found & set(entries(house, Entry.subject == "I-2026-001"))


def test_a_period_is_whole_days_and_days_lead_to_each_other(
    house: House, client: StrictClient, clock: StoppedClock
) -> None:
    house.perform(write, CLOCK)
    clock.advance(days=3)
    house.perform(write, CLOCK)
    clock.advance(days=4)
    house.perform(write, CLOCK)
    assert shown(client, "/register?van=2026-03-05") == [1, 2]
    assert shown(client, "/register?tot=2026-03-05") == [0, 1]
    assert shown(client, "/register?van=2026-03-03&tot=2026-03-04") == []
    assert shown(client, "/register?van=2026-04-01") == []
    assert shown(client, "/register?van=2026-03-05&tot=2026-03-05") == [1]
    client.follow('a[rel="prev"]')
    assert client.address == "/register?van=2026-03-02&tot=2026-03-02"
    client.follow("Later: 5 maart 2026")
    client.follow("Later: 9 maart 2026")
    assert "Later:" not in client.page.main.text


def test_choices_combine_and_are_left_out_one_by_one(house: House, client: StrictClient) -> None:
    number = published(house)
    representatives(house, KAMPEN)
    declare(house, number, KAMPEN)
    found = shown(client, f"/register?soort=initiatieven&gemeente={KAMPEN}&initiatief={number}")
    assert found == entries(house, Entry.act == "initiatives:declare-willingness")
    client.follow("Leden")
    assert client.address == f"/register?soort=leden&gemeente={KAMPEN}&initiatief={number}"
    client.submit("main form.form", {"gemeente": "", "initiatief": ""})
    assert "soort=leden" in client.address
    assert f"gemeente={KAMPEN}" not in client.address


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("soort=alles", "“alles” is geen soort"),
        ("gemeente=Zwole", "Er is geen organisatie die “Zwole” heet"),
        ("initiatief=I-2026-099", "Er is geen initiatief “I-2026-099”"),
        ("initiatief=GM0193", "Er is geen initiatief “GM0193”"),
        ("van=gisteren", "“gisteren” is geen dag"),
        ("tot=9999-12-31", "“9999-12-31” is geen dag"),
        ("van=2026-03-02&tot=2026-03-01", "De eerste dag ligt na de laatste dag"),
    ],
)
def test_what_cannot_be_chosen_is_said(house: House, client: StrictClient, query: str, sentence: str) -> None:
    house.perform(write, CLOCK)
    assert shown(client, f"/register?{query}") == []
    assert sentence in client.page.one('[role="alert"]').text
    assert client.get(f"/feeds/register.atom?{query}").status_code == 404


def test_few_queries_whatever_is_shown(house: House, client: StrictClient, clock: StoppedClock) -> None:
    working(house, clock)
    voting.open_vote(house)
    voted(house)
    client.get("/register")
    few = client.queries
    for _ in range(5):
        declare(house, published(house), KAMPEN)
    client.get("/register")
    assert client.queries <= few <= 6
    client.get(f"/register?initiatief=I-2026-001&gemeente={KAMPEN}&soort=groepen&van=2026-01-01")
    assert client.queries <= 12


def test_an_entry_that_is_hidden_from_who_looks_for_it_is_missed(house: House) -> None:
    house.perform(write, CLOCK, "G-2026-001", {"initiative": "I-2026-001"})

    def differences() -> list[tuple[int, str]]:
        found = verify(keys.signer().verifier).differences
        return [(one.index, one.sentence) for one in found]

    assert house.ask(differences) == []
    with house.app.app_context(), db.db.engines[db.WRITER].begin() as connection:
        connection.execute(sa.delete(Mention).where(Mention.name == "I-2026-001"))
    assert house.ask(differences) == [(0, "it is not found under I-2026-001")]


def test_public_pages_say_since_when_they_are_in_the_register(
    house: House, client: StrictClient, clock: StoppedClock
) -> None:
    group = working(house, clock)
    vote = voting.open_vote(house)
    decision = voted(house)
    house.perform(change_setting, coordinator(house), DAYS_TO_CONTEST.key, 5, "daarom")
    for address, name in (
        ("/initiatieven/I-2026-001", "I-2026-001"),
        (f"/groepen/{group}", group),
        (f"/stemmingen/{vote}", vote),
        (f"/besluiten/{decision}", decision),
        (f"/gemeenten/{ZWOLLE}", ZWOLLE),
        ("/instellingen", "settings:"),
    ):
        client.get(address)
        (first,) = house.ask(
            lambda name=name: (
                db.session().execute(sa.select(sa.func.min(Mention.entry_index)).where(Mention.name == name)).one()
            )
        )
        assert "In het register sinds" in client.page.main.text, address
        client.follow(f'main a[href="/register/{first}#bewijs"]')
        assert client.page.all("#bewijs")


def test_seats_and_counted_ballots_lead_to_their_entry(house: House, client: StrictClient, clock: StoppedClock) -> None:
    group = working(house, clock)
    (accepted, *_) = entries(house, sa.and_(Entry.act == "groups:accept-offer", Entry.organisation == ZWOLLE))
    for address in (f"/groepen/{group}", f"/gemeenten/{ZWOLLE}"):
        client.get(address)
        assert client.page.all(f'table a[href="/register/{accepted}#bewijs"]'), address
    number = voting.closed_vote(house)
    client.get(f"/stemmingen/{number}")
    for index in entries(house, sa.and_(Entry.act == "voting:cast", Entry.subject == number)):
        assert client.page.all(f'#hoofdelijk a[href="/register/{index}#bewijs"]')
