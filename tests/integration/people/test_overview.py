"""What asks for attention among people: counted, and listed with what to do about it."""

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask

from gemportal.kernel.actor import MandateRole, Office, clock_for
from gemportal.people import acts
from gemportal.people.overview import queries
from gemportal.people.overview.rules import Attention
from gemportal.people.policy import DEMO
from gemportal.people.rules import digest_of, new_token
from tests.factories import members
from tests.factories.members import DEVENTER, HENGELO, KAMPEN, URK, UTRECHT, ZWOLLE
from tests.factories.people import office_holder, sign_in, signed_in
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.time import StoppedClock

CODES = (ZWOLLE, KAMPEN, DEVENTER, HENGELO, URK, UTRECHT)


@pytest.fixture
def coordinator(app: Flask, house: House, clock: StoppedClock) -> StrictClient:
    return signed_in(app, office_holder(app, Office.COORDINATOR))


def invite(house: House, email: str, code: str = ZWOLLE, **values: Any) -> int:
    offer = values or {"organisation": code, "role": MandateRole.DEPUTY}
    return house.perform(
        acts.invite, members.coordinator(house), digest_of(new_token()), email, "Wie Komt",
        first_day=date(2026, 3, 2), **offer,
    )  # fmt: skip


def enrol(house: House, email: str, **values: Any) -> int:
    return house.perform(acts.enrol, clock_for(DEMO), email, email.partition("@")[0], members.password_hash(), **values)


def counts(house: House) -> dict[str, int]:
    return {kind.value: count for kind, count in house.ask(queries.counts).items() if count}


def rows(client: StrictClient, kind: Attention) -> list[str]:
    client.get(f"/mensen/{kind}")
    return [row.one("th").text for row in client.page.all("main tbody tr")]


def test_members_without_a_representative(coordinator: StrictClient, house: House) -> None:
    members.deputy(house, ZWOLLE)
    members.representative(house, KAMPEN)
    members.municipality(house, URK)
    assert counts(house)["zonder-vertegenwoordiger"] == 1
    assert rows(coordinator, Attention.MISSING) == ["Zwolle"]
    assert "1 lid zonder vertegenwoordiger" in coordinator.page.main.text
    coordinator.follow("Uitnodigen voor Zwolle")
    assert coordinator.address == f"/mensen/uitnodigen?organisatie={ZWOLLE}"


@pytest.mark.parametrize(("days", "found"), [(0, True), (60, True), (61, False), (None, False)])
def test_mandates_that_end_within_sixty_days(
    coordinator: StrictClient, house: House, days: int | None, *, found: bool
) -> None:
    members.member(house, ZWOLLE)
    last_day = None if days is None else date(2026, 3, 2) + timedelta(days=days)
    enrol(house, "an@gemportal.example", organisation=ZWOLLE, last_day=last_day)
    assert counts(house).get("loopt-af", 0) == int(found)
    assert rows(coordinator, Attention.ENDING) == (["Zwolle"] if found else [])


@pytest.mark.parametrize(("days", "found"), [(0, True), (60, True), (61, False), (None, False)])
def test_offices_that_end_within_sixty_days(
    coordinator: StrictClient, house: House, days: int | None, *, found: bool
) -> None:
    last_day = None if days is None else date(2026, 3, 2) + timedelta(days=days)
    enrol(house, "an@gemportal.example", office=Office.BOARD, last_day=last_day)
    assert counts(house).get("functies-lopen-af", 0) == int(found)
    assert rows(coordinator, Attention.OFFICES) == (["bestuurslid"] if found else [])
    assert [link["href"] for link in coordinator.page.all("main td a")] == ["/mensen/uitnodigen?voor=functie"] * found


def test_offices_that_end_on_one_day_are_listed_by_name_on_every_page(
    coordinator: StrictClient, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    for days, name in ((9, "zus"), (9, "bo"), (8, "wim"), (9, "kees")):
        last_day = date(2026, 3, 2) + timedelta(days=days)
        enrol(house, f"{name}@gemportal.example", office=Office.BOARD, last_day=last_day)
    names = []
    monkeypatch.setattr(queries, "PAGE", 3)
    assert len(rows(coordinator, Attention.OFFICES)) == 3
    names += [cell.text for cell in coordinator.page.all("main td[data-label=Naam]")]
    coordinator.follow("a[rel=next]")
    names += [cell.text for cell in coordinator.page.all("main td[data-label=Naam]")]
    assert names == ["wim", "bo", "kees", "zus"]


def test_what_ends_on_one_day_is_listed_by_name_on_every_page(
    coordinator: StrictClient, house: House, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    for days, code in ((9, ZWOLLE), (9, DEVENTER), (8, URK), (9, KAMPEN)):
        members.member(house, code)
        last_day = clock.now.date() + timedelta(days=days)
        enrol(house, f"{code}@gemportal.example".lower(), organisation=code, last_day=last_day)
    assert rows(coordinator, Attention.ENDING) == ["Urk", "Deventer", "Kampen", "Zwolle"]
    monkeypatch.setattr(queries, "PAGE", 2)
    assert rows(coordinator, Attention.ENDING) == ["Urk", "Deventer"]
    coordinator.follow("a[rel=next]")
    assert [row.one("th").text for row in coordinator.page.all("main tbody tr")] == ["Kampen", "Zwolle"]
    rows(coordinator, Attention.NEVER)
    assert coordinator.page.all("main tbody td a")[0].text == "Iemand anders uitnodigen voor Deventer"


def test_invitations_that_were_not_taken_with_since_when(
    coordinator: StrictClient, house: House, clock: StoppedClock
) -> None:
    members.member(house, ZWOLLE)
    invite(house, "an@zwolle.example")
    revoked = invite(house, "bo@zwolle.example")
    house.perform(acts.revoke_invitation, members.coordinator(house), revoked)
    invite(house, "cor@zwolle.example", office=Office.BOARD)
    clock.advance(days=13)
    sign_in(coordinator, "coordinator@gemportal.example")
    assert counts(house)["uitnodigingen"] == 2
    assert rows(coordinator, Attention.OPEN) == ["Wie Komt", "Wie Komt"]
    assert "2 maart 2026" in coordinator.page.main.text
    assert len(coordinator.page.all("main td form[action$=intrekken]")) == 2
    clock.advance(days=1)
    sign_in(coordinator, "coordinator@gemportal.example")
    assert {kind: counts(house).get(kind) for kind in ("uitnodigingen", "verlopen-uitnodigingen")} == {
        "uitnodigingen": None,
        "verlopen-uitnodigingen": 2,
    }
    # Who is invited again is waited for, and not given up.
    invite(house, "an@zwolle.example", organisation=ZWOLLE, role=MandateRole.REPRESENTATIVE)
    assert counts(house)["verlopen-uitnodigingen"] == 1
    rows(coordinator, Attention.EXPIRED)
    assert "cor@zwolle.example" in coordinator.page.main.text
    assert "an@zwolle.example" not in coordinator.page.main.text


def test_people_with_a_role_who_never_signed_in(app: Flask, coordinator: StrictClient, house: House) -> None:
    members.representative(house, ZWOLLE)
    members.deputy(house, ZWOLLE)
    signed_in(app, members.email_of(ZWOLLE))
    enrol(house, "zonder.rol@gemportal.example")
    enrol(house, "bestuur@gemportal.example", office=Office.BOARD)
    enrol(house, "straks@gemportal.example", organisation=ZWOLLE, first_day=date(2026, 4, 1))
    assert counts(house)["nooit-aangemeld"] == 2
    assert rows(coordinator, Attention.NEVER) == ["Deputy van GM0193", "bestuur"]
    assert "Zwolle, als plaatsvervanger" in coordinator.page.main.text


def test_people_whose_roles_have_all_ended(coordinator: StrictClient, house: House, clock: StoppedClock) -> None:
    members.member(house, ZWOLLE)
    last = date(2026, 3, 9)
    enrol(house, "an@gemportal.example", organisation=ZWOLLE, last_day=last)
    enrol(house, "bo@gemportal.example", organisation=ZWOLLE, last_day=last)
    enrol(house, "bo@gemportal.example", office=Office.BOARD)
    enrol(house, "cor@gemportal.example", office=Office.BOARD, last_day=last)
    enrol(house, "straks@gemportal.example", organisation=ZWOLLE, first_day=date(2026, 4, 1))
    enrol(house, "nooit@gemportal.example")
    assert "zonder-rol" not in counts(house)
    clock.advance(days=8)
    sign_in(coordinator, "coordinator@gemportal.example")
    assert counts(house)["zonder-rol"] == 2
    assert rows(coordinator, Attention.OVER) == ["an", "cor"]
    assert "9 maart 2026" in coordinator.page.main.text


def test_the_desk_and_the_page_of_people_lead_to_each_list(coordinator: StrictClient, house: House) -> None:
    members.member(house, ZWOLLE)
    for address in ("/coordinatie", "/mensen"):
        coordinator.get(address)
        links = [link["href"] for link in coordinator.page.all(".glance a")]
        assert links == [f"/mensen/{kind}" for kind in Attention]
        coordinator.follow("1 lid zonder vertegenwoordiger")
        assert coordinator.page.heading == "Leden zonder vertegenwoordiger"


def test_an_empty_list_says_so_and_leads_back(coordinator: StrictClient) -> None:
    for kind in Attention:
        if kind is not Attention.NEVER:
            assert rows(coordinator, kind) == []
            assert "Er staat niemand in deze lijst." in coordinator.page.main.text
    assert coordinator.get("/mensen/iets-anders").status_code == 404


def fill(house: House, clock: StoppedClock, *codes: str) -> None:
    """A line for each of these members in every list but that of expired invitations, which is filled a week later."""
    for code in codes:
        members.member(house, code)
        deputy = {"organisation": code, "role": MandateRole.DEPUTY}
        enrol(house, f"een{code}@gemportal.example", last_day=clock.now.date(), **deputy)
        enrol(house, f"twee{code}@gemportal.example", last_day=clock.now.date() + timedelta(days=9), **deputy)
        enrol(
            house, f"vier{code}@gemportal.example", office=Office.BOARD, last_day=clock.now.date() + timedelta(days=9)
        )
        invite(house, f"drie{code}@gemportal.example", code)


@pytest.mark.parametrize("kind", list(Attention))
def test_every_list_is_paged_by_key(
    coordinator: StrictClient, house: House, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch, kind: Attention
) -> None:
    fill(house, clock, *CODES)
    clock.advance(days=14 if kind is Attention.EXPIRED else 7)
    sign_in(coordinator, "coordinator@gemportal.example")
    monkeypatch.setattr(queries, "PAGE", 2)
    seen: list[str] = []
    coordinator.get(f"/mensen/{kind}")
    total = house.ask(queries.counts)[kind]
    while True:
        found = [row.text for row in coordinator.page.all("main tbody tr")]
        assert 0 < len(found) <= 2
        seen += found
        if not coordinator.page.all("a[rel=next]"):
            break
        coordinator.follow("a[rel=next]")
    assert len(seen) == len(set(seen)) == total >= 6
    coordinator.get(f"/mensen/{kind}?na=999999")
    assert "Dit was het einde van de lijst." in coordinator.page.main.text


def test_no_page_costs_more_queries_with_more_rows(
    coordinator: StrictClient, house: House, clock: StoppedClock
) -> None:
    addresses = ["/mensen", "/coordinatie", *(f"/mensen/{kind}" for kind in Attention)]

    def cost() -> dict[str, int]:
        found = {}
        for address in addresses:
            coordinator.get(address)
            found[address] = coordinator.queries
        return found

    fill(house, clock, *CODES[:2])
    clock.advance(days=7)
    sign_in(coordinator, "coordinator@gemportal.example")
    few = cost()
    fill(house, clock, *CODES[2:])
    assert cost() == few
    assert max(few[f"/mensen/{kind}"] for kind in Attention) <= 7


def test_who_oversees_but_may_not_invite_sees_no_buttons(app: Flask, house: House, clock: StoppedClock) -> None:
    members.member(house, ZWOLLE)
    invite(house, "an@zwolle.example")
    auditor = signed_in(app, office_holder(app, Office.AUDITOR))
    for kind in Attention:
        auditor.get(f"/mensen/{kind}")
        assert auditor.response.status_code == 200
        assert not auditor.page.all("main table form, main table a[href*=uitnodigen]")
