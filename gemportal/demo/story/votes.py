"""Votes of the members on one proposal: adopted, rejected, annulled, open, waiting to be published, and in preparation."""

from gemportal.demo.scenes import everybody_else, open_vote, vote
from gemportal.demo.stage import Stage, Storyline
from gemportal.kernel.actor import Office
from gemportal.voting import acts as voting
from gemportal.voting.preparing import acts as preparing_acts
from gemportal.voting.proxies.acts import give_proxy
from gemportal.voting.rules import Draft, Force


def open_source(stage: Stage) -> Storyline:
    """Adopted: what we make is open."""
    yield 248
    draft = Draft(
        title="Alles wat wij maken, is open",
        question="Maken wij alle software en documenten die de coöperatie betaalt, openbaar onder een open licentie?",
        explanation=(
            "Wat wij samen betalen, moet elke gemeente kunnen gebruiken en verbeteren, ook zonder lid te zijn. Uitzondering: "
            "gegevens over personen en onderdelen die de beveiliging verzwakken. Kosten: ongeveer acht uur per oplevering."
        ),
        method="majority",
        closes_on=stage.day(238),
        early_close=False,
    )
    number = open_vote(stage, draft)
    said = (
        ("utrecht", "for", "Publiek geld, publieke code. Dit is al ons beleid."),
        ("zwolle", "for", "Wij stemmen voor. Graag na een jaar kijken wat het openbaar maken aan tijd kost."),
        ("haarlem", "for", "Overnemen wat een ander maakte, kan alleen als het open is."),
        ("amersfoort", "against", "Wij zijn voor openheid, maar willen per oplevering kunnen kiezen."),
        (
            "tilburg",
            "abstain",
            "Onze raad behandelt het eigen beleid hierover volgende maand. Wij onthouden ons tot die tijd.",
        ),
    )
    ballots = everybody_else(stage, said, ("for", "for", "for", "for", "against", "blank"), silent=("emmen", "assen"))
    yield from vote(stage, number, 246, 239, ballots)


def legal_desk(stage: Stage) -> Storyline:
    """Rejected, with reasons that a later proposal can learn from."""
    yield 184
    draft = Draft(
        title="Een eigen juridisch loket",
        question="Richt de coöperatie een juridisch loket in, met twee juristen voor vragen over gegevens en aanbesteden?",
        explanation=(
            "Kosten: 190.000 euro per jaar, verdeeld naar inwonertal. Een lid krijgt binnen vijf werkdagen antwoord. Het loket "
            "begint op 1 januari en wordt na twee jaar geëvalueerd."
        ),
        method="majority",
        threshold="qualified",
        closes_on=stage.day(174),
        force=Force.MEETING,
        meeting_on=stage.day(170),
        early_close=False,
    )
    number = open_vote(stage, draft)
    said = (
        ("groningen", "against", "Wij hebben deze juristen zelf, en zouden het meest betalen."),
        ("texel", "for", "Wij huren nu per vraag een advocaat in. Dit is goedkoper."),
        (
            "leeuwarden",
            "against",
            "Twee juristen voor alle leden is te weinig om op te vertrouwen. Begin met één onderwerp.",
        ),
        ("almere", "abstain", "Het idee is goed. De verdeling van de kosten willen wij eerst anders zien."),
        ("deventer", "for", "De vragen die wij hebben, hebben anderen ook."),
        ("zwolle", "against", "Wij zien liever een groep van juristen die elkaar al kennen, zonder nieuw loket."),
    )
    ballots = everybody_else(stage, said, ("for", "against", "against"), silent=("hoorn",))
    yield from vote(stage, number, 182, 175, ballots)


def contribution(stage: Stage) -> Storyline:
    """The first vote held a wrong amount and was annulled; the second was adopted."""
    yield 132
    year = stage.day(0).year + 1
    draft = Draft(
        title=f"De contributie voor {year}",
        question="Stelt u de contributie vast op 0,21 euro per inwoner?",
        explanation="De begroting is gelijk aan die van dit jaar. De stijging komt door de lonen.",
        method="majority",
        closes_on=stage.day(122),
        force=Force.MEETING,
        meeting_on=stage.day(115),
        early_close=False,
    )
    wrong = open_vote(stage, draft)
    yield from vote(stage, wrong, 131, 130, (("ede", "for", ""), ("gouda", "for", ""), ("zwolle", "for", "")))
    yield 129
    reason = (
        "In de vraag stond 0,21 euro per inwoner. De begroting gaat uit van 0,12 euro. Er komt een nieuwe stemming."
    )
    stage.do(voting.annul, stage.officer(Office.CHAIR), wrong, reason)
    yield 127
    right = Draft(
        title=draft.title,
        question="Stelt u de contributie vast op 0,12 euro per inwoner?",
        explanation=f"{draft.explanation} Deze stemming komt in de plaats van {wrong}, waarin een verkeerd bedrag stond.",
        method="majority",
        threshold="absolute",
        closes_on=stage.day(117),
        force=Force.MEETING,
        meeting_on=stage.day(115),
        early_close=False,
    )
    number = open_vote(stage, right)
    said = (
        ("rozendaal", "for", "Een bedrag per inwoner is eerlijk voor een gemeente met 1.700 mensen."),
        ("utrecht", "for", "Wij betalen het meest en gebruiken het meest."),
        (
            "almere",
            "against",
            "Wij groeien snel, en dus groeit onze bijdrage sneller dan ons voordeel. Graag een maximum.",
        ),
        ("nijmegen", "blank", "Blanco: onze raad heeft de begroting nog niet vastgesteld."),
    )
    ballots = everybody_else(stage, said, ("for",) * 9 + ("abstain",), silent=("sudwest-fryslan",))
    yield from vote(stage, number, 126, 118, ballots)


def strategy(stage: Stage) -> Storyline:
    """Counted, and waiting for the days in which it may be contested."""
    yield 12
    draft = Draft(
        title="Een gezamenlijke reactie op de digitaliseringsstrategie",
        question="Sturen wij de conceptreactie namens alle leden?",
        explanation="De reactie vraagt om geld voor uitvoering, en om open standaarden die het Rijk ook zelf gebruikt.",
        method="majority",
        closes_on=stage.day(2),
        early_close=False,
    )
    number = open_vote(stage, draft)
    said = (
        ("s-hertogenbosch", "for", "Met één stem luistert het Rijk beter dan met dertig brieven."),
        ("venlo", "for", "Graag nog een zin over gemeenten aan de grens."),
        ("wageningen", "against", "De toon is te afwachtend. Wij sturen een eigen brief."),
        ("zwolle", "for", ""),
    )
    ballots = everybody_else(stage, said, ("for", "for", "for", "abstain"), silent=("texel", "breda"))
    yield from vote(stage, number, 11, 3, ballots)


def learning_days(stage: Stage) -> Storyline:
    """Open now."""
    yield 6
    draft = Draft(
        title="Twee leerdagen per jaar",
        question="Houdt de coöperatie voortaan twee leerdagen per jaar, waar groepen vertellen wat niet lukte?",
        explanation=(
            "Elke groep vertelt op een leerdag over één stap die anders ging dan verwacht. De kosten zijn 6.000 euro per dag, uit "
            "de bestaande begroting. Elk lid kan vier mensen sturen."
        ),
        method="majority",
        closes_on=stage.day(-4),
    )
    number = open_vote(stage, draft)
    ballots = (
        ("almere", "for", "Wij leerden van onze mislukte proef het meest toen wij erover vertelden."),
        ("groningen", "for", ""),
        ("terneuzen", "against", "Twee dagen reizen is veel. Eén dag en één keer online is genoeg."),
        ("emmen", "for", ""),
        ("haarlem", "for", "Graag in het oosten, het westen is al aan de beurt geweest."),
        ("zaanstad", "abstain", ""),
        ("apeldoorn", "for", ""),
    )
    stage.do(give_proxy, stage.by("texel"), number, stage.codes["amersfoort"])
    yield from vote(stage, number, 5, 1, ballots)


def in_preparation(stage: Stage) -> Storyline:
    """The coordinators are writing the next one."""
    yield 1
    draft = Draft(
        title="Hoogstens twee zetels per gemeente tegelijk",
        question="Mag een gemeente in hoogstens twee groepen tegelijk een zetel hebben?",
        explanation="Zo blijft er plek voor nieuwe leden, en doet niemand te veel tegelijk.",
        method="majority",
        closes_on=stage.day(-15),
    )
    stage.do(preparing_acts.prepare, stage.coordinator, draft)
