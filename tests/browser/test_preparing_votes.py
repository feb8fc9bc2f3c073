"""A coordinator divides a budget over initiatives and what a file names: nothing is lost, and then it is sealed."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.support.browser import accessible
from tests.support.journeys import button, follow, heading, sign_in

PB = """META
key; value
budget; 150000
PROJECTS
project_id; cost; name
1; 60000; Een gedeeld loket
2; 25000; Een oefening met uitval
"""


def test_a_budget_is_prepared_from_a_file(visitor: Callable[[], Page]) -> None:
    page = visitor()
    sign_in(page, "coordinator")
    follow(page, "Een stemming voorbereiden")
    accessible(page)
    follow(page, "Een budget verdelen")
    accessible(page)
    expect(page.get_by_label("Dag van de ledenvergadering")).to_be_hidden()
    page.get_by_label("Wat betekent de uitslag?").select_option("meeting")
    expect(page.get_by_label("Dag van de ledenvergadering")).to_be_visible()
    page.get_by_label("Wat betekent de uitslag?").select_option("consultation")

    page.get_by_text("Keuzes en kosten uit een Pabulib-bestand halen").click()
    page.get_by_label("Of plak hier wat erin staat").fill(PB.replace("25000", "veel"))
    button(page, "Vul de keuzes in").click()
    expect(page.get_by_role("alert")).to_contain_text("regel 7")
    accessible(page)
    page.get_by_label("Of plak hier wat erin staat").fill(PB)
    button(page, "Vul de keuzes in").click()
    expect(page.locator("[name='title-2']")).to_have_value("Een oefening met uitval")
    initiative = page.get_by_role("group", name="Initiatieven om uit te kiezen").get_by_role("group").first
    initiative.get_by_role("checkbox").check()
    initiative.get_by_label("Kosten").fill("45.000")
    page.get_by_label("Titel", exact=True).fill("Het innovatiegeld")
    page.get_by_label("Vraag", exact=True).fill("Waaraan geven wij het innovatiegeld uit?")
    # The Enter key keeps the vote, although other buttons come earlier on the page.
    page.get_by_label("Titel", exact=True).press("Enter")
    page.wait_for_url("**/concept/*")
    assert heading(page) == "Het innovatiegeld"
    expect(page.get_by_role("main")).to_contain_text("als ten minste de helft van de leden meedoet")
    expect(page.get_by_role("checkbox", name="Een gedeeld loket")).to_be_disabled()
    expect(page.get_by_role("main")).to_contain_text("Kosten: €\N{NO-BREAK SPACE}45.000")
    accessible(page)
    button(page, "Open de stemming").click()
    expect(page.get_by_role("main")).to_contain_text("De stemming is open.")
    expect(page.get_by_role("heading", name="Controleer dit zelf")).to_be_visible()
    accessible(page)
