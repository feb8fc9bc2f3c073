"""One's own name and language, and who reads that name."""

import pytest
import sqlalchemy as sa
from flask import Flask

from gemportal.kernel import acts as kernel
from gemportal.kernel import db, personal, public_state
from gemportal.kernel.actor import Actor, MandateRole, Office, clock_for
from gemportal.kernel.errors import RuleBroken
from gemportal.people import acts as people
from gemportal.people.account import acts, queries
from gemportal.people.models import Person
from gemportal.people.policy import DEMO
from gemportal.people.rules import Language
from tests.factories import accounts, members
from tests.factories.members import KAMPEN, ZWOLLE
from tests.factories.people import office_holder, person_with_mandate, signed_in
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.time import StoppedClock

PAGE = f"/gemeenten/{ZWOLLE}"


def change(house: House, actor: Actor, name: str = "An de Wit", *named: int | None) -> None:
    house.perform(acts.change_profile, actor, name, Language.DUTCH, [number for number in named if number])


def test_a_person_changes_name_and_language(app: Flask, house: House) -> None:
    visitor = signed_in(app, person_with_mandate(app, ZWOLLE))
    visitor.get("/mijn")
    visitor.follow("Profiel en e-mailadres")
    visitor.submit("main form.form", {"name": "  An  de Wit ", "language": "en"})
    assert visitor.address == "/mijn/profiel"
    assert "gewijzigd" in visitor.page.main.text
    assert "An de Wit" in visitor.page.one(".site-header").text
    assert visitor.page.one("input[name=name]")["value"] == "An de Wit"
    accounts.forget(house, members.email_of(ZWOLLE))
    (letter,) = accounts.letters(house)
    assert letter.subject == "Choose a new password"


def test_what_will_not_do_is_said_and_kept(app: Flask) -> None:
    visitor = signed_in(app, person_with_mandate(app, ZWOLLE))
    visitor.get("/mijn/profiel")
    visitor.submit("main form.form", {"name": ""})
    assert visitor.response.status_code == 422
    assert "Vul uw naam in." in visitor.page.main.text
    visitor.submit("main form.form", {"name": "An\u202ede Wit"})
    assert visitor.response.status_code == 409
    assert "geen naam" in visitor.page.main.text
    token = visitor.page.one("main form:not([hidden]) input[name=csrf_token]")["value"]
    visitor.post("/mijn/profiel", data={"csrf_token": token, "name": "An", "language": "de"})
    assert visitor.response.status_code == 422


def test_a_name_is_public_by_its_owners_choice_alone(app: Flask, house: House, client: StrictClient) -> None:
    visitor = signed_in(app, person_with_mandate(app, ZWOLLE))
    name = f"Representative van {ZWOLLE}"
    client.get(PAGE)
    assert name not in client.response.text
    assert "naam niet openbaar" in client.page.main.text
    visitor.get(PAGE)
    assert name in visitor.page.main.text, "whoever is signed in sees names"
    visitor.get("/mijn/profiel")
    visitor.submit("main form.form", {"named": [visitor.page.one("input[name=named]")["value"]]})
    client.get(PAGE)
    assert name in client.page.main.text
    visitor.submit("main form.form", {"name": "An de Wit"})
    client.get(PAGE)
    assert "An de Wit" in client.page.main.text
    visitor.submit("main form.form", {"named": []})
    client.get(PAGE)
    assert "An de Wit" not in client.page.main.text


def test_only_what_the_public_reads_makes_its_pages_new(house: House, clock: StoppedClock) -> None:
    actor = members.representative(house, ZWOLLE)
    before = house.ask(public_state.version)
    change(house, actor)
    assert house.ask(public_state.version) == before
    change(house, actor, "An de Wit", actor.mandate_id)
    named = house.ask(public_state.version)
    assert named != before
    change(house, actor, "Bo", actor.mandate_id)
    renamed = house.ask(public_state.version)
    assert renamed != named
    change(house, actor, "Bo", actor.mandate_id)
    assert house.ask(public_state.version) == renamed
    assert not kernel.ACTS["people:change-profile"].governance


def test_nobody_names_another(house: House, clock: StoppedClock) -> None:
    zwolle, kampen = members.representative(house, ZWOLLE), members.representative(house, KAMPEN)
    change(house, zwolle, "An", kampen.mandate_id)
    assert [line.named_in_public for line in house.ask(queries.own_mandates, kampen.person_id)] == [False]
    (shown,) = house.ask(queries.representatives_shown_to, zwolle, KAMPEN)
    assert (shown.role, shown.name) == (MandateRole.REPRESENTATIVE, f"Representative van {KAMPEN}")


def test_a_name_goes_through_the_rules(house: House, clock: StoppedClock) -> None:
    with pytest.raises(RuleBroken):
        change(house, members.representative(house, ZWOLLE), "  ")


def test_somebody_without_a_mandate_is_not_asked_where_to_be_named(app: Flask) -> None:
    visitor = signed_in(app, office_holder(app, Office.AUDITOR))
    visitor.get("/mijn/profiel")
    assert not visitor.page.all("input[name=named]")


def test_the_pages_ask_as_many_questions_for_few_and_for_many_mandates(
    app: Flask, house: House, client: StrictClient
) -> None:
    email = person_with_mandate(app, ZWOLLE)
    visitor = signed_in(app, email)
    visitor.get("/mijn/profiel")
    few = visitor.queries
    client.get(PAGE)
    public = client.queries
    members.member(house, KAMPEN)
    house.perform(people.enrol, clock_for(DEMO), email, "x", members.password_hash(), organisation=KAMPEN)
    members.deputy(house, ZWOLLE)
    visitor.get("/mijn/profiel")  # gives out a new token, for the new mandate
    visitor.get("/mijn/profiel")
    assert len(visitor.page.all("input[name=named]")) == 2
    assert visitor.queries == few <= 6
    client.get(PAGE)
    assert len(client.page.all("main section:first-of-type li")) == 2
    assert client.queries == public


def test_what_is_kept_of_a_person_is_given_and_taken_away(house: House, clock: StoppedClock) -> None:
    zwolle = members.representative(house, ZWOLLE)
    person_id = zwolle.person_id or 0
    change(house, zwolle, "An de Wit", zwolle.mandate_id)
    accounts.forget(house, members.email_of(ZWOLLE))
    accounts.ask_for(house, ZWOLLE, "nieuw@gemportal.example")
    person, links = personal.KEPT["person"], personal.KEPT["account links"]
    (told,) = house.ask(person.export, person_id)
    assert (told["naam"], told["e-mailadres"], told["taal"]) == ("An de Wit", members.email_of(ZWOLLE), "nl")
    assert [line["asked"] for line in house.ask(links.export, person_id)] == ["password", "email"]

    def erase(actor: Actor) -> None:
        for kind in (links, person):
            assert kind.erase is not None
            kind.erase(person_id)

    house.perform(erase, clock_for("test"))
    assert house.ask(links.export, person_id) == []
    row = house.ask(lambda: db.session().scalars(sa.select(Person).where(Person.id == person_id)).one())
    assert ("An de Wit" in row.name, row.email != members.email_of(ZWOLLE), row.password_hash) == (False, True, None)
