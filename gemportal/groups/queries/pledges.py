"""What was pledged and what was spent, by calendar year. What one organisation spent is public only where it chose so."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from gemportal.groups.models import Group, Pledge, Seat
from gemportal.groups.queries.lists import present_text
from gemportal.groups.rules import DECIDING
from gemportal.groups.steps.models import Evaluation, EvaluationContent, Step
from gemportal.groups.steps.queries import of_evaluation
from gemportal.groups.steps.rules import StepStatus
from gemportal.initiatives.models import Initiative, InitiativeVersion
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


def of_groups(numbers: Collection[str]) -> list[YearLine]:
    """By year and group, what all seats pledged, and what the concluded steps of that year cost."""
    spent = sa.select(Group.number, InitiativeVersion.title, Step.concluded_at, Step.hours_spent, Step.euros_spent)
    these = Group.number.in_(numbers)
    return _lines(these, spent.select_from(Step).join(Group, Group.id == Step.group_id).where(these))


def of_organisations(codes: Collection[str]) -> list[YearLine]:
    """By year and group, what these organisations pledged, and what they said in public that they spent."""
    own = sa.and_(Evaluation.step_id == Step.id, Evaluation.in_public, Evaluation.organisation_code.in_(codes))
    columns = (Step.concluded_at, EvaluationContent.hours, EvaluationContent.euros)
    spent = sa.select(Group.number, InitiativeVersion.title, *columns).select_from(Step)
    spent = spent.join(Group, Group.id == Step.group_id).join(Evaluation, own)
    return _lines(Seat.organisation_code.in_(codes), spent.join(EvaluationContent, of_evaluation()))


def _lines(pledged_by: sa.ColumnElement[bool], spent: sa.Select[*tuple[Any, ...]]) -> list[YearLine]:
    """In two queries, whatever their number."""
    columns = (Group.number, InitiativeVersion.title, Pledge.year)
    pledged = _of_group(
        sa.select(*columns, sa.func.sum(Pledge.hours), sa.func.sum(Pledge.euros))
        .select_from(Pledge)
        .join(Seat, Seat.id == Pledge.seat_id)
        .join(Group, Group.id == Seat.group_id)
    )
    found: dict[tuple[int, str], YearLine] = {}
    session = db.session()
    for number, title, year, hours, euros in session.execute(pledged.where(pledged_by).group_by(*columns)):
        found[year, number] = YearLine(year, number, title, int(hours), int(euros))
    concluded = _of_group(spent).where(Step.status == StepStatus.CONCLUDED)
    for number, title, at, hours, euros in session.execute(concluded):
        year = _year(at)
        line = found.get((year, number), YearLine(year, number, title))
        found[year, number] = _with_spent(line, hours, euros)
    return [found[key] for key in sorted(found)]


def _of_group(query: sa.Select[*tuple[Any, ...]]) -> sa.Select[*tuple[Any, ...]]:
    return query.join(Initiative, Initiative.number == Group.initiative_number).join(InitiativeVersion, present_text())


def _year(at: datetime) -> int:
    return clock.local(at).year


def _with_spent(line: YearLine, hours: int | None, euros: int | None) -> YearLine:
    more = ((line.hours_spent or 0) + (hours or 0), (line.euros_spent or 0) + (euros or 0))
    return YearLine(line.year, line.number, line.title, line.hours, line.euros, *more)


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
    """Of the concluded steps in groups where one of these organisations had a deciding seat at the conclusion, or judged."""
    given = sa.exists().where(Evaluation.step_id == Step.id, Evaluation.organisation_code.in_(codes))
    seated = sa.exists().where(
        Seat.group_id == Step.group_id,
        Seat.organisation_code.in_(codes),
        Seat.role.in_(DECIDING),
        Seat.since <= Step.concluded_at,
        sa.or_(Seat.until.is_(None), Seat.until >= Step.concluded_at),
    )
    query = sa.select(sa.func.count(), sa.func.count().filter(given)).where(
        Step.status == StepStatus.CONCLUDED, sa.or_(given, seated)
    )
    asked, done = db.session().execute(query).one()
    return Judged(asked, done)
