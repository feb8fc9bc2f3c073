"""A coordinator admits ten municipalities from a file with two wrong lines, and invites their people from another."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from gemportal.kernel import clock
from gemportal.organisations.queries import members
from tests.browser.conftest import Live
from tests.support.browser import PHONE, accessible
from tests.support.journeys import button, follow, heading, letters_to, sign_in

# None of these is a member in the demo. Of the other two the name is misspelt or the day does not exist, at first.
NAMES = ("Kampen", "Urk", "Dronten", "Steenwijkerland", "Raalte", "Olst-Wijhe", "Dalfsen", "Ommen")
MISSPELT, NO_DAY = "Zwartewaterlnd", "31-02-2026"


def file_of(*lines: tuple[str, str]) -> str:
    """Municipalities, each with the first day of its membership."""
    decision = "Besluit van de ledenvergadering van 12 november 2026"
    return "\r\n".join(["naam;eerste_dag;besluit", *(f"{name};{day};{decision}" for name, day in lines)])


def names(live: Live) -> set[str]:
    return live.house.ask(lambda: {member.name for member in members()})


def lines(page: Page) -> list[str]:
    """The wrong lines as the preview tells them."""
    return page.get_by_role("table", name="Regels die niet kloppen").get_by_role("rowheader").all_inner_texts()


def test_a_coordinator_admits_ten_municipalities_from_a_file_with_two_wrong_lines(
    live: Live, visitor: Callable[[], Page]
) -> None:
    page = visitor()
    before = names(live)
    today = f"{clock.today():%d-%m-%Y}"
    right = [(name, today) for name in NAMES]
    sign_in(page, "coordinator")
    follow(page, "Naar de coördinatie")
    accessible(page)
    follow(page, "Gemeenten toelaten uit een bestand")
    accessible(page)
    button(page, "Bekijk wat er gebeurt").click()
    expect(page.get_by_role("alert")).to_be_focused()
    accessible(page)

    content = file_of(*right, (MISSPELT, today), ("Hardenberg", NO_DAY)).encode("cp1252")
    file = {"name": "leden.csv", "mimeType": "text/csv", "buffer": content}
    page.get_by_label("CSV-bestand").set_input_files(files=[file])  # type: ignore[list-item]
    button(page, "Bekijk wat er gebeurt").click()
    expect(page.get_by_role("main")).to_contain_text("2 regels kloppen niet")
    assert lines(page) == ["Regel 10", "Regel 11"]
    expect(page.get_by_role("main")).to_contain_text(f"“{MISSPELT}” kennen we niet.")
    expect(page.get_by_role("main")).to_contain_text(f"“{NO_DAY}” is geen datum.")
    expect(button(page, "Laat alleen deze 8 gemeenten toe")).to_be_visible()
    accessible(page)
    assert names(live) == before

    page.get_by_label("Of plak hier de regels").fill(file_of(*right, ("Zwartewaterland", today), ("Hardenberg", today)))
    page.set_viewport_size(PHONE)
    button(page, "Bekijk wat er gebeurt").click()
    expect(page.get_by_role("main")).to_contain_text("10 regels, en ze kloppen allemaal.")
    accessible(page)
    assert names(live) == before
    button(page, "Laat deze 10 gemeenten toe").click()
    expect(page.get_by_role("main")).to_contain_text("10 gemeenten zijn toegelaten.")
    assert names(live) == before | {*NAMES, "Zwartewaterland", "Hardenberg"}
    accessible(page)
    follow(page, "10 leden zonder vertegenwoordiger")
    assert heading(page) == "Leden zonder vertegenwoordiger"
    accessible(page)


def test_their_people_are_invited_from_another_file(live: Live, visitor: Callable[[], Page]) -> None:
    page, invitee = visitor(), visitor()
    sign_in(page, "coordinator")
    page.goto("/mensen")
    follow(page, "Mensen uitnodigen uit een bestand")
    accessible(page)
    page.get_by_label("Of plak hier de regels").fill(
        "organisatie;naam;e-mailadres;rol\n"
        "Zwolle;Nynke Nachtegaal-Voorbeeld;nynke@zwolle.example;plaatsvervanger\n"
        "Zwolle;Okke Ooievaar-Voorbeeld;okke;plaatsvervanger\n"
    )
    button(page, "Bekijk wat er gebeurt").click()
    assert lines(page) == ["Regel 3"]
    accessible(page)
    button(page, "Nodig alleen deze 1 persoon uit").click()
    expect(page.get_by_role("main")).to_contain_text("1 persoon krijgt een e-mail met een uitnodiging.")
    expect(page.get_by_role("main")).to_contain_text("nynke@zwolle.example")
    accessible(page)
    (letter,) = letters_to(live.house, "nynke@zwolle.example")
    invitee.goto(next(line for line in letter.body.splitlines() if line.startswith(live.address)))
    assert heading(invitee) == "U bent uitgenodigd"
    page.goto("/mensen")
    with page.expect_download() as download:
        page.get_by_role("link", name="Wie vertegenwoordigt wie, als bestand (CSV)").click()
    assert download.value.suggested_filename == "vertegenwoordigers.csv"
