"""Groups that form or have just begun: something is asked of those who take part."""

from gemportal.demo.scenes import (
    CONSIDERING,
    CONTINUE,
    CONTRIBUTE,
    COUNCIL,
    EXECUTIVE,
    FOLLOW,
    JOIN,
    LEAD,
    MANAGEMENT,
    NO,
    Said,
    accept,
    agree_on_charter,
    call,
    evaluate,
    form_group,
    publish,
    start_step,
)
from gemportal.demo.stage import Stage, Storyline
from gemportal.groups import acts as groups
from gemportal.groups.steps.rules import Judging, Plan


def nieuwkomer(stage: Stage) -> Storyline:
    """The first step is over and being evaluated; Zwolle has not answered yet."""
    key, leader = "nieuwkomer", "sudwest-fryslan"
    yield 176
    publish(stage, key, closes=146)
    yield from call(
        stage,
        key,
        174,
        150,
        [
            Said(leader, LEAD, "In onze azc's komen mensen te vaak voor niets naar een afspraak.", 90, 6000, EXECUTIVE),
            Said(
                "zwolle", JOIN, "Onze taalcoaches willen de brieven samen met nieuwkomers lezen.", 60, 4000, MANAGEMENT
            ),
            Said("leeuwarden", JOIN, "Wij vertalen nu alles zelf, in vier talen.", 60, 4000),
            Said("emmen", JOIN, "Wij hebben goede contacten met vluchtelingenwerk.", 50, 3000, MANAGEMENT),
            Said("nijmegen", JOIN, "Wij kunnen na de zomer instappen.", 40, 2000),
            Said("utrecht", CONTRIBUTE, "Onze tolkendienst kijkt de vertalingen na.", 20),
            Said("roermond", FOLLOW),
            Said("gouda", NO),
        ],
    )
    yield 136
    why = (
        "De brieven zijn nodig vóór de nieuwe opvanglocaties opengaan. Voor de drones is geen tweede gemeente gevonden."
    )
    form_group(stage, key, out_of_order=why)
    for days, slug in ((135, leader), (133, "leeuwarden"), (132, "emmen"), (131, "zwolle")):
        yield days
        accept(stage, key, slug, 60, 4000)
    yield 124
    scope = "De groep kiest de tien brieven en de talen, en huurt vertalers in. De tekst stelt elke gemeente zelf vast."
    agree_on_charter(stage, key, leader, ("zwolle", "leeuwarden", "emmen"), scope=scope, budget=15000, ends=-180)
    yield 116
    stage.do(groups.begin, stage.by(leader), stage.groups[key])
    yield 68
    plan = Plan(
        aim="Drie brieven herschrijven en vertalen: uitnodiging, inschrijving en huisarts.",
        expectation="Zes van de tien genodigden die nu wegblijven, komen op de eerste afspraak.",
        measure="Vier gemeenten tellen zes weken lang wie komt, en vragen wie wegbleef waarom.",
        starts_on=stage.day(68),
        due_on=stage.day(7),
        hours=120,
        euros=6000,
    )
    step = start_step(stage, key, leader, plan)
    yield 4
    judging = Judging(
        3,
        4,
        "Nieuwkomers haalden zelf woorden weg die wij beleefd vonden.",
        "De vertaling naar het Tigrinya kwam twee weken te laat.",
        "De balie kreeg extra tijd om te tellen.",
        "Een plattegrond op de brief helpt meer dan een extra alinea.",
        34,
        1900,
        CONTINUE,
    )
    evaluate(stage, key, leader, step, judging, in_public=True)
    yield 3
    judging = Judging(
        3,
        3,
        "Vluchtelingenwerk las alle brieven binnen drie dagen.",
        "Wij telden in week één verkeerd en moesten opnieuw beginnen.",
        "Onze afdeling communicatie vond de teksten eerst te kort.",
        "Laat een brief eerst lezen door iemand die net in Nederland is, dan pas door collega's.",
        28,
        1200,
        CONTINUE,
    )
    evaluate(stage, key, "emmen", step, judging)


def algoritme(stage: Stage) -> Storyline:
    """Offers are out: one accepted, one passed over with a reason, and Zwolle is asked."""
    key, leader = "algoritme", "deventer"
    yield 72
    publish(stage, key, closes=9, together_with=("nijmegen",))
    yield from call(
        stage,
        key,
        70,
        14,
        [
            Said(leader, LEAD, "Onze raad nam er een motie over aan.", 100, 3000, COUNCIL),
            Said("utrecht", JOIN, "Wij hebben 60 beschrijvingen liggen die niemand leest.", 60, 2500, EXECUTIVE),
            Said("haarlem", JOIN, "Wij willen meedoen zodra onze nieuwe collega er is.", 40, 1000),
            Said("nijmegen", JOIN, "Wij hebben een panel dat eerder teksten over data las.", 60, 2000, MANAGEMENT),
            Said(
                "zwolle",
                JOIN,
                "Wij willen dat inwoners begrijpen wat onze bijstandscontrole doet.",
                50,
                1500,
                MANAGEMENT,
            ),
            Said("venlo", CONTRIBUTE, "Wij delen onze vragenlijst aan leveranciers.", 8),
            Said("terneuzen", FOLLOW),
            Said("gouda", CONSIDERING),
            Said("texel", NO, "Wij gebruiken geen algoritmes die over inwoners beslissen."),
            Said("dordrecht", FOLLOW),
        ],
    )
    yield 5
    reason = (
        "Haarlem gaf in een gesprek aan dat de nieuwe collega pas over een half jaar begint. Haarlem blijft in beeld voor een "
        "plaats als de groep groeit."
    )
    number = form_group(stage, key, passing_over={"haarlem": reason})
    yield 4
    accept(stage, key, leader, 100, 3000, people=2)
    yield 3
    answer = "Dat klopt. Wij vragen geen stemming, en lezen graag mee tot onze collega er is."
    stage.do(groups.answer_passing_over, stage.by("haarlem"), number, answer)


def archief(stage: Stage) -> Storyline:
    """The call has closed; a coordinator may form the group."""
    key = "archief"
    yield 40
    publish(stage, key, closes=2)
    yield from call(
        stage,
        key,
        38,
        3,
        [
            Said("zaanstad", LEAD, "De inspectie gaf ons een jaar de tijd.", 90, 5000, EXECUTIVE),
            Said("roermond", JOIN, "Wij stappen over op een nieuw zaaksysteem.", 60, 4000, MANAGEMENT),
            Said("goes", JOIN, "Alleen hebben wij hier één mens voor.", 40, 1500),
            Said("venlo", JOIN),
            Said("hoorn", CONTRIBUTE),
            Said("zwolle", FOLLOW, "Wij doen hier zelf een proef mee en volgen de uitkomst."),
            Said("rozendaal", FOLLOW),
            Said("wageningen", CONSIDERING),
        ],
    )
