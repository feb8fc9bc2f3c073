"""The pages of groups: for the public, for who is asked something, and for who typed something wrong."""

import sqlalchemy as sa
from flask import Flask

from gemportal.groups import acts, queries
from gemportal.groups.rules import GroupStatus
from gemportal.groups.steps.rules import StepStatus
from gemportal.initiatives import acts as initiatives
from gemportal.initiatives.rules import Declaration, Domain, Level
from gemportal.kernel import db
from gemportal.kernel.actor import Office
from tests.factories.groups import FOUR, accept, charter, closed_call, evaluate, forming, running_step, working
from tests.factories.members import (
    DEVENTER,
    HENGELO,
    KAMPEN,
    URK,
    UTRECHT,
    ZWOLLE,
    coordinator,
    email_of,
    representative,
)
from tests.factories.people import office_holder, signed_in
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.time import StoppedClock


def member_at(app: Flask, house: House, code: str) -> StrictClient:
    """A visitor who is signed in for this organisation."""
    representative(house, code)
    return signed_in(app, email_of(code))


def coordinator_at(app: Flask, house: House) -> StrictClient:
    coordinator(house)
    return signed_in(app, office_holder(app, Office.COORDINATOR))


def test_the_public_reads_the_ranking_with_a_reason_for_each_place(
    house: House, client: StrictClient, clock: StoppedClock
) -> None:
    number = closed_call(house, clock)
    client.get(f"/initiatieven/{number}/rangorde")
    rows = [row.text for row in client.page.all("tbody tr")]
    assert len(rows) == 4
    assert "Wil trekken, en verklaarde dat het eerst: op 2 maart 2026." in rows[0]
    assert "later op die dag dan Kampen" in rows[2]
    assert "Steun van het bestuur, uren en euro’s tellen niet mee." in client.page.main.text
    few = client.queries
    assert few <= 9
    more = closed_call(house, clock, {**FOUR, URK: Level.JOIN, UTRECHT: Level.JOIN}, title="Meer")
    client.get(f"/initiatieven/{more}/rangorde")
    assert client.queries == few
    client.get(f"/en/initiatieven/{more}/rangorde")
    house.perform(acts.form, coordinator(house), more)
    client.get(f"/initiatieven/{more}/rangorde")
    assert client.queries <= 9
    assert "wacht op antwoord" in client.page.all("tbody tr")[0].text
    client.get("/initiatieven/I-2026-999/rangorde")
    assert client.response.status_code == 404


def test_the_list_of_groups_asks_the_same_of_few_and_many(
    house: House, client: StrictClient, clock: StoppedClock
) -> None:
    client.get("/groepen")
    assert "Er zijn nog geen groepen" in client.page.main.text
    working(house, clock)
    client.get("/groepen")
    few = client.queries
    assert few <= 6
    forming(house, clock)
    client.get("/groepen")
    assert client.queries == few
    assert len(client.page.all(".card")) == 2
    client.get("/groepen?status=working")
    assert len(client.page.all(".card")) == 1


def test_a_coordinator_forms_a_group_and_passes_somebody_over(app: Flask, house: House, clock: StoppedClock) -> None:
    number = closed_call(house, clock)
    visitor = coordinator_at(app, house)
    visitor.get(f"/initiatieven/{number}/groep-vormen")
    fields = {f"over-{code}": "Doet niet mee." for code in (ZWOLLE, KAMPEN, DEVENTER)}
    visitor.submit("form.form", fields)
    assert visitor.response.status_code == 409
    assert visitor.page.one(f"#over-{KAMPEN}").text.strip() == "Doet niet mee."
    visitor.submit("form.form", {f"over-{code}": "" for code in (ZWOLLE, DEVENTER)})
    assert visitor.address == "/groepen/G-2026-001"
    assert "is overgeslagen" in visitor.page.main.text
    visitor.get("/groepen/G-2026-001/overslaan/GM9999")
    assert visitor.response.status_code == 404


def test_strangers_are_kept_out(app: Flask, house: House, client: StrictClient, clock: StoppedClock) -> None:
    number = closed_call(house, clock)
    client.get(f"/initiatieven/{number}/groep-vormen")
    assert client.response.status_code == 303
    visitor = member_at(app, house, ZWOLLE)
    visitor.get(f"/initiatieven/{number}/groep-vormen")
    assert visitor.response.status_code == 403


def test_taking_a_seat_keeps_what_was_typed_when_it_is_wrong(app: Flask, house: House, clock: StoppedClock) -> None:
    group = forming(house, clock)
    visitor = member_at(app, house, KAMPEN)
    visitor.get("/mijn")
    assert "Antwoord op een aanbod voor een zetel" in visitor.page.main.text
    visitor.get(f"/groepen/{group}/aanbod")
    visitor.submit("form.form", {"hours": "veel", "euros": "1500"})
    assert visitor.response.status_code == 422
    assert visitor.page.one("#euros")["value"] == "1500"
    person = visitor.page.one("input[name=participants]")["value"]
    visitor.submit("form.form", {"hours": "40", "participants": [person]})
    assert visitor.address == f"/groepen/{group}"
    assert house.ask(queries.page_of, group).seats[0].pledges[0].euros == 1500
    visitor.get(f"/groepen/{group}/aanbod")
    assert "geen aanbod" in visitor.page.main.text
    other = member_at(app, house, DEVENTER)
    other.get(f"/groepen/{group}/aanbod/afslaan")
    other.submit("form.form", {"reason": "Geen mensen vrij."})
    assert HENGELO in {offer.code for offer in house.ask(queries.page_of, group).open_offers}


def test_from_charter_to_beginning(app: Flask, house: House, clock: StoppedClock) -> None:
    group = forming(house, clock)
    for code in (ZWOLLE, KAMPEN):
        accept(house, group, code)
    lead, other = member_at(app, house, ZWOLLE), member_at(app, house, KAMPEN)
    lead.get(f"/groepen/{group}")
    lead.follow("Stel de groepsopdracht voor")
    lead.submit("form.form", {"scope": "Planning en keuzes.", "budget": "5000", "ends_on": "2026-12-31"})
    assert lead.address == f"/groepen/{group}"
    lead.get(f"/groepen/{group}/beginnen")
    lead.submit("form.form", {})
    assert lead.response.status_code == 409
    other.get(f"/groepen/{group}")
    other.follow("Lees de opdracht en stem in")
    other.submit("form.form", {})
    lead.get(f"/groepen/{group}")
    lead.follow("Laat de groep beginnen")
    lead.submit("form.form", {})
    assert house.ask(queries.page_of, group).status is GroupStatus.WORKING
    lead.get(f"/groepen/{group}/verlaten")
    lead.submit("form.form", {"reason": "Andere keuzes."})
    other.get(f"/groepen/{group}/trekken")
    other.submit("form.form", {})
    assert house.ask(queries.page_of, group).lead is not None


def test_steps_on_the_page(app: Flask, house: House, client: StrictClient, clock: StoppedClock) -> None:
    group = working(house, clock)
    lead, other = member_at(app, house, ZWOLLE), member_at(app, house, KAMPEN)
    lead.get(f"/groepen/{group}/stappen/plannen")
    wrong = {"aim": "Eén wijk", "expectation": "Meer meldingen", "measure": "Tellen", "hours": "x"}
    lead.submit("form.form", wrong)
    assert lead.response.status_code == 422
    assert lead.page.one("#aim").text.strip() == "Eén wijk"
    lead.submit("form.form", {"hours": "80"})
    lead.get(f"/groepen/{group}/stappen/1/starten")
    lead.submit("form.form", {})
    lead.get(f"/groepen/{group}/stappen/1/beeindigen")
    lead.submit("form.form", {"reason": "Eerder klaar."})
    other.get(f"/groepen/{group}/stappen/1")
    other.follow("Evalueren")
    other.submit("form.form", {"came_true": "3"}, button="Evaluatie geven")
    assert other.response.status_code == 422
    given = {"came_true": "3", "cooperation": "4", "learned": "Geheim van Kampen", "hours": "10", "advice": "continue"}
    other.submit("form.form", given, button="Evaluatie geven")
    assert house.ask(queries.page_of, group).steps[0].given_by == {KAMPEN}
    for visitor, reads in ((client, False), (lead, False), (other, True)):
        visitor.get(f"/groepen/{group}/stappen/1")
        assert ("Geheim van Kampen" in visitor.page.main.text) is reads
    evaluate(house, group, ZWOLLE)
    lead.get(f"/groepen/{group}/stappen/1/afronden")
    lead.submit("form.form", {"conclusion": "continue", "outcome": "Negentig meldingen"})
    assert house.ask(queries.page_of, group).steps[0].status is StepStatus.CONCLUDED
    client.get(f"/groepen/{group}/stappen/1")
    assert "Negentig meldingen" in client.page.main.text
    assert "Geheim van Kampen" not in client.page.main.text
    client.get(f"/groepen/{group}/stappen/2")
    assert client.response.status_code == 404


def test_the_page_of_a_group_asks_four_questions(house: House, clock: StoppedClock) -> None:
    group = running_step(house, clock)
    charter(house, group)

    def count() -> int:
        statements: list[str] = []
        listener = lambda *args: statements.append(args[2])  # noqa: E731 - the event wants something callable
        engine = db.db.engine
        sa.event.listen(engine, "before_cursor_execute", listener)
        try:
            queries.page_of(group)
        finally:
            sa.event.remove(engine, "before_cursor_execute", listener)
        return sum(statement != "BEGIN" for statement in statements)

    assert house.ask(count) <= 4


def test_answering_and_giving_up(app: Flask, house: House, clock: StoppedClock) -> None:
    group = forming(house, clock)
    visitor = coordinator_at(app, house)
    visitor.get(f"/groepen/{group}/overslaan/{HENGELO}")
    visitor.submit("form.form", {"reason": "Al vol."})
    passed = member_at(app, house, HENGELO)
    passed.get(f"/groepen/{group}/antwoord")
    passed.submit("form.form", {"answer": "Wij willen wel.", "asks_for_vote": True})
    assert "Wij willen wel." in passed.page.main.text
    visitor.get(f"/groepen/{group}/opgeven")
    visitor.submit("form.form", {"reason": "Niemand antwoordt."})
    assert house.ask(queries.page_of, group).status is GroupStatus.ENDED


def test_forming_asks_why_where_something_was_delivered(
    app: Flask, house: House, client: StrictClient, clock: StoppedClock
) -> None:
    group = working(house, clock, domain=Domain.CARE)
    delivered = house.ask(queries.page_of, group).initiative_number
    house.perform(initiatives.deliver, representative(house, ZWOLLE), delivered)
    number = closed_call(house, clock, title="Weer", domain=Domain.CARE)
    visitor = coordinator_at(app, house)
    visitor.get(f"/initiatieven/{number}/groep-vormen")
    assert f"{delivered}: Samen meldingen doen" in visitor.page.main.text
    assert "(zelfde domein)" in visitor.page.main.text
    visitor.submit("form.form", {f"over-{HENGELO}": "Al druk."})
    assert visitor.response.status_code == 409
    assert "terwijl er al iets is opgeleverd" in visitor.page.main.text
    assert visitor.page.one(f"#over-{HENGELO}").text.strip() == "Al druk."
    visitor.submit("form.form", {"anew": "Voor scholen."})
    assert visitor.address == "/groepen/G-2026-002"
    client.get(visitor.address)
    assert "Toch begon deze groep, omdat: Voor scholen." in client.page.main.text
    other = closed_call(house, clock, title="Los")
    visitor = coordinator_at(app, house)
    visitor.get(f"/initiatieven/{other}/groep-vormen")
    assert "Er is niets opgeleverd in hetzelfde domein" in visitor.page.main.text
    assert not visitor.page.all("#anew")


def test_the_group_shows_who_waits_who_follows_and_who_must_keep_in_touch(
    house: House, client: StrictClient, clock: StoppedClock
) -> None:
    group = working(house, clock)
    number = house.ask(queries.page_of, group).initiative_number
    client.get(f"/groepen/{group}")
    few = client.queries
    for code, level in ((URK, Level.JOIN), (UTRECHT, Level.CONTRIBUTE)):
        house.perform(initiatives.declare_willingness, representative(house, code), number, Declaration(level))
    for address in (f"/groepen/{group}", f"/en/groepen/{group}"):
        client.get(address)
        assert client.queries == few
        rows = [row.text for row in client.page.all("tbody tr") if "Urk" in row.text or "Hengelo" in row.text]
        assert len(rows) == 2
    client.get(f"/groepen/{group}")
    text = client.page.main.text
    assert "Krijgt de eerste plaats die vrijkomt of erbij komt." in text
    assert "Komt aan de beurt na Hengelo. Verklaarde na het sluiten van de oproep." in text
    assert "Bijdragen zonder zetel: Utrecht." in text
    now, following = client.page.all(".circles svg")
    assert len(now.all("circle")) == 2
    assert len(following.all("circle")) == 10
    assert "Nu werken er 2 mensen mee. Dat is 1 paar." in text
    assert "hoogstens 10. Dat zijn 45 paren." in text
