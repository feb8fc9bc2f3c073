"""Initiatives that did not make it, or stand still, each for an honest reason."""

from dataclasses import replace

from gemportal.demo.scenes import (
    CONTINUE,
    CONTRIBUTE,
    EXECUTIVE,
    FOLLOW,
    JOIN,
    LEAD,
    MANAGEMENT,
    NO,
    STOP,
    Said,
    accept,
    agree_on_charter,
    call,
    conclude,
    declare,
    evaluate,
    form_group,
    publish,
    start_step,
)
from gemportal.demo.stage import Stage, Storyline
from gemportal.groups import acts as groups
from gemportal.groups.steps import acts as steps
from gemportal.groups.steps.rules import Judging, Plan
from gemportal.initiatives import acts as initiatives


def toeslag(stage: Stage) -> Storyline:
    """Two calls, and still nobody to do it with: it lapses."""
    key = "toeslag"
    yield 416
    publish(stage, key, closes=392)
    yield from call(
        stage,
        key,
        414,
        396,
        [
            Said("assen", LEAD, "Wij krijgen hier elke dag telefoontjes over.", 60, 3000, MANAGEMENT),
            Said("deventer", JOIN, "Wij willen dit, als het vóór de winter klaar is.", 30),
            Said("zwolle", FOLLOW),
            Said("tilburg", NO, "Het Rijk bouwt zelf een rekenhulp."),
        ],
    )
    yield 372
    form_group(stage, key)
    yield 370
    accept(stage, key, "assen", 60, 3000)
    yield 368
    reason = "De winter is al begonnen. Voor ons heeft het dit jaar geen zin meer."
    stage.do(groups.decline_offer, stage.by("deventer"), stage.groups[key], reason)
    yield 365
    reason = "Alleen Assen bleef over. Wij doen een tweede oproep, nu voor de volgende winter."
    stage.do(groups.give_up, stage.coordinator, stage.groups[key], reason, closes_on=stage.day(332))
    yield 345
    declare(stage, key, Said("sudwest-fryslan", JOIN, "Voor de volgende winter kunnen wij meedoen.", 40))
    yield 328
    form_group(stage, key)
    yield 326
    accept(stage, key, "assen", 60, 3000)
    # Súdwest-Fryslân lets two offers lapse, and leaves the line by that.
    yield 306
    reason = "Twee keer kwam er geen tweede gemeente bij. Het Rijk heeft intussen zelf een rekenhulp gemaakt."
    stage.do(groups.give_up, stage.coordinator, stage.groups[key], reason)


def drone(stage: Stage) -> Storyline:
    """The members put it last, and its proposer takes it back."""
    key = "drone"
    yield 415
    number = publish(stage, key, closes=330)
    yield from call(
        stage,
        key,
        410,
        350,
        [
            Said("amersfoort", LEAD, "Onze inspecteurs vragen erom.", 80, 20000, MANAGEMENT),
            Said("deventer", FOLLOW),
            Said("groningen", NO, "Onze raad wil eerst een debat over camera's in de openbare ruimte."),
            Said("zwolle", NO),
        ],
    )
    yield 96
    reason = (
        "De functionaris gegevensbescherming adviseert negatief, en niemand wilde een zetel. Wij kopen geen drones."
    )
    stage.do(initiatives.withdraw, stage.by("amersfoort"), number, reason)


def spraak(stage: Stage) -> Storyline:
    """One step was enough to know that it should stop."""
    key, leader = "spraak", "almere"
    yield 334
    publish(stage, key, closes=306)
    yield from call(
        stage,
        key,
        331,
        309,
        [
            Said(
                leader,
                LEAD,
                "Na vijf uur 's middags krijgt niemand meer antwoord.",
                120,
                15000,
                EXECUTIVE,
                "spraakmodellen",
            ),
            Said("groningen", JOIN, "Wij willen weten of dit al kan.", 60, 8000),
            Said("enschede", JOIN, "Wij hebben veel bellers die liever niet typen.", 60, 8000, MANAGEMENT),
            Said("apeldoorn", CONTRIBUTE, "Wij delen onze lijst van meest gestelde vragen.", 10),
            Said("assen", NO, "Wij vinden dat een mens moet opnemen."),
            Said("leeuwarden", FOLLOW),
        ],
    )
    yield 302
    why = "Een proef met spraak moet vóór de nieuwe inkoop van het klantcontactcentrum klaar zijn. De drones kunnen wachten."
    form_group(stage, key, out_of_order=why)
    for days, slug, hours, euros in (
        (300, leader, 120, 15000),
        (299, "groningen", 60, 8000),
        (297, "enschede", 60, 8000),
    ):
        yield days
        accept(stage, key, slug, hours, euros)
    yield 293
    scope = "De groep kiest de drie onderwerpen en het spraakmodel, en beslist wanneer een gesprek naar een mens gaat."
    agree_on_charter(stage, key, leader, ("groningen", "enschede"), scope=scope, budget=25000, ends=120)
    yield 289
    stage.do(groups.begin, stage.by(leader), stage.groups[key])
    yield 285
    plan = Plan(
        aim="Drie onderwerpen beantwoorden: afval, paspoort en openingstijden.",
        expectation="Driekwart van de bellers krijgt meteen het juiste antwoord.",
        measure="Wij luisteren 400 gesprekken terug, met toestemming, en beoordelen het antwoord.",
        starts_on=stage.day(285),
        due_on=stage.day(236),
        hours=120,
        euros=16000,
    )
    step = start_step(stage, key, leader, plan)
    yield 233
    for slug, judging in (
        (
            leader,
            Judging(
                1,
                3,
                "Wij luisterden echt terug, in plaats van op cijfers van de leverancier te vertrouwen.",
                "Het model verstond mensen met een accent veel slechter. Dat wisten wij te laat.",
                "Het klantcontactcentrum werkte volop mee.",
                "Meet eerst of het voor iedereen even goed werkt. Een gemiddelde zegt niets.",
                70,
                11800,
                STOP,
            ),
        ),
        (
            "groningen",
            Judging(
                0,
                3,
                "De groep durfde te stoppen.",
                "Gronings verstond het model niet.",
                "Geen.",
                "Een dialect is geen randgeval maar een derde van je bellers.",
                31,
                2600,
                STOP,
            ),
        ),
    ):
        evaluate(stage, key, slug, step, judging, in_public=True)
    yield 220
    conclude(
        stage,
        key,
        leader,
        step,
        STOP,
        "Van de 400 bellers kregen er 212 het juiste antwoord: 53 van de 100. Bij bellers met een accent waren het er 29.",
        "Een dienst die voor een deel van de inwoners niet werkt, is geen dienst. Meet dat vóór de bouw, met twintig gesprekken.",
    )


def jeugd(stage: Stage) -> Storyline:
    """The lead had to leave: the group pauses until another takes over."""
    key, leader = "jeugd", "enschede"
    yield 205
    publish(stage, key, closes=176)
    yield from call(
        stage,
        key,
        203,
        179,
        [
            Said(leader, LEAD, "Onze consulenten schrijven meer dan zij praten.", 140, 8000, EXECUTIVE),
            Said("dordrecht", JOIN, "Wij werken al met korte verslagen en willen verder.", 90, 6000, MANAGEMENT),
            Said("hoorn", JOIN, "Onze aanbieders vragen erom.", 60, 4000),
            Said("zwolle", CONTRIBUTE, "Onze gedragswetenschapper denkt mee.", 12),
            Said("gouda", FOLLOW),
        ],
    )
    yield 172
    form_group(stage, key, out_of_order="De contracten met aanbieders lopen dit jaar af. De drones kunnen wachten.")
    for days, slug, hours, euros in ((170, leader, 140, 8000), (169, "dordrecht", 90, 6000), (167, "hoorn", 60, 4000)):
        yield days
        accept(stage, key, slug, hours, euros)
    yield 160
    scope = "De groep beslist welke vragen uit de verslagen gaan, behalve vragen die de Jeugdwet voorschrijft."
    agree_on_charter(stage, key, leader, ("dordrecht", "hoorn"), scope=scope, budget=16000, ends=-120)
    yield 152
    stage.do(groups.begin, stage.by(leader), stage.groups[key])
    yield from _shorter_reports(stage, key, leader)
    yield 20
    reason = "Ons wijkteam wordt opgesplitst en de projectleider gaat mee. Wij hopen dat Dordrecht het overneemt."
    stage.do(groups.leave_seat, stage.by(leader), stage.groups[key], reason)


def _shorter_reports(stage: Stage, key: str, leader: str) -> Storyline:
    """A first step that went as hoped, and a second one that waits."""
    yield 148
    plan = Plan(
        aim="De vragen schrappen die in drie gemeenten niemand mist.",
        expectation="Een verslag van een gesprek met een gezin past op één bladzijde.",
        measure="Wij tellen de bladzijden van zestig verslagen, en vragen twaalf ouders of zij het begrijpen.",
        starts_on=stage.day(148),
        due_on=stage.day(92),
        hours=130,
        euros=5000,
    )
    step = start_step(stage, key, leader, plan)
    yield 89
    for slug, learned in (
        (leader, "Wat in het verslag staat om onszelf in te dekken, helpt geen gezin."),
        ("dordrecht", "Vraag aanbieders wat zij lezen. Dat was minder dan de helft."),
        ("hoorn", "Een verslag dat de ouders meeschrijven, is korter en klopt beter."),
    ):
        judging = Judging(
            came_true=4 if slug == "hoorn" else 3,
            cooperation=4,
            went_well="De consulenten schrapten zelf. Wij hoefden niets op te leggen.",
            went_wrong="De accountant vroeg twee vragen terug.",
            at_home="Het team kreeg een middag per week vrij.",
            learned=learned,
            hours=40,
            euros=1500,
            advice=CONTINUE,
        )
        evaluate(stage, key, slug, step, judging, in_public=slug == leader)
    yield 80
    conclude(
        stage,
        key,
        leader,
        step,
        CONTINUE,
        "Zestig verslagen waren gemiddeld 1,3 bladzijden lang; dat waren er 4. Tien van de twaalf ouders begrepen hun verslag.",
        "Betrek de accountant vóór de proef. Wat de controle nodig heeft, is minder dan iedereen denkt.",
    )
    yield 26
    following = replace(
        plan,
        aim="Hetzelfde verslag bij vier aanbieders gebruiken.",
        expectation="Aanbieders sturen geen eigen formulier meer na.",
        measure="Wij tellen twee maanden lang wat aanbieders nog apart opvragen.",
        # It stands still since the group has no lead: everybody sees that it should have started.
        starts_on=stage.day(6),
        due_on=stage.day(-52),
    )
    stage.do(steps.plan_step, stage.by(leader), stage.groups[key], following)
