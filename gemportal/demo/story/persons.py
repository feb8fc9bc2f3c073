"""Secret votes for persons: three seats that were divided in proportion, and one seat for which the members vote now."""

from gemportal.demo.scenes import Ballots, everybody_else, open_vote, vote
from gemportal.demo.stage import Stage, Storyline
from gemportal.voting.rules import Draft, Secrecy


def programme_council(stage: Stage) -> Storyline:
    """Three of five candidates, so that smaller groups of members get somebody too."""
    yield 28
    draft = Draft(
        title="De programmaraad van de leerdagen",
        question="Wie komen er in de programmaraad van de leerdagen?",
        explanation="De programmaraad kiest de sprekers en de zalen. Er zijn drie plaatsen, voor twee jaar.",
        method="stv",
        closes_on=stage.day(18),
        written=("Elif Grutto", "Joost Kluut", "Noor Fuut", "Samir Tureluur", "Vera Meerkoet"),
        particular={"seats": 3},
        secrecy=Secrecy.SECRET,
        early_close=False,
    )
    number = open_vote(stage, draft)
    blank: Ballots = (("nijmegen", [], ""),)
    orders = ((1, 3), (1, 2, 4), (4, 2, 1), (4, 3), (3, 5, 2), (2, 1), (5, 3))
    ballots = everybody_else(stage, blank, [_order(places) for places in orders], silent=("emmen", "goes"))
    yield from vote(stage, number, 27, 19, ballots)


def advisory_council(stage: Stage) -> Storyline:
    """Open now: one seat outside the cooperative, and three who want it."""
    yield 5
    draft = Draft(
        title="Onze stem in de landelijke adviesraad",
        question="Wie spreekt namens ons in de adviesraad over digitale dienstverlening?",
        explanation="De raad komt vier keer per jaar bij elkaar. De kandidaten stelden zich voor in de vorige vergadering.",
        method="irv",
        closes_on=stage.day(-5),
        written=("Hanan Winterkoning", "Karim Lepelaar", "Tessa Zwaluw"),
        secrecy=Secrecy.SECRET,
    )
    number = open_vote(stage, draft)
    orders = (("utrecht", (1, 2)), ("gouda", (3,)), ("enschede", (2, 3, 1)), ("venlo", (1, 3)), ("hoorn", (3, 2)))
    yield from vote(stage, number, 4, 1, ((slug, _order(places), "") for slug, places in orders))


def _order(places: tuple[int, ...]) -> list[list[str]]:
    return [[f"keuze-{place}"] for place in places]
