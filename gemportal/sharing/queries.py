"""Reading lessons: the list with its filters, one lesson, and what was learned about something before."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from gemportal.kernel import db
from gemportal.kernel.errors import NotFound
from gemportal.organisations.models import Organisation
from gemportal.sharing.models import Lesson, LessonEndorsement, LessonSharer, LessonVersion
from gemportal.sharing.policy import About
from gemportal.sharing.rules import Domain, LessonKind, LessonStatus, Wording

MOST, AT_MOST = 50, 3


@dataclass(frozen=True)
class Named:
    """An organisation by its code and name."""

    code: str
    name: str


@dataclass(frozen=True)
class LessonLine:
    """A lesson in a list. `sharers` had the courage to share it; `endorsed` counts the members that recognise it."""

    id: int
    number: str
    title: str
    text: str
    kind: LessonKind
    domain: Domain | None
    initiative_number: str | None
    group_number: str | None
    step: int | None
    shared_at: datetime
    endorsed: int
    sharers: tuple[Named, ...] = ()

    @property
    def rest(self) -> str:
        """What the text says beyond the title, which may be its first sentence."""
        return self.text.removeprefix(self.title).lstrip(".!? \n")

    @property
    def names(self) -> str:
        """Who had the courage to share it, in a row."""
        return ", ".join(one.name for one in self.sharers)


@dataclass(frozen=True)
class Filters:
    """What a reader narrows the list to; None or "" leaves it wide. A lesson that was taken back is in no list."""

    search: str = ""
    kind: LessonKind | None = None
    domain: Domain | None = None
    initiative: str | None = None
    group: str | None = None

    def conditions(self) -> list[sa.ColumnElement[bool]]:
        """What they ask of a lesson and its present text."""
        found: list[sa.ColumnElement[bool]] = [Lesson.withdrawn_at.is_(None)]
        if self.search:
            fields = (LessonVersion.title, LessonVersion.text)
            found.append(sa.or_(*(field.icontains(self.search, autoescape=True) for field in fields)))
        if self.kind:
            found.append(LessonVersion.kind == self.kind)
        if self.domain:
            found.append(LessonVersion.domain == self.domain)
        if self.initiative:
            found.append(Lesson.initiative_number == self.initiative)
        if self.group:
            found.append(Lesson.group_number == self.group)
        return found


_ENDORSED = (
    sa.select(sa.func.count()).where(LessonEndorsement.lesson_id == Lesson.id).correlate(Lesson).scalar_subquery()
)
_COLUMNS = (
    Lesson.id, Lesson.number, LessonVersion.title, LessonVersion.text, LessonVersion.kind, LessonVersion.domain,
    Lesson.initiative_number, Lesson.group_number, Lesson.step, Lesson.shared_at, _ENDORSED,
)  # fmt: skip


def with_text(query: Any) -> sa.Select[Any]:
    """The query, joined to the present text."""
    present = sa.and_(LessonVersion.lesson_id == Lesson.id, LessonVersion.version == Lesson.version)
    joined: sa.Select[Any] = query.join(LessonVersion, present)
    return joined


def lines(filters: Filters | None = None, *, limit: int = MOST, before: int | None = None) -> list[LessonLine]:
    """The lessons that the filters leave, the latest first; those before a key."""
    conditions = (filters or Filters()).conditions()
    return _latest(limit, *conditions, *([Lesson.id < before] if before is not None else []))


def _latest(limit: int, *conditions: sa.ColumnElement[bool]) -> list[LessonLine]:
    """The latest lessons for which these hold, in one query."""
    return _told(db.session().execute(_with_sharers(_found(limit, *conditions).subquery())))


def _found(limit: int, *conditions: sa.ColumnElement[bool]) -> sa.Select[Any]:
    return with_text(sa.select(*_COLUMNS)).where(*conditions).order_by(Lesson.id.desc()).limit(limit)


def _with_sharers(found: sa.Subquery) -> sa.Select[Any]:
    """These lessons, the latest first, each with who shared it, by name."""
    return (
        sa.select(*found.c, Organisation.code, Organisation.name)
        .outerjoin(LessonSharer, LessonSharer.lesson_id == found.c.id)
        .outerjoin(Organisation, Organisation.code == LessonSharer.organisation_code)
        .order_by(found.c.id.desc(), Organisation.name)
    )


def _told(rows: Iterable[Any]) -> list[LessonLine]:
    lines: dict[int, LessonLine] = {}
    for row in rows:
        *facts, code, name = row[: len(_COLUMNS) + 2]
        line = lines.setdefault(facts[0], LessonLine(*facts))
        lines[line.id] = replace(line, sharers=(*line.sharers, Named(code, name))) if code else line
    return list(lines.values())


def number_of(filters: Filters | None = None) -> int:
    """How many lessons the filters leave."""
    query = with_text(sa.select(sa.func.count()).select_from(Lesson))
    return db.session().scalar(query.where(*(filters or Filters()).conditions())) or 0


@dataclass(frozen=True)
class LearnedBefore:
    """What others learned about a domain: how many groups and lessons, and the latest few of these."""

    domain: Domain
    groups: int
    lessons: int
    latest: tuple[LessonLine, ...]


def learned_about(domain: Domain | None) -> LearnedBefore | None:
    """What was learned about this domain; None when that is nothing yet."""
    if domain is None:
        return None
    conditions = Filters(domain=domain).conditions()
    rows = db.session().execute(_counted(_found(AT_MOST, *conditions).subquery(), *conditions)).all()
    return _before(domain, rows, _told(rows))


def learned_by(initiative: str, domain: Domain | None) -> tuple[list[LessonLine], LearnedBefore | None]:
    """What an initiative taught, and what was learned about this domain in other work; in one query."""
    own = Filters(initiative=initiative).conditions()
    if domain is None:
        return _latest(MOST, *own), None
    elsewhere = [*Filters(domain=domain).conditions(), Lesson.initiative_number.is_distinct_from(initiative)]
    both = (_found(MOST, *own).subquery(), _found(AT_MOST, *elsewhere).subquery())
    found = sa.union_all(*map(sa.select, both)).subquery()
    rows = db.session().execute(_counted(found, *elsewhere)).all()
    lines = _told(rows)
    before = [line for line in lines if line.initiative_number != initiative]
    return [line for line in lines if line.initiative_number == initiative], _before(domain, rows, before)


def _counted(found: sa.Subquery, *conditions: sa.ColumnElement[bool]) -> sa.Select[Any]:
    """These lessons, with how many groups and lessons there are for which the conditions hold."""
    groups, lessons = (
        with_text(sa.select(counted).select_from(Lesson)).where(*conditions).scalar_subquery()
        for counted in (sa.func.count(sa.distinct(Lesson.group_number)), sa.func.count())
    )
    return _with_sharers(found).add_columns(groups.label("groups"), lessons.label("lessons"))


def _before(domain: Domain, rows: Sequence[Any], latest: Iterable[LessonLine]) -> LearnedBefore | None:
    if not rows or not rows[0].lessons:
        return None
    return LearnedBefore(domain, rows[0].groups, rows[0].lessons, tuple(latest))


@dataclass(frozen=True)
class VersionLine:
    """One version of a lesson."""

    version: int
    changed_at: datetime
    wording: Wording


@dataclass(frozen=True)
class LessonPage:
    """Everything about one lesson; `versions` are its texts, the latest first."""

    line: LessonLine
    status: LessonStatus
    withdrawn_at: datetime | None
    reason: str | None
    endorsers: tuple[Named, ...]
    versions: tuple[VersionLine, ...]

    @property
    def about(self) -> About:
        """The lesson as the policy sees it."""
        codes = tuple(one.code for one in self.line.sharers)
        return About(self.status, codes, self.line.group_number)

    @property
    def wording(self) -> Wording:
        """The present text."""
        return self.versions[0].wording

    def is_endorsed_by(self, codes: Collection[str]) -> bool:
        """Whether one of these organisations recognises it."""
        return any(one.code in codes for one in self.endorsers)

    def is_shared_by(self, codes: Collection[str]) -> bool:
        """Whether one of these organisations shared it."""
        return any(one.code in codes for one in self.line.sharers)


def page_of(number: str) -> LessonPage:
    """One lesson, also one that was taken back; NotFound for a number that was never given. In four queries."""
    row = row_of(number)
    (line,) = _latest(1, Lesson.id == row.id)
    endorsers = (
        sa.select(Organisation.code, Organisation.name)
        .join(LessonEndorsement, LessonEndorsement.organisation_code == Organisation.code)
        .where(LessonEndorsement.lesson_id == row.id)
        .order_by(Organisation.name)
    )
    return LessonPage(
        line,
        row.status,
        row.withdrawn_at,
        row.reason,
        tuple(Named(*found) for found in db.session().execute(endorsers)),
        tuple(_versions_of(row.id)),
    )


def _versions_of(lesson_id: int) -> Iterable[VersionLine]:
    query = sa.select(LessonVersion).where(LessonVersion.lesson_id == lesson_id).order_by(LessonVersion.version.desc())
    for row in db.session().scalars(query):
        yield VersionLine(row.version, row.changed_at, wording_of(row))


def wording_of(row: LessonVersion) -> Wording:
    """The text in a row, as a value."""
    return Wording(row.title, row.text, row.kind, row.domain)


def row_of(number: str) -> Lesson:
    """The row of one lesson."""
    found = db.session().scalar(sa.select(Lesson).where(Lesson.number == number))
    if found is None:
        raise NotFound
    return found


def present_version(lesson: Lesson) -> LessonVersion:
    """The row of its present text."""
    return db.session().get_one(LessonVersion, (lesson.id, lesson.version))


def about(lesson: Lesson) -> About:
    """The lesson as the policy sees it."""
    codes = sa.select(LessonSharer.organisation_code).where(LessonSharer.lesson_id == lesson.id)
    return About(lesson.status, tuple(db.session().scalars(codes)), lesson.group_number)


def endorsements(lesson: Lesson, codes: Collection[str]) -> list[LessonEndorsement]:
    """The rows in which these organisations recognise it."""
    found = sa.select(LessonEndorsement).where(
        LessonEndorsement.lesson_id == lesson.id, LessonEndorsement.organisation_code.in_(codes)
    )
    return list(db.session().scalars(found))


def titled(numbers: Collection[str]) -> sa.Select[Any, Any]:
    """The query for (number, title) of these lessons."""
    return with_text(sa.select(Lesson.number, LessonVersion.title)).where(Lesson.number.in_(numbers))


def lessons_about(numbers: Collection[str]) -> set[str]:
    """The lessons that these initiatives and groups taught."""
    found = sa.or_(Lesson.initiative_number.in_(numbers), Lesson.group_number.in_(numbers))
    return set(db.session().scalars(sa.select(Lesson.number).where(found)))
