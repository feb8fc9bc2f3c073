"""A coordinator at work: admits a member, invites its person, and forms a group that begins."""

import re
from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Page, expect

from gemportal.groups import acts as groups
from gemportal.groups.rules import YearPledged
from gemportal.kernel import clock
from gemportal.kernel.actor import Actor
from gemportal.organisations.queries import members
from gemportal.people import standing
from tests.browser.conftest import Live
from tests.support.browser import accessible
from tests.support.journeys import button, email_of, follow, heading, link, sign_in

# Of the demo: its call has closed; Zaanstad wants to lead, and Roermond, Goes and Venlo to join.
CLOSED_CALL = "Archiveren vanaf het begin"
NEW_MEMBER = "Kampen"
WORDS = "vier vogels zingen om vijf uur"


def acting_for(live: Live, slug: str, name: str) -> Actor:
    """Who acts for this member of the demo."""
    code = live.house.ask(lambda: next(member.code for member in members() if member.name == name))
    return live.house.ask(standing.acting_as, email_of(slug), organisation=code)


def invite(page: Page, organisation: str, role: str, email: str) -> str:
    """Invite somebody to act for a member; gives the link."""
    page.goto("/mensen/uitnodigen")
    page.get_by_label("Organisatie").select_option(label=organisation)
    page.get_by_label(role, exact=True).check()
    page.get_by_label("Naam").fill("Nynke Nachtegaal-Voorbeeld")
    page.get_by_label("E-mailadres").fill(email)
    button(page, "Maak de uitnodiging").click()
    assert heading(page) == "De uitnodiging is onderweg"
    address = page.locator("a.invitation-link").get_attribute("href")
    assert address
    return address


def test_a_new_member_gets_a_person_who_acts_in_two_roles(visitor: Callable[[], Page]) -> None:
    coordinator, newcomer = visitor(), visitor()
    sign_in(coordinator, "coordinator")
    follow(coordinator, "Naar de coördinatie")
    accessible(coordinator)
    follow(coordinator, "Een gemeente toelaten")
    coordinator.get_by_label("Gemeente").select_option(label=NEW_MEMBER)
    coordinator.get_by_label("Besluit").fill("Besluit van de ledenvergadering van 12 november 2026")
    button(coordinator, "Toelaten").click()
    coordinator.wait_for_url(lambda url: "toelaten" not in url)

    address = invite(coordinator, NEW_MEMBER, "vertegenwoordiger", email_of("nynke"))
    accessible(coordinator)
    newcomer.goto(address)
    assert heading(newcomer) == "U bent uitgenodigd"
    accessible(newcomer)
    newcomer.get_by_label("Kies een wachtwoord").fill(WORDS)
    newcomer.get_by_label("Herhaal het wachtwoord").fill("iets anders dan dat was")
    button(newcomer, "Uitnodiging aannemen").click()
    expect(newcomer.get_by_role("alert")).to_be_focused()
    accessible(newcomer)
    newcomer.get_by_label("Kies een wachtwoord").fill(WORDS)
    newcomer.get_by_label("Herhaal het wachtwoord").fill(WORDS)
    button(newcomer, "Uitnodiging aannemen").click()
    newcomer.wait_for_url("**/mijn")
    expect(newcomer.get_by_role("banner")).to_contain_text(f"namens {NEW_MEMBER}")

    newcomer.goto(invite(coordinator, "Deventer", "plaatsvervanger", email_of("nynke")))
    newcomer.get_by_label("Uw wachtwoord").fill(WORDS)
    button(newcomer, "Uitnodiging aannemen").click()
    newcomer.wait_for_url("**/namens")
    accessible(newcomer)
    newcomer.get_by_label("Deventer, als plaatsvervanger").check()
    button(newcomer, "Verder").click()
    newcomer.wait_for_url("**/mijn")
    expect(newcomer.get_by_role("banner")).to_contain_text("namens Deventer")
    # The link was spent.
    coordinator.goto(address)
    expect(coordinator.get_by_label("Kies een wachtwoord")).to_have_count(0)


def test_a_group_is_formed_from_the_ranking_and_begins(live: Live, visitor: Callable[[], Page]) -> None:
    coordinator, lead = visitor(), visitor()
    sign_in(coordinator, "coordinator")
    coordinator.goto("/initiatieven?q=archiveren")
    follow(coordinator, CLOSED_CALL)
    follow(coordinator, "Bekijk de rangorde")
    accessible(coordinator)
    follow(coordinator, "Vorm een groep")
    coordinator.get_by_text("Iemand overslaan").click()
    coordinator.get_by_label("Goes overslaan, omdat …").fill(
        "Goes vroeg in een gesprek om een plaats in de volgende ronde."
    )
    out_of_order = coordinator.get_by_label("Waarom dit initiatief voorgaat op de agenda van de leden")
    if out_of_order.count():
        out_of_order.fill("De inspectie gaf een jaar de tijd, en dat jaar loopt.")
    accessible(coordinator)
    button(coordinator, "Groep vormen en zetels aanbieden").click()
    coordinator.wait_for_url(re.compile(r"/groepen/G-"))
    expect(coordinator.get_by_role("main")).to_contain_text("Goes is overgeslagen")
    accessible(coordinator)
    number = coordinator.url.split("/")[-1]

    for slug, name in (("roermond", "Roermond"), ("venlo", "Venlo")):
        actor = acting_for(live, slug, name)
        pledged = [YearPledged(clock.today().year, 40, 1500)]
        assert actor.person_id is not None
        live.house.perform(groups.accept_offer, actor, number, pledges=pledged, participants=[actor.person_id])
    sign_in(lead, "zaanstad")
    follow(lead, CLOSED_CALL)
    accessible(lead)
    lead.get_by_label("Uren dit jaar").fill("90")
    lead.get_by_label("Euro’s dit jaar").fill("5.000")
    lead.get_by_role("group", name="Wie werken er mee?").get_by_role("checkbox").first.check()
    button(lead, "Zetel aannemen").click()
    expect(lead.get_by_role("main")).to_contain_text("U hebt de zetel aangenomen.")
    accessible(lead)

    lead.goto(f"/groepen/{number}/opdracht")
    lead.get_by_label("Wat de groep zelf beslist").fill("De groep kiest de drie zaaktypen en test met eigen dossiers.")
    lead.get_by_label("Budget").fill("6000")
    lead.get_by_label("Einddatum").fill((clock.today() + timedelta(days=300)).isoformat())
    accessible(lead)
    button(lead, "Opdracht voorstellen").click()
    expect(lead.get_by_role("main")).to_contain_text("Nog niet ingestemd: ")
    live.house.perform(groups.consent_to_charter, acting_for(live, "venlo", "Venlo"), number, 1)
    member = visitor()
    sign_in(member, "roermond")
    member.goto(f"/groepen/{number}/opdracht/instemmen")
    accessible(member)
    button(member, "Wij stemmen in").click()
    expect(member.get_by_role("main")).to_contain_text("De groepsopdracht geldt nu.")

    lead.goto(f"/groepen/{number}/beginnen")
    accessible(lead)
    button(lead, "Beginnen").click()
    expect(lead.get_by_role("main")).to_contain_text("De groep is begonnen.")
    expect(link(lead, "Plan")).to_be_visible()
    accessible(lead)
