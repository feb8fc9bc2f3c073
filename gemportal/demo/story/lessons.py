"""What municipalities learn from each other: a lesson taken from an evaluation, one put better, some of their own practice."""

from dataclasses import replace

import sqlalchemy as sa

from gemportal.demo.stage import Stage, Storyline
from gemportal.groups.lessons.acts import take_lesson
from gemportal.kernel import db
from gemportal.sharing import acts
from gemportal.sharing.models import Lesson
from gemportal.sharing.rules import Domain, LessonKind, Source, Wording

ACCENTS = Wording(
    "Een spraakmodel dat de helft verstaat, verstaat de verkeerde helft niet",
    "Wij luisterden 400 gesprekken terug. Van alle bellers kreeg de helft een goed antwoord. Van bellers met een accent nog "
    "geen derde.\n\nHet gemiddelde van de leverancier klopte, en zei niets. Vraag twintig mensen met een accent om te bellen "
    "vóór u iets koopt. Dat kost een middag.",
    LessonKind.DID_NOT_WORK,
    Domain.SERVICES,
)
DIALECT = Wording(
    "Een dialect is geen randgeval",
    "Een derde van onze bellers spreekt Gronings. In geen enkele test van de leverancier kwam het voor.",
    LessonKind.SURPRISE,
    Domain.SERVICES,
)
COUNTER = Wording(
    "Eén vaste collega per wijk scheelt een formulier",
    "Inwoners van Sneek belden eerst een algemeen nummer en vulden daarna een formulier in. Nu bellen zij hun wijkcollega. "
    "Vier van de tien formulieren kwamen daarna niet meer binnen.",
    LessonKind.WORKED,
    Domain.SERVICES,
)
DASHBOARD = Wording(
    "Niemand keek naar ons dashboard",
    "Wij maakten in een halfjaar een dashboard over afval voor de hele organisatie. Na drie maanden keken er zes mensen "
    "naar, en vijf daarvan hadden het gebouwd.\n\nWij hadden eerst moeten vragen welke beslissing ermee genomen wordt. "
    "Die beslissing bleek er niet te zijn.",
    LessonKind.DID_NOT_WORK,
    Domain.DATA,
)


def speech(stage: Stage) -> Storyline:
    """The group that stopped its trial with speech shares most of all, and many recognise it."""
    yield 215
    group = stage.groups["spraak"]
    mine = stage.do(take_lesson, stage.by("almere"), group, 1, stage.codes["almere"], ACCENTS)
    yield 213
    stage.do(take_lesson, stage.by("groningen"), group, 1, stage.codes["groningen"], DIALECT)
    for days, slug in ((210, "apeldoorn"), (204, "tilburg"), (190, "leeuwarden"), (120, "zwolle")):
        yield days
        stage.do(acts.endorse_lesson, stage.by(slug), mine)
    yield 40
    found = sa.select(Lesson.number).where(Lesson.group_number == group).order_by(Lesson.id).limit(1)
    stage.do(acts.endorse_lesson, stage.by("deventer"), db.session().scalars(found).one())


def own_practice(stage: Stage) -> Storyline:
    """Two municipalities tell what they learned by themselves; one says it better a week later."""
    yield 150
    number = _shared(stage, "zwolle", DASHBOARD)
    for days, slug in ((148, "amersfoort"), (147, "hoorn")):
        yield days
        stage.do(acts.endorse_lesson, stage.by(slug), number)
    yield 141
    better = replace(DASHBOARD, title="Vraag eerst welke beslissing een dashboard helpt nemen")
    stage.do(acts.revise_lesson, stage.by("zwolle"), number, better)
    yield 33
    _shared(stage, "sudwest-fryslan", COUNTER)


def _shared(stage: Stage, slug: str, wording: Wording) -> str:
    return stage.do(acts.share_lesson, stage.by(slug), wording, Source((stage.codes[slug],)))
