"""A whole life through pages alone: a call, a group of four, a step that goes wrong, one that goes well, a group of eight."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Live
from tests.support.browser import accessible
from tests.support.company import Company, fill, press, row_of, says
from tests.support.journeys import follow, link
from tests.support.life import LEAD, LEARNED, TITLE, Life
from tests.support.replaying import verified

PAPER = "https://www.breda.example/collegebesluit-12"
SEATS = "Zetels in deze groep"
# In the order of the ranking; Gouda turns its seat down, and Texel, which considered at first, comes after it.
FIRST_FOUR = {"hoorn": "Hoorn", "ede": "Ede", "breda": "Breda", "texel": "Texel"}
LATER_FOUR = {"emmen": "Emmen", "venlo": "Venlo", "goes": "Goes", "roermond": "Roermond"}

# What the newspaper tells of it, the latest first.
TOLD = (
    "Wageningen herkent een les: ",
    "Breda deelt een les: ",
    "Roermond neemt een zetel aan: ",
    "Van 4 naar 8 plaatsen. Gevraagd: Emmen, Venlo, Goes, Roermond.",
    "Texel stemt in met groeien: ",
    "Stap 2: doorgaan. Besteed: 80 uur en € 1.600.",
    "Stap 1: bijstellen. Besteed: 80 uur en € 1.600.",
    "Texel evalueert een stap: ",
    "Het portaal beëindigt een stap: ",
    "Ede voegt een bestand toe: ",
    "Hoorn laat de groep beginnen: ",
    "Texel stemt in met de groepsopdracht: ",
    "Gouda slaat een zetel af: ",
    "Er zijn 4 plaatsen. Gevraagd: Hoorn, Ede, Gouda, Breda.",
    "Bereidheid: in beraad.",
    "Gedragen door: college.",
    "Hoorn publiceert een initiatief: ",
)


def test_a_group_lives_learns_and_grows(live: Live, company: Company, page: Page) -> None:
    life = Life(company, page)
    _a_call(life)
    _a_group_of_four(life)
    _a_step_that_goes_wrong(life)
    _a_step_that_goes_well(life)
    _a_group_of_eight(life)
    _a_lesson(life)
    _what_the_public_reads(life)
    with company.time.held():
        assert verified(live.house) == []


def _a_call(life: Life) -> None:
    company = life.company
    company.tick()
    life.publish()
    life.declare("hoorn", "trekken")
    life.declare("ede", "meedoen")
    life.declare("gouda", "meedoen")
    backed = life.declare("breda", "meedoen", paper=PAPER)
    expect(row_of(backed, "Breda").locator(f"[href='{PAPER}']")).to_contain_text("college")
    life.declare("texel", "in beraad", until=company.day(4))
    accessible(backed)
    company.let_pass(3)
    assert any(TITLE in letter.get_content() for letter in company.letters("texel"))
    expect(company.phone("texel").get_by_role("listitem").filter(has_text=TITLE)).to_be_visible()
    life.declare("texel", "meedoen")
    company.let_pass(5)


def _a_group_of_four(life: Life) -> None:
    life.form()
    accessible(life.accept("hoorn"))
    life.decline("gouda")
    for name in ("ede", "breda", "texel"):
        life.accept(name)
    life.begin()
    life.reader.goto(life.group)
    for name in FIRST_FOUR.values():
        expect(row_of(life.reader, name, SEATS)).to_be_visible()
    accessible(life.reader)


def _a_step_that_goes_wrong(life: Life) -> None:
    life.plan("Tien dossiers herschrijven")
    life.start(1)
    life.work(1)
    life.company.let_pass(22)
    first, second = "Ouders lazen het dossier niet.", "Vier weken was te kort."
    life.evaluate(1, "hoorn", "0 – helemaal niet", "bijstellen", first)
    page = life.company.phone("ede")
    page.goto(f"{life.group}/stappen/1")
    expect(page.get_by_role("main")).not_to_contain_text(first)
    page = life.evaluate(1, "ede", "1 – nauwelijks", "bijstellen", second)
    says(page, first, second)
    life.reader.goto(f"{life.group}/stappen/1")
    expect(life.reader.get_by_role("main")).not_to_contain_text(first)
    life.evaluate(1, "breda", "1 – nauwelijks", "bijstellen")
    life.evaluate(1, "texel", "3 – grotendeels", "doorgaan")
    life.conclude(1, "bijstellen", "3 organisaties", "Twee van de tien gezinnen lazen hun dossier.")
    life.reader.reload()
    says(life.reader, "De meningen lopen uiteen.", "Twee van de tien gezinnen lazen hun dossier.", "80 uur", "€")
    accessible(life.reader)


def _a_step_that_goes_well(life: Life) -> None:
    lead = life.company.phone(LEAD)
    lead.goto(f"{life.group}/stappen/plannen")
    # What the group adjusts stands ready, as it was planned before.
    expect(lead.get_by_label("Doel van de stap")).to_have_value("Tien dossiers herschrijven")
    life.plan("Vijf dossiers samen met ouders herschrijven")
    life.start(2)
    lead.goto(f"{life.group}/stappen/2/beeindigen")
    fill(lead, reason="De vijf gezinnen waren eerder klaar.")
    press(lead, "Stap beëindigen", "Iedereen in de groep evalueert nu.")
    for name in FIRST_FOUR:
        life.evaluate(2, name, "4 – helemaal", "doorgaan")
    life.conclude(2, "doorgaan", "4 organisaties", "Alle vijf gezinnen begrepen hun dossier.")


def _a_group_of_eight(life: Life) -> None:
    for name in LATER_FOUR:
        life.declare(name, "meedoen")
    for name in FIRST_FOUR:
        page = life.company.phone(name)
        page.goto(f"{life.group}/groeien/instemmen")
        if name == LEAD:
            accessible(page)
        press(page, "Wij stemmen in met groeien", "U hebt ingestemd met groeien.")
    lead = life.company.phone(LEAD)
    lead.goto(f"{life.group}/groeien")
    says(lead, ", ".join(LATER_FOUR.values()))
    accessible(lead)
    press(lead, "Laat de groep groeien", "De groep heeft nu 8 plaatsen.")
    for name in LATER_FOUR:
        life.accept(name)
    life.reader.goto(life.group)
    for name in (FIRST_FOUR | LATER_FOUR).values():
        expect(row_of(life.reader, name, SEATS)).to_be_visible()
    says(life.reader, "De groep staat op trede 2")


def _a_lesson(life: Life) -> None:
    breda = life.company.phone("breda")
    breda.goto(f"{life.group}/stappen/1")
    follow(breda, "Maak hier een les van")
    breda.get_by_label(re.compile("^werkte niet: ")).check()
    accessible(breda)
    press(breda, "Les delen", "Uw les staat nu voor iedereen online.")
    lesson = breda.url
    says(breda, "Breda had het lef om dit te delen.")
    accessible(breda)
    wageningen = life.company.phone("wageningen")
    wageningen.goto(lesson)
    follow(wageningen, "Wij herkennen dit")
    accessible(wageningen)
    press(wageningen, "Ja, wij herkennen dit", "1 gemeente herkent dit")
    zaanstad = life.company.phone("zaanstad")
    follow(zaanstad, "Schrijf een voorstel")
    fill(zaanstad, title="Brieven van het wijkteam in gewone woorden")
    zaanstad.get_by_label("Domein").select_option(label="zorg en jeugd")
    press(zaanstad, "Concept bewaren", "leerde")
    follow(zaanstad, LEARNED.rstrip("."))
    assert zaanstad.url == lesson


def _what_the_public_reads(life: Life) -> None:
    """The newspaper tells all of it, from the proposal to the lesson, to who has no account and never gets a cookie."""
    reader = life.reader
    reader.goto(f"/register?initiatief={life.initiative.rsplit('/', 1)[-1]}")
    accessible(reader)
    told = ""
    while True:
        told += " ".join((reader.get_by_role("main").text_content() or "").split())
        if not link(reader, "Volgende").count():
            break
        follow(reader, "Volgende")
    assert [sentence for sentence in TOLD if sentence not in told] == []
    assert reader.context.cookies() == []
