"""What the crowd of the larger sizes proposes and votes on: subjects and angles, put together into plain proposals."""

from dataclasses import dataclass

from gemportal.initiatives.proposal import ProposalText
from gemportal.initiatives.rules import Domain, Driver

SUBJECTS: tuple[tuple[str, Domain, Driver], ...] = (
    ("afspraken aan de balie", Domain.SERVICES, Driver.RESIDENTS),
    ("bezwaarschriften", Domain.SERVICES, Driver.OWN_OPERATIONS),
    ("klachten", Domain.SERVICES, Driver.RESIDENTS),
    ("reisdocumenten", Domain.SERVICES, Driver.NATIONAL),
    ("schuldhulp", Domain.INCOME, Driver.RESIDENTS),
    ("minimaregelingen", Domain.INCOME, Driver.NATIONAL),
    ("begeleiding naar werk", Domain.INCOME, Driver.SHORTAGES),
    ("inburgering", Domain.INCOME, Driver.NATIONAL),
    ("huishoudelijke hulp", Domain.CARE, Driver.SHORTAGES),
    ("leerlingenvervoer", Domain.CARE, Driver.RESIDENTS),
    ("mantelzorg", Domain.CARE, Driver.RESIDENTS),
    ("schoolverzuim", Domain.CARE, Driver.RISK),
    ("parkeervergunningen", Domain.PUBLIC_SPACE, Driver.RESIDENTS),
    ("afvalinzameling", Domain.PUBLIC_SPACE, Driver.OWN_OPERATIONS),
    ("bomenbeheer", Domain.PUBLIC_SPACE, Driver.RISK),
    ("evenementen", Domain.PUBLIC_SPACE, Driver.COMPANIES),
    ("kapvergunningen", Domain.PERMITS, Driver.RESIDENTS),
    ("horecavergunningen", Domain.PERMITS, Driver.COMPANIES),
    ("bouwcontroles", Domain.PERMITS, Driver.NATIONAL),
    ("welstandsadviezen", Domain.PERMITS, Driver.OWN_OPERATIONS),
    ("laadpalen", Domain.SUSTAINABILITY, Driver.COMPANIES),
    ("isolatie van woningen", Domain.SUSTAINABILITY, Driver.NATIONAL),
    ("waterberging", Domain.SUSTAINABILITY, Driver.RISK),
    ("duurzaam vastgoed", Domain.SUSTAINABILITY, Driver.OWN_OPERATIONS),
    ("adresgegevens", Domain.DATA, Driver.NATIONAL),
    ("verkeerstellingen", Domain.DATA, Driver.OWN_OPERATIONS),
    ("geluidsmetingen", Domain.DATA, Driver.RESIDENTS),
    ("wijkcijfers", Domain.DATA, Driver.OWN_OPERATIONS),
    ("oefeningen met uitval", Domain.SECURITY, Driver.RISK),
    ("toegangsrechten", Domain.SECURITY, Driver.RISK),
    ("controles van leveranciers", Domain.SECURITY, Driver.NATIONAL),
    ("reservekopieën", Domain.SECURITY, Driver.RISK),
    ("raadsinformatie", Domain.TRANSPARENCY, Driver.RESIDENTS),
    ("subsidies aan verenigingen", Domain.TRANSPARENCY, Driver.COMPANIES),
    ("verkiezingsuitslagen", Domain.TRANSPARENCY, Driver.NATIONAL),
    ("bekendmakingen", Domain.TRANSPARENCY, Driver.NATIONAL),
    ("het inwerken van collega's", Domain.ORGANISATION, Driver.SHORTAGES),
    ("roosters van de buitendienst", Domain.ORGANISATION, Driver.SHORTAGES),
    ("inkoop van software", Domain.ORGANISATION, Driver.OWN_OPERATIONS),
    ("contractbeheer", Domain.ORGANISATION, Driver.RISK),
)


@dataclass(frozen=True)
class Angle:
    """A way to do something together, with `%s` for the subject."""

    title: str
    summary: str
    goal: str
    means: str
    existing: str


ANGLES = (
    Angle(
        "één aanpak die iedereen begrijpt",
        "Elke gemeente regelt %s nu op een eigen manier. Wij maken samen één aanpak in gewone taal.",
        "Acht van de tien inwoners die met %s te maken krijgen, weten zonder te bellen wat zij moeten doen.",
        "Met inwoners de teksten en stappen van vier gemeenten naast elkaar leggen, en schrappen wat niet helpt.",
        "Losse pagina's en brieven van elke gemeente.",
    ),
    Angle(
        "gegevens op één manier",
        "Wij leggen gegevens over %s op dezelfde manier vast, zodat wij kunnen vergelijken en leren.",
        "Elke gemeente kan haar cijfers over %s binnen een dag naast die van een ander leggen.",
        "Afspraken maken over begrippen, en die in een proef van zes weken gebruiken.",
        "Landelijke standaarden voor een deel van de gegevens.",
    ),
    Angle(
        "samen inkopen",
        "Wij kopen alles voor %s één keer in, met dezelfde eisen aan openheid en overstappen.",
        "Wij betalen voor %s een vijfde minder, en kunnen binnen drie maanden van leverancier wisselen.",
        "Eisen van de deelnemers naast elkaar leggen, de markt raadplegen, en samen aanbesteden.",
        "De contracten van de deelnemers, en de inkoopvoorwaarden van gemeenten.",
    ),
    Angle(
        "leren van elkaars fouten",
        "Wij vergelijken hoe het bij ons gaat met %s, en vertellen vooral wat er misging.",
        "Van elke fout met %s leren drie andere gemeenten binnen een maand.",
        "Elke maand bezoeken twee gemeenten elkaar, met een vaste lijst van vragen.",
        "Regionale overleggen. Daar gaat het vooral over wat goed gaat.",
    ),
    Angle(
        "open software die iedereen kan gebruiken",
        "Wij verbeteren samen open software voor %s, en delen die met alle gemeenten.",
        "Vijf gemeenten gebruiken dezelfde software voor %s, en niemand betaalt twee keer voor een verbetering.",
        "Beginnen met wat er al is, in stappen van hoogstens twaalf weken.",
        "Software van één gemeente, met een open licentie.",
    ),
    Angle(
        "minder stappen, minder fouten",
        "Wij halen stappen weg uit het werk rond %s die niemand mist.",
        "Het werk rond %s kost een kwart minder uren, met evenveel of minder fouten.",
        "Een week meelopen in drie gemeenten, en dan samen kiezen wat weg kan.",
        "Procesbeschrijvingen, vaak van jaren geleden.",
    ),
)

WHY_NOT = (
    "Er zijn te weinig gemeenten die er nu tijd voor hebben.",
    "Het Rijk komt met een eigen voorziening. Twee naast elkaar helpt niemand.",
    "De gemeente die wilde trekken, verloor haar projectleider.",
)
OUTCOMES = (
    "Wij zagen meteen verschil: het werk kostte ongeveer een vijfde minder tijd dan daarvoor.",
    "De helft van wat wij verwachtten, gebeurde. Vooral het begin duurde langer.",
    "Het lukte in twee gemeenten wel en in één niet, door een ander systeem.",
)
LESSONS = (
    "Begin bij de mensen die het werk doen, niet bij het systeem.",
    "Eén ding tegelijk. Twee veranderingen tegelijk zeggen niets over elkaar.",
    "Spreek vooraf af wie mag zeggen dat het niet werkt.",
    "Reken op vier weken voor toegang tot elkaars gegevens.",
)
WENT_WELL = ("Wij zagen elkaar elke week.", "De buitendienst dacht mee.", "Inwoners testten zonder uitleg.")
WENT_WRONG = ("De eerste weken gingen op aan toegang.", "Wij planden te veel.", "Twee mensen waren ziek.")
AT_HOME = ("Onze directie gaf ruimte.", "Onze leverancier werkte traag.", "Het team had andere prioriteiten.")

QUESTIONS = (
    ("Een gezamenlijke helpdesk voor leden", "Richten wij een helpdesk in voor vragen over wat wij samen maakten?"),
    ("Een derde coördinator", "Stellen wij een derde coördinator aan, voor twee jaar?"),
    ("Rekenkamers mogen meelezen", "Krijgen rekenkamers van leden toegang tot evaluaties die niet openbaar zijn?"),
    ("Vergaderen op wisselende plekken", "Houden wij de ledenvergadering elke keer in een andere provincie?"),
    ("Een reserve van een half jaar", "Bouwt de coöperatie een reserve op van een half jaar kosten?"),
    ("Stagiairs in elke groep", "Vragen wij elke groep om een plek voor een stagiair?"),
    ("Toegankelijkheid eerst", "Stellen wij alleen vast wat aan de eisen voor toegankelijkheid voldoet?"),
    ("Samen naar de markt", "Voeren wij gesprekken met grote leveranciers voortaan namens alle leden?"),
)


def number_of_texts() -> int:
    """How many different proposals there are."""
    return len(SUBJECTS) * len(ANGLES)


def proposal(number: int, cost: int, hours: int) -> ProposalText:
    """The text of the crowd's proposal with this number. After the last, the first come again as a next round."""
    angle_number, place = divmod(number % number_of_texts(), len(SUBJECTS))
    subject, domain, driver = SUBJECTS[place]
    # Another angle for neighbours, so that a list does not say the same thing forty times.
    angle = ANGLES[(angle_number + place) % len(ANGLES)]
    round_number = number // number_of_texts() + 1
    again = f" (ronde {round_number})" if round_number > 1 else ""
    return ProposalText(
        title=f"{subject[0].upper()}{subject[1:]}: {angle.title}{again}",
        summary=angle.summary % subject,
        goal=angle.goal % subject if "%s" in angle.goal else angle.goal,
        means=angle.means,
        existing=angle.existing,
        driver=driver,
        domain=domain,
        cost=cost,
        hours=hours,
    )
