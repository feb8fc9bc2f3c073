"""A whole life through pages alone: a call, a group of four, a step that goes wrong, one that goes well, a group of eight."""

import re
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.browser.conftest import Live
from tests.factories.files import PDF
from tests.support.browser import accessible
from tests.support.company import Company, fill, press, row_of, says
from tests.support.journeys import follow, heading, link
from tests.support.replaying import verified

TITLE = "Dossiers van jeugdhulp in gewone woorden"
PAPER = "https://www.breda.example/collegebesluit-12"
LEAD = "hoorn"
SEATS = "Zetels in deze groep"
# In the order of the ranking; Gouda turns its seat down, and Texel, which considered at first, comes after it.
FIRST_FOUR = {"hoorn": "Hoorn", "ede": "Ede", "breda": "Breda", "texel": "Texel"}
LATER_FOUR = {"emmen": "Emmen", "venlo": "Venlo", "goes": "Goes", "roermond": "Roermond"}
LEARNED = "Vraag ouders pas om hun oordeel als zij het dossier zelf hebben gelezen."


@dataclass
class Life:
    """What the phases of this life share: who takes part, a reader without an account, and where it all stands."""

    company: Company
    reader: Page
    initiative: str = ""
    group: str = ""

    def publish(self) -> None:
        page = self.company.phone(LEAD)
        follow(page, "Schrijf een voorstel")
        fill(page, title=TITLE, goal="Een gezin begrijpt zijn dossier zonder hulp.", closes_on=self.company.day(7))
        page.get_by_label("Domein").select_option(label="zorg en jeugd")
        press(page, "Concept bewaren", "Uw concept is bewaard.")
        press(page, "Publiceren", "Uw initiatief is gepubliceerd.")
        self.initiative = page.url

    def declare(self, name: str, level: str, until: str = "", paper: str = "") -> Page:
        page = self.company.phone(name)
        page.goto(f"{self.initiative}/bereidheid")
        page.get_by_label(level, exact=True).check()
        fill(page, considering_until=until)
        if paper:
            page.get_by_text("Meer vertellen").click()
            page.get_by_label("Wie staat erachter?").select_option(label="college")
            fill(page, backing_url=paper)
        press(page, "Verklaren")
        page.wait_for_url(self.initiative)
        expect(row_of(page, self.named(name))).to_contain_text(level)
        return page

    def named(self, name: str) -> str:
        return name.capitalize()

    def form(self) -> None:
        """The coordinator reads why each has its place, and forms the group of the first four."""
        page = self.company.desk("coordinator")
        page.goto(f"{self.initiative}/rangorde")
        rows = page.get_by_role("table").get_by_role("row")
        for place, name in enumerate(("Hoorn", "Ede", "Gouda", "Breda", "Texel"), start=1):
            expect(rows.nth(place)).to_contain_text(name)
        expect(rows.nth(1)).to_contain_text("trekken")
        accessible(page)
        follow(page, "Vorm een groep")
        for reason in ("out_of_order", "anew"):
            if page.locator(f"[name={reason}]").count():
                fill(page, **{reason: "Gezinnen vroegen hierom, en niets van wat er is gaat over hun dossier."})
        press(page, "Groep vormen en zetels aanbieden")
        page.wait_for_url(re.compile(r"/groepen/G-"))
        self.group = page.url

    def accept(self, name: str) -> Page:
        page = self.company.phone(name)
        page.goto(f"{self.group}/aanbod")
        fill(page, hours="60", euros="3000")
        page.get_by_role("group", name="Wie werken er mee?").get_by_role("checkbox").first.check()
        press(page, "Zetel aannemen", "U hebt de zetel aangenomen.")
        return page

    def decline(self, name: str) -> None:
        page = self.company.phone(name)
        page.goto(f"{self.group}/aanbod/afslaan")
        fill(page, reason="Onze jeugdteams verhuizen dit najaar.")
        accessible(page)
        press(page, "Zetel afslaan", "De volgende in de rij krijgt het aanbod.")
        expect(row_of(page, "Texel", "Aan wie een zetel is aangeboden")).to_contain_text("wacht op antwoord")

    def begin(self) -> None:
        """A charter to which each consents, and the beginning."""
        lead = self.company.phone(LEAD)
        lead.goto(f"{self.group}/opdracht")
        fill(lead, scope="De groep kiest de dossiers en de woorden.", budget="9000", ends_on=self.company.day(300))
        press(lead, "Opdracht voorstellen", "Nog niet ingestemd: ")
        for name in ("ede", "breda", "texel"):
            page = self.company.phone(name)
            page.goto(f"{self.group}/opdracht/instemmen")
            press(page, "Wij stemmen in", "U hebt ingestemd")
        says(page, "De groepsopdracht geldt nu.")
        lead.goto(f"{self.group}/beginnen")
        press(lead, "Beginnen", "De groep is begonnen.")

    def plan(self, step: int, aim: str) -> None:
        lead = self.company.phone(LEAD)
        lead.goto(f"{self.group}/stappen/plannen")
        fill(lead, aim=aim, expectation="Acht van de tien gezinnen begrijpen het.", measure="Wij vragen het hun.")
        fill(lead, due_on=self.company.day(21), hours="80", euros="2000")
        press(lead, "Stap plannen", "De stap is gepland.")

    def start(self, step: int) -> None:
        lead = self.company.phone(LEAD)
        lead.goto(f"{self.group}/stappen/{step}/starten")
        press(lead, "Stap starten", "De stap is gestart.")

    def work(self, step: int) -> None:
        """A task, and an attachment that everybody may see."""
        page, here = self.company.phone("ede"), f"{self.group}/stappen/{step}"
        page.goto(here)
        follow(page, "Een taak toevoegen")
        fill(page, what="Tien dossiers kiezen", until=self.company.day(7))
        accessible(page)
        press(page, "Taak bewaren")
        press(page, "Gedaan", "1 van 1 taak is gedaan.")
        follow(page, "Bestand toevoegen")
        page.get_by_label("Bestand").set_input_files(
            {"name": "tien-dossiers.pdf", "mimeType": "application/pdf", "buffer": PDF}
        )
        page.get_by_label("Iedereen: het staat op de openbare pagina").check()
        accessible(page)
        press(page, "Bestand toevoegen", "Het bestand staat erbij.")
        accessible(page)
        self.reader.goto(here)
        says(self.reader, "1 van 1 taak is gedaan.")
        expect(self.reader.get_by_role("main")).not_to_contain_text("Tien dossiers kiezen")
        address = link(self.reader, "tien-dossiers.pdf").get_attribute("href") or ""
        assert self.reader.request.get(address).body() == PDF

    def evaluate(self, step: int, name: str, score: str, advice: str, learned: str = LEARNED) -> Page:
        page = self.company.phone(name)
        page.goto(f"{self.group}/stappen/{step}/evalueren")
        for question in ("Kwam uit wat u verwachtte?", "Hoe goed werkten we samen?"):
            page.get_by_role("group", name=question).get_by_label(score).check()
        fill(page, learned=f"{learned} ({self.named(name)})", hours="20", euros="400")
        page.get_by_label(advice, exact=True).check()
        press(page, "Evaluatie geven", "Uw evaluatie is bewaard.")
        return page

    def conclude(self, step: int, conclusion: str, advised: str, outcome: str) -> None:
        lead = self.company.phone(LEAD)
        lead.goto(f"{self.group}/stappen/{step}/afronden")
        expect(lead.get_by_role("listitem").filter(has_text=conclusion)).to_contain_text(advised)
        lead.get_by_label(re.compile(f"^{conclusion}: ")).check()
        fill(lead, outcome=outcome)
        accessible(lead)
        press(lead, "Stap afronden", "De stap is afgerond.")


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
    life.plan(1, "Tien dossiers herschrijven")
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
    life.plan(2, "Vijf dossiers samen met ouders herschrijven")
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
    texel = life.company.phone("wageningen")
    texel.goto(lesson)
    follow(texel, "Wij herkennen dit")
    press(texel, "Ja, wij herkennen dit", "1 gemeente herkent dit")
    follow_up = life.company.phone("zaanstad")
    follow(follow_up, "Schrijf een voorstel")
    fill(follow_up, title="Brieven van het wijkteam in gewone woorden")
    follow_up.get_by_label("Domein").select_option(label="zorg en jeugd")
    press(follow_up, "Concept bewaren", "leerde")
    follow(follow_up, "Vraag ouders pas om hun oordeel")
    assert follow_up.url == lesson


def _what_the_public_reads(life: Life) -> None:
    reader = life.reader
    number = life.group.rsplit("/", 1)[-1]
    reader.goto(f"/register?onderwerp={number}")
    says(reader, "Stap 1: bijstellen.", "Stap 2: doorgaan.", "Van 4 naar 8 plaatsen.")
    accessible(reader)
    reader.goto(f"/register?initiatief={life.initiative.rsplit('/', 1)[-1]}")
    says(reader, TITLE)
    assert heading(reader)
    assert reader.context.cookies() == []
