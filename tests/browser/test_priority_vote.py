"""A priority vote, from its preparation by a coordinator to the agenda that it sets and the decision that it makes."""

from collections.abc import Callable
from datetime import datetime, timedelta

from playwright.sync_api import Page, expect

from gemportal.demo.cast import address_of
from gemportal.kernel import clock
from gemportal.organisations.queries import members
from gemportal.organisations.rules import slug_of
from gemportal.people import standing
from gemportal.voting import acts as voting
from gemportal.voting import queries as votes
from tests.browser.conftest import Live
from tests.support.browser import accessible
from tests.support.journeys import button, follow, heading, link, sign_in

TITLE = "Wat eerst na de zomer?"


def tick_at(live: Live, moment: datetime) -> None:
    """Let `flask tick` run as it will at that moment."""
    with clock.at(moment):
        live.house.run("tick")


def test_the_members_set_their_agenda(live: Live, visitor: Callable[[], Page]) -> None:
    coordinator, voter = visitor(), visitor()
    sign_in(coordinator, "coordinator")
    follow(coordinator, "Een stemming voorbereiden")
    accessible(coordinator)
    follow(coordinator, "Wat komt eerst")
    accessible(coordinator)
    expect(coordinator.get_by_label("Aankruisen wat men steunt")).to_be_checked()
    coordinator.get_by_label("Titel", exact=True).fill(TITLE)
    coordinator.get_by_label("Vraag", exact=True).fill("Welke initiatieven willen de leden na de zomer het eerst?")
    offered = coordinator.get_by_role("group", name="Initiatieven om uit te kiezen").get_by_role("checkbox")
    options = [offered.nth(place).get_attribute("value") or "" for place in range(3)]
    for place in range(3):
        offered.nth(place).check()
    coordinator.get_by_label("De uitslag wordt de agenda van de leden").check()
    button(coordinator, "Bewaren en bekijken").click()
    expect(coordinator.get_by_role("heading", name="De stemming openen")).to_be_visible()
    accessible(coordinator)
    button(coordinator, "Open de stemming").click()
    expect(coordinator.get_by_role("main")).to_contain_text("De stemming is open.")
    accessible(coordinator)
    number = coordinator.url.split("/")[-1]

    sign_in(voter, "utrecht")
    follow(voter, TITLE)
    voter.get_by_role("checkbox").nth(2).check()
    button(voter, "Naar de samenvatting").click()
    button(voter, "Stem uitbrengen").click()
    assert heading(voter) == "Uw stem is ontvangen"
    others = [member for member in live.house.ask(members) if member.name != "Utrecht"]
    for member in others[:20]:
        actor = live.house.ask(standing.acting_as, address_of(slug_of(member.name)), organisation=member.code)
        live.house.perform(voting.cast, actor, number, options[2:], "")

    coordinator.goto(f"/stemmingen/{number}")
    expect(coordinator.get_by_role("main")).to_contain_text("21 van de")
    expect(coordinator.get_by_role("heading", name="Uitslag")).to_have_count(0)
    vote = live.house.ask(votes.by_number, number)
    tick_at(live, vote.closes_at + timedelta(minutes=5))
    publish_at = live.house.ask(votes.by_number, number).publish_at
    assert publish_at is not None
    tick_at(live, publish_at + timedelta(minutes=5))

    reader = visitor()
    reader.goto(f"/stemmingen/{number}")
    expect(reader.get_by_role("main")).to_contain_text("Uitslag vastgesteld")
    accessible(reader)
    reader.goto("/agenda")
    expect(reader.get_by_role("main").locator("ol a").first).to_have_attribute("href", f"/initiatieven/{options[2]}")
    accessible(reader)
    reader.goto("/besluiten")
    follow(reader, TITLE)
    expect(link(reader, number)).to_be_visible()
    accessible(reader)
    assert live.house.run("register", "verify").exit_code == 0
