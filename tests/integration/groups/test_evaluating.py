"""Evaluating on a phone: ten questions, nothing typed is lost, and what was pledged stands beside what is asked."""

import pytest
import sqlalchemy as sa
from flask import Flask

from gemportal.groups import queries
from gemportal.groups.steps import acts, drafts
from gemportal.groups.steps.models import EvaluationDraft
from gemportal.groups.steps.rules import Conclusion
from gemportal.initiatives import acts as initiatives
from gemportal.kernel import db
from gemportal.kernel.errors import NotAllowed, RuleBroken
from gemportal.register.queries import number_of_entries
from tests.factories.groups import evaluate, judging, running_step
from tests.factories.members import DEVENTER, KAMPEN, ZWOLLE, email_of, representative
from tests.factories.people import signed_in
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.time import StoppedClock

MOST_QUESTIONS = 10
ANSWERS = {
    "came_true": "1",
    "cooperation": "4",
    "went_well": "Snel begonnen",
    "learned": "Begin klein",
    "hours": "30",
    "euros": "500",
    "advice": "continue",
}


@pytest.fixture
def group(house: House, clock: StoppedClock) -> str:
    number = running_step(house, clock)
    house.perform(acts.end_step, representative(house, ZWOLLE), number, 1, "Eerder klaar.")
    return number


def kept(house: House) -> int:
    return house.ask(lambda: db.session().scalar(sa.select(sa.func.count()).select_from(EvaluationDraft)) or 0)


def test_ten_questions_with_words_and_what_was_pledged(app: Flask, house: House, group: str) -> None:
    visitor = signed_in(app, email_of(KAMPEN))
    visitor.get(f"/groepen/{group}/stappen/1/evalueren")
    names = {field["name"] for field in visitor.page.all("main :is(input, textarea)")} - {"csrf_token"}
    assert len(names) == MOST_QUESTIONS
    text = visitor.page.main.text
    assert "0 – helemaal niet" in text
    assert "U zegde 40 uur toe voor 2026. Voor de hele stap zijn 80 uur gepland" in text
    assert "Uw eigen antwoorden worden alleen openbaar als u dat hierboven kiest." in text


def test_what_was_typed_stays_when_something_is_wrong(app: Flask, house: House, group: str) -> None:
    visitor = signed_in(app, email_of(KAMPEN))
    visitor.get(f"/groepen/{group}/stappen/1/evalueren")
    visitor.submit(values={**ANSWERS, "hours": "veel", "learned": ""}, button="Evaluatie geven")
    assert visitor.response.status_code == 422
    assert {field["name"] for field in visitor.page.all("[aria-invalid]")} == {"hours", "learned"}
    assert visitor.page.one("#hours")["value"] == "veel"
    assert visitor.page.one("#went_well").text == "Snel begonnen"
    assert [field["value"] for field in visitor.page.all("input[name=came_true][checked]")] == ["1"]
    visitor.submit(values={"hours": "30", "learned": "Begin klein"}, button="Evaluatie geven")
    assert "U kunt nu lezen wat de anderen schreven." in visitor.page.one("body").text
    assert house.ask(queries.page_of, group).steps[0].given_by == {KAMPEN}


def test_half_an_evaluation_waits_for_whoever_goes_on(app: Flask, house: House, group: str) -> None:
    address = f"/groepen/{group}/stappen/1/evalueren"
    visitor = signed_in(app, email_of(KAMPEN))
    before = house.ask(number_of_entries)
    visitor.get(address)
    visitor.submit(values={"cooperation": "4", "hours": "veel", "in_public": True}, button="Bewaar en ga later verder")
    assert "nog niet gegeven" in visitor.page.one("body").text
    assert house.ask(number_of_entries) == before
    assert house.ask(queries.page_of, group).steps[0].given_by == set()
    again = signed_in(app, email_of(KAMPEN))
    again.get(address)
    assert "U gaat verder met wat uw organisatie eerder bewaarde." in again.page.main.text
    assert again.page.one("#hours")["value"] == "veel"
    assert again.page.one("#in_public").has("checked")
    again.submit(values={**ANSWERS, "in_public": False}, button="Evaluatie geven")
    assert house.ask(queries.page_of, group).steps[0].given_by == {KAMPEN}
    assert kept(house) == 0


def test_only_who_can_evaluate_puts_anything_by(house: House, clock: StoppedClock, group: str) -> None:
    for code, refusal in ((DEVENTER, NotAllowed), (ZWOLLE, None), (KAMPEN, None)):
        actor = representative(house, code)
        if refusal:
            with pytest.raises(refusal):
                house.perform(acts.put_by_evaluation, actor, group, 1, {"learned": "x"})
        else:
            house.perform(acts.put_by_evaluation, actor, group, 1, {"learned": code, "id": "7", "advice": ""})
    assert house.ask(drafts.draft_of, group, 1, KAMPEN) == {"learned": KAMPEN}
    assert house.ask(drafts.draft_of, group, 1, DEVENTER) == {}
    evaluate(house, group, ZWOLLE)
    with pytest.raises(RuleBroken, match="al geëvalueerd"):
        house.perform(acts.put_by_evaluation, representative(house, ZWOLLE), group, 1, {"learned": "x"})
    clock.advance(days=16)
    with pytest.raises(RuleBroken, match="termijn"):
        house.perform(acts.put_by_evaluation, representative(house, KAMPEN), group, 1, {"learned": "x"})
    assert kept(house) == 1


def test_what_was_never_finished_goes_with_the_step(house: House, clock: StoppedClock, group: str) -> None:
    house.perform(acts.put_by_evaluation, representative(house, KAMPEN), group, 1, {"learned": "x"})
    evaluate(house, group, ZWOLLE)
    clock.advance(days=16)
    values = {"conclusion": Conclusion.CONTINUE, "outcome": "Negentig."}
    house.perform(acts.conclude_step, representative(house, ZWOLLE), group, 1, **values)
    assert kept(house) == 0


def test_what_was_never_finished_goes_with_the_group(house: House, group: str) -> None:
    house.perform(acts.put_by_evaluation, representative(house, KAMPEN), group, 1, {"learned": "x"})
    number = house.ask(queries.page_of, group).initiative_number
    house.perform(initiatives.stop, representative(house, ZWOLLE), number, "Niet meer nodig.", "Vraag het eerst.")
    assert kept(house) == 0


def test_the_step_puts_planned_pledged_and_spent_beside_each_other_and_names_a_difference(
    house: House, client: StrictClient, group: str
) -> None:
    house.perform(acts.evaluate_step, representative(house, ZWOLLE), group, 1, judging(0))
    house.perform(acts.evaluate_step, representative(house, KAMPEN), group, 1, judging(4))
    address = f"/groepen/{group}/stappen/1"
    client.get(address)
    assert "Iedereen heeft geëvalueerd." in client.page.main.text
    assert not client.page.all("svg.spread")
    values = {"conclusion": Conclusion.CONTINUE, "outcome": "Negentig meldingen."}
    house.perform(acts.conclude_step, representative(house, ZWOLLE), group, 1, **values)
    client.get(address)
    text = client.page.main.text
    assert "De meningen lopen uiteen." in text
    assert "Iedereen gaf hetzelfde cijfer." in text
    assert [figure.text for figure in client.page.all(".bars__figure")] == [
        *("80 uur", "80 uur", "60 uur"),
        *("€ 1.000", "€ 10.000", "€ 1.000"),
    ]
    assert len(client.page.all("svg.spread")) == 2
    client.get(f"/en{address}")
    assert client.response.status_code == 200


def test_the_lead_reads_what_each_choice_does_and_how_many_advise_it(app: Flask, house: House, group: str) -> None:
    for code, advice in ((ZWOLLE, Conclusion.SHARE), (KAMPEN, Conclusion.STOP)):
        evaluate(house, group, code, advice=advice)
    visitor = signed_in(app, email_of(ZWOLLE))
    visitor.get(f"/groepen/{group}/stappen/1/afronden")
    text = visitor.page.main.text
    assert "Het initiatief is opgeleverd." in text
    assert "De groep stopt en het initiatief ook." in text
    assert [bar.text for bar in visitor.page.all(".bars__figure")] == [
        f"{count} organisatie{'' if count == 1 else 's'}" for count in (0, 0, 1, 1)
    ]
    visitor.submit(values={"outcome": "", "conclusion": "stop"})
    assert visitor.response.status_code == 422
    visitor.submit(values={"outcome": "Het werkte niet."})
    assert visitor.response.status_code == 409
    assert "Schrijf op wat anderen hiervan kunnen leren." in visitor.page.main.text
    assert visitor.page.one("#outcome").text == "Het werkte niet."
