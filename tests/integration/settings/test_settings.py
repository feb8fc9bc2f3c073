"""The cooperative's numbers: readable by all, changed by officers within bounds, each change in the register with its reason."""

from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from gemportal.kernel import db
from gemportal.kernel.actor import NOBODY, Office, clock_for
from gemportal.kernel.errors import NotAllowed, NotFound, RuleBroken
from gemportal.kernel.texts import LONGEST_TEXT
from gemportal.register import queries as register
from gemportal.settings import queries
from gemportal.settings.acts import change_setting
from gemportal.settings.models import SettingValue
from gemportal.settings.rules import KEYS
from gemportal.voting.rules import DAYS_TO_CONTEST, GRACE
from tests.factories.members import ZWOLLE, coordinator, officer, representative
from tests.factories.people import office_holder, signed_in
from tests.support.client import StrictClient
from tests.support.house import House

KEY = DAYS_TO_CONTEST.key


def change(house: House, value: int, **options: Any) -> None:
    house.perform(change_setting, options.get("actor") or coordinator(house), KEY, value, "de leden vroegen erom")


def value(house: House) -> int:
    return house.ask(queries.value, DAYS_TO_CONTEST)


def changes(house: House) -> list[register.EntryLine]:
    return [line for line in house.ask(register.entries_about, [KEY]) if line.act == "settings:change"]


def test_a_change_holds_and_stands_in_the_register(house: House) -> None:
    assert value(house) == DAYS_TO_CONTEST.default == 3
    change(house, 5)
    change(house, 7, actor=officer(house, Office.CHAIR))
    assert value(house) == 7
    assert house.ask(queries.values) == {key: one.default for key, one in KEYS.items()} | {KEY: 7}
    first, second = changes(house)
    assert (first.office, first.data) == ("coordinator", {"from": 3, "to": 5})
    assert (second.office, second.data) == ("chair", {"from": 5, "to": 7})
    assert second.part == {"reason": "de leden vroegen erom"}
    assert house.ask(lambda: db.session().scalar(sa.select(sa.func.count()).select_from(SettingValue))) == 1


def test_the_value_that_it_has_already_is_no_change(house: House) -> None:
    with pytest.raises(RuleBroken, match="al de waarde"):
        change(house, 3)
    assert changes(house) == []


@pytest.mark.parametrize("beyond", [-1, 31, 10**30])
def test_a_value_beyond_its_bounds_is_refused(house: House, beyond: int) -> None:
    with pytest.raises(RuleBroken, match="van 0 tot en met 30"):
        change(house, beyond)
    assert value(house) == 3
    assert changes(house) == []


def test_the_form_takes_as_long_a_reason_as_the_act(house: House) -> None:
    office = signed_in(house.app, office_holder(house.app, Office.COORDINATOR))
    office.get(f"/instellingen/{KEY}")
    office.submit("main form", {"value": "5", "reason": "x" * (LONGEST_TEXT + 1)})
    assert (office.response.status_code, value(house)) == (422, 3)
    office.submit("main form", {"value": "5", "reason": "x" * LONGEST_TEXT})
    assert value(house) == 5
    for wrong, sentence in (("x" * (LONGEST_TEXT + 1), "te lang"), (" ", "Schrijf de reden op")):
        with pytest.raises(RuleBroken, match=sentence):
            house.perform(change_setting, coordinator(house), KEY, 7, wrong)


def test_a_setting_that_does_not_exist_is_not_found(house: House) -> None:
    with pytest.raises(NotFound):
        house.perform(change_setting, coordinator(house), "voting:nothing", 5, "x")


def test_abuse_16_only_chair_and_coordinator_change_settings(house: House) -> None:
    others = [officer(house, office) for office in (Office.BOARD, Office.AUDITOR, Office.ADMINISTRATOR)]
    for actor in (NOBODY, clock_for("voting:close"), representative(house, ZWOLLE), *others):
        with pytest.raises(NotAllowed):
            change(house, 5, actor=actor)
    assert value(house) == 3
    assert changes(house) == []


def test_everybody_reads_the_settings(client: StrictClient, house: House) -> None:
    client.get("/instellingen")
    rows = {row.one("th").text: row.text for row in client.page.all("tbody tr")}
    assert len(rows) == len(KEYS)
    assert "3 (standaard)" in rows[str(DAYS_TO_CONTEST.label)]
    assert "0 tot en met 30" in rows[str(DAYS_TO_CONTEST.label)]
    assert client.queries <= 3
    assert not client.page.all("main form")
    change(house, 5)
    client.get("/instellingen")
    assert "(standaard)" not in next(
        row.text for row in client.page.all("tbody tr") if str(DAYS_TO_CONTEST.label) in row.text
    )
    assert client.queries <= 3


def test_a_coordinator_changes_a_setting_through_its_page(app: Flask, house: House) -> None:
    visitor = signed_in(app, office_holder(app, Office.COORDINATOR))
    visitor.get("/instellingen")
    visitor.follow(f'main a[href="/instellingen/{KEY}"]')
    assert visitor.page.heading == str(DAYS_TO_CONTEST.label)
    assert visitor.page.one("input[name=value]")["value"] == "3"
    visitor.submit("main form", {"value": "5", "reason": "de leden vroegen erom"})
    assert visitor.address == "/instellingen"
    assert "De instelling is gewijzigd" in visitor.page.main.text
    assert value(house) == 5


@pytest.mark.parametrize(
    ("typed", "status", "sentence"),
    [
        ({"value": "31", "reason": "x"}, 409, "van 0 tot en met 30"),
        ({"value": "9" * 30, "reason": "x"}, 409, "van 0 tot en met 30"),
        ({"value": "3", "reason": "x"}, 409, "Dit is al de waarde"),
        ({"value": "vijf", "reason": "daarom"}, 422, "Vul een heel getal in"),
        ({"value": "", "reason": "daarom"}, 422, "Vul een heel getal in"),
        ({"value": "5", "reason": ""}, 422, "Schrijf waarom"),
        ({"value": "5", "reason": "x" * 2001}, 422, "hoogstens 2.000 tekens"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    app: Flask, house: House, typed: dict[str, str], status: int, sentence: str
) -> None:
    visitor = signed_in(app, office_holder(app, Office.COORDINATOR))
    visitor.get(f"/instellingen/{KEY}")
    visitor.submit("main form", typed)
    assert visitor.response.status_code == status
    assert sentence in visitor.page.one(".error-summary").text
    assert visitor.page.one("input[name=value]")["value"] == typed["value"]
    assert visitor.page.one("textarea[name=reason]").raw.strip() == typed["reason"]
    assert value(house) == 3


def test_the_page_of_an_unknown_setting_does_not_exist(app: Flask) -> None:
    visitor = signed_in(app, office_holder(app, Office.COORDINATOR))
    assert visitor.get("/instellingen/voting:nothing").status_code == 404
    assert visitor.get(f"/instellingen/{GRACE.key}").status_code == 200


def test_a_member_reads_and_is_refused_the_page_to_change(app: Flask, house: House) -> None:
    auditor = signed_in(app, office_holder(app, Office.AUDITOR))
    auditor.get("/instellingen")
    assert not auditor.page.all('main a[href^="/instellingen/"]')
    assert auditor.get(f"/instellingen/{KEY}").status_code == 403
