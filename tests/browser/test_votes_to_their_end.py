"""Votes of the demo to their end: a secret ballot found back, a proxy, a contested result, and every result recounted."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Page, expect

from gemportal.kernel import clock
from gemportal.kernel.actor import clock_for
from gemportal.voting import acts as voting
from gemportal.voting import queries as votes
from gemportal.voting.policy import CLOSE
from gemportal.voting.preparing.rules import offered
from tests.browser.conftest import Live
from tests.support.browser import PHONE, accessible
from tests.support.journeys import button, follow, heading, link, sign_in

FOR_PERSONS = "Onze stem in de landelijke adviesraad"
TO_RANK = "Een naam voor onze bibliotheek van oplossingen"
COUNTED = "Een gezamenlijke reactie op de digitaliseringsstrategie"


def number_of(live: Live, title: str) -> str:
    """The number of the vote that the demo opened last under this title."""
    return next(line.number for line in live.house.ask(votes.lines, limit=100) if line.title == title)


def close(live: Live, number: str) -> None:
    """Let the clock close this vote, and no other."""
    with clock.at(live.house.ask(votes.by_number, number).closes_at + timedelta(minutes=5)):
        live.house.perform(voting.close, clock_for(CLOSE), number)


def test_a_secret_ballot_is_cast_once_and_found_back(live: Live, visitor: Callable[[], Page]) -> None:
    phone, reader = visitor(), visitor()
    phone.set_viewport_size(PHONE)
    sign_in(phone, "zwolle")
    follow(phone, FOR_PERSONS)
    number = phone.url.split("/")[-2]
    button(phone, "Zet op de lijst: Tessa Zwaluw").click()
    button(phone, "Zet op de lijst: Karim Lepelaar").click()
    button(phone, "Naar de samenvatting").click()
    assert heading(phone) == "Controleer uw stem"
    expect(phone.get_by_role("main")).to_contain_text("U stemt één keer")
    accessible(phone)
    button(phone, "Stem uitbrengen").click()
    expect(phone.get_by_role("heading", name="Uw volgcode")).to_be_visible()
    tracker = phone.locator("#volgcode").inner_text()
    accessible(phone)
    # Who comes back is told why there is no second time, and nobody is shown the code again.
    phone.goto(f"/stemmingen/{number}/stem")
    expect(phone.get_by_role("main")).to_contain_text("Deze organisatie heeft al gestemd")
    phone.goto("/mijn")
    expect(phone.get_by_role("main")).not_to_contain_text(FOR_PERSONS)

    reader.goto(f"/stemmingen/{number}")
    expect(reader.get_by_role("main")).not_to_contain_text(tracker)
    close(live, number)
    reader.reload()
    reader.get_by_text("stemmen met hun volgcodes").click()
    expect(reader.get_by_role("row").filter(has_text=tracker)).to_contain_text("Tessa Zwaluw")
    accessible(reader)


def test_a_proxy_is_given_seen_and_taken_back(live: Live, visitor: Callable[[], Page]) -> None:
    phone, reader = visitor(), visitor()
    phone.set_viewport_size(PHONE)
    sign_in(phone, "plv.zwolle")
    number = number_of(live, TO_RANK)
    phone.goto(f"/stemmingen/{number}/stem")
    follow(phone, "Geef een volmacht")
    phone.get_by_label("Wie stemt voor u?").select_option(label="Deventer")
    button(phone, "Volmacht geven").click()
    phone.wait_for_url(f"**/stemmingen/{number}")
    accessible(phone)
    reader.goto("/volmachten")
    row = reader.get_by_role("table", name=TO_RANK).get_by_role("row", name="Zwolle")
    expect(row).to_contain_text("Deventer")
    follow(phone, "Trek uw volmacht in")
    accessible(phone)
    button(phone, "Volmacht intrekken").click()
    phone.wait_for_url(f"**/stemmingen/{number}")
    reader.reload()
    expect(reader.get_by_role("main")).not_to_contain_text(TO_RANK)


def test_a_result_is_contested_and_ruled_on(live: Live, visitor: Callable[[], Page]) -> None:
    member, chair, reader = visitor(), visitor(), visitor()
    number, reason = number_of(live, COUNTED), "De concepttekst stond er pas na de opening bij."
    sign_in(member, "wageningen")
    member.goto(f"/stemmingen/{number}")
    follow(member, "De uitslag betwisten")
    button(member, "Betwist de uitslag").click()
    expect(member.get_by_role("alert")).to_contain_text("Schrijf waarom de uitslag niet klopt.")
    accessible(member)
    member.get_by_label("Waarom betwist u de uitslag?").fill(reason)
    button(member, "Betwist de uitslag").click()
    expect(member.get_by_role("main")).to_contain_text("U hebt de uitslag betwist.")

    sign_in(chair, "voorzitter")
    follow(chair, COUNTED)
    expect(chair.get_by_role("main")).to_contain_text(reason)
    chair.get_by_label("Afwijzen.").check()
    chair.get_by_label("Waarom?").fill("De tekst stond er op de eerste dag, en is niet gewijzigd.")
    button(chair, "Beslis").click()
    expect(chair.get_by_role("main")).to_contain_text("De betwisting is afgewezen.")
    live.house.run("tick")
    reader.goto(f"/stemmingen/{number}")
    for words in ("vastgesteld", reason, "en is niet gewijzigd"):
        expect(reader.get_by_role("main")).to_contain_text(words)
    accessible(reader)


# What a reader is told of how it was counted, by method.
EXPLAINED = {
    "majority": "Nodig waren",
    "double-majority": "Naar stemgewicht",
    "consent": "De meeste stemmen beslissen hier niet",
    "score": "Bovenaan staat",
    "points": "Gekozen zijn",
    "ranked": "Wie wint van wie",
    "stv": "De telling in rondes",
    "equal-shares": "En als anders was geteld?",
}


def test_every_result_is_read_and_recounted(live: Live, page: Page, tmp_path: Path) -> None:
    counted = [line for line in live.house.ask(votes.lines, only="gesloten", limit=100) if line.result]
    assert {line.method for line in counted} >= EXPLAINED.keys() == offered() - {"approval", "irv"}
    for line in {line.method: line for line in reversed(counted) if line.method in EXPLAINED}.values():
        page.goto(f"/stemmingen/{line.number}")
        expect(page.get_by_role("main")).to_contain_text(EXPLAINED[line.method])
        address = link(page, "Alle stemmen en de telling (JSON)").get_attribute("href") or ""
        document = page.request.get(address).json()
        kept = tmp_path / "telling.json"
        kept.write_text(json.dumps(document), encoding="utf-8")
        assert json.loads(live.house.run("tally", str(kept), "--json").stdout) == document["result"]
    page.goto(f"/en/stemmingen/{number_of(live, 'De programmaraad van de leerdagen')}")
    expect(page.get_by_role("main")).to_contain_text("Chosen: ")
