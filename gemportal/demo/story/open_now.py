"""Votes that are open now, in which Zwolle has not voted yet: whoever tries the portal finds a ballot of every kind."""

from typing import Any

from gemportal.demo.scenes import open_vote, vote
from gemportal.demo.stage import Stage, Storyline
from gemportal.voting.rules import Draft

TRIAL, SMALL_TRIAL = "Proef met een chatassistent, een jaar lang", "Dezelfde proef, drie maanden lang"


def innovation_budget(stage: Stage) -> Storyline:
    """Forty thousand euros over initiatives and a trial, of which there is a large form and a small one."""
    yield 4
    bio, lakken, vergunning = (stage.numbers[key] for key in ("bio", "lakken", "vergunning"))
    draft = Draft(
        title="Het innovatiebudget voor het voorjaar",
        question="Waaraan wilt u meebetalen uit het innovatiebudget van 40.000 euro?",
        explanation="Kruis alles aan wat geld verdient. Van de twee proeven kan er hoogstens één doorgaan.",
        method="equal-shares",
        closes_on=stage.day(-8),
        initiatives=(bio, lakken, vergunning),
        written=(TRIAL, SMALL_TRIAL),
        costs={bio: 18000, lakken: 15000, vergunning: 9000, "keuze-1": 24000, "keuze-2": 7000},
        excludes={"keuze-1": ("keuze-2",), "keuze-2": ("keuze-1",)},
        particular={"budget": 40000},
    )
    number = open_vote(stage, draft)
    ballots = (
        ("texel", [bio, "keuze-2"], ""),
        ("amersfoort", [lakken, "keuze-1"], "Inwoners vragen ons nu al waarom wij geen chatassistent hebben."),
        ("ede", [vergunning, lakken], ""),
    )
    yield from vote(stage, number, 3, 1, ballots)


def name_of_the_library(stage: Stage) -> Storyline:
    """Four names, to be put in order."""
    yield 3
    draft = Draft(
        title="Een naam voor onze bibliotheek van oplossingen",
        question="In welke volgorde vindt u deze namen goed?",
        explanation="De namen kwamen van de leden. De naam die van alle andere wint, komt op de voorpagina.",
        method="ranked",
        closes_on=stage.day(-9),
        written=("Doegoed", "Gemeentegoed", "De Buurtkast", "Samenwerk"),
        particular={"winners": 1},
    )
    number = open_vote(stage, draft)
    ballots: tuple[tuple[str, Any, str], ...] = (
        ("goes", [["keuze-3"], ["keuze-1", "keuze-2"]], "Een kast begrijpt iedereen."),
        ("haarlem", [["keuze-2"], ["keuze-4"]], ""),
    )
    yield from vote(stage, number, 2, 1, ballots)


def hours_of_the_coordinators(stage: Stage) -> Storyline:
    """Ten points over what the coordinators do."""
    yield 3
    draft = Draft(
        title="Waar helpen de coördinatoren het meest?",
        question="Hoe verdeelt u tien punten over het werk van de coördinatoren?",
        explanation="De uitslag is een advies. Wij passen er in januari de verdeling van onze uren op aan.",
        method="points",
        closes_on=stage.day(-7),
        written=("Nieuwe leden ontvangen", "Groepen op gang helpen", "Lessen opschrijven", "Bijeenkomsten regelen"),
        particular={"points": 10, "winners": 0},
    )
    number = open_vote(stage, draft)
    ballots = (
        ("leeuwarden", {"keuze-2": 8, "keuze-3": 2}, "Een groep die niet begint, levert ook geen lessen op."),
        ("roermond", {"keuze-1": 5, "keuze-2": 5}, ""),
    )
    yield from vote(stage, number, 2, 1, ballots)


def courses_for_members(stage: Stage) -> Storyline:
    """A mark for each of three courses."""
    yield 3
    draft = Draft(
        title="Welke cursus geven wij dit voorjaar?",
        question="Hoe nuttig is elke cursus voor uw organisatie?",
        explanation="Geef een cijfer van 0 tot en met 5. Wie een cursus niet kent, geeft geen cijfer.",
        method="score",
        closes_on=stage.day(-6),
        written=("Klare taal op de website", "Toegankelijke formulieren", "Samen inkopen"),
        particular={"max": 5, "missing": "ignore", "winners": 0},
    )
    number = open_vote(stage, draft)
    ballots = (
        ("venlo", {"keuze-1": 4, "keuze-2": 5}, ""),
        ("wageningen", {"keuze-2": 3, "keuze-3": 5}, ""),
    )
    yield from vote(stage, number, 2, 1, ballots)
