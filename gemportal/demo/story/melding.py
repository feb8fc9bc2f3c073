"""A group at its third step: the first went well, the second did not, and everybody may know."""

from dataclasses import replace

from gemportal.demo.proposals import PROPOSALS
from gemportal.demo.scenes import (
    ADJUST,
    CONTINUE,
    CONTRIBUTE,
    EXECUTIVE,
    FOLLOW,
    JOIN,
    LEAD,
    MANAGEMENT,
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
from gemportal.demo.story.room import decide
from gemportal.groups import acts as groups
from gemportal.groups.growing import acts as growing
from gemportal.groups.room.rules import Proposal
from gemportal.groups.steps import acts as steps
from gemportal.groups.steps.rules import Judging, Plan
from gemportal.initiatives import acts as initiatives

KEY, LEADER = "melding", "zwolle"


def melding(stage: Stage) -> Storyline:
    """From Zwolle's call to a third step that runs now."""
    yield from _calling(stage)
    yield from _beginning(stage)
    yield from _first_step(stage)
    yield from _second_step(stage)
    yield from _changing_places(stage)
    yield from _third_step(stage)


def _calling(stage: Stage) -> Storyline:
    yield 418
    number = publish(stage, KEY, closes=381)
    yield from call(
        stage,
        KEY,
        416,
        404,
        [
            Said(
                LEADER,
                LEAD,
                "Onze buitendienst werkt met drie systemen naast elkaar.",
                220,
                18000,
                EXECUTIVE,
                "bouwers",
            ),
            Said(
                "groningen",
                JOIN,
                "Wij gebruiken de open software al en willen haar beter maken.",
                200,
                16000,
                EXECUTIVE,
            ),
            Said(
                "tilburg", JOIN, "Ons contract loopt over anderhalf jaar af. Dit is het moment.", 120, 14000, MANAGEMENT
            ),
            Said("sudwest-fryslan", JOIN, "Met 89 kernen krijgen wij veel meldingen die dubbel zijn.", 100, 6000),
            Said("assen", CONTRIBUTE, "Onze wijkteams testen graag mee.", 24),
            Said("deventer", FOLLOW),
        ],
    )
    yield 400
    text = replace(
        PROPOSALS[KEY].text,
        means=(
            "We verbeteren bestaande open software stap voor stap. Elke stap proberen wij eerst in één wijk van één gemeente, en "
            "dan pas in twee gemeenten tegelijk."
        ),
    )
    why = "Na gesprekken met de buitendienst: twee gemeenten tegelijk is te veel voor een eerste proef."
    stage.do(initiatives.revise, stage.by(LEADER), number, text, why)
    yield 388
    declare(stage, KEY, Said("amersfoort", CONTRIBUTE, "Wij delen onze ervaring met de app die wij nu gebruiken.", 20))


def _beginning(stage: Stage) -> Storyline:
    yield 374
    form_group(stage, KEY)
    yield 373
    accept(stage, KEY, LEADER, 220, 18000, people=2)
    yield 371
    accept(stage, KEY, "groningen", 200, 16000)
    yield 369
    accept(stage, KEY, "tilburg", 120, 14000)
    yield 364
    agree_on_charter(
        stage,
        KEY,
        LEADER,
        ("groningen", "tilburg"),
        scope=(
            "De groep beslist zelf wat eerst wordt gebouwd, kiest de wijken voor de proeven en huurt bouwers in. Wij bouwen voort "
            "op bestaande open software en brengen elke verbetering daarin terug."
        ),
        budget=40000,
        ends=160,
    )
    yield 356
    stage.do(groups.begin, stage.by(LEADER), stage.groups[KEY])


def _first_step(stage: Stage) -> Storyline:
    yield 344
    plan = Plan(
        aim="Melden zonder app, in één wijk van Zwolle.",
        expectation="De helft van de meldingen uit de wijk komt binnen via de nieuwe pagina.",
        measure="Wij tellen zes weken lang de meldingen uit Holtenbroek, per kanaal.",
        starts_on=stage.day(344),
        due_on=stage.day(289),
        hours=150,
        euros=14000,
    )
    step = start_step(stage, KEY, LEADER, plan)
    yield 286
    judging = Judging(
        3,
        3,
        "Bewoners vonden de pagina zonder uitleg.",
        "De terugmelding aan bewoners werkte pas na drie weken.",
        "De buitendienst had één vast aanspreekpunt. Dat hielp enorm.",
        "Mensen melden vaker als zij zien wat er met de vorige melding gebeurde.",
        78,
        8200,
        CONTINUE,
    )
    evaluate(stage, KEY, LEADER, step, judging, in_public=True)
    yield 284
    judging = Judging(
        4,
        4,
        "Wij bouwden samen in dezelfde code en dat ging goed.",
        "De documentatie van de bestaande software was oud.",
        "Onze bouwers mochten één dag per week aan dit project werken.",
        "Schrijf op wat je verandert op de dag dat je het verandert.",
        66,
        4900,
        CONTINUE,
    )
    evaluate(stage, KEY, "groningen", step, judging, in_public=True)
    yield 281
    judging = Judging(
        3,
        2,
        "Wij zagen hoe een andere gemeente haar wijk kent.",
        "Wij kwamen er niet aan toe om zelf te proberen.",
        "Onze informatiemanager vertrok in week twee.",
        "Zonder vervanger moet je een zetel niet aannemen.",
        12,
        900,
        CONTINUE,
    )
    evaluate(stage, KEY, "tilburg", step, judging)
    yield 277
    conclude(
        stage,
        KEY,
        LEADER,
        step,
        CONTINUE,
        "Van de 618 meldingen kwamen er 371 via de nieuwe pagina: 60 van de 100. Wij verwachtten de helft.",
        "Vertel wat er met een melding gebeurt, ook als het antwoord nee is. Het aantal dubbele meldingen daalde met een derde.",
    )


def _second_step(stage: Stage) -> Storyline:
    yield 262
    proposal = Proposal(
        title="Bouwen in de bestaande broncode",
        text="De groep bouwt alle verbeteringen in de bestaande open broncode, en maakt geen eigen versie.",
        rationale="Een eigen versie is sneller klaar, maar na een jaar moeten wij alles zelf onderhouden.",
        alternatives="Een eigen versie voor drie gemeenten; of een pakket kopen en de koppelingen delen.",
    )
    decide(stage, KEY, LEADER, ("groningen", "tilburg"), proposal)
    yield 255
    plan = Plan(
        aim="Dezelfde pagina in Zwolle en Groningen tegelijk, met de eigen systemen van de buitendienst.",
        expectation="Binnen acht weken gaat elke melding vanzelf naar de goede ploeg, in beide gemeenten.",
        measure="Wij tellen hoeveel meldingen iemand met de hand moet doorzetten. Nu is dat alles.",
        starts_on=stage.day(255),
        due_on=stage.day(175),
        hours=220,
        euros=21000,
    )
    step = start_step(stage, KEY, LEADER, plan)
    yield 186
    reason = "De koppeling met het tweede systeem lukt niet zonder de leverancier. Doorgaan kost alleen tijd."
    stage.do(steps.end_step, stage.by(LEADER), stage.groups[KEY], step, reason)
    yield 184
    judging = Judging(
        1,
        2,
        "Wij stopten op tijd en zeiden dat hardop.",
        "Wij planden twee koppelingen tegelijk, terwijl wij er nog geen enkele hadden gemaakt.",
        "De leverancier antwoordde pas na vijf weken, en ons contract geeft ons daar geen recht op.",
        "Vraag de leverancier vóór het begin om een testomgeving, en begin niet zonder.",
        118,
        15400,
        ADJUST,
    )
    evaluate(stage, KEY, LEADER, step, judging, in_public=True)
    yield 181
    judging = Judging(
        1,
        3,
        "De bouwers belden elkaar elke dag.",
        "Wij merkten in week drie al dat het niet zou lukken, en zeiden het pas in week acht.",
        "Onze directie vroeg elke week of het groen was. Toen werd het groen.",
        "Spreek af wie mag zeggen dat het niet lukt, en dat dat geen verwijt is.",
        104,
        5200,
        ADJUST,
    )
    evaluate(stage, KEY, "groningen", step, judging, in_public=True)
    # Tilburg does not answer: the term passes, and the group concludes without it.
    yield 169
    conclude(
        stage,
        KEY,
        LEADER,
        step,
        ADJUST,
        "In Zwolle gaat nu 35 van de 100 meldingen vanzelf naar de goede ploeg, in Groningen geen enkele. Wij verwachtten alles.",
        "Eén koppeling tegelijk, en pas beginnen als er een testomgeving is. Leg dat recht vast bij de volgende inkoop.",
    )


def _changing_places(stage: Stage) -> Storyline:
    yield 158
    reason = (
        "Onze plek voor informatiemanager is nog niet vervuld. Wij willen de groep niet ophouden en blijven volgen."
    )
    stage.do(groups.leave_seat, stage.by("tilburg"), stage.groups[KEY], reason)
    yield 154
    accept(stage, KEY, "sudwest-fryslan", 140, 9000)
    yield 148
    agree_on_charter(
        stage,
        KEY,
        LEADER,
        ("groningen", "sudwest-fryslan"),
        scope=(
            "Als eerder. Nieuw: de groep maakt één koppeling tegelijk, en begint pas als de leverancier een testomgeving geeft. "
            "Over het opzeggen van contracten beslist elke gemeente zelf."
        ),
        budget=43000,
        ends=-220,
    )


def _third_step(stage: Stage) -> Storyline:
    yield 60
    plan = Plan(
        aim="Eén koppeling die het echt doet: van de pagina naar de buitendienst van Groningen.",
        expectation="Negen van de tien meldingen in Groningen gaan zonder tussenkomst naar de goede ploeg.",
        measure="Wij tellen zes weken lang de meldingen die iemand met de hand doorzet, en vragen de ploegen wat er misging.",
        starts_on=stage.day(60),
        due_on=stage.day(-18),
        hours=160,
        euros=8000,
    )
    start_step(stage, KEY, LEADER, plan)
    yield 33
    # After the call closed one can still stand in line, behind those who were in time.
    declare(stage, KEY, Said("zaanstad", JOIN, "Wij hebben dezelfde leverancier als Groningen.", 80, 5000, MANAGEMENT))
    yield 21
    declare(stage, KEY, Said("breda", FOLLOW))
    # The first step went well and all three judged it: that is enough to let in who waits.
    for days_ago, slug in ((9, LEADER), (8, "groningen"), (6, "sudwest-fryslan")):
        yield days_ago
        stage.do(growing.consent_to_growing, stage.by(slug), stage.groups[KEY], 4)
    yield 4
    stage.do(growing.grow, stage.by(LEADER), stage.groups[KEY])
