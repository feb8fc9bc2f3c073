"""Results that somebody did not accept: one that waits for a ruling, and one that was annulled and voted on again."""

from dataclasses import replace

from gemportal.demo.scenes import everybody_else, open_vote, vote
from gemportal.demo.stage import Stage, Storyline
from gemportal.kernel.actor import Office
from gemportal.voting import acts as voting
from gemportal.voting.contesting import acts as contesting
from gemportal.voting.contesting.rules import Ruling
from gemportal.voting.preparing import acts as preparing_acts
from gemportal.voting.rules import Draft


def meeting_day(stage: Stage) -> Storyline:
    """What was announced is not what was asked: the members vote again."""
    yield 112
    draft = Draft(
        title="Een vaste dag voor vergaderingen",
        question="Vergaderen alle groepen voortaan op donderdag?",
        explanation="Wie in twee groepen zit, kan dan beide vergaderingen op één dag bijwonen.",
        method="majority",
        closes_on=stage.day(102),
        early_close=False,
    )
    first = open_vote(stage, draft)
    for_, against = "for", "against"
    ballots = everybody_else(stage, (), (for_, for_, against), silent=("terneuzen", "goes"))
    yield from vote(stage, first, 111, 103, ballots)
    yield 101
    reason = "In de aankondiging stond dinsdag, in de stemming donderdag. Wie alleen de aankondiging las, stemde over iets anders."
    stage.do(contesting.contest, stage.by("terneuzen"), first, reason)
    yield 99
    answer = "Dat klopt: de aankondiging noemde een andere dag. Wij leggen de vraag opnieuw voor, nu overal met dezelfde dag."
    chair = stage.officer(Office.CHAIR)
    again = stage.do(contesting.rule_on_contest, chair, first, Ruling.REVOTE, answer)
    yield 98
    revote = replace(draft, closes_on=stage.day(91), follows=first)
    stage.do(preparing_acts.change, chair, again or 0, revote)
    second = stage.do(voting.open_vote, chair, again or 0)
    said = (("terneuzen", against, "Op donderdag vergadert onze raad."), ("goes", against, ""))
    ballots = everybody_else(stage, said, (for_, against, for_, against, "abstain"), silent=("gouda",))
    yield from vote(stage, second, 97, 92, ballots)


def shared_translator(stage: Stage) -> Storyline:
    """Counted, and contested since yesterday: the chair or a coordinator has to rule."""
    yield 10
    draft = Draft(
        title="Een gedeelde vertaaldienst",
        question="Nemen wij samen één vertaaldienst voor brieven in andere talen?",
        explanation="De kosten zijn 0,03 euro per inwoner per jaar. Een lid betaalt alleen als het meedoet.",
        method="majority",
        closes_on=stage.day(2),
        early_close=False,
    )
    number = open_vote(stage, draft)
    said = (
        ("venlo", "for", "Wij schrijven nu al in vijf talen, en betalen per brief."),
        ("rozendaal", "against", "Wij hebben dit twee keer per jaar nodig."),
    )
    ballots = everybody_else(stage, said, ("for", "for", "against"), silent=("texel", "assen"))
    yield from vote(stage, number, 9, 3, ballots)
    yield 1
    reason = "De bijlage met de kosten stond pas op de laatste dag bij de stemming. Onze stem was toen al uitgebracht."
    stage.do(contesting.contest, stage.by("rozendaal"), number, reason)
