"""Members from a file, and the list of members as a file."""

import io

import pytest
import sqlalchemy as sa
from flask import Flask

from gemportal.kernel import csv_files, db, previews
from gemportal.kernel.actor import MandateRole, Office, clock_for
from gemportal.kernel.errors import NotAllowed, RuleBroken
from gemportal.organisations import acts, queries, source
from gemportal.organisations.imports import queries as imports
from gemportal.organisations.imports import rules
from gemportal.organisations.imports.acts import import_members
from gemportal.organisations.imports.rules import Admission
from gemportal.people import acts as people
from gemportal.people.policy import DEMO
from gemportal.register import queries as register
from gemportal.register.models import Entry
from tests.factories import members
from tests.factories.members import DEVENTER, HENGELO, KAMPEN, URK, ZWOLLE, member, municipality
from tests.factories.people import office_holder, person_with_mandate, sign_in, signed_in
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.time import StoppedClock

ADDRESS = "/leden/importeren"
IMPORT = "organisations:import-members"
FORM, CONFIRM = "main form.form", "main form:not(.form)"
TWO_WRONG = """naam;eerste_dag;besluit
Kampen;02-03-2026;Besluit 7
Zwolle;02-03-2026;Besluit 7
Deventer;2026-03-02;Besluit 7
Urkk;02-03-2026;Besluit 7
"""


@pytest.fixture
def coordinator(app: Flask, house: House, clock: StoppedClock) -> StrictClient:
    member(house, ZWOLLE)
    for code in (KAMPEN, DEVENTER, HENGELO, URK):
        municipality(house, code)
    return signed_in(app, office_holder(app, Office.COORDINATOR))


def preview(client: StrictClient, text: str = TWO_WRONG) -> None:
    client.get(ADDRESS)
    client.submit(FORM, {"text": text})


def codes(house: House) -> set[str]:
    return house.ask(queries.member_codes)


def entries(house: House) -> int:
    return house.ask(lambda: db.session().scalar(sa.select(sa.func.count()).select_from(Entry)) or 0)


def told(client: StrictClient) -> list[list[str]]:
    """The cells of the wrong lines."""
    table = client.page.all("main table")[0]
    return [[cell.text for cell in row.all("th, td")] for row in table.all("tbody tr")]


def test_a_preview_names_each_wrong_line_and_changes_nothing(coordinator: StrictClient, house: House) -> None:
    before = entries(house)
    preview(coordinator)
    assert coordinator.response.status_code == 200
    assert [(row[0], row[1]) for row in told(coordinator)] == [
        ("Regel 3", "Zwolle is al lid."),
        ("Regel 5", "“Urkk” kennen we niet. Gebruik een code, zoals GM0193, of de hele naam."),
    ]
    assert "2 gemeenten worden lid" in coordinator.page.main.text
    assert (codes(house), entries(house)) == ({ZWOLLE}, before)
    assert coordinator.page.one("textarea").raw.strip() == TWO_WRONG.strip()


def test_the_right_lines_alone_are_admitted_when_that_is_what_is_confirmed(
    coordinator: StrictClient, house: House
) -> None:
    before = entries(house)
    preview(coordinator)
    coordinator.submit(CONFIRM, button="Laat alleen deze 2 gemeenten toe")
    assert coordinator.address == "/mensen"
    assert "2 gemeenten zijn toegelaten" in coordinator.page.main.text
    assert codes(house) == {ZWOLLE, KAMPEN, DEVENTER}
    assert entries(house) == before + 2, "each admission has its own entry, and the file has none"
    (entry,) = house.ask(register.entries_about, [KAMPEN])
    assert entry.act == "organisations:admit"


def test_what_is_mended_on_the_page_is_looked_at_again(coordinator: StrictClient, house: House) -> None:
    preview(coordinator)
    coordinator.submit(FORM, {"text": TWO_WRONG.replace("Urkk", "Urk").replace("Zwolle", "Hengelo")})
    assert not coordinator.page.all(".utrecht-alert--warning")
    coordinator.submit(CONFIRM, button="Laat deze 4 gemeenten toe")
    assert codes(house) == {ZWOLLE, KAMPEN, DEVENTER, HENGELO, URK}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_a_file_is_read_and_stands_on_the_page_to_be_mended(coordinator: StrictClient, encoding: str) -> None:
    coordinator.get(ADDRESS)
    content = "naam,eerste_dag,besluit\r\nKampen,02-03-2026,Coöperatiebesluit\r\n".encode(encoding)
    coordinator.submit(FORM, {"file": (io.BytesIO(content), "leden.csv")})
    assert "1 gemeente wordt lid" in coordinator.page.main.text
    assert "Coöperatiebesluit" in coordinator.page.one("textarea").raw
    coordinator.submit(CONFIRM)
    assert coordinator.address == "/mensen"


def test_somebody_who_became_a_member_meanwhile_is_named_and_nothing_is_half_done(
    coordinator: StrictClient, house: House
) -> None:
    preview(coordinator)
    member(house, DEVENTER)
    before = entries(house)
    coordinator.submit(CONFIRM)
    assert coordinator.response.status_code == 409
    assert "niet meer wat u hebt bekeken" in coordinator.page.one(".error-summary").text
    assert told(coordinator)[1][:2] == ["Regel 4", "Deventer is al lid."]
    assert (codes(house), entries(house)) == ({ZWOLLE, DEVENTER}, before)
    coordinator.submit(CONFIRM, button="Laat alleen deze 1 gemeente toe")
    assert KAMPEN in codes(house)


def test_the_act_judges_again_and_names_the_line(house: House, clock: StoppedClock) -> None:
    for code in (KAMPEN, URK):
        municipality(house, code)
    day = clock.now.date()
    lines = [
        Admission(2, KAMPEN, "Kampen", day, "x"),
        Admission(3, URK, "Urk", day, "x"),
        Admission(9, KAMPEN, "", day, "x"),
    ]
    with pytest.raises(RuleBroken, match=r"Regel 9: Kampen is al lid\. Er is niets veranderd\."):
        house.perform(import_members, members.coordinator(house), lines)
    assert codes(house) == set()
    assert house.perform(import_members, members.coordinator(house), lines[:2]) == 2
    with pytest.raises(NotAllowed):
        house.perform(import_members, members.officer(house, Office.CHAIR), [])


def test_confirming_twice_admits_once(coordinator: StrictClient, house: House) -> None:
    preview(coordinator)
    page, address = coordinator.page, coordinator.address
    coordinator.submit(CONFIRM)
    before = entries(house)
    fields = {field["name"]: field["value"] for field in page.all(f"{CONFIRM} input")}
    assert coordinator.post(address, data=fields).status_code == 409
    assert entries(house) == before


def test_abuse_15_nobody_admits_the_organisation_they_represent_by_a_file(
    app: Flask, coordinator: StrictClient, house: House
) -> None:
    house.perform(
        people.enrol,
        clock_for(DEMO),
        "coordinator@gemportal.example",
        "x",
        members.password_hash(),
        organisation=KAMPEN,
    )
    preview(coordinator)
    assert told(coordinator)[0][:2] == [
        "Regel 2",
        "Dit mag niet voor de eigen organisatie. Vraag een andere coördinator.",
    ]
    actor = members.coordinator(house)
    with pytest.raises(NotAllowed):
        house.perform(import_members, actor, [Admission(2, KAMPEN, "Kampen", StoppedClock().now.date(), "x")])
    assert KAMPEN not in codes(house)


def test_abuse_17_what_was_not_shown_is_not_carried_out(
    app: Flask, coordinator: StrictClient, house: House, clock: StoppedClock
) -> None:
    """Another text, another person's preview, one of another page, one made up, one of yesterday."""
    preview(coordinator)
    fields = {field["name"]: field["value"] for field in coordinator.page.all(f"{CONFIRM} input")}
    actor = members.coordinator(house)
    other = members.officer(house, Office.CHAIR)
    text = csv_files.normal(fields["text"])
    for changed in (
        {"text": fields["text"].replace("Kampen", "Hengelo")},
        {"text": fields["text"].replace("Besluit 7", "Besluit 8")},
        {"seal": "made up"},
        {"seal": house.ask(previews.sealed, IMPORT, other, text, [2, 4])},
        {"seal": house.ask(previews.sealed, "people:import", actor, text, [2, 4])},
        {"seal": house.ask(previews.sealed, IMPORT, actor, text, [2])},
    ):
        assert coordinator.post(ADDRESS, data=fields | changed).status_code == 409, changed
        assert "niet meer wat u hebt bekeken" in coordinator.page.main.text
    clock.advance(hours=5)
    sign_in(coordinator, "coordinator@gemportal.example")
    coordinator.get(ADDRESS)
    coordinator.post(ADDRESS, data=fields | {"csrf_token": coordinator.page.all("input[name=csrf_token]")[0]["value"]})
    assert "te lang geleden" in coordinator.page.main.text
    assert codes(house) == {ZWOLLE}


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({}, "Kies een bestand, of plak de regels"),
        ({"text": "x" * 100_001}, "hoogstens 100.000 tekens"),
        ({"file": (b"PK\x03\x04\0", "leden.xlsx")}, "geen CSV-bestand"),
        ({"file": (b"x" * 400_001, "leden.csv")}, "te groot: hoogstens 100.000 tekens"),
        ({"file": (b"x" * 300_000, "leden.csv")}, "hoogstens 100.000 tekens"),
    ],
)
def test_abuse_36_what_is_no_csv_or_too_much_is_refused_with_a_sentence(
    coordinator: StrictClient, values: dict[str, object], sentence: str
) -> None:
    coordinator.get(ADDRESS)
    sent = {
        name: (io.BytesIO(value[0]), value[1]) if isinstance(value, tuple) else value for name, value in values.items()
    }
    coordinator.submit(FORM, sent)
    assert coordinator.response.status_code == 422
    assert sentence in coordinator.page.one(".error-summary").text
    assert not coordinator.page.all(CONFIRM)


@pytest.mark.parametrize(
    ("content_type", "before", "size"),
    [
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n',
            3_000_000,
        ),
        ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n', 600_000),
    ],
)
def test_abuse_37_a_body_beyond_all_measure_is_not_taken_in(
    coordinator: StrictClient, content_type: str, before: bytes, size: int
) -> None:
    coordinator.post(ADDRESS, data=before + b"x" * size + b"\r\n--x--", content_type=content_type)
    assert coordinator.response.status_code == 413
    assert coordinator.page.heading == "Dit is te groot"
    assert "Kies een kleiner bestand" in coordinator.page.main.text


def test_a_preview_of_all_municipalities_costs_no_query_a_line(coordinator: StrictClient, house: House) -> None:
    preview(coordinator, "code;eerste_dag;besluit\nGM0166;02-03-2026;x")
    few = coordinator.queries
    house.perform(acts.load_municipalities, clock_for("organisations:load-municipalities"), source.read())
    lines = [f"{one.code};02-03-2026;x" for one in source.read()]
    preview(coordinator, "\n".join(["code;eerste_dag;besluit", *lines]))
    assert "341 gemeenten worden lid" in coordinator.page.main.text
    assert coordinator.queries == few <= 5


def test_the_list_of_members_is_open_data(client: StrictClient, house: House, clock: StoppedClock) -> None:
    member(house, ZWOLLE)
    member(house, KAMPEN)
    house.perform(acts.end_membership, members.coordinator(house), KAMPEN, clock.now.date(), "klaar")
    answer = client.get("/leden/export.csv")
    assert answer.content_type == "text/csv; charset=utf-8"
    assert answer.data.decode().splitlines() == [
        '\ufeff"code";"naam";"provincie";"inwoners";"eerste_dag";"laatste_dag";"besluit"',
        '"GM0166";"Kampen";"Overijssel";"56835";"2026-03-02";"2026-03-02";"oprichting"',
        '"GM0193";"Zwolle";"Overijssel";"134147";"2026-03-02";"";"oprichting"',
    ]
    again = client.get("/leden/export.csv", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, answer.headers["Cache-Control"]) == (304, "public, no-cache")
    client.get("/gemeenten")
    client.follow("De ledenlijst als bestand (CSV)")
    assert client.response.content_type == answer.content_type


def test_an_exported_list_is_brought_in_again(app: Flask, house: House, clock: StoppedClock) -> None:
    for code in (ZWOLLE, KAMPEN):
        member(house, code)
    text = csv_files.text_of(app.test_client().get("/leden/export.csv").data)
    sheet = csv_files.read(text, rules.COLUMNS)
    found = rules.judge(sheet, house.ask(imports.directory), frozenset())
    assert sheet.unused == ("provincie", "inwoners", "laatste_dag")
    assert [str(fault.sentences[0]) for fault in found.wrong] == ["Kampen is al lid.", "Zwolle is al lid."]


def test_abuse_35_a_decision_that_is_a_formula_is_text_in_the_export(client: StrictClient, house: House) -> None:
    municipality(house, ZWOLLE)
    house.perform(
        acts.admit, members.coordinator(house), ZWOLLE, StoppedClock().now.date(), '=HYPERLINK("https://evil")'
    )
    assert ";\"'=HYPERLINK(" in client.get("/leden/export.csv").text


@pytest.mark.parametrize("office", [Office.CHAIR, Office.AUDITOR, Office.ADMINISTRATOR, None])
def test_who_may_not_admit_members_from_a_file(app: Flask, house: House, office: Office | None) -> None:
    email = office_holder(app, office) if office else person_with_mandate(app, ZWOLLE, MandateRole.REPRESENTATIVE)
    assert signed_in(app, email).get(ADDRESS).status_code == 403
