"""Votes of other kinds than for or against: a budget, an order, points to divide, consent in a group, and weighed votes."""

from dataclasses import replace

from gemportal.demo.scenes import Ballots, everybody_else, open_vote, vote
from gemportal.demo.stage import Stage, Storyline
from gemportal.voting import acts as voting
from gemportal.voting.preparing import acts as preparing_acts
from gemportal.voting.rounds import acts as rounds
from gemportal.voting.rounds.rules import ObjectionState
from gemportal.voting.rules import Draft, Force, Weights

LEARNING = (
    ("Oefening: de telefoon ligt eruit", 9000),
    ("Handleiding voor nieuwe raadsleden", 14000),
    ("Vertaling van brieven naar eenvoudig Nederlands", 22000),
    ("Leerkring archief en e-mail", 6000),
    ("Gedeelde testruimte voor formulieren", 28000),
    ("Onderzoek onder ondernemers", 17000),
    ("Stagiairs die rouleren langs vier gemeenten", 12000),
    ("Video’s in gebarentaal", 11000),
)


def learning_budget(stage: Stage) -> Storyline:
    """Sixty thousand euros for learning, divided in equal shares."""
    yield 74
    keys = {f"keuze-{place}": cost for place, (_, cost) in enumerate(LEARNING, 1)}
    draft = Draft(
        title="Het leerbudget verdelen",
        question="Aan welke leerplannen wilt u meebetalen uit het leerbudget van 60.000 euro?",
        explanation=(
            "Leden stuurden acht plannen in. Samen kosten die twee keer zoveel als er is. Wij verdelen het geld in gelijke delen, "
            "zodat ook een plan van weinig gemeenten een kans heeft."
        ),
        method="equal-shares",
        closes_on=stage.day(64),
        written=tuple(title for title, _ in LEARNING),
        costs=keys,
        particular={"budget": 60000},
        early_close=False,
    )
    number = open_vote(stage, draft)
    said = (
        ("amersfoort", (3, 5), "Formulieren testen wij nu alle dertig apart. Dat kan in één ruimte."),
        ("texel", (4, 7), "Een stagiair blijft hier zelden. Rouleren maakt het aantrekkelijk."),
        ("schiermonnikoog", (4, 7, 8), "Kleine plannen waar wij ook iets aan hebben."),
        ("nijmegen", (3, 8), "Wie doof is, moet onze brieven ook kunnen volgen."),
        ("venlo", (6,), "Niemand vraagt ondernemers wat zij van onze formulieren vinden."),
        ("utrecht", (3, 5, 1), ""),
        ("almere", (), "Blanco: wij beslissen hierover pas na de zomer."),
    )
    common = ((3,), (3, 5), (1, 3), (2, 3), (1, 4, 7), (4, 8), (5, 6), (2, 6))
    ballots = everybody_else(
        stage,
        ((slug, _chosen(places), why) for slug, places, why in said),
        [_chosen(c) for c in common],
        silent=("goes",),
    )
    yield from vote(stage, number, 73, 65, ballots)


def _chosen(places: tuple[int, ...]) -> list[str]:
    return [f"keuze-{place}" for place in places]


def meeting_place(stage: Stage) -> Storyline:
    """In which order towns host the learning days: an order of orders, in which the first ones beat each other in a circle."""
    yield 58
    draft = Draft(
        title="Waar komen wij bij elkaar?",
        question="In welke volgorde wilt u dat deze plaatsen onze leerdagen ontvangen?",
        explanation="Alle vier de gemeenten hebben een zaal aangeboden. De reistijd verschilt per lid, de zaalhuur niet.",
        method="ranked",
        closes_on=stage.day(48),
        written=("Zwolle", "Utrecht", "’s-Hertogenbosch", "Assen"),
        particular={"winners": 0},
        early_close=False,
    )
    number = open_vote(stage, draft)
    said: Ballots = (
        ("groningen", [["keuze-4"], ["keuze-1"]], "Eén keer in het noorden, alstublieft."),
        ("terneuzen", [["keuze-3"], ["keuze-2"]], "Voor ons is Utrecht al drie uur reizen."),
        ("hoorn", [["keuze-2"], ["keuze-1", "keuze-3"]], ""),
        ("rozendaal", [], "Blanco: wij komen overal graag."),
    )
    common = (
        [["keuze-1"], ["keuze-2"], ["keuze-3"], ["keuze-4"]],
        [["keuze-2"], ["keuze-3"], ["keuze-1"]],
        [["keuze-3"], ["keuze-1"], ["keuze-2"]],
    )
    yield from vote(stage, number, 57, 49, everybody_else(stage, said, common, silent=("gouda", "ede")))


def themes(stage: Stage) -> Storyline:
    """Ten points each, over the themes of the year."""
    yield 42
    draft = Draft(
        title="Thema’s voor het leerjaar",
        question="Hoe verdeelt u tien punten over de thema’s van het komende leerjaar?",
        explanation="De twee thema’s met de meeste punten krijgen elk een leerdag.",
        method="points",
        closes_on=stage.day(32),
        written=("Werken met algoritmes", "Samen inkopen", "Eenvoudige taal", "Digitale weerbaarheid"),
        particular={"winners": 2, "points": 10},
        early_close=False,
    )
    number = open_vote(stage, draft)
    said: Ballots = (
        ("enschede", {"keuze-1": 10}, "Wij kregen dit jaar vier Kamervragen over één algoritme."),
        (
            "dordrecht",
            {"keuze-4": 7, "keuze-2": 3},
            "Na de gijzelsoftware in de regio is dit voor ons geen keuze meer.",
        ),
        ("roermond", {"keuze-3": 5, "keuze-2": 5}, ""),
        ("breda", {}, ""),
    )
    common = (
        {"keuze-1": 4, "keuze-4": 6},
        {"keuze-3": 6, "keuze-2": 2, "keuze-4": 2},
        {"keuze-4": 5, "keuze-1": 3, "keuze-3": 2},
    )
    yield from vote(stage, number, 41, 33, everybody_else(stage, said, common, silent=("leeuwarden",)))


def consent_in_the_group(stage: Stage) -> Storyline:
    """A group asks its own members whether anybody has a weighty objection."""
    yield 330
    draft = Draft(
        title="Elke twee weken samen testen",
        question="Testen wij voortaan elke twee weken een middag samen, om de beurt bij een van ons?",
        explanation="Nu test elke gemeente alleen, en vindt zij fouten die een ander al kende.",
        method="consent",
        closes_on=stage.day(324),
        group_number=stage.groups["melding"],
        force=Force.CHARTER,
    )
    number = open_vote(stage, draft)
    yield 328
    answers = (
        ("zwolle", {"position": "consent"}),
        ("groningen", {"position": "consent"}),
        (
            "tilburg",
            {"position": "concern", "reason": "Reizen kost ons een halve dag. Graag de helft van de keren op afstand."},
        ),
    )
    for slug, answer in answers:
        stage.do(voting.cast, stage.by(slug), number, answer)


def photos_in_the_group(stage: Stage) -> Storyline:
    """An objection stands in the way, is taken into the proposal, and the group is asked again; that round is open now."""
    yield 26
    draft = Draft(
        title="Hoe lang foto’s bij meldingen blijven staan",
        question="Bewaren wij foto’s bij meldingen voortaan een jaar?",
        explanation="De buitendienst wil een foto terug kunnen zien als dezelfde melding nog eens komt.",
        method="consent",
        closes_on=stage.day(20),
        group_number=stage.groups["melding"],
        force=Force.CHARTER,
    )
    number = open_vote(stage, draft)
    yield 24
    stage.do(voting.cast, stage.by("zwolle"), number, {"position": "consent"})
    argument = "Op foto’s staan soms mensen en kentekens. Een jaar is langer dan nodig, en dat mogen wij niet."
    stage.do(voting.cast, stage.by("groningen"), number, {"position": "objection", "reason": argument})
    yield 22
    stage.do(voting.cast, stage.by("sudwest-fryslan"), number, {"position": "consent"})
    yield 12
    lead = stage.by("zwolle")
    text = "Het voorstel wordt dertig dagen na de afhandeling. Daarna blijft alleen de tekst van de melding over."
    stage.do(rounds.settle_objection, lead, number, stage.codes["groningen"], ObjectionState.INTEGRATED, text)
    again = stage.do(rounds.new_round, lead, number)
    yield 3
    question = "Bewaren wij foto’s bij meldingen voortaan tot dertig dagen na de afhandeling?"
    stage.do(
        preparing_acts.change, lead, again, replace(draft, question=question, closes_on=stage.day(-6), follows=number)
    )
    second = stage.do(voting.open_vote, lead, again)
    yield 2
    stage.do(voting.cast, stage.by("groningen"), second, {"position": "consent"})


def shared_costs(stage: Stage) -> Storyline:
    """By inhabitants there is a majority, by members there is not: so it is rejected."""
    yield 90
    draft = Draft(
        title="Gedeelde kosten gelijk verdelen",
        question="Verdelen wij de kosten van gedeelde software voortaan gelijk over de leden, en niet naar inwonertal?",
        explanation=(
            "Nu betaalt een grote gemeente meer. Omdat het voorstel dat verandert, wegen de stemmen naar inwonertal, en is ook "
            "een meerderheid van de leden nodig."
        ),
        method="double-majority",
        weights=Weights.POPULATION,
        quorum_by="both",
        closes_on=stage.day(80),
        early_close=False,
    )
    number = open_vote(stage, draft)
    said = (
        ("utrecht", "for", "Wij betalen nu vijftien keer zoveel als het kleinste lid, voor dezelfde software."),
        ("schiermonnikoog", "against", "Voor ons wordt het dan duurder dan het zelf te kopen."),
        ("rozendaal", "against", "Met 1.700 inwoners is een gelijk deel niet te betalen."),
        ("zwolle", "against", "Wie groot is, heeft er ook meer aan."),
        ("wageningen", "abstain", ""),
    )
    large = (
        "groningen", "tilburg", "almere", "s-hertogenbosch", "breda", "nijmegen", "apeldoorn", "haarlem", "enschede", "amersfoort",
        "zaanstad",
    )  # fmt: skip
    ballots = everybody_else(
        stage, (*said, *((slug, "for", "") for slug in large)), ("against",), silent=("venlo", "hoorn")
    )
    yield from vote(stage, number, 89, 81, ballots)


def open_evenings(stage: Stage) -> Storyline:
    """Zwolle objects among all members; a coordinator has to say what becomes of it, or Zwolle takes it back."""
    yield 16
    draft = Draft(
        title="Open avonden in elk gemeentehuis",
        question="Houdt elk lid voortaan twee open avonden per jaar over wat de coöperatie maakt?",
        explanation="Inwoners horen zo van het werk voordat het af is. De coördinatoren helpen met de uitnodiging.",
        method="consent",
        closes_on=stage.day(6),
        early_close=False,
    )
    number = open_vote(stage, draft)
    consent: dict[str, str] = {"position": "consent"}
    argument = (
        "Twee avonden in elk gemeentehuis kost ons meer uren dan wij hebben. Dan komt het werk zelf stil te liggen."
    )
    worry = "Op een eiland komen er misschien vier mensen. Mag het ook op de markt?"
    said = (
        ("zwolle", {"position": "objection", "reason": argument}, ""),
        ("texel", {"position": "concern", "reason": worry}, ""),
        ("rozendaal", {"position": "aside"}, ""),
    )
    ballots = everybody_else(stage, said, (consent,), silent=("breda", "goes", "assen"))
    yield from vote(stage, number, 15, 7, ballots)
