"""A newcomer on a phone: from the invitation that their representative sends to their first vote."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import Live
from tests.support.browser import PHONE, accessible
from tests.support.journeys import button, follow, heading, letters_to, sign_in

PASSWORD = "de ooievaars nestelen op het stadhuis"
VOTE = "De agenda voor het komende jaar"


def link_in_the_letter(live: Live, to: str) -> str:
    """The link in the last letter to this address, as the tick sends it."""
    (letter,) = letters_to(live.house, to)
    found: str = re.findall(rf"^{live.address}/\S+$", letter.body, re.MULTILINE)[0]
    return found


def test_from_invitation_to_first_vote(live: Live, visitor: Callable[[], Page]) -> None:
    representative, newcomer = visitor(), visitor()
    newcomer.set_viewport_size(PHONE)

    sign_in(representative, "zwolle")
    follow(representative, "Wie Zwolle vertegenwoordigt")
    accessible(representative)
    follow(representative, "Een plaatsvervanger uitnodigen")
    accessible(representative)
    representative.get_by_label("Naam").fill("Noor Nieuwkomer")
    representative.get_by_label("E-mailadres").fill("noor@zwolle.example")
    button(representative, "Stuur de uitnodiging").click()
    expect(representative.get_by_role("status")).to_contain_text("onderweg naar Noor Nieuwkomer")
    expect(representative.get_by_role("row", name="Noor Nieuwkomer")).to_contain_text("open")
    accessible(representative)

    newcomer.goto(link_in_the_letter(live, "noor@zwolle.example"))
    assert heading(newcomer) == "U bent uitgenodigd"
    accessible(newcomer)
    newcomer.get_by_label("Kies een wachtwoord").fill("te kort")
    newcomer.get_by_label("Herhaal het wachtwoord").fill("te kort")
    button(newcomer, "Uitnodiging aannemen").click()
    expect(newcomer.get_by_role("alert")).to_contain_text("15 tekens")
    newcomer.get_by_label("Kies een wachtwoord").fill(PASSWORD)
    newcomer.get_by_label("Herhaal het wachtwoord").fill(PASSWORD)
    button(newcomer, "Uitnodiging aannemen").click()
    newcomer.wait_for_url("**/mijn")
    accessible(newcomer)

    follow(newcomer, VOTE)
    newcomer.get_by_role("checkbox").first.check()
    button(newcomer, "Naar de samenvatting").click()
    button(newcomer, "Stem uitbrengen").click()
    assert heading(newcomer) == "Uw stem is ontvangen"
    accessible(newcomer)

    # The link was for once, and the vote is the municipality's: the representative sees that it voted.
    representative.goto("/mijn/organisatie")
    expect(representative.get_by_role("row", name="Noor Nieuwkomer")).to_contain_text("plaatsvervanger")
    accessible(representative)
