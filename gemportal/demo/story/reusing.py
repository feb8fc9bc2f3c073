"""A group that begins though something like it was delivered, and a place in it that was left for who came later."""

from gemportal.demo.scenes import (
    CONSIDERING,
    CONTRIBUTE,
    FOLLOW,
    JOIN,
    LEAD,
    MANAGEMENT,
    Said,
    accept,
    call,
    declare,
    form_group,
    publish,
)
from gemportal.demo.stage import Stage, Storyline

ANEW = (
    "Het formulier voor bijzondere bijstand dat al is opgeleverd, vraagt niet naar een onderneming. Deze groep neemt de vragen "
    "over die passen, en voegt alleen toe wat een zelfstandige nodig heeft."
)


def zelfstandig(stage: Stage) -> Storyline:
    """Two wanted a seat in time, and three places were made: the third went to Venlo, who declared later. Goes waits."""
    key = "zelfstandig"
    yield 37
    publish(stage, key, closes=21)
    yield from call(
        stage,
        key,
        36,
        23,
        [
            Said(
                "assen",
                LEAD,
                "Onze zelfstandigen betalen meer aan hun boekhouder dan zij krijgen.",
                70,
                4000,
                MANAGEMENT,
            ),
            Said("emmen", JOIN, "Wij kunnen twintig aanvragen naast elkaar leggen.", 50, 3000),
            Said("nijmegen", CONTRIBUTE, "Wij maakten het vorige formulier mee en denken mee over de vragen.", 12),
            Said("gouda", FOLLOW),
            Said("roermond", CONSIDERING),
        ],
    )
    yield 19
    form_group(stage, key, anew=ANEW)
    yield 17
    accept(stage, key, "assen", 70, 4000)
    yield 16
    declare(stage, key, Said("venlo", JOIN, "Wij zagen dat er nog een plaats vrij was.", 40, 2000))
    yield 15
    accept(stage, key, "emmen", 50, 3000)
    declare(stage, key, Said("goes", JOIN, "Wij willen instappen als de groep groeit.", 30, 1000))
    yield 13
    accept(stage, key, "venlo", 40, 2000)
