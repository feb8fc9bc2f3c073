"""Which lessons an organisation shared, and which of others it recognises."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from gemportal.kernel import db
from gemportal.kernel.words import _l, _ln
from gemportal.organisations.holdings import Holding
from gemportal.sharing.models import Lesson, LessonEndorsement, LessonSharer, LessonVersion
from gemportal.sharing.queries import Filters, with_text
from gemportal.sharing.rules import LessonKind


@dataclass(frozen=True)
class LessonHeld:
    """A lesson on an organisation's own page: `code` shared it, or recognises what another shared."""

    number: str
    title: str
    kind: LessonKind
    code: str
    shared: bool


def held_by(codes: Collection[str]) -> list[LessonHeld]:
    """What these organisations shared, and what they recognise, the latest first; without what was taken back. In one query."""
    either = sa.union_all(_held(LessonSharer, shared=True), _held(LessonEndorsement, shared=False)).subquery()
    columns = (Lesson.number, LessonVersion.title, LessonVersion.kind, either.c.organisation_code, either.c.shared)
    query: sa.Select[Any] = (
        with_text(sa.select(*columns).select_from(Lesson))
        .join(either, either.c.lesson_id == Lesson.id)
        .where(either.c.organisation_code.in_(codes), *Filters().conditions())
        .order_by(either.c.shared.desc(), Lesson.id.desc(), either.c.organisation_code)
    )
    return [LessonHeld(*row) for row in db.session().execute(query)]


def _held(model: type[LessonSharer] | type[LessonEndorsement], *, shared: bool) -> Any:
    found: Any = sa.select(model.lesson_id, model.organisation_code, sa.literal(shared, sa.Boolean).label("shared"))
    return found


def holding_of(code: str) -> Holding | None:
    """The lessons of an organisation, told before it leaves or merges: they are never anybody else's."""
    count = len(held_by([code]))
    if not count:
        return None
    return Holding(
        _ln("%(n)s gedeelde of herkende les", "%(n)s gedeelde of herkende lessen", count),
        _l("Deze blijven staan, met de naam erbij."),
        _l("Deze blijven staan onder de oude naam. De opvolger kan ze verbeteren en intrekken."),
    )
