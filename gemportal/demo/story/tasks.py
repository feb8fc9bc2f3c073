"""What the group on reports from the street still has to do in its third step: a short list, some of it done, one thing late."""

from gemportal.demo.stage import Stage, Storyline
from gemportal.demo.story.melding import KEY, LEADER
from gemportal.groups.tasks import acts
from gemportal.groups.tasks.rules import Wanted

STEP = 3


def of_the_third_step(stage: Stage) -> Storyline:
    """Zwolle, Groningen and Súdwest-Fryslân divide the work, and tick off what is done."""
    yield 58
    keys = [
        _add(stage, "Testomgeving vragen aan de leverancier", "groningen", 44),
        _add(stage, "Afspreken met de buitendienst wat een melding moet zeggen", LEADER, 30),
        _add(stage, "Zes weken lang tellen wat met de hand wordt doorgezet", "groningen", -12),
    ]
    yield 47
    _tick(stage, "groningen", keys[0])
    yield 29
    _tick(stage, LEADER, keys[1])
    yield 24
    _add(stage, "De handleiding lezen als iemand die nieuw is", "sudwest-fryslan", 3)
    _add(stage, "Een bericht voor inwoners schrijven, op taalniveau B1", LEADER, -9)


def _add(stage: Stage, what: str, slug: str, until: int) -> int:
    actor = stage.by(slug)
    wanted = Wanted(what, stage.codes[slug], actor.person_id, stage.day(until))
    return stage.do(acts.add_task, actor, stage.groups[KEY], STEP, wanted)


def _tick(stage: Stage, slug: str, task: int) -> None:
    stage.do(acts.tick_task, stage.by(slug), stage.groups[KEY], STEP, task, done=True)
