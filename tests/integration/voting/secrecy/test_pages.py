"""The pages of a secret vote: one ballot for each, a tracker that is shown once, and what the secrecy rests on."""

import json
from typing import Any

import pytest
import sqlalchemy as sa

from gemportal.kernel import db
from gemportal.kernel.actor import MandateRole
from gemportal.kernel.errors import RuleBroken
from gemportal.people.signin.models import UnfinishedForm
from gemportal.register import queries as register
from gemportal.voting import acts, queries
from gemportal.voting.models import HandedIn
from gemportal.voting.proxies.acts import give_proxy
from gemportal.voting.secrecy import queries as secrecy
from tests.factories import voting
from tests.factories.members import KAMPEN, URK, ZWOLLE, coordinator, deputy, email_of, representative
from tests.factories.people import signed_in
from tests.support.client import StrictClient
from tests.support.dump import cells_with
from tests.support.house import House
from tests.support.time import StoppedClock

ADA = "keuze-1"


@pytest.fixture
def number(house: House, clock: StoppedClock) -> str:
    return voting.open_vote(house, voting.PERSONS)


def summary(house: House, number: str, code: str = ZWOLLE, answer: Any = (ADA,)) -> StrictClient:
    """Somebody before the summary of their ballot."""
    representative(house, code)
    visitor = signed_in(house.app, email_of(code))
    return to_summary(visitor, number, answer)


def to_summary(visitor: StrictClient, number: str, answer: Any = (ADA,)) -> StrictClient:
    visitor.get(f"/stemmingen/{number}/stem")
    visitor.submit("main form", {"answer": list(answer)})
    assert visitor.page.heading == "Controleer uw stem"
    return visitor


def fields(visitor: StrictClient) -> dict[str, str]:
    return {field["name"]: field["value"] for field in visitor.page.all("main form input[type=hidden]")} | {
        "stap": "stem"
    }


def cast(visitor: StrictClient) -> str:
    """Press the button, and read the tracker."""
    visitor.submit("main form", button="Stem uitbrengen")
    assert visitor.page.heading == "Uw stem is ontvangen"
    return visitor.page.one("#volgcode").text


def stored(house: House) -> list[tuple[str, Any]]:
    return [(ballot.tracker, ballot.answer) for ballot in house.ask(secrecy.ballots_of, 1)]


def test_a_ballot_is_asked_without_a_statement_and_said_to_be_final(house: House, number: str) -> None:
    representative(house, ZWOLLE)
    visitor = signed_in(house.app, email_of(ZWOLLE))
    visitor.get(f"/stemmingen/{number}/stem")
    assert "U stemt één keer" in visitor.page.main.text
    assert not visitor.page.all("[name=statement]")
    to_summary(visitor, number)
    assert "niet meer wijzigen" in visitor.page.main.text
    assert "met uw stemverklaring" not in visitor.page.main.text


def test_the_tracker_is_shown_once_and_stands_in_no_address(house: House, number: str) -> None:
    visitor = summary(house, number)
    tracker = cast(visitor)
    assert stored(house) == [(tracker, [ADA])]
    assert visitor.address == f"/stemmingen/{number}/stem"
    assert visitor.response.headers["Cache-Control"] == "private, no-store"
    visitor.follow("Ontvangstbewijs: dat uw organisatie heeft gestemd")
    assert "Wat zij stemde, staat niet in het register" in visitor.page.main.text
    for page in (visitor.address, f"/stemmingen/{number}", "/mijn", f"/gemeenten/{ZWOLLE}", "/register"):
        visitor.get(page)
        assert tracker not in visitor.response.text


def test_abuse_12_a_double_click_and_a_refresh_show_the_same_tracker_of_the_same_ballot(
    house: House, number: str
) -> None:
    visitor = summary(house, number)
    sent = fields(visitor) | {"answer": ADA}
    before = house.ask(register.number_of_entries)
    shown = set()
    for _ in range(3):
        visitor.post(f"/stemmingen/{number}/stem", data=sent)
        assert visitor.response.status_code == 200
        shown.add(visitor.page.one("#volgcode").text)
    assert stored(house) == [(shown.pop(), [ADA])]
    assert not shown
    assert house.ask(register.number_of_entries) == before + 1


def test_abuse_12_a_second_tab_is_told_that_its_ballot_does_not_count(house: House, number: str) -> None:
    first = summary(house, number)
    second = summary(house, number, answer=("keuze-2",))
    tracker = cast(first)
    second.submit("main form", button="Stem uitbrengen")
    assert second.response.status_code == 409
    assert "heeft al gestemd" in second.page.one("#fouten").text
    assert stored(house) == [(tracker, [ADA])]


def test_abuse_12_a_second_representative_cannot_vote_again(house: House, number: str) -> None:
    deputy(house, ZWOLLE)
    cast(summary(house, number))
    other = signed_in(house.app, email_of(ZWOLLE, MandateRole.DEPUTY))
    other.get(f"/stemmingen/{number}")
    assert "staat die stem vast" in other.page.main.text
    assert "Wijzig uw stem" not in other.page.main.text
    other.get(f"/stemmingen/{number}/stem")
    assert other.response.status_code == 409
    assert "niemand kan zien welke stem van haar is" in other.page.main.text
    with pytest.raises(RuleBroken, match="heeft al gestemd"):
        house.perform(acts.cast, deputy(house, ZWOLLE), number, [ADA])
    assert len(stored(house)) == 1


def test_abuse_12_nobody_votes_for_another(house: House, number: str) -> None:
    with pytest.raises(RuleBroken, match="een volmacht kan niet"):
        house.perform(give_proxy, representative(house, KAMPEN), number, ZWOLLE)
    with pytest.raises(RuleBroken, match="stemverklaring"):
        voting.cast(house, number, ZWOLLE, [ADA], "Omdat Ada het kan.")
    assert stored(house) == []


def test_abuse_12_the_page_of_an_open_vote_tells_how_many_and_nothing_else(house: House, number: str) -> None:
    stranger = house.app.test_client()
    assert isinstance(stranger, StrictClient)
    for code, answer in ((ZWOLLE, [ADA]), (KAMPEN, ["keuze-2"])):
        voting.cast(house, number, code, answer)
        stranger.get(f"/stemmingen/{number}")
        assert not [tracker for tracker, _ in stored(house) if tracker in stranger.response.text]
        assert not stranger.page.all("#wie, #stemmen, #uitslag")
    assert "2 van de" in stranger.page.main.text
    assert "Hoe geheim is deze stemming?" in stranger.page.main.text
    stranger.get(f"/stemmingen/{number}/telling.json")
    assert stranger.response.status_code == 404


def test_abuse_12_what_is_sent_after_the_session_was_over_is_not_put_by(
    house: House, clock: StoppedClock, number: str
) -> None:
    visitor = summary(house, number)
    clock.advance(hours=9)
    visitor.submit("main form", button="Stem uitbrengen")
    assert visitor.address.startswith("/aanmelden")
    assert house.ask(lambda: db.session().scalars(sa.select(UnfinishedForm)).all()) == []
    assert stored(house) == []


def test_abuse_12_the_key_of_the_page_is_kept_nowhere(house: House, number: str) -> None:
    visitor = summary(house, number)
    key = fields(visitor)["key"]
    cast(visitor)
    assert house.ask(cells_with, key) == []
    assert house.ask(lambda: db.session().scalar(sa.select(sa.func.count()).select_from(HandedIn))) == 1


def test_once_counted_everybody_finds_their_ballot_and_who_voted_apart(
    house: House, clock: StoppedClock, number: str
) -> None:
    trackers = [cast(summary(house, number, code, answer)) for code, answer in ((ZWOLLE, (ADA,)), (URK, ()))]
    clock.set(voting.closing_moment(house, number))
    house.run("tick")
    stranger = house.app.test_client()
    assert isinstance(stranger, StrictClient)
    stranger.get(f"/stemmingen/{number}")
    rows = {row.all("th")[0].text: row.all("td")[0].text for row in stranger.page.all("#stemmen tbody tr")}
    assert rows == {trackers[0]: "Ada Visser", trackers[1]: "blanco"}
    assert list(rows) == sorted(rows)
    assert {one.text for one in stranger.page.all("#wie li")} == {"Zwolle", "Urk"}
    assert not stranger.page.all("#hoofdelijk")
    assert "niet tegen dwang" in stranger.page.one("#geheim").text
    stranger.get(f"/gemeenten/{ZWOLLE}")
    assert "heeft gestemd" in stranger.page.main.text
    assert "Ada Visser" not in stranger.page.main.text
    index = next(e.index for e in house.ask(register.entries_about, [number]) if e.act == "voting:cast")
    for page in (f"/register/{index}", f"/register/{index}.json"):
        stranger.get(page)
        assert "keuze-" not in stranger.response.text
    stranger.get(f"/register/{index}/part")
    assert stranger.response.status_code == 404


def test_the_page_asks_as_much_for_many_ballots_as_for_few(house: House, clock: StoppedClock, number: str) -> None:
    voting.cast(house, number, ZWOLLE, [ADA])
    voting.close(house, number)
    more = voting.open_vote(house, voting.PERSONS)
    for code in (ZWOLLE, KAMPEN, URK):
        voting.cast(house, more, code, [ADA])
    voting.close(house, more)
    stranger = house.app.test_client()
    assert isinstance(stranger, StrictClient)
    asked = []
    for one in (number, more):
        stranger.get(f"/stemmingen/{one}")
        asked.append(stranger.queries)
    assert asked[0] == asked[1]


def test_a_first_tie_chooses_nobody_and_in_the_new_vote_the_lot_does(house: House, clock: StoppedClock) -> None:
    candidates = voting.replace(voting.PERSONS, method="irv", particular={}, quorum="0/1")
    first = voting.open_vote(house, candidates)
    for code, answer in ((ZWOLLE, ADA), (KAMPEN, "keuze-2")):
        voting.cast(house, first, code, [[answer]])
    document = voting.close(house, first)
    assert (document["result"]["outcome"], document["result"]["winners"]) == ("tied", [])
    assert document["vote"]["ties"] == "revote"
    stranger = house.app.test_client()
    assert isinstance(stranger, StrictClient)
    stranger.get(f"/stemmingen/{first}")
    assert "er is nog niemand gekozen" in stranger.page.main.text
    coordinator(house)
    office = signed_in(house.app, "coordinator@gemportal.example")
    office.get(f"/stemmingen/{first}")
    office.submit(".stack form[action$=nieuwe-ronde]", button="Bereid een nieuwe ronde voor")
    office.submit(".confirm form:not([action])", button="Open de stemming")
    again = office.address.rpartition("/")[2]
    for code, answer in ((ZWOLLE, ADA), (KAMPEN, "keuze-2")):
        voting.cast(house, again, code, [[answer]])
    document = voting.close(house, again)
    assert document["vote"]["ties"] == "lot"
    assert json.loads(house.ask(queries.definition_of, again))["ties"] == "lot"
    assert len(document["result"]["winners"]) == 1
    house.run("register", "verify")
