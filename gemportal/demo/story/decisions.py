"""Decisions by consent: one in force, one withdrawn again, one superseded by what was learned."""

from gemportal.decisions import acts as decisions
from gemportal.decisions.rules import Wording
from gemportal.demo.stage import Stage, Storyline
from gemportal.kernel.actor import Office


def admission(stage: Stage) -> Storyline:
    """How new members come in."""
    yield stage.founded - 5
    wording = Wording(
        title="Zo laten wij nieuwe leden toe",
        text=(
            "Elke gemeente die de statuten onderschrijft, kan lid worden. De coördinatoren laten haar toe, in kleine groepen, "
            "zodat wij iedereen goed kunnen ontvangen."
        ),
        rationale="Wij willen groeien, en elk nieuw lid moet meteen iemand hebben die helpt.",
        alternatives="Een ballotage door de leden. Dat past niet bij een coöperatie van overheden.",
    )
    stage.numbers["admission"] = stage.do(decisions.record_decision, stage.officer(Office.CHAIR), wording)


def weekly_reports(stage: Stage) -> Storyline:
    """A rule that nobody was helped by, and its end."""
    yield 376
    wording = Wording(
        title="Elke groep schrijft elke week een verslag",
        text="De trekker stuurt elke vrijdag een verslag van één bladzijde aan alle leden.",
        rationale="Leden die niet in een groep zitten, willen weten wat er gebeurt.",
        dissent="Zwolle vreest dat de verslagen ten koste gaan van het werk.",
    )
    number = stage.do(decisions.record_decision, stage.coordinator, wording)
    yield 312
    wording = Wording(
        title="Geen weekverslagen meer",
        text="Groepen schrijven geen weekverslag meer. De evaluatie van elke stap komt ervoor in de plaats.",
        rationale="In acht weken las gemiddeld één lid het verslag. De evaluaties werden wel gelezen.",
    )
    stage.do(decisions.withdraw, stage.coordinator, number, wording)


def way_of_working(stage: Stage) -> Storyline:
    """The way of working of the first year, and what the second step of the reports from the street changed in it."""
    yield 408
    wording = Wording(
        title="Onze werkwijze in het eerste jaar",
        text=(
            "Een groep begint met hoogstens drie gemeenten. Een stap duurt hoogstens twaalf weken. Na elke stap evalueert elke "
            "deelnemer, en pas dan begint de volgende."
        ),
        rationale="Wij leren door te doen. Kleine groepen en korte stappen maken fouten klein.",
        alternatives="Beginnen met een programmaplan voor vier jaar.",
        review_on=stage.day(60),
    )
    number = stage.do(decisions.record_decision, stage.officer(Office.CHAIR), wording)
    yield 150
    wording = Wording(
        title="Onze werkwijze, na de eerste vijf stappen",
        text=(
            "Een groep begint met hoogstens vier gemeenten. Een stap duurt hoogstens twaalf weken en heeft één doel. Een stap "
            "begint pas als wat van anderen nodig is, zoals een testomgeving, er is."
        ),
        rationale="Twee stappen mislukten doordat zij twee dingen tegelijk wilden, of wachtten op een leverancier.",
        alternatives="Stappen korter maken. Dat lost het wachten niet op.",
        dissent="Tilburg vindt dat een groep hier zelf over moet kunnen beslissen.",
        review_on=stage.day(-120),
    )
    stage.do(decisions.supersede, stage.officer(Office.CHAIR), number, wording)
