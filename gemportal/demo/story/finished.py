"""An initiative from call to delivery: one form for special assistance, in two steps."""

from gemportal.demo.scenes import (
    CONSIDERING,
    CONTINUE,
    CONTRIBUTE,
    EXECUTIVE,
    FOLLOW,
    JOIN,
    LEAD,
    MANAGEMENT,
    NO,
    SHARE,
    Said,
    accept,
    agree_on_charter,
    call,
    conclude,
    evaluate,
    form_group,
    publish,
    start_step,
)
from gemportal.demo.stage import Stage, Storyline
from gemportal.groups import acts as groups
from gemportal.groups.steps.rules import Judging, Plan

KEY, LEADER = "bijstand", "s-hertogenbosch"


def bijstand(stage: Stage) -> Storyline:
    """Three municipalities write one form, test it, and share it."""
    yield 420
    publish(stage, KEY, closes=397)
    yield from call(
        stage,
        KEY,
        418,
        399,
        [
            Said(
                LEADER,
                LEAD,
                "Onze klantenraad vraagt hier al twee jaar om.",
                120,
                4000,
                EXECUTIVE,
                "schrijver en jurist",
            ),
            Said("assen", JOIN, "Bij ons vult nu vier van de tien mensen het formulier zelf in.", 90, 4000, MANAGEMENT),
            Said("amersfoort", JOIN, "Wij willen meedoen als het in de eerste helft van het jaar kan.", 60, 3000),
            Said(
                "deventer",
                JOIN,
                "Wij hebben een panel van aanvragers dat wil testen.",
                80,
                4000,
                MANAGEMENT,
                "testpanel",
            ),
            Said("zwolle", CONTRIBUTE, "Wij lezen mee en leveren ons formulier aan.", 16),
            Said("tilburg", FOLLOW, "Wij hebben dit formulier net vernieuwd en vergelijken graag."),
            Said("groningen", CONSIDERING),
            Said("sudwest-fryslan", NO),
        ],
    )
    yield 395
    form_group(stage, KEY)
    yield 393
    accept(stage, KEY, LEADER, 120, 4000, people=2)
    yield 392
    accept(stage, KEY, "assen", 90, 4000)
    yield 391
    reason = "Onze jurist is tot de zomer nodig voor de nieuwe verordening. Wij maken plaats voor wie nu kan."
    stage.do(groups.decline_offer, stage.by("amersfoort"), stage.groups[KEY], reason)
    yield 388
    accept(stage, KEY, "deventer", 80, 4000)
    yield 385
    agree_on_charter(
        stage,
        KEY,
        LEADER,
        ("assen", "deventer"),
        scope=(
            "De groep beslist zelf over de tekst en de volgorde van de vragen, over de proef met inwoners en over het inhuren van "
            "een schrijver. Vragen die de wet voorschrijft, blijven staan."
        ),
        budget=12000,
        ends=230,
    )
    yield 382
    stage.do(groups.begin, stage.by(LEADER), stage.groups[KEY])
    yield from _writing(stage)
    yield from _testing(stage)


def _writing(stage: Stage) -> Storyline:
    yield 380
    plan = Plan(
        aim="Eén formulier met alleen de vragen die nodig zijn.",
        expectation="Van de 74 vragen in onze drie formulieren blijven er minder dan 30 over.",
        measure="Wij tellen de vragen, en een jurist van buiten kijkt of er iets ontbreekt.",
        starts_on=stage.day(380),
        due_on=stage.day(338),
        hours=110,
        euros=3000,
    )
    step = start_step(stage, KEY, LEADER, plan)
    yield 335
    evaluate(
        stage,
        KEY,
        LEADER,
        step,
        Judging(
            4,
            3,
            "Elke week een uur naast elkaar schrijven werkte beter dan documenten rondsturen.",
            "Wij vergaten de mensen van de balie te vragen. Dat kostte twee weken.",
            "Onze jurist kreeg uren van de afdeling. Zonder dat was het niet gelukt.",
            "Begin bij de vragen die mensen niet begrijpen, niet bij de wet.",
            46,
            1800,
            CONTINUE,
        ),
        in_public=True,
    )
    yield 333
    evaluate(
        stage,
        KEY,
        "assen",
        step,
        Judging(
            4,
            4,
            "Iedereen kwam, ook toen het druk was.",
            "Wij dachten te lang dat onze eigen vragen bijzonder waren.",
            "Het team Inkomen las elke versie binnen een dag.",
            "Van onze 31 vragen waren er 12 nooit gebruikt. Niemand wist waarom ze er stonden.",
            38,
            700,
            CONTINUE,
        ),
    )
    yield 331
    evaluate(
        stage,
        KEY,
        "deventer",
        step,
        Judging(
            3,
            3,
            "Het panel van inwoners hield ons scherp.",
            "De derde ronde met het panel was te snel na de tweede.",
            "Het panel bestond al. Zelf werven had weken gekost.",
            "Betaal mensen die testen. Dan komen ook mensen die anders nooit meepraten.",
            35,
            600,
            CONTINUE,
        ),
    )
    yield 328
    conclude(
        stage,
        KEY,
        LEADER,
        step,
        CONTINUE,
        "Er bleven 26 vragen over. Een jurist van buiten vond geen vraag die ontbrak. Wij verwachtten minder dan 30.",
        "Leg van elke vraag vast welk artikel van de wet haar nodig maakt. Wat geen artikel heeft, kan weg.",
    )


def _testing(stage: Stage) -> Storyline:
    yield 325
    plan = Plan(
        aim="Het formulier gebruiken bij echte aanvragen in drie gemeenten.",
        expectation="Acht van de tien aanvragers vullen het zelf in, en een aanvraag is in tien dagen behandeld.",
        measure="Wij tellen zes weken lang wie om hulp vraagt, en meten de dagen tot het besluit.",
        starts_on=stage.day(325),
        due_on=stage.day(264),
        hours=160,
        euros=8000,
    )
    step = start_step(stage, KEY, LEADER, plan)
    yield 261
    for slug, judging in (
        (
            LEADER,
            Judging(
                4,
                4,
                "De balie belde aanvragers na. Dat leverde meer op dan elke vragenlijst.",
                "Het formulier op de telefoon was pas in week drie goed.",
                "De leverancier van ons zaaksysteem werkte mee.",
                "Test eerst op een telefoon. Twee van de drie aanvragers gebruiken niets anders.",
                62,
                4200,
                SHARE,
            ),
        ),
        (
            "assen",
            Judging(
                3,
                4,
                "De aanvragen kwamen completer binnen.",
                "In de vakantieweken duurde het behandelen toch langer dan tien dagen.",
                "Wij schoven een medewerker vrij voor de proef.",
                "De winst zit in minder terugbellen, niet in sneller besluiten.",
                51,
                2600,
                SHARE,
            ),
        ),
        (
            "deventer",
            Judging(
                4,
                3,
                "Het panel herkende de eigen woorden in het formulier.",
                "Wij hoorden laat dat Assen een vraag had aangepast.",
                "De wethouder gebruikte het als voorbeeld in de raad.",
                "Spreek af wie de tekst mag wijzigen tijdens een proef.",
                40,
                1100,
                SHARE,
            ),
        ),
    ):
        evaluate(stage, KEY, slug, step, judging, in_public=slug != "deventer")
    yield 251
    conclude(
        stage,
        KEY,
        LEADER,
        step,
        SHARE,
        "Van de 412 aanvragers vulden 339 het formulier zelf in: 82 van de 100. Behandelen duurde gemiddeld elf dagen.",
        "Het formulier werkt ook zonder zaaksysteem. Elke gemeente kan morgen beginnen met de papieren versie.",
    )
