"""Calls that are open now, with willingness of every kind, and a draft that only its proposers see."""

from dataclasses import replace

from gemportal.demo.cast import DOMAIN
from gemportal.demo.proposals import PROPOSALS
from gemportal.demo.scenes import (
    CONSIDERING,
    CONTRIBUTE,
    COUNCIL,
    EXECUTIVE,
    FOLLOW,
    JOIN,
    LEAD,
    MANAGEMENT,
    NO,
    Said,
    call,
    declare,
    publish,
)
from gemportal.demo.stage import Stage, Storyline
from gemportal.initiatives import acts as initiatives
from gemportal.initiatives.rules import Declaration, Level
from gemportal.kernel.actor import clock_for
from gemportal.organisations import acts as organisations
from gemportal.people import acts as people
from gemportal.people import standing
from gemportal.people.policy import DEMO


def lakken(stage: Stage) -> Storyline:
    """Half of the cooperative has an opinion."""
    key = "lakken"
    yield 34
    publish(stage, key, closes=-18, together_with=("amersfoort",))
    yield from call(
        stage,
        key,
        32,
        2,
        [
            Said(
                "utrecht",
                LEAD,
                "Twaalf mensen lakken. Dat kan anders.",
                300,
                25000,
                COUNCIL,
                "ontwikkelteam",
                "Het team Woo",
            ),
            Said(
                "groningen",
                JOIN,
                "Wij bouwden zelf een proef voor e-mail en delen die.",
                120,
                10000,
                EXECUTIVE,
                "taalmodellen",
            ),
            Said("leeuwarden", FOLLOW),
            Said(
                "nijmegen", JOIN, "Onze gemeenteadvocaat wil meekijken of de voorstellen kloppen.", 80, 8000, MANAGEMENT
            ),
            Said("texel", FOLLOW, "Wij krijgen acht verzoeken per jaar. Gebruiken willen wij het wel."),
            Said("haarlem", LEAD, "Als Utrecht het druk krijgt, kunnen wij trekken.", 160, 12000, EXECUTIVE),
            Said("assen", CONTRIBUTE, "Wij testen met onze oude verzoeken.", 30),
            Said("rozendaal", FOLLOW),
            Said("enschede", CONSIDERING, "De portefeuillehouder bespreekt dit volgende week in het college."),
            Said("breda", JOIN),
            Said("apeldoorn", NO, "Wij kochten vorig jaar een product en zitten daar nog twee jaar aan vast."),
            Said("dordrecht", CONTRIBUTE, "Onze archivaris kan meedenken over wat niet gelakt hoeft.", 12),
            Said("emmen", JOIN, "Wij hebben geen eigen juristen voor dit werk.", 40, 3000),
            Said("gouda", NO),
            Said("roermond", CONTRIBUTE),
        ],
    )


def bio(stage: Stage) -> Storyline:
    """Small municipalities want this most; Zwolle is still asking at home."""
    key = "bio"
    yield 44
    publish(stage, key, closes=-9)
    yield from call(
        stage,
        key,
        42,
        3,
        [
            Said(
                "tilburg",
                LEAD,
                "Onze beveiliger maakte een werkwijze die anderen kunnen overnemen.",
                140,
                9000,
                MANAGEMENT,
            ),
            Said(
                "schiermonnikoog",
                JOIN,
                "Wij hebben één persoon voor alles. Samen is de enige manier.",
                20,
                500,
                EXECUTIVE,
            ),
            Said("texel", JOIN, "Wij kunnen geen beveiliger aannemen.", 30, 1500, COUNCIL),
            Said("zwolle", CONSIDERING, "Wij wachten op het advies van onze beveiliger."),
            Said("goes", JOIN, "Zeeland doet dit al deels samen.", 40, 2500, MANAGEMENT),
            Said("terneuzen", JOIN),
            Said("utrecht", CONTRIBUTE, "Wij delen ons bewijs, maar hebben geen plek voor een zetel.", 40),
            Said("almere", FOLLOW),
            Said("venlo", CONSIDERING),
            Said("deventer", CONTRIBUTE),
            Said("s-hertogenbosch", NO, "Onze verantwoording loopt via de regio."),
            Said("wageningen", FOLLOW),
        ],
    )


def warmte(stage: Stage) -> Storyline:
    """A second version with a price: who declared is asked to confirm, and not everybody has."""
    key = "warmte"
    yield 50
    number = publish(stage, key, closes=-24)
    yield from call(
        stage,
        key,
        48,
        16,
        [
            Said("groningen", LEAD, "Na de gaswinning willen wij dit goed doen.", 200, 12000, COUNCIL),
            Said("assen", JOIN, "Onze plannen raken die van Groningen.", 80, 5000, EXECUTIVE),
            Said("zwolle", JOIN, "Wij maken nu drie wijkplannen met drie indelingen.", 80, 5000, MANAGEMENT),
            Said("nijmegen", JOIN, "Onze plannen zijn klaar en kunnen als voorbeeld dienen.", 60, 4000, MANAGEMENT),
            Said("ede", CONTRIBUTE, "Wij delen ons model.", 16),
            Said("breda", FOLLOW),
            Said("haarlem", CONSIDERING),
            Said("rozendaal", NO),
        ],
    )
    yield 14
    partner = stage.do(organisations.add_partner, stage.coordinator, "Netbeheer Voorbeeld")
    address = f"netbeheer@{DOMAIN}"
    name = "Wilma Waterhoen-Voorbeeld"
    stage.do(people.enrol, clock_for(DEMO), address, name, stage.password_hash, organisation=partner)
    declaration = Declaration(
        Level.CONTRIBUTE, hours=40, reason="Met één indeling kunnen wij alle plannen vergelijken."
    )
    netbeheer = standing.acting_as(address, organisation=partner)
    stage.do(initiatives.declare_willingness, netbeheer, number, declaration)
    yield 10
    before = PROPOSALS[key].text
    text = replace(
        before,
        goal=(
            "Een warmteplan van de ene gemeente is zonder omzetten te gebruiken door de netbeheerder, de buurgemeente en de "
            "woningcorporatie."
        ),
        means="Vier bestaande plannen naast elkaar leggen, samen met een netbeheerder, en het verschil wegwerken.",
        cost=26000,
    )
    why = "Corporaties vroegen om mee te tellen, en er is nu een raming van de kosten."
    stage.do(initiatives.revise, stage.by("groningen"), number, text, why)
    for days, slug in ((9, "groningen"), (7, "nijmegen"), (6, "ede")):
        yield days
        stage.do(initiatives.confirm_willingness, stage.by(slug), number)
    yield 5
    declare(stage, key, Said("leeuwarden", JOIN, "Wij zagen de raming en kunnen dit dragen.", 60, 4000, EXECUTIVE))


def vakmanschap(stage: Stage) -> Storyline:
    """People are what everybody lacks."""
    key = "vakmanschap"
    yield 30
    publish(stage, key, closes=-13)
    yield from call(
        stage,
        key,
        28,
        4,
        [
            Said(
                "apeldoorn", LEAD, "Wij leiden al zelf op en hebben plek voor drie mensen meer.", 160, 15000, EXECUTIVE
            ),
            Said("deventer", JOIN, "Twee vacatures staan al een jaar open.", 80, 15000, MANAGEMENT),
            Said("goes", JOIN, "Een informatiebeheerder vinden wij niet, opleiden kan wel.", 60, 8000),
            Said("assen", JOIN, "Wij kunnen twee leerplekken bieden.", 80, 12000, MANAGEMENT),
            Said("enschede", CONTRIBUTE, "Onze hogeschool wil de lesdagen verzorgen.", 20),
            Said("venlo", FOLLOW),
            Said("schiermonnikoog", FOLLOW, "Een leerling van vier gemeenten zou ons ook helpen."),
            Said("amersfoort", CONSIDERING),
            Said("utrecht", NO, "Wij hebben een eigen opleiding."),
        ],
    )


def vergunning(stage: Stage) -> Storyline:
    """A young call that few have answered yet."""
    key = "vergunning"
    yield 18
    publish(stage, key, closes=-30)
    yield from call(
        stage,
        key,
        15,
        6,
        [
            Said(
                "ede",
                LEAD,
                "Onze ondernemersvereniging vroeg erom.",
                100,
                9000,
                MANAGEMENT,
                "ontwerper",
                "Team Vergunningen",
            ),
            Said("wageningen", JOIN, "Wij delen één vergunningenteam met Ede.", 40, 4000),
            Said("zaanstad", CONSIDERING),
            Said("hoorn", FOLLOW),
        ],
    )


def schuld(stage: Stage) -> Storyline:
    """Zwolle writes, and asked Deventer to propose together."""
    yield 9
    proposal = PROPOSALS["schuld"]
    proposer = stage.by(proposal.proposer)
    draft = stage.do(initiatives.draft, proposer, replace(proposal.text, cost=None), None)
    stage.do(initiatives.ask_co_proposer, proposer, draft, stage.codes["deventer"])
    yield 6
    stage.do(initiatives.edit_draft, proposer, draft, replace(proposal.text, hours=280), stage.day(-40))
