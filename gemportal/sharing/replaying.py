"""What the register tells of lessons."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

import sqlalchemy as sa

from gemportal.kernel import clock, db
from gemportal.register.replaying.telling import Shown, Told, day, replays, shows
from gemportal.sharing import queries
from gemportal.sharing.acts import stand
from gemportal.sharing.models import Lesson, LessonEndorsement, LessonSharer, LessonVersion
from gemportal.sharing.rules import Domain, LessonKind, Source, Wording


@replays("sharing:share-lesson")
def shared(told: Told) -> None:
    stand(told.subject, told.at, _wording(told), Source.read(told.data))


def number_before_lessons(at: datetime) -> str:
    """The number of a lesson from before lessons were shared by an act of their own: the next of its year."""
    year = f"L-{clock.local(at).year}-"
    given = sa.select(sa.func.count()).select_from(Lesson).where(Lesson.number.startswith(year))
    return f"{year}{(db.session().scalar(given) or 0) + 1:03d}"


def _wording(told: Told) -> Wording:
    domain = told.data["domain"]
    return Wording(
        told.words("title") or "",
        told.words("text") or "",
        LessonKind(told.data["kind"]),
        Domain(domain) if domain else None,
    )


@replays("sharing:revise-lesson")
def revised(told: Told) -> None:
    lesson = queries.row_of(told.subject)
    lesson.version = told.data["version"]
    values = {"lesson_id": lesson.id, "version": lesson.version, "changed_at": told.at}
    db.session().add(LessonVersion(**values, **vars(_wording(told))))


@replays("sharing:withdraw-lesson")
def withdrawn(told: Told) -> None:
    lesson = queries.row_of(told.subject)
    lesson.withdrawn_at, lesson.reason = told.at, told.words("reason")


@replays("sharing:endorse-lesson")
def endorsed(told: Told) -> None:
    key = {"lesson_id": queries.row_of(told.subject).id, "organisation_code": told.organisation}
    db.session().add(LessonEndorsement(**key, endorsed_at=told.at))


@replays("sharing:withdraw-endorsement")
def endorsed_no_more(told: Told) -> None:
    for row in queries.endorsements(queries.row_of(told.subject), told.data.get("of", [told.organisation])):
        db.session().delete(row)


@shows("lesson")
def lessons() -> Iterator[tuple[str, Shown]]:
    sharers: dict[int, list[str]] = defaultdict(list)
    for lesson_id, code in db.session().execute(sa.select(LessonSharer.lesson_id, LessonSharer.organisation_code)):
        sharers[lesson_id].append(code)
    for row in db.session().scalars(sa.select(Lesson)):
        source = Source(tuple(sorted(sharers[row.id])), row.initiative_number, row.group_number, row.step)
        yield (
            row.number,
            {
                **source.told(),
                "version": row.version,
                "shared": day(row.shared_at),
                "withdrawn": day(row.withdrawn_at),
                "reason": row.reason,
            },
        )


@shows("text of lesson")
def texts() -> Iterator[tuple[str, Shown]]:
    query = sa.select(Lesson.number, LessonVersion).join(Lesson, Lesson.id == LessonVersion.lesson_id)
    for number, row in db.session().execute(query):
        yield f"{number} version {row.version}", {**vars(queries.wording_of(row)), "changed": day(row.changed_at)}


@shows("endorsement")
def endorsements() -> Iterator[tuple[str, Shown]]:
    query = sa.select(Lesson.number, LessonEndorsement).join(Lesson, Lesson.id == LessonEndorsement.lesson_id)
    for number, row in db.session().execute(query):
        yield f"{number} {row.organisation_code}", {"endorsed": day(row.endorsed_at)}
