"""What comes first: the members vote on it, and their order is the agenda."""

from gemportal.demo.scenes import open_vote, vote
from gemportal.demo.stage import Stage, Storyline
from gemportal.voting.rules import SETS_AGENDA, Draft


def first_priorities(stage: Stage) -> Storyline:
    """The founders give scores to the first four initiatives."""
    yield 411
    bijstand, melding, toeslag, drone = (stage.numbers[key] for key in ("bijstand", "melding", "toeslag", "drone"))
    draft = Draft(
        title="Waarmee beginnen wij?",
        question="Welke initiatieven willen de leden het eerst?",
        explanation=(
            "Wij kunnen niet alles tegelijk. Geef elk initiatief een cijfer van 0 tot en met 5. De volgorde die daaruit komt, "
            "is onze agenda voor het eerste jaar."
        ),
        method="score",
        closes_on=stage.day(402),
        initiatives=(bijstand, melding, toeslag, drone),
        effect=SETS_AGENDA,
    )
    number = open_vote(stage, draft)
    given = (
        ("s-hertogenbosch", (5, 3, 2, 0), "Een formulier is snel klaar. Zo leren wij samenwerken aan iets kleins."),
        ("zwolle", (4, 5, 2, 1), "Meldingen raken iedere inwoner. Wij begrijpen dat bijstand eerder af kan zijn."),
        ("deventer", (5, 4, 3, 0), ""),
        ("assen", (5, 2, 4, 1), "Voor onze inwoners met weinig geld maakt dit het meeste verschil."),
        (
            "amersfoort",
            (3, 3, 1, 4),
            "Toezicht op de bouw kost ons nu veel mensen. Daarom een hoog cijfer voor drones.",
        ),
        ("tilburg", (4, 4, 2, 0), ""),
        ("groningen", (4, 5, 1, 0), "Wij gebruiken al open software voor meldingen en willen die graag delen."),
    )
    order = (bijstand, melding, toeslag, drone)
    yield from vote(
        stage, number, 409, 403, ((slug, dict(zip(order, scores, strict=True)), said) for slug, scores, said in given)
    )


def next_priorities(stage: Stage) -> Storyline:
    """A year later the members choose again; this vote is open now."""
    yield 8
    numbers = {key: stage.numbers[key] for key in ("bio", "lakken", "vakmanschap", "warmte", "vergunning")}
    draft = Draft(
        title="De agenda voor het komende jaar",
        question="Welke initiatieven steunt u voor het komende jaar?",
        explanation=(
            "Kruis alles aan wat uw gemeente steunt, ook als u zelf geen zetel wilt. Bij de volgorde telt elk lid even zwaar. "
            "Vorig jaar begonnen wij met twee initiatieven tegelijk; dat bleek genoeg."
        ),
        method="approval",
        closes_on=stage.day(-6),
        initiatives=tuple(numbers.values()),
        effect=SETS_AGENDA,
        early_close=False,
    )
    number = open_vote(stage, draft)
    given = (
        ("utrecht", ("lakken", "bio"), "Woo-verzoeken kosten ons twaalf voltijdbanen. Daar begint voor ons de winst."),
        ("tilburg", ("bio", "vakmanschap"), ""),
        ("texel", ("bio", "vakmanschap", "vergunning"), "Alleen kunnen wij geen beveiliger aannemen. Samen wel."),
        (
            "groningen",
            ("warmte", "lakken"),
            "De warmteplannen moeten er volgend jaar liggen. Daarna heeft dit minder zin.",
        ),
        ("apeldoorn", ("vakmanschap", "lakken"), ""),
        (
            "schiermonnikoog",
            ("bio", "lakken", "vakmanschap", "warmte"),
            "Wij steunen wat wij niet zelf hoeven te bouwen.",
        ),
        ("goes", ("vakmanschap",), "Zonder mensen komt er van de andere vier niets terecht."),
        ("leeuwarden", ("lakken", "warmte"), ""),
        ("ede", ("vergunning", "bio"), ""),
        ("rozendaal", ("bio",), ""),
        ("breda", ("lakken", "bio", "vergunning"), ""),
        ("nijmegen", ("warmte", "vakmanschap"), "Wij kozen wat in onze eigen begroting al geld heeft."),
        ("almere", (), "Blanco: wij wachten op de behandeling in de raad en wijzigen onze stem misschien nog."),
    )
    yield from vote(
        stage, number, 7, 1, ((slug, [numbers[key] for key in chosen], said) for slug, chosen, said in given)
    )
