"""The life of one initiative and its group, as the people concerned bring it about by pages alone."""

import re
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.factories.files import PDF
from tests.support.browser import accessible
from tests.support.company import Company, fill, press, row_of, says
from tests.support.journeys import follow, link

TITLE = "Dossiers van jeugdhulp in gewone woorden"
LEAD = "hoorn"
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
        expect(row_of(page, name.capitalize())).to_contain_text(level)
        return page

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

    def plan(self, aim: str) -> None:
        lead = self.company.phone(LEAD)
        lead.goto(f"{self.group}/stappen/plannen")
        accessible(lead)
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
        fill(page, learned=f"{learned} ({name.capitalize()})", hours="20", euros="400")
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
