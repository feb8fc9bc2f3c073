"""What the demo's municipalities propose: texts for initiatives in every state."""

from dataclasses import dataclass

from gemportal.initiatives.proposal import ProposalText
from gemportal.initiatives.rules import Domain, Driver


@dataclass(frozen=True)
class Proposal:
    """The text of one initiative. `cost` in whole euros; None means that nobody knows yet."""

    key: str
    proposer: str
    title: str
    summary: str
    goal: str
    means: str | None
    existing: str | None
    driver: str | None
    domain: str | None
    cost: int | None
    hours: int | None
    seats: int = 4

    @property
    def text(self) -> ProposalText:
        """The same, as the acts take it."""
        return ProposalText(
            title=self.title,
            summary=self.summary,
            goal=self.goal,
            means=self.means,
            existing=self.existing,
            driver=Driver(self.driver) if self.driver else None,
            domain=Domain(self.domain) if self.domain else None,
            cost=self.cost,
            hours=self.hours,
            seats=self.seats,
        )


PROPOSALS = {
    proposal.key: proposal
    for proposal in (
        Proposal(
            "melding",
            "zwolle",
            "Meldingen over de buurt in één open systeem",
            "Inwoners melden een losse stoeptegel overal op dezelfde manier, en zien wat ermee gebeurt.",
            "Een inwoner meldt binnen een minuut en krijgt binnen twee dagen bericht. Gemeenten betalen één keer voor de bouw.",
            "We verbeteren bestaande open software stap voor stap, elke stap in twee gemeenten tegelijk.",
            "Er is open software die al door enkele gemeenten wordt gebruikt. Die nemen we als begin.",
            "residents",
            "public-space",
            48000,
            620,
            3,
        ),
        Proposal(
            "bijstand",
            "s-hertogenbosch",
            "Eén begrijpelijk formulier voor bijzondere bijstand",
            "Een aanvraag die iemand zonder hulp kan invullen, met alleen vragen die nodig zijn.",
            "Acht van de tien aanvragers vullen het formulier zelf in. De behandeling duurt hoogstens tien dagen.",
            "We schrijven en testen met inwoners, en leggen de vragen naast de wet.",
            "De formulieren van vier gemeenten, en een lijst van vragen die niemand ooit gebruikte.",
            "residents",
            "income",
            12000,
            300,
            3,
        ),
        Proposal(
            "algoritme",
            "deventer",
            "Een algoritmeregister dat inwoners begrijpen",
            "Uitleggen welke algoritmes wij gebruiken, waarvoor, en wie erop let.",
            "Een raadslid kan binnen vijf minuten vinden welke algoritmes over inwoners meebeslissen.",
            "Samen beschrijvingen schrijven, en die door een inwonerspanel laten lezen.",
            "Het landelijke register bestaat. Wij maken de teksten, niet nog een register.",
            "national",
            "data",
            9000,
            240,
        ),
        Proposal(
            "bio",
            "tilburg",
            "Samen aantonen dat onze informatie veilig is",
            "Eén manier om vast te leggen welke beveiligingsmaatregelen werken, met bewijs dat we van elkaar kunnen hergebruiken.",
            "Een gemeente besteedt per jaar de helft minder uren aan de verantwoording over informatiebeveiliging.",
            None,
            "De Baseline Informatiebeveiliging Overheid, en losse spreadsheets bij bijna iedereen.",
            "risk",
            "security",
            30000,
            400,
        ),
        Proposal(
            "lakken",
            "utrecht",
            "Samen sneller antwoorden op Woo-verzoeken",
            "Open software die voorstelt wat in een document moet worden gelakt; een mens beslist.",
            "Een gemiddeld verzoek kost tien uur minder, en minder dan één op de honderd documenten moet worden hersteld.",
            "We beginnen met e-mail, omdat daar de meeste tijd in zit.",
            "Er zijn producten te koop. Geen daarvan mag worden aangepast of gedeeld.",
            "own-operations",
            "transparency",
            75000,
            900,
        ),
        Proposal(
            "warmte",
            "groningen",
            "Gegevens voor wijkwarmteplannen op één manier",
            "Afspraken over gegevens, zodat plannen van buurgemeenten en netbeheerders op elkaar passen.",
            "Een warmteplan van de ene gemeente is zonder omzetten te gebruiken door de netbeheerder en de buurgemeente.",
            "Drie bestaande plannen naast elkaar leggen en het verschil wegwerken.",
            None,
            "national",
            "sustainability",
            None,
            350,
        ),
        Proposal(
            "vakmanschap",
            "apeldoorn",
            "Vakmanschap informatiebeheer: samen opleiden",
            "Een leerjaar voor twaalf nieuwe informatiebeheerders, die rouleren langs vier gemeenten.",
            "Na een jaar zijn twaalf vacatures vervuld door mensen die het vak kennen en elkaar weten te vinden.",
            "Leren op de werkplek, met één gezamenlijke lesdag per maand.",
            "Losse cursussen. Geen daarvan leert het vak van een gemeente.",
            "shortages",
            "organisation",
            60000,
            500,
        ),
        Proposal(
            "spraak",
            "almere",
            "Een spraakassistent voor het klantcontact",
            "Buiten kantooruren antwoord op de vijftig meest gestelde vragen.",
            "Driekwart van de bellers krijgt 's avonds meteen het juiste antwoord.",
            "Een proef met drie onderwerpen en een bestaand spraakmodel.",
            "De kennisbank van het klantcontactcentrum.",
            "shortages",
            "services",
            40000,
            380,
        ),
        Proposal(
            "toeslag",
            "assen",
            "Een rekenhulp voor de energietoeslag",
            "Inwoners rekenen zelf uit waar zij recht op hebben, zonder gegevens achter te laten.",
            "Minder mensen die recht hebben op de toeslag, vragen die niet aan.",
            "Een rekenhulp op de website van elke gemeente.",
            None,
            "national",
            "income",
            8000,
            120,
            3,
        ),
        Proposal(
            "drone",
            "amersfoort",
            "Samen drones inkopen voor toezicht op bouwplaatsen",
            "Eén aanbesteding voor drones en opleiding.",
            "Inspecteurs klimmen minder vaak op steigers.",
            None,
            None,
            "own-operations",
            "public-space",
            95000,
            None,
        ),
        Proposal(
            "nieuwkomer",
            "sudwest-fryslan",
            "Een welkom voor nieuwkomers in hun eigen taal",
            "De eerste tien brieven van een gemeente, in zes talen, begrijpelijk en juist.",
            "Nieuwkomers komen op de eerste afspraak en weten wat zij moeten meenemen.",
            "Brieven herschrijven op B1, dan vertalen en met nieuwkomers lezen.",
            "Iedere gemeente vertaalt nu zelf, vaak met wisselend resultaat.",
            "residents",
            "services",
            15000,
            260,
        ),
        Proposal(
            "schuld",
            "zwolle",
            "Vroeg weten dat iemand hulp nodig heeft met schulden",
            "Signalen over achterstanden sneller bij de juiste hulpverlener.",
            "Een gezin met achterstanden heeft binnen twee weken iemand gesproken.",
            None,
            "De afspraken over vroegsignalering die gemeenten nu elk apart maken.",
            "residents",
            "income",
            None,
            None,
        ),
        Proposal(
            "jeugd",
            "enschede",
            "Minder papier rond jeugdhulp",
            "Eén manier om af te spreken welke hulp een kind krijgt, die scholen en aanbieders ook begrijpen.",
            "Een jeugdconsulent besteedt per gezin een uur minder aan verslagen, en ouders begrijpen wat is afgesproken.",
            "We schrappen samen vragen uit de verslagen van vier gemeenten, en kijken wat niemand mist.",
            "De landelijke standaarden voor berichten. Die gaan over geld, niet over wat je met een gezin afspreekt.",
            "own-operations",
            "care",
            20000,
            420,
        ),
        Proposal(
            "archief",
            "zaanstad",
            "Archiveren vanaf het begin",
            "Afspraken waardoor een document meteen op de goede plek staat, in plaats van tien jaar later.",
            "Negen van de tien zaken zijn bij afsluiten compleet, zonder dat iemand er nog iets voor hoeft te doen.",
            "Met drie zaaktypen beginnen, en het zaaksysteem zo instellen dat het goede de makkelijkste weg is.",
            "De selectielijst en de handreikingen van het archiefwezen.",
            "national",
            "organisation",
            18000,
            320,
        ),
        Proposal(
            "vergunning",
            "ede",
            "Weten waar je aanvraag voor een vergunning staat",
            "Inwoners en ondernemers zien online hoever hun aanvraag is, en wat er nog nodig is.",
            "De helft minder telefoontjes over de stand van een aanvraag.",
            "Een eenvoudige pagina boven op de bestaande systemen, stap voor stap getest met aanvragers.",
            "De berichtenbox en losse portalen van leveranciers. Die tonen wel de status, niet wat die betekent.",
            "companies",
            "permits",
            35000,
            480,
        ),
        Proposal(
            "zelfstandig",
            "assen",
            "Bijstand aanvragen voor zelfstandigen, zonder boekhouder",
            "Een zelfstandige vraagt tijdelijk bijstand aan met de cijfers die hij al heeft.",
            "Een zelfstandige weet binnen twee weken of er hulp komt, en hoeft daarvoor geen boekhouder te betalen.",
            "We beginnen met de vragen uit het formulier dat al is opgeleverd, en halen weg wat de gemeente al weet.",
            "Het formulier voor bijzondere bijstand is opgeleverd. Cijfers van een onderneming kent het niet.",
            "residents",
            "income",
            22000,
            300,
            3,
        ),
    )
}
