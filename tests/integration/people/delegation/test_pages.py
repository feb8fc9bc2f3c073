"""The pages of one's own organisation."""

import re

from flask import Flask

from gemportal.kernel import outbox
from gemportal.kernel.actor import MandateRole
from gemportal.kernel.outbox import Letter
from tests.factories.members import KAMPEN, ZWOLLE
from tests.factories.people import person_with_mandate, signed_in
from tests.support.client import StrictClient
from tests.support.house import House

PASSWORD = "een zin die niemand anders kent"


def link_in_the_letter(house: House) -> str:
    letters: list[Letter] = []
    house.ask(outbox.send_due, letters.append)
    found: str = re.findall(r"http://localhost(/\S+)", letters[-1].body)[0]
    return found


def test_from_appointing_a_deputy_to_ending_it(app: Flask, house: House, client: StrictClient) -> None:
    own = signed_in(app, person_with_mandate(app, ZWOLLE))
    own.follow("Wie Zwolle vertegenwoordigt")
    own.follow("Een plaatsvervanger uitnodigen")
    own.submit(values={"name": "An", "email": "an@zwolle.example"})
    assert own.address == "/mijn/organisatie"
    assert "onderweg naar An" in own.page.main.text
    client.get(link_in_the_letter(house))
    client.submit(values={"password": PASSWORD, "again": PASSWORD})
    assert client.address == "/mijn"
    own.get("/mijn/organisatie")
    own.follow("tr:last-child a[href*=beeindigen]")
    own.submit(values={"at_once": True})
    assert own.address == "/mijn/organisatie"
    assert client.get("/mijn/organisatie").status_code == 403


def test_handing_over_changes_nothing_until_it_is_accepted(app: Flask, house: House, client: StrictClient) -> None:
    own = signed_in(app, person_with_mandate(app, ZWOLLE))
    own.get("/mijn/organisatie")
    own.follow("De vertegenwoordiging overdragen")
    own.submit(values={"name": "An", "email": "an@zwolle.example"})
    link = link_in_the_letter(house)
    assert own.get("/mijn/organisatie").status_code == 200
    client.get(link)
    client.submit(values={"password": PASSWORD, "again": PASSWORD})
    assert client.get("/mijn/organisatie").status_code == 200
    assert own.get("/mijn/organisatie").status_code == 403


def test_an_invitation_is_sent_again_and_revoked_by_whoever_made_it(
    app: Flask, house: House, client: StrictClient
) -> None:
    own = signed_in(app, person_with_mandate(app, ZWOLLE))
    own.get("/mijn/organisatie/plaatsvervanger")
    own.submit(values={"name": "An", "email": "an@zwolle.example"})
    first = link_in_the_letter(house)
    own.submit("main td form[action$=opnieuw]")
    assert "nieuwe link" in own.page.main.text
    second = link_in_the_letter(house)
    assert (client.get(first).status_code, client.get(second).status_code) == (404, 200)
    own.submit("main td form[action$=intrekken]")
    assert client.get(second).status_code == 409


def test_what_was_typed_stays(app: Flask) -> None:
    own = signed_in(app, person_with_mandate(app, ZWOLLE))
    own.get("/mijn/organisatie/plaatsvervanger")
    own.submit(values={"name": "An", "email": "geen adres"})
    assert own.response.status_code == 409
    assert "Dit is geen e-mailadres" in own.page.main.text
    assert own.page.one("input[name=name]")["value"] == "An"


def test_a_deputy_sees_and_arranges_nothing(app: Flask) -> None:
    deputy = signed_in(app, person_with_mandate(app, KAMPEN, MandateRole.DEPUTY))
    deputy.get("/mijn/organisatie")
    assert not deputy.page.all("main a[href$=plaatsvervanger]")
    assert deputy.get("/mijn/organisatie/plaatsvervanger").status_code == 403
    assert deputy.get("/mijn/organisatie/overdragen").status_code == 403
