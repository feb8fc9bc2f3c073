"""The pages of one's own data, of erasing for another, of who wrote an entry, and /privacy."""

import json
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from gemportal.kernel import db, personal
from gemportal.kernel.actor import Office
from gemportal.people.models import Person
from gemportal.people.privacy import queries, rules
from gemportal.settings.acts import change_setting
from tests.factories import members, voting
from tests.factories.initiatives import declare, published
from tests.factories.members import KAMPEN, PASSWORD, ZWOLLE, coordinator, representative
from tests.factories.people import office_holder, person_with_mandate, signed_in
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.time import StoppedClock

OWN, ERASE = "/mijn/gegevens", "/mijn/gegevens/wissen"


@pytest.fixture
def zwolle(app: Flask, clock: StoppedClock) -> StrictClient:
    return signed_in(app, person_with_mandate(app, ZWOLLE))


def downloaded(visitor: StrictClient) -> dict[str, list[dict[str, object]]]:
    visitor.get(OWN)
    visitor.submit("main form.form", {"password": PASSWORD})
    kinds = json.loads(visitor.response.text)["soorten gegevens"]
    return {name: kind["gegevens"] for name, kind in kinds.items()}


def test_one_sees_every_kind_and_takes_everything_along(zwolle: StrictClient, house: House) -> None:
    zwolle.get("/mijn")
    zwolle.follow("Mijn gegevens")
    assert zwolle.address == OWN
    for kind in personal.kinds():
        assert str(kind.what) in zwolle.page.main.text
        assert house.ask(lambda kind=kind: str(kind.term)) in zwolle.page.main.text
    number = published(house)
    declare(house, number, ZWOLLE, who_would="Wij zelf", reason="Graag")
    found = downloaded(zwolle)
    assert found.keys() == personal.KEPT.keys()
    assert found["person"][0]["naam"] == f"Representative van {ZWOLLE}"
    assert found["mandates"][0]["organisatie"] == "Zwolle"
    assert [line["waarover"] for line in found["authorship"]] == [number, number]
    assert found["authorship"][1]["toelichting"] == {"reason": "Graag", "expertise": None}
    assert found["who-would"][0]["wie wil dit zelf graag"] == "Wij zelf"
    assert len(found["sign-ins"]) == 1
    assert members.password_hash() not in json.dumps(found)


def test_somebody_without_a_password_signs_in_again_first(
    zwolle: StrictClient, house: House, clock: StoppedClock
) -> None:
    with house.app.app_context(), db.db.engines[db.WRITER].begin() as connection:
        connection.execute(sa.update(Person).values(password_hash=None))
    zwolle.get(OWN)
    zwolle.submit("main form.form")
    assert zwolle.response.mimetype == "application/json"
    clock.advance(seconds=rules.LATELY.total_seconds() + 1)
    zwolle.get(OWN)
    zwolle.submit("main form.form")
    assert zwolle.response.status_code == 409
    assert "opnieuw aan" in zwolle.page.main.text


def test_one_reads_first_what_goes_and_what_stays(zwolle: StrictClient) -> None:
    zwolle.get(OWN)
    zwolle.follow("Lees wat er gebeurt als u zich laat wissen")
    for reason in personal.reasons_to_remain():
        assert str(reason) in zwolle.page.main.text
    assert "Niemand anders vertegenwoordigt straks: Zwolle" in " ".join(zwolle.page.main.text.split())
    zwolle.submit("main form.form", {"password": PASSWORD})
    assert zwolle.response.status_code == 422
    assert "Zet een vinkje" in zwolle.page.main.text
    zwolle.submit("main form.form", {"password": "iets anders", "sure": True})
    assert zwolle.response.status_code == 422


def test_asking_and_thinking_again(zwolle: StrictClient, house: House) -> None:
    zwolle.get(ERASE)
    zwolle.submit("main form.form", {"password": PASSWORD, "sure": True})
    assert zwolle.address == ERASE
    assert "Op 9 maart 2026 worden uw gegevens gewist" in zwolle.page.main.text
    zwolle.get(OWN)
    assert "Op 9 maart 2026 worden uw gegevens gewist" in zwolle.page.main.text
    zwolle.submit('form[action$="/terug"]')
    assert zwolle.address == OWN
    assert "teruggenomen" in zwolle.page.one("body").text
    zwolle.get(ERASE)
    assert zwolle.page.all("main form.form")


def test_after_the_time_to_think_one_is_signed_out(zwolle: StrictClient, house: House, clock: StoppedClock) -> None:
    house.perform(change_setting, coordinator(house), rules.WAITING.key, 0, "Wij zijn snel.")
    zwolle.get(ERASE)
    zwolle.submit("main form.form", {"password": PASSWORD, "sure": True})
    house.run("tick")
    zwolle.get("/mijn")
    assert zwolle.response.status_code == 303
    zwolle.get("/aanmelden")
    zwolle.submit(values={"email": members.email_of(ZWOLLE), "password": PASSWORD})
    assert zwolle.response.status_code == 422


def test_the_only_coordinator_reads_why_not(app: Flask, clock: StoppedClock) -> None:
    visitor = signed_in(app, office_holder(app, Office.COORDINATOR))
    visitor.get(ERASE)
    visitor.submit("main form.form", {"password": PASSWORD, "sure": True})
    assert visitor.response.status_code == 409
    assert "enige coördinator" in visitor.page.main.text


def test_a_coordinator_carries_out_a_written_request(app: Flask, house: House, clock: StoppedClock) -> None:
    kampen = representative(house, KAMPEN)
    visitor = signed_in(app, office_holder(app, Office.COORDINATOR))
    visitor.get("/mensen")
    visitor.follow("Iemand laten wissen, op schriftelijk verzoek")
    visitor.submit("main form.form", {"email": members.email_of(KAMPEN)})
    assert visitor.response.status_code == 422
    visitor.submit("main form.form", {"email": "niemand@gemportal.example", "asked": True})
    assert visitor.response.status_code == 409
    visitor.submit("main form.form", {"email": members.email_of(KAMPEN), "asked": True})
    assert visitor.address == "/mensen"
    assert house.ask(queries.erased_on, kampen.person_id) == clock.now + timedelta(days=7)


def test_only_the_auditor_sees_who_wrote_an_entry(
    app: Flask, house: House, clock: StoppedClock, client: StrictClient
) -> None:
    number = voting.open_vote(house)
    entry = voting.cast(house, number, ZWOLLE, "for")
    auditor = signed_in(app, office_holder(app, Office.AUDITOR))
    auditor.get(f"/register/{entry}")
    auditor.follow("Wie deed dit?")
    assert f"Representative van {ZWOLLE}" in auditor.page.main.text
    auditor.get("/mensen/inschrijving/0")
    assert "de klok deed het" in auditor.page.main.text
    auditor.get("/mensen/inschrijving/99999999999")
    assert auditor.response.status_code == 404
    for visitor in (client, signed_in(app, person_with_mandate(app, ZWOLLE))):
        visitor.get(f"/register/{entry}")
        assert "Wie deed dit?" not in visitor.page.main.text


def test_privacy_tells_every_kind_with_todays_terms_and_a_new_version(
    client: StrictClient, house: House, clock: StoppedClock
) -> None:
    client.get("/privacy")
    before = client.response.headers["ETag"]
    text = " ".join(client.page.main.text.split())
    for kind in personal.kinds():
        assert str(kind.what) in text
        assert str(kind.why) in text
        assert str(kind.seen_by) in text
    for reason in personal.reasons_to_remain():
        assert str(reason) in text
    assert "24 maanden geen rol" in text
    assert "Autoriteit Persoonsgegevens" in text
    house.perform(change_setting, coordinator(house), rules.IDLE.key, 36, "Wij werken in lange rondes.")
    client.get("/privacy")
    assert "36 maanden geen rol" in client.page.main.text
    assert client.response.headers["ETag"] != before
    client.get("/en/privacy")
    assert "no role and not signed in for 36 months" in client.page.main.text


def test_the_pages_ask_as_much_for_many_as_for_few(zwolle: StrictClient, house: House) -> None:
    zwolle.get(OWN)
    few = zwolle.queries
    zwolle.submit("main form.form", {"password": PASSWORD})
    few_to_take = zwolle.queries
    for _ in range(5):
        declare(house, published(house), ZWOLLE, who_would="Wij zelf", reason="Graag")
    zwolle.get(OWN)
    assert zwolle.queries == few
    zwolle.submit("main form.form", {"password": PASSWORD})
    assert zwolle.queries == few_to_take
