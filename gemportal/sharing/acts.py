"""What can happen to a lesson: shared, put better, taken back, recognised."""

from datetime import datetime

from gemportal.kernel import clock, db, policy
from gemportal.kernel.actor import Actor
from gemportal.kernel.acts import act
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.holding import holds
from gemportal.kernel.numbering import next_number
from gemportal.kernel.texts import WHY, check_text
from gemportal.kernel.words import _l
from gemportal.register.log import record
from gemportal.sharing import queries
from gemportal.sharing.models import Lesson, LessonEndorsement, LessonSharer, LessonVersion
from gemportal.sharing.policy import stands_for
from gemportal.sharing.rules import Source, Wording

_SAYS = ("title", "text")


@act(
    "sharing:share-lesson",
    _l("deelt een les"),
    holds=holds("kind", "domain", "organisations", "initiative", "group", "step", apart=_SAYS),
)
def share_lesson(actor: Actor, wording: Wording, source: Source) -> str:
    """Share what was learned, for everybody and for good. Returns the number."""
    policy.require(actor, "sharing:share-lesson", source)
    wording = wording.checked()
    number = next_number("L")
    stand(number, clock.now(), wording, source)
    record(number, {**_told(wording), **source.told()}, private=_words(wording))
    return number


def stand(number: str, at: datetime, wording: Wording, source: Source) -> None:
    """Put a lesson there as it is shared at this moment."""
    lesson = Lesson(
        number=number,
        version=1,
        initiative_number=source.initiative_number,
        group_number=source.group_number,
        step=source.step,
        shared_at=at,
    )
    session = db.session()
    session.add(lesson)
    session.flush()
    session.add(LessonVersion(lesson_id=lesson.id, version=1, changed_at=at, **vars(wording)))
    session.add_all(LessonSharer(lesson_id=lesson.id, organisation_code=code) for code in source.organisations)


@act("sharing:revise-lesson", _l("verbetert een les"), holds=holds("version", "kind", "domain", apart=_SAYS))
def revise_lesson(actor: Actor, number: str, wording: Wording) -> int:
    """Put it better, in a new version; the earlier ones stay. Returns the version."""
    lesson = _lesson(actor, "sharing:revise-lesson", number)
    wording = wording.checked()
    if wording == queries.wording_of(queries.present_version(lesson)):
        raise RuleBroken(_l("U hebt niets gewijzigd."))
    lesson.version += 1
    db.session().add(
        LessonVersion(lesson_id=lesson.id, version=lesson.version, changed_at=clock.now(), **vars(wording))
    )
    record(number, {"version": lesson.version, **_told(wording)}, private=_words(wording))
    return lesson.version


@act("sharing:withdraw-lesson", _l("trekt een les in"), holds=holds(apart=("reason",)))
def withdraw_lesson(actor: Actor, number: str, reason: str) -> None:
    """Take a lesson back, with the reason. It stays to be read at its own address, and is in no list any more."""
    lesson = _lesson(actor, "sharing:withdraw-lesson", number)
    reason = check_text(reason, WHY)
    lesson.withdrawn_at, lesson.reason = clock.now(), reason
    record(number, {}, private={"reason": reason})


@act("sharing:endorse-lesson", _l("herkent een les"), holds=holds())
def endorse_lesson(actor: Actor, number: str) -> None:
    """Say that the actor's organisation recognises the lesson."""
    lesson = _lesson(actor, "sharing:endorse-lesson", number)
    if not stands_for(actor).isdisjoint(queries.about(lesson).organisations):
        raise RuleBroken(_l("Uw organisatie deelde deze les zelf."))
    # What a predecessor recognised counts on, under its own name: nobody counts twice.
    if queries.endorsements(lesson, stands_for(actor)):
        raise RuleBroken(_l("Uw organisatie herkent deze les al."))
    db.session().add(
        LessonEndorsement(lesson_id=lesson.id, organisation_code=actor.organisation, endorsed_at=clock.now())
    )
    record(number, {})


@act("sharing:withdraw-endorsement", _l("herkent een les niet meer"), holds=holds(sometimes=("of",)))
def withdraw_endorsement(actor: Actor, number: str) -> None:
    """Take that back; also what organisations said that merged into the actor's, whose codes the entry then tells."""
    lesson = _lesson(actor, "sharing:withdraw-endorsement", number)
    given = queries.endorsements(lesson, stands_for(actor))
    if not given:
        raise RuleBroken(_l("Uw organisatie zei niet dat zij deze les herkent."))
    codes = sorted(row.organisation_code for row in given)
    for row in given:
        db.session().delete(row)
    record(number, {"of": codes} if codes != [actor.organisation] else {})


def _lesson(actor: Actor, permission: str, number: str) -> Lesson:
    lesson = queries.row_of(number)
    policy.require(actor, permission, queries.about(lesson))
    return lesson


def _told(wording: Wording) -> dict[str, str | None]:
    return {"kind": wording.kind, "domain": wording.domain}


def _words(wording: Wording) -> dict[str, str]:
    return {"title": wording.title, "text": wording.text}
