"""What was pledged and what was spent, by calendar year. What one organisation spent is public only where it chose so."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from gemportal.groups.models import Group, Pledge, Seat
from gemportal.groups.queries.lists import GroupLine, as_lines, line_of, with_title
from gemportal.groups.queries.pages import GroupPage
from gemportal.groups.rules import CONTRIBUTING
from gemportal.groups.steps.models import Evaluation, EvaluationContent, Step
from gemportal.groups.steps.queries import of_evaluation
from gemportal.groups.steps.rules import StepStatus
from gemportal.kernel import clock, db


@dataclass(frozen=True)
class YearLine:
    """One calendar year of one group, or of many. What was spent is None where nobody said so in public."""

    year: int
    number: str
    title: str
    hours: int = 0
    euros: int = 0
    hours_spent: int | None = None
    euros_spent: int | None = None


def of_initiative(number: str) -> tuple[list[GroupLine], list[YearLine]]:
    """The groups of an initiative, the latest first; and by year what all their seats pledged, and what the steps that they
    concluded then cost. In one query.
    """
    its = Group.initiative_number == number
    spent = _spent(Step.hours_spent, Step.euros_spent).join(Group, Group.id == Step.group_id).where(its)
    pledged = _pledged().join(Group, Group.id == Seat.group_id).where(its)
    group_id, *told = sa.union_all(pledged, spent).subquery().c
    rows = db.session().execute(as_lines(*told).outerjoin(group_id.table, group_id == Group.id).where(its)).all()
    lines = [line_of(row[len(told) :]) for row in rows]
    years = _years((line.number, line.title, *row[: len(told)]) for line, row in zip(lines, rows, strict=True))
    return list({line.id: line for line in lines}.values()), by_year(years)


def years_of(group: GroupPage) -> list[YearLine]:
    """The same of one group by year, of a page that was read already."""
    pledged = (pledge for seat in group.all_seats for pledge in seat.pledges)
    lines = [YearLine(pledge.year, "", "", pledge.hours, pledge.euros) for pledge in pledged]
    for step in group.steps:
        if step.status is StepStatus.CONCLUDED and step.concluded_at:
            year, hours, euros = clock.local(step.concluded_at).year, step.hours_spent or 0, step.euros_spent or 0
            lines.append(YearLine(year, "", "", hours_spent=hours, euros_spent=euros))
    return by_year(lines)


def of_organisations(codes: Collection[str]) -> list[YearLine]:
    """By year and group, what these organisations pledged, and what they said in public that they spent."""
    own = sa.and_(Evaluation.step_id == Step.id, Evaluation.in_public, Evaluation.organisation_code.in_(codes))
    spent = _spent(EvaluationContent.hours, EvaluationContent.euros).join(Evaluation, own)
    return _lines(_pledged().where(Seat.organisation_code.in_(codes)), spent.join(EvaluationContent, of_evaluation()))


def _pledged() -> sa.Select[*tuple[Any, ...]]:
    moment = sa.cast(sa.null(), Step.concluded_at.type).label("at")
    return (
        sa.select(Seat.group_id, Pledge.year, moment, sa.func.sum(Pledge.hours), sa.func.sum(Pledge.euros))
        .join(Seat, Seat.id == Pledge.seat_id)
        .group_by(Seat.group_id, Pledge.year)
    )


def _spent(hours: Any, euros: Any) -> sa.Select[*tuple[Any, ...]]:
    year = sa.cast(sa.null(), Pledge.year.type)
    of_step = sa.select(Step.group_id, year, Step.concluded_at, hours, euros).select_from(Step)
    return of_step.where(Step.status == StepStatus.CONCLUDED)


def _lines(pledged: sa.Select[*tuple[Any, ...]], spent: sa.Select[*tuple[Any, ...]]) -> list[YearLine]:
    """In one query, whatever their number. Of which calendar year a conclusion is, the clocks of Amsterdam say."""
    group_id, *told = sa.union_all(pledged, spent).subquery().c
    query = with_title(*told).join(group_id.table, group_id == Group.id)
    return _years(db.session().execute(query))


def _years(rows: Iterable[Sequence[Any]]) -> list[YearLine]:
    """The years of rows that tell number, title, year or moment, hours and euros; a row without either tells nothing."""
    found: dict[tuple[int, str], YearLine] = {}
    for number, title, pledged_for, at, hours, euros in rows:
        if pledged_for is None and at is None:
            continue
        year = pledged_for or clock.local(at).year
        line = found.get((year, number), YearLine(year, number, title))
        found[year, number] = _with(line, int(hours or 0), int(euros or 0), spent=at is not None)
    return [found[key] for key in sorted(found)]


def _with(line: YearLine, hours: int, euros: int, *, spent: bool) -> YearLine:
    if not spent:
        return replace(line, hours=hours, euros=euros)
    return replace(line, hours_spent=(line.hours_spent or 0) + hours, euros_spent=(line.euros_spent or 0) + euros)


def by_year(lines: Iterable[YearLine]) -> list[YearLine]:
    """The same, each year once, whichever the group."""
    years: dict[int, list[YearLine]] = defaultdict(list)
    for line in lines:
        years[line.year].append(line)
    return [total for _, some in sorted(years.items()) if (total := together(some))]


def together(lines: Iterable[YearLine]) -> YearLine | None:
    """The lines as one, of their last year; None of nothing."""
    some = list(lines)
    if not some:
        return None
    return YearLine(
        some[-1].year,
        "",
        "",
        sum(line.hours for line in some),
        sum(line.euros for line in some),
        _sum(line.hours_spent for line in some),
        _sum(line.euros_spent for line in some),
    )


def _sum(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


@dataclass(frozen=True)
class Judged:
    """How many steps an organisation was asked to judge, and of how many it did."""

    asked: int
    given: int


def judged_by(codes: Collection[str]) -> Judged:
    """Of the concluded steps in groups where one of these organisations worked at the conclusion, or judged."""
    given = sa.exists().where(Evaluation.step_id == Step.id, Evaluation.organisation_code.in_(codes))
    seated = sa.exists().where(
        Seat.group_id == Step.group_id,
        Seat.organisation_code.in_(codes),
        Seat.role.in_(CONTRIBUTING),
        Seat.since <= Step.concluded_at,
        sa.or_(Seat.until.is_(None), Seat.until >= Step.concluded_at),
    )
    query = sa.select(sa.func.count(), sa.func.count().filter(given)).where(
        Step.status == StepStatus.CONCLUDED, sa.or_(given, seated)
    )
    asked, done = db.session().execute(query).one()
    return Judged(asked, done)
