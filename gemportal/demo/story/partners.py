"""A chain partner that is invited to take a seat, and would like to."""

from gemportal.demo.cast import DOMAIN
from gemportal.demo.stage import Stage, Storyline
from gemportal.initiatives import acts as initiatives
from gemportal.initiatives.inviting.acts import invite_partner
from gemportal.initiatives.rules import Backing, Declaration, Level
from gemportal.organisations import queries as organisations
from gemportal.people import standing


def netbeheer_is_invited(stage: Stage) -> Storyline:
    """Groningen invites the grid operator, which so far helped from the side; it wants to join."""
    yield 4
    number = stage.numbers["warmte"]
    partner = next(one.code for one in organisations.partners() if one.name == "Netbeheer Voorbeeld")
    stage.do(invite_partner, stage.by("groningen"), number, partner)
    yield 2
    declaration = Declaration(
        Level.JOIN,
        hours=120,
        reason="Uitgenodigd door Groningen. Wij werken graag mee, en laten het beslissen aan de gemeenten.",
        backing=Backing.MANAGEMENT,
    )
    netbeheer = standing.acting_as(f"netbeheer@{DOMAIN}", organisation=partner)
    stage.do(initiatives.declare_willingness, netbeheer, number, declaration)
