"""Following on a phone: what is new, how often to be written to, a letter, its end by a link, and a calendar of one's own."""

import re

from icalendar import Calendar
from playwright.sync_api import Page, expect

from tests.support.browser import accessible
from tests.support.company import Company, press, says
from tests.support.journeys import follow

# Of the demo: an open call on which neither Gouda nor Tilburg has declared itself.
CALL = "Weten waar je aanvraag voor een vergunning staat"


def _declares(page: Page, level: str) -> None:
    page.goto("/initiatieven?q=vergunning")
    follow(page, CALL)
    address = page.url
    page.goto(f"{address}/bereidheid")
    page.get_by_label(level, exact=True).check()
    press(page, "Verklaren")
    page.wait_for_url(address)


def test_what_one_follows_is_told_as_often_as_one_likes(company: Company, page: Page) -> None:
    company.tick()
    gouda = company.phone("gouda")
    gouda.goto("/mijn/berichten")
    if gouda.get_by_role("button", name="Alles gelezen").count():
        press(gouda, "Alles gelezen", "U bent bij")
    gouda.goto("/initiatieven?q=vergunning")
    follow(gouda, CALL)
    follow(gouda, "Volg dit")
    accessible(gouda)
    press(gouda, "Volgen", "U volgt nu")
    _declares(company.phone("tilburg"), "volgen")

    gouda.goto("/mijn/berichten")
    news = gouda.get_by_role("listitem").filter(has_text=CALL).first
    expect(news).to_contain_text("nieuw")
    accessible(gouda)
    press(gouda, "Alles gelezen", "U bent bij: er is niets nieuws.")
    follow(gouda, "Welke e-mails u krijgt")
    gouda.get_by_role("group", name="Wat u volgt").get_by_label("hoogstens een keer per dag").check()
    accessible(gouda)
    press(gouda, "Keuze bewaren", "Uw keuze is bewaard.")

    company.let_pass(1)
    letter = company.letters("gouda")[-1]
    assert letter["Subject"].startswith("Nieuws over")
    assert CALL in letter.get_content()
    (stop,) = re.findall(r"https?://\S+/berichten/stoppen/\S+", letter.get_content())
    # Whoever opens the letter need not sign in.
    page.goto(stop)
    says(page, "Wat u volgt")
    accessible(page)
    press(page, "Stop deze e-mails", "U krijgt geen e-mails meer van de soort “Wat u volgt”.")
    gouda = company.phone("gouda")
    gouda.goto("/mijn/berichten/kiezen")
    expect(gouda.get_by_role("group", name="Wat u volgt").get_by_label("nooit")).to_be_checked()
    expect(gouda.get_by_role("group", name="Besluiten").get_by_label("nooit")).not_to_be_checked()
    got = len(company.letters("gouda"))
    _declares(company.phone("tilburg"), "bijdragen")
    company.let_pass(8)
    assert not [one for one in company.letters("gouda")[got:] if one["Subject"].startswith("Nieuws over")]


def test_a_calendar_is_subscribed_to_by_its_address(company: Company, page: Page) -> None:
    zwolle = company.phone("zwolle")
    asked = zwolle.get_by_role("main").get_by_role("listitem").filter(has_text="tot en met").first
    title = asked.get_by_role("link").inner_text()
    zwolle.goto("/mijn/kalender")
    accessible(zwolle)
    press(zwolle, "Maak een adres", "Dit is het adres van uw kalender")
    accessible(zwolle)
    answer = page.request.get(zwolle.locator("code").inner_text())
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    events = Calendar.from_ical(answer.body()).walk("VEVENT")
    assert any(title in str(event["SUMMARY"]) for event in events)
    zwolle.goto("/mijn/kalender")
    press(zwolle, "Maak een nieuw adres", "Dit is het adres van uw kalender")
    assert page.request.get(answer.url).status == 404
