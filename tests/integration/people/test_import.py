"""People from a file, and who represents whom as a file."""

import re
from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask

from gemportal.kernel import csv_files, db, outbox
from gemportal.kernel.actor import MandateRole, Office, clock_for
from gemportal.kernel.errors import NotAllowed, RuleBroken
from gemportal.kernel.outbox import Letter
from gemportal.people import acts
from gemportal.people.imports import rules
from gemportal.people.imports.acts import Ticket, import_people
from gemportal.people.imports.rules import Invitee
from gemportal.people.models import Invitation
from gemportal.people.policy import DEMO
from tests.factories import members
from tests.factories.members import DEVENTER, HENGELO, KAMPEN, URK, ZWOLLE
from tests.factories.people import office_holder, person_with_mandate, signed_in
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.time import StoppedClock

ADDRESS = "/mensen/importeren"
FORM, CONFIRM = "main form.form", "main form:not(.form)"
TITLES = "organisatie;naam;e-mailadres;rol;eerste_dag;laatste_dag"
TWO_WRONG = f"""{TITLES}
Zwolle;An Voorbeeld;an@zwolle.example;vertegenwoordiger;02-03-2026;
Zwolle;Bo Voorbeeld;bo;plaatsvervanger;02-03-2026;
GM0166;Cor Voorbeeld;cor@kampen.example;plaatsvervanger;;31-12-2027
Urk;Dirk Voorbeeld;dirk@urk.example;vertegenwoordiger;;
"""


@pytest.fixture
def coordinator(app: Flask, house: House, clock: StoppedClock) -> StrictClient:
    members.member(house, ZWOLLE)
    members.member(house, KAMPEN)
    members.municipality(house, URK)
    return signed_in(app, office_holder(app, Office.COORDINATOR))


def preview(client: StrictClient, text: str = TWO_WRONG) -> None:
    client.get(ADDRESS)
    client.submit(FORM, {"text": text})


def invited(house: House) -> list[tuple[str, str | None, MandateRole | None, date | None]]:
    columns = (Invitation.email, Invitation.organisation_code, Invitation.role, Invitation.last_day)
    return [
        tuple(row) for row in house.ask(lambda: db.session().execute(sa.select(*columns).order_by(Invitation.id)).all())
    ]


def letters(house: House) -> list[Letter]:
    sent: list[Letter] = []
    house.ask(outbox.send_due, sent.append)
    return sent


def told(client: StrictClient) -> list[tuple[str, str]]:
    rows = client.page.all("main table")[0].all("tbody tr")
    return [(row.one("th").text, row.all("td")[0].text) for row in rows]


def test_a_preview_names_each_wrong_line_and_writes_to_nobody(coordinator: StrictClient, house: House) -> None:
    preview(coordinator)
    assert told(coordinator) == [
        ("Regel 3", "Dit is geen e-mailadres. Een e-mailadres lijkt op naam@gemeente.nl."),
        ("Regel 5", "Urk is geen lid en geen ketenpartner. Laat eerst de gemeente toe."),
    ]
    assert "2 mensen worden uitgenodigd" in coordinator.page.main.text
    assert (invited(house), letters(house)) == ([], [])


def test_everybody_in_the_file_gets_a_letter_with_a_link_of_their_own(
    coordinator: StrictClient, client: StrictClient, house: House
) -> None:
    preview(coordinator)
    coordinator.submit(CONFIRM, button="Nodig alleen deze 2 mensen uit")
    assert coordinator.address == "/mensen/uitnodigingen"
    assert "2 mensen krijgen een e-mail" in coordinator.page.main.text
    assert invited(house) == [
        ("an@zwolle.example", ZWOLLE, MandateRole.REPRESENTATIVE, None),
        ("cor@kampen.example", KAMPEN, MandateRole.DEPUTY, date(2027, 12, 31)),
    ]
    first, second = letters(house)
    assert (first.to, second.to) == ("an@zwolle.example", "cor@kampen.example")
    links = [
        re.findall(r"^http://localhost(/uitnodiging/\S+)$", letter.body, re.MULTILINE) for letter in (first, second)
    ]
    assert links[0] != links[1]
    (link,) = links[0]
    assert link not in coordinator.response.text
    client.get(link)
    assert "Zwolle" in client.page.main.text
    client.submit(values={"password": "vier vogels zingen", "again": "vier vogels zingen"})
    assert client.address == "/mijn"


def test_somebody_invited_meanwhile_is_named_and_nobody_is_written_to(coordinator: StrictClient, house: House) -> None:
    preview(coordinator)
    house.perform(
        acts.invite,
        members.coordinator(house),
        b"x",
        "cor@kampen.example",
        "Cor",
        organisation=KAMPEN,
        role=MandateRole.DEPUTY,
        first_day=date(2026, 3, 2),
    )
    coordinator.submit(CONFIRM)
    assert coordinator.response.status_code == 409
    assert ("Regel 4", "Voor dit e-mailadres staat deze uitnodiging al open.") in told(coordinator)
    assert len(invited(house)) == 1
    assert letters(house) == []


def ticket(number: int, email: str, organisation: str = ZWOLLE) -> Ticket:
    line = Invitee(number, organisation, organisation, "An", email, MandateRole.DEPUTY, date(2026, 3, 2), None)
    return Ticket(line, bytes([number]), "http://localhost:5000/uitnodiging/x")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (("an@zwolle.example", ZWOLLE), "staat deze uitnodiging al open"),
        (("an@urk.example", URK), "geen lid en geen ketenpartner"),
        (("coordinator@gemportal.example", ZWOLLE), "U kunt uzelf niet uitnodigen"),
        (("representative.gm0193@gemportal.example", ZWOLLE), "vertegenwoordigt deze organisatie al"),
    ],
)
def test_the_act_judges_again_and_invites_nobody_when_a_line_is_wrong(
    house: House, clock: StoppedClock, wrong: tuple[str, str], sentence: str
) -> None:
    members.representative(house, ZWOLLE)
    members.municipality(house, URK)
    actor = members.coordinator(house)
    with pytest.raises(RuleBroken, match=rf"Regel 3: .*{sentence}"):
        house.perform(import_people, actor, [ticket(2, "an@zwolle.example"), ticket(3, *wrong)])
    assert (invited(house), letters(house)) == ([], [])
    with pytest.raises(NotAllowed):
        house.perform(import_people, members.officer(house, Office.CHAIR), [])


def test_abuse_15_nobody_invites_for_the_organisation_they_represent_by_a_file(
    coordinator: StrictClient, house: House
) -> None:
    house.perform(
        acts.enrol, clock_for(DEMO), "coordinator@gemportal.example", "x", members.password_hash(), organisation=ZWOLLE
    )
    preview(coordinator)
    assert told(coordinator)[0] == ("Regel 2", "Dit mag niet voor de eigen organisatie. Vraag een andere coördinator.")
    with pytest.raises((NotAllowed, RuleBroken)):
        house.perform(import_people, members.coordinator(house), [ticket(2, "an@zwolle.example")])
    assert invited(house) == []


def test_abuse_17_a_file_gives_no_office_and_no_more_than_its_columns(coordinator: StrictClient, house: House) -> None:
    preview(
        coordinator,
        f"{TITLES};office;invited_by;used_at\nZwolle;An;an@zwolle.example;vertegenwoordiger;;;coordinator;chair;2020-01-01",
    )
    assert "office, invited_by, used_at" in coordinator.page.main.text
    coordinator.submit(CONFIRM)
    found = house.ask(lambda: db.session().scalars(sa.select(Invitation)).one())
    assert (found.office, found.invited_by, found.used_at) == (None, Office.COORDINATOR, None)


def test_a_preview_costs_no_query_a_line(coordinator: StrictClient) -> None:
    preview(coordinator, f"{TITLES}\nZwolle;An;an@zwolle.example;vertegenwoordiger;;")
    few = coordinator.queries
    lines = [f"Zwolle;An;an{number}@zwolle.example;vertegenwoordiger;;" for number in range(csv_files.MOST_LINES)]
    preview(coordinator, "\n".join([TITLES, *lines]))
    assert f"{csv_files.MOST_LINES} mensen worden uitgenodigd" in coordinator.page.main.text
    assert coordinator.queries == few <= 9


def test_who_represents_whom_is_a_file_for_whoever_oversees(
    app: Flask, coordinator: StrictClient, house: House
) -> None:
    person_with_mandate(app, ZWOLLE, MandateRole.DEPUTY)
    person_with_mandate(app, KAMPEN, MandateRole.DEPUTY)
    answer = coordinator.get("/mensen/export.csv")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="vertegenwoordigers.csv"'
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.data.decode().splitlines() == [
        '\ufeff"organisatie";"naam_organisatie";"naam";"rol";"eerste_dag";"laatste_dag";"e-mailadres"',
        '"GM0166";"Kampen";"Deputy van GM0166";"plaatsvervanger";"2026-03-02";"";"deputy.gm0166@gemportal.example"',
        '"GM0193";"Zwolle";"Deputy van GM0193";"plaatsvervanger";"2026-03-02";"";"deputy.gm0193@gemportal.example"',
    ]
    few = coordinator.queries
    for code in (DEVENTER, HENGELO):
        members.representative(house, code)
    coordinator.get("/mensen/export.csv")
    assert coordinator.queries == few
    auditor = signed_in(app, office_holder(app, Office.AUDITOR))
    assert "@" not in auditor.get("/mensen/export.csv").text
    assert signed_in(app, members.email_of(ZWOLLE, MandateRole.DEPUTY)).get("/mensen/export.csv").status_code == 403


def test_an_exported_file_is_brought_in_again(app: Flask, coordinator: StrictClient) -> None:
    person_with_mandate(app, ZWOLLE)
    text = csv_files.text_of(coordinator.get("/mensen/export.csv").data)
    assert not csv_files.read(text, rules.COLUMNS).faults
    preview(coordinator, text)
    assert told(coordinator) == [("Regel 2", "Deze persoon vertegenwoordigt deze organisatie al in deze periode.")]


def test_abuse_35_a_name_that_is_a_formula_is_text_in_the_export(coordinator: StrictClient, house: House) -> None:
    name = "=cmd|' /C calc'!A0"
    house.perform(
        acts.enrol, clock_for(DEMO), "x@gemportal.example", name, members.password_hash(), organisation=ZWOLLE
    )
    assert f';"\'{name}";' in coordinator.get("/mensen/export.csv").text


@pytest.mark.parametrize("office", [Office.CHAIR, Office.AUDITOR, Office.ADMINISTRATOR])
def test_who_may_not_invite_from_a_file(app: Flask, house: House, office: Office) -> None:
    assert signed_in(app, office_holder(app, office)).get(ADDRESS).status_code == 403
