"""A mandate that ends in mid-vote: the open ballot is refused, the earlier one stands, and the deputy goes on."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from gemportal.voting import queries as votes
from tests.browser.conftest import Live
from tests.support.browser import accessible
from tests.support.journeys import button, follow, heading, sign_in

VOTE = "Twee leerdagen per jaar"
NAME = "Zwolle"


def before_the_summary(page: Page, answer: str) -> str:
    """Fill in the ballot and stand before its summary; gives the number of the vote."""
    page.get_by_label(answer, exact=True).check()
    button(page, "Naar de samenvatting").click()
    assert heading(page) == "Controleer uw stem"
    return page.url.split("/")[-2]


def test_a_mandate_ends_while_its_ballot_is_open(live: Live, visitor: Callable[[], Page]) -> None:
    zwolle, deputy, coordinator = visitor(), visitor(), visitor()
    sign_in(zwolle, "zwolle")
    follow(zwolle, VOTE)
    number = before_the_summary(zwolle, "voor")
    button(zwolle, "Stem uitbrengen").click()
    assert heading(zwolle) == "Uw stem is ontvangen"
    receipt = zwolle.url
    zwolle.goto(f"/stemmingen/{number}/stem")
    before_the_summary(zwolle, "tegen")

    sign_in(coordinator, "coordinator")
    coordinator.goto(f"/mensen?q={NAME}")
    row = coordinator.get_by_role("row").filter(has_text=NAME).filter(has_text="vertegenwoordiger")
    row.get_by_role("link", name="Beëindigen").click()
    coordinator.get_by_label("Beëindig meteen").check()
    button(coordinator, "Beëindigen").click()
    expect(coordinator.get_by_role("main").get_by_role("status")).to_be_visible()

    button(zwolle, "Stem uitbrengen").click()
    expect(zwolle.get_by_role("main")).to_contain_text("Dit mag alleen: vertegenwoordiger of plaatsvervanger")
    accessible(zwolle)
    own = live.house.ask(lambda: votes.own_ballot(votes.by_number(number).id, "GM0193"))
    assert own is not None
    assert own.answer == "for"

    sign_in(deputy, "plv.zwolle")
    deputy.goto(receipt)
    assert heading(deputy) == "Uw stem is ontvangen"
    accessible(deputy)
    deputy.goto(f"/stemmingen/{number}")
    expect(deputy.get_by_role("main")).to_contain_text("Uw organisatie heeft gestemd.")
    follow(deputy, "Wijzig uw stem")
    expect(deputy.get_by_label("voor", exact=True)).to_be_checked()
    before_the_summary(deputy, "onthouding")
    button(deputy, "Stem uitbrengen").click()
    assert heading(deputy) == "Uw stem is ontvangen"
    again = live.house.ask(lambda: votes.own_ballot(votes.by_number(number).id, "GM0193"))
    assert again is not None
    assert again.answer == "abstain"
