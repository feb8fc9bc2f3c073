"""When people in a group do not get along a coordinator mediates: in public that it is so, and in private why."""

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import IntegrityError

from gemportal.groups import queries
from gemportal.groups.mediating import acts as mediating
from gemportal.groups.mediating.models import Mediation, MediationDetails
from gemportal.groups.mediating.queries import details, request
from gemportal.kernel import clock as time_of_the_house
from gemportal.kernel import db, personal
from gemportal.kernel.actor import Office
from gemportal.kernel.errors import NotAllowed, NotFound, RuleBroken
from gemportal.register.queries import entries_about
from tests.factories.groups import working
from tests.factories.members import (
    KAMPEN,
    URK,
    ZWOLLE,
    coordinator,
    email_of,
    officer,
    representative,
)
from tests.factories.people import office_holder, signed_in
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.replaying import verified
from tests.support.tampering import behind_its_back
from tests.support.time import StoppedClock

SECRET = "Kanarie: wij vertrouwen elkaar niet meer."


def test_mediation_is_public_and_what_it_is_about_is_not(
    house: House, client: StrictClient, clock: StoppedClock
) -> None:
    group, asker, office = working(house, clock), representative(house, KAMPEN), coordinator(house)
    house.perform(mediating.ask_mediation, asker, group, SECRET)
    with pytest.raises(RuleBroken, match="al om bemiddeling gevraagd"):
        house.perform(mediating.ask_mediation, asker, group, SECRET)
    with pytest.raises(RuleBroken, match="te laat of nog te vroeg"):
        house.perform(mediating.close_mediation, office, group, KAMPEN)
    house.perform(mediating.take_up_mediation, office, group, KAMPEN)
    asked = house.ask(request, group, KAMPEN).id
    assert house.ask(details, asked) == SECRET
    for entry in house.ask(entries_about, [group])[-2:]:
        assert "Kanarie" not in str(entry.data)
    client.get(f"/groepen/{group}")
    assert "vraagt om bemiddeling" in client.page.main.text
    assert "Kanarie" not in client.page.main.text
    house.perform(mediating.close_mediation, office, group, KAMPEN)
    assert house.ask(details, asked) is None
    house.perform(mediating.ask_mediation, asker, group, SECRET)
    assert verified(house) == []


def test_what_was_written_can_be_downloaded_and_erased(house: House, clock: StoppedClock) -> None:
    group, asker = working(house, clock), representative(house, KAMPEN)
    house.perform(mediating.ask_mediation, asker, group, SECRET)
    kept = personal.KEPT["mediation"]
    (line,) = house.ask(lambda: kept.export(asker.person_id or 0))
    assert (line["groep"], line["toelichting"]) == (group, SECRET)
    with house.app.app_context(), db.writing(db.session()):
        assert kept.erase is not None
        kept.erase(asker.person_id or 0)
        db.session().commit()
    assert house.ask(lambda: kept.export(asker.person_id or 0)) == []


def test_abuse_only_coordinators_of_other_groups_mediate(house: House, clock: StoppedClock) -> None:
    group = working(house, clock)
    house.perform(mediating.ask_mediation, representative(house, KAMPEN), group, SECRET)
    for actor in (
        representative(house, KAMPEN),
        representative(house, ZWOLLE),
        officer(house, Office.BOARD),
        officer(house, Office.AUDITOR),
    ):
        with pytest.raises(NotAllowed):
            house.perform(mediating.take_up_mediation, actor, group, KAMPEN)
    with pytest.raises(NotFound):
        house.perform(mediating.take_up_mediation, coordinator(house), group, URK)
    with pytest.raises(NotAllowed):
        house.perform(mediating.ask_mediation, representative(house, URK), group, SECRET)


def test_the_database_holds_one_open_request_and_none_without_its_moment(house: House, clock: StoppedClock) -> None:
    group = working(house, clock)
    house.perform(mediating.ask_mediation, representative(house, KAMPEN), group, SECRET)
    key, now = house.ask(queries.group, group).id, time_of_the_house.now()
    for status in ("asked", "taken-up", "closed"):
        values = {"group_id": key, "organisation_code": KAMPEN, "status": status, "asked_at": now}
        with pytest.raises(IntegrityError):
            behind_its_back(house, sa.insert(Mediation).values(values))
    assert len(house.ask(lambda: db.session().scalars(sa.select(MediationDetails)).all())) == 1


def test_the_pages_of_mediation(app: Flask, house: House, clock: StoppedClock) -> None:
    group = working(house, clock)
    asker, office = signed_in(app, email_of(KAMPEN)), signed_in(app, office_holder(app, Office.COORDINATOR))
    asker.get(f"/groepen/{group}")
    asker.follow("Vraag de coördinatoren om te bemiddelen")
    asker.submit("form.form", {"text": ""})
    assert asker.response.status_code == 422
    asker.submit("form.form", {"text": SECRET})
    asker.get(f"/groepen/{group}/bemiddeling")
    assert "U vroeg om bemiddeling op" in asker.page.main.text
    for desk, button in (("/coordinatie", "Ik bemiddel"), ("/mijn", "Sluit de bemiddeling af")):
        office.get(desk)
        office.follow(f"{group} · Kampen")
        assert SECRET in office.page.main.text
        assert office.page.one("form.form button").text.strip() == button
        office.submit("form.form", {})
    office.get("/coordinatie")
    assert "Bemiddel" not in office.page.main.text
    office.get(f"/groepen/{group}/bemiddeling/{KAMPEN}")
    assert office.response.status_code == 409
