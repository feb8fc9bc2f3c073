"""Preparing a vote: from what one wants to know, over one page with only the fields it needs, to what the voters will see."""

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from gemportal.initiatives import acts as initiatives
from gemportal.voting import queries
from gemportal.voting.preparing.rules import Kind
from gemportal.voting.rules import Effect, Secrecy, Weights
from tests.factories import groups, voting
from tests.factories.initiatives import published
from tests.factories.members import KAMPEN, URK, ZWOLLE, coordinator, email_of, member, representative
from tests.factories.people import signed_in
from tests.integration.voting.preparing.asked import ASKED, KINDS, only_vote
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.time import StoppedClock


def test_the_kinds_lead_to_a_page_of_their_own(office: StrictClient) -> None:
    office.get("/stemmingen/nieuw")
    for kind in Kind:
        office.follow(str(kind.label))
        assert office.page.heading == str(kind.label)
        office.follow("Een stemming voorbereiden")
    office.get("/stemmingen/nieuw?soort=anders")
    assert "Wat wilt u weten?" in office.page.main.text


@pytest.mark.parametrize("kind", Kind)
def test_each_kind_is_prepared_looked_at_changed_and_opened(office: StrictClient, house: House, kind: Kind) -> None:
    office.get(f"/stemmingen/nieuw?soort={kind}")
    office.submit("main form", ASKED | KINDS[kind])
    office.page.one("fieldset[disabled]")
    assert "als ten minste de helft van de leden meedoet" in office.page.main.text
    before = house.ask(lambda: vars(queries.all_prepared()[0]) | {"_sa_instance_state": None})
    office.follow("Wijzigen")
    office.submit("main form")
    assert house.ask(lambda: vars(queries.all_prepared()[0]) | {"_sa_instance_state": None}) == before
    office.submit(".confirm form:not([action])", button="Open de stemming")
    assert office.address == "/stemmingen/S-2026-001"


def test_what_a_copy_carries_goes_along_with_a_change(office: StrictClient, house: House) -> None:
    first = voting.open_vote(house, voters=(ZWOLLE, URK))
    changes = Effect("settings:change", {"key": "voting:closing-grace", "value": 45})
    vote_id = voting.prepared_vote(house, effect=changes, follows=first)
    office.get(f"/stemmingen/concept/{vote_id}/wijzigen")
    office.submit("main form", {"title": "Nog een keer", "early_close": True})
    vote = only_vote(house)
    assert (vote.title, vote.follows, vote.effect) == ("Nog een keer", first, changes.as_json())
    assert "45 seconden" in office.page.one(".confirm").text
    office.follow("Wijzigen")
    office.submit("main form", {"effect": ""})
    assert only_vote(house).effect is None


def test_rules_that_no_form_shows_stay(office: StrictClient, house: House) -> None:
    vote_id = voting.prepared_vote(house, replace(voting.PRIORITIES, method="score"), particular={"max": 10})
    office.get(f"/stemmingen/concept/{vote_id}/wijzigen")
    office.submit("main form", {"quorum": "1/3"})
    assert only_vote(house).rules == {
        "quorum": {"at_least": "1/3", "by": "heads"}, "winners": 0, "max": 10, "missing": "zero",
    }  # fmt: skip


def test_an_initiative_can_stop_and_a_decision_be_replaced(office: StrictClient, house: House) -> None:
    number = published(house, title="Stopt dit?")
    office.get("/stemmingen/nieuw?soort=voorstel")
    office.submit("main form", ASKED | {"initiative": number, "effect": "initiatives:stop"})
    assert f"stopt initiatief {number}" in office.page.one(".confirm").text
    office.follow("Wijzigen")
    assert office.page.one("select[name=effect] option[selected]")["value"] == "initiatives:stop"
    office.submit("main form", {"effect": "decisions:supersede", "decision": "B-2026-099"})
    assert office.response.status_code == 409
    assert "noemt iets dat niet bestaat" in office.page.one("#fouten").text
    assert office.page.one("input[name=decision]")["value"] == "B-2026-099"


def test_what_stands_in_the_way_of_opening_is_said_beforehand(office: StrictClient, house: House) -> None:
    given = replace(voting.PRIORITIES, weights=Weights.GIVEN, given_weights={ZWOLLE: 3})
    vote_id = voting.prepared_vote(house, given)
    member(house, KAMPEN)
    office.get(f"/stemmingen/concept/{vote_id}")
    assert "Kampen" in office.page.one(".confirm .utrecht-alert").text
    office.submit(".confirm form:not([action])", button="Open de stemming")
    assert office.response.status_code == 409


def test_a_vote_that_opens_too_early_for_its_meeting_is_warned_of(office: StrictClient) -> None:
    office.get("/stemmingen/nieuw?soort=voorstel")
    office.submit("main form", ASKED | {"force": "meeting"})
    assert office.response.status_code == 422
    office.submit("main form", {"meeting_on": "2026-06-01"})
    assert "tellen voor de wet niet mee" in office.page.one(".confirm").text


def test_a_preparation_can_be_thrown_away(office: StrictClient, house: House) -> None:
    vote_id = voting.prepared_vote(house)
    office.get(f"/stemmingen/concept/{vote_id}")
    office.submit('form[action$="/weg"]')
    assert office.address == "/stemmingen"
    office.get(f"/stemmingen/concept/{vote_id}")
    assert office.response.status_code == 404


def test_an_opened_vote_is_no_preparation_any_more(office: StrictClient, house: House) -> None:
    voting.open_vote(house)
    for path in ("/stemmingen/concept/1", "/stemmingen/concept/1/wijzigen"):
        office.get(path)
        assert office.response.status_code == 303


def test_the_kind_leads_to_the_method(office: StrictClient, house: House) -> None:
    for kind, more, method in (
        (Kind.PROPOSAL, {}, "majority"),
        (Kind.PROPOSAL, {"weights": "population"}, "double-majority"),
        (Kind.PRIORITY, {"method": "ranked"}, "ranked"),
        (Kind.BUDGET, {}, "equal-shares"),
        (Kind.PERSONS, {"seats": "2"}, "stv"),
        (Kind.PERSONS, {"written": "Ada Voorbeeld"}, "majority"),
        (Kind.PERSONS, {}, "irv"),
        (Kind.CONSENT, {}, "consent"),
    ):
        office.get(f"/stemmingen/nieuw?soort={kind}")
        office.submit("main form", ASKED | KINDS[kind] | more)
        vote = only_vote(house)
        assert (vote.method, vote.secrecy is Secrecy.SECRET) == (method, kind is Kind.PERSONS)
        office.submit('form[action$="/weg"]')
    assert office.address == "/stemmingen"


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize(
    ("changed", "status"), [({"closes_on": ""}, 422), ({"title": ""}, 422), ({"closes_on": "2026-03-01"}, 422)]
)
def test_what_was_typed_is_kept_when_something_is_wrong(
    office: StrictClient, kind: Kind, changed: dict[str, str], status: int
) -> None:
    office.get(f"/stemmingen/nieuw?soort={kind}")
    typed = ASKED | KINDS[kind] | {"quorum": "1/3"}
    office.submit("main form", typed | changed)
    assert office.response.status_code == status
    assert office.page.all("#fouten li")
    assert office.page.one("textarea[name=question]").raw.strip() == ASKED["question"]
    assert office.page.one("select[name=quorum] option[selected]")["value"] == "1/3"
    for name in typed.keys() & {"budget", "title-2", "cost-1", "seats"}:
        assert office.page.one(f'input[name="{name}"]')["value"] == typed[name]
    if "written" in typed:
        assert office.page.one("textarea[name=written]").raw.strip() == typed["written"]


@pytest.mark.parametrize(
    ("kind", "wrong", "said"),
    [
        (Kind.PRIORITY, {"written": "Eén"}, "ten minste twee keuzes"),
        (Kind.PRIORITY, {"sets_agenda": True}, "volgorde van initiatieven"),
        (Kind.PRIORITY, {"weights": "given", "given_weights": "Zwolle drie"}, "heel getal"),
        (Kind.PRIORITY, {"weights": "given", "given_weights": "Atlantis 3"}, "niet bekend"),
        (Kind.PRIORITY, {"quorum_by": "both"}, "verschillend wegen"),
        (Kind.BUDGET, {"cost-2": ""}, "wat “Een oefening” kost"),
        (Kind.BUDGET, {"title-2": ""}, "waar dit geld voor is"),
        (Kind.BUDGET, {"cost-2": "veel"}, "heel getal"),
        (Kind.BUDGET, {"budget": "0"}, "van 1 tot en met"),
        (Kind.BUDGET, {"cost-2": "10.001"}, "“Een oefening” kost meer dan er te verdelen is"),
        (Kind.BUDGET, {"budget": "-1"}, "van 1 tot en met 1.000.000.000.000."),
        (Kind.PRIORITY, {"written": "Eén\n" + "T" * 151}, "“" + "T" * 40 + "…” is te lang"),
        (Kind.BUDGET, {"title-2": "T" * 151}, "“" + "T" * 40 + "…” is te lang"),
        (Kind.PERSONS, {"written": "Ada Voorbeeld\nada voorbeeld"}, "“ada voorbeeld” staat er twee keer"),
        (Kind.PROPOSAL, {"force": "meeting"}, "de dag van de vergadering"),
        (Kind.PROPOSAL, {"title": "T" * 151}, "hoogstens 150 tekens: dit zijn er 151"),
        (Kind.PERSONS, {"seats": "0"}, "1 tot en met 50"),
        (Kind.PERSONS, {"seats": "3"}, "meer plaatsen dan kandidaten"),
        (Kind.PROPOSAL, {"effect": "decisions:supersede"}, "nummer in van het besluit"),
        (Kind.CONSENT, {"effect": "initiatives:stop"}, "initiatief dat stopt"),
    ],
)
def test_what_makes_no_sense_is_said(office: StrictClient, kind: Kind, wrong: dict[str, Any], said: str) -> None:
    office.get(f"/stemmingen/nieuw?soort={kind}")
    office.submit("main form", ASKED | KINDS[kind] | wrong)
    assert office.response.status_code in (409, 422)
    assert said in office.page.one("#fouten").text


def test_what_is_pasted_is_not_cut_off_unseen(office: StrictClient) -> None:
    for kind in Kind:
        office.get(f"/stemmingen/nieuw?soort={kind}")
        cut = {field["name"] for field in office.page.all("main [maxlength]")}
        assert {name for name in cut if not name.startswith("letter-")} == set()


@pytest.mark.parametrize("name", ["force", "quorum", "threshold", "weights", "effect", "group_number"])
def test_an_answer_that_was_not_offered_is_refused(office: StrictClient, house: House, name: str) -> None:
    office.get("/stemmingen/nieuw?soort=voorstel")
    token = office.page.one("main input[name=csrf_token]")["value"]
    filled_in = ASKED | {"soort": "voorstel", "quorum": "1/2", "force": "consultation", "threshold": "simple"}
    office.post("/stemmingen/nieuw", data=filled_in | {name: "anders", "csrf_token": token})
    assert office.response.status_code in (409, 422)
    assert house.ask(queries.all_prepared) == []


def test_weights_that_are_given_are_kept(office: StrictClient, house: House) -> None:
    office.get("/stemmingen/nieuw?soort=volgorde")
    office.submit("main form", ASKED | KINDS[Kind.PRIORITY] | {"weights": "given", "given_weights": "zwolle: 3"})
    vote = only_vote(house)
    assert (vote.weights, vote.given_weights) == (Weights.GIVEN, {ZWOLLE: 3})
    office.follow("Wijzigen")
    assert office.page.one("textarea[name=given_weights]").raw.strip() == "Zwolle 3"


def test_a_vote_of_a_group_is_prepared_for_it(app: Flask, house: House, clock: StoppedClock) -> None:
    group = groups.working(house, clock)
    coordinator(house)
    office = signed_in(app, "coordinator@gemportal.example")
    office.get(f"/stemmingen/nieuw?soort=instemming&groep={group}")
    office.submit("main form", {**ASKED, "closes_on": "2026-05-09"})
    assert only_vote(house).group_number == group
    assert "als ten minste de helft van de deelnemers meedoet" in office.page.main.text


def test_a_lead_prepares_and_opens_for_its_own_group(app: Flask, house: House, clock: StoppedClock) -> None:
    group = groups.working(house, clock)
    lead = signed_in(app, email_of(ZWOLLE))
    lead.get(f"/groepen/{group}")
    lead.follow("Een stemming voorbereiden")
    lead.follow("Eén voorstel")
    assert group in lead.page.one("main form").text
    lead.submit("main form", {**ASKED, "closes_on": "2026-05-09"})
    assert only_vote(house).group_number == group
    lead.submit(".confirm form:not([action])", button="Open de stemming")
    assert lead.address == "/stemmingen/S-2026-001"
    kampen = signed_in(app, email_of(KAMPEN))
    kampen.get(f"/groepen/{group}")
    assert "Een stemming voorbereiden" not in kampen.page.main.text


def test_who_may_not_prepare(app: Flask, house: House, office: StrictClient) -> None:
    representative(house, URK)
    vote_id = voting.prepared_vote(house)
    urk = signed_in(app, email_of(URK))
    for path in ("/stemmingen/nieuw", f"/stemmingen/concept/{vote_id}", f"/stemmingen/concept/{vote_id}/wijzigen"):
        urk.get(path)
        assert urk.response.status_code == 403, path


@pytest.mark.parametrize("day", ["9999-12-31", "2027-03-04", "0001-01-01"])
def test_a_last_day_that_no_vote_can_have_is_said_and_what_was_typed_stays(
    office: StrictClient, house: House, day: str
) -> None:
    office.get("/stemmingen/nieuw?soort=voorstel")
    office.submit("main form", ASKED | {"closes_on": day, "title": "Zonder einde"})
    assert office.response.status_code == 422
    assert "sluitingsdag" in office.page.one("#closes_on-fout").text
    assert office.page.one("input[name=title]").get("value") == "Zonder einde"
    assert house.ask(queries.all_prepared) == []


def test_an_initiative_that_is_no_longer_open_is_named_before_it_leaves(
    office: StrictClient, house: House, clock: StoppedClock
) -> None:
    number = published(house, title="Een gedeeld loket")
    vote_id = voting.prepared_vote(house, replace(voting.PRIORITIES, initiatives=(number,), effect=None))
    office.get(f"/stemmingen/concept/{vote_id}/wijzigen")
    assert "niet meer open" not in office.page.main.text
    house.perform(initiatives.withdraw, representative(house, ZWOLLE), number, "Het Rijk doet dit nu.")
    office.get(f"/stemmingen/concept/{vote_id}/wijzigen")
    assert f"{number} Een gedeeld loket" in office.page.one("main .utrecht-alert--warning").text


def test_a_secret_approval_stays_one_when_it_is_changed(office: StrictClient, house: House) -> None:
    persons = replace(voting.PERSONS, method="approval", particular={"winners": 2})
    vote_id = voting.prepared_vote(house, persons)
    office.get(f"/stemmingen/concept/{vote_id}/wijzigen")
    assert office.page.one("input[name=seats]")["value"] == "2"
    office.submit("main form", {"title": "Wie komen in het bestuur?"})
    vote = only_vote(house)
    assert (vote.title, vote.method, vote.rules["winners"]) == ("Wie komen in het bestuur?", "approval", 2)


def test_what_is_no_number_of_seats_is_said_once(office: StrictClient) -> None:
    office.get("/stemmingen/nieuw?soort=personen")
    office.submit("main form", ASKED | KINDS[Kind.PERSONS] | {"seats": "twee"})
    assert [item.text for item in office.page.all("#fouten li")] == ["Vul een heel getal in."]


def test_who_gives_no_weights_gets_a_line_for_each_to_change(office: StrictClient, house: House) -> None:
    office.get("/stemmingen/nieuw?soort=volgorde")
    office.submit("main form", ASKED | KINDS[Kind.PRIORITY] | {"weights": "given"})
    assert "ieder gewicht 1" in office.page.one("#fouten").text
    assert office.page.one("textarea[name=given_weights]").raw.strip() == "Zwolle 1"
    office.submit("main form")
    assert only_vote(house).given_weights == {ZWOLLE: 1}
