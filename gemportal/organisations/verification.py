"""What the register says of memberships, mergers and partners, held against their rows."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from gemportal.kernel import db
from gemportal.organisations.models import Membership, Organisation
from gemportal.organisations.policy import MERGE
from gemportal.organisations.rules import MembershipEnd, OrganisationKind
from gemportal.register.canonical import normal
from gemportal.register.models import Entry

ENDINGS = {
    "organisations:give-notice": MembershipEnd.NOTICE,
    "organisations:end-membership": MembershipEnd.DECISION,
}
OF_MEMBERSHIPS = ("organisations:admit", *ENDINGS, "organisations:keep-membership", MERGE)
OF_MERGERS = ("organisations:load-municipalities", "organisations:record-merger", "organisations:withdraw-merger")
OF_PARTNERS = (
    "organisations:add-partner", "organisations:rename-partner", "organisations:end-partner", "organisations:keep-partner",
)  # fmt: skip


@dataclass
class Period:
    """A membership as the register tells it; `index` is its latest entry."""

    index: int
    first_day: str
    ground: str
    last_day: str | None = None
    ending: MembershipEnd | None = None

    def matches(self, row: Membership) -> bool:
        last_day = row.last_day.isoformat() if row.last_day else None
        return (self.last_day, self.ending, self.ground) == (last_day, row.ending, normal(row.ground))


def differences() -> Iterator[tuple[int, str]]:
    """The index of each entry that a row contradicts, with what is wrong there."""
    yield from _memberships()
    yield from _mergers()
    yield from _partners()


def _entries(names: tuple[str, ...]) -> Iterator[tuple[int, str, str, dict[str, Any]]]:
    query = sa.select(Entry.index, Entry.act, Entry.subject, Entry.body).where(Entry.act.in_(names))
    for index, name, subject, body in db.session().execute(query.order_by(Entry.index)):
        yield index, name, subject, json.loads(body)["data"]


def _told() -> dict[str, list[Period]]:
    told: dict[str, list[Period]] = {}
    for index, name, code, data in _entries(OF_MEMBERSHIPS):
        periods = told.setdefault(code, [])
        if name == "organisations:admit":
            periods.append(Period(index, data["from"], data["ground"]))
            continue
        for period in periods:
            if name in ENDINGS and period.last_day is None:
                period.index, period.last_day, period.ending = index, data["until"], ENDINGS[name]
            elif name == MERGE and period.first_day == data.get("from"):
                period.index, period.last_day, period.ending = index, data["until"], MembershipEnd.MERGER
            elif name == "organisations:keep-membership" and period is periods[-1]:
                period.index, period.last_day, period.ending = index, None, None
    return told


def _memberships() -> Iterator[tuple[int, str]]:
    rows = {
        (row.organisation_code, row.first_day.isoformat()): row for row in db.session().scalars(sa.select(Membership))
    }
    for code, periods in _told().items():
        for period in periods:
            row = rows.pop((code, period.first_day), None)
            if row is None:
                yield period.index, f"the membership of {code} from {period.first_day} is gone"
            elif not period.matches(row):
                yield period.index, f"the membership of {code} is not the one that was recorded"
    for code, first_day in rows:
        yield 0, f"the membership of {code} from {first_day} was never recorded"


def _mergers() -> Iterator[tuple[int, str]]:
    told: dict[str, tuple[int, str | None, str | None]] = {}
    for index, name, code, data in _entries(OF_MERGERS):
        if name == "organisations:load-municipalities":
            told |= {line["code"]: (index, line["successor"], line["on"]) for line in data["closed"]}
        else:
            told[code] = index, data["successor"], data.get("on")
    query = sa.select(Organisation.code, Organisation.successor_code, Organisation.closed_on).where(
        Organisation.successor_code.is_not(None)
    )
    found = {code: (successor, day.isoformat()) for code, successor, day in db.session().execute(query) if day}
    for code, (index, successor, on) in told.items():
        if found.pop(code, (None, None)) != (successor, on):
            yield index, f"the merger of {code} is not the one that was recorded"
    for code in found:
        yield 0, f"the merger of {code} was never recorded"


def _partners() -> Iterator[tuple[int, str]]:
    told: dict[str, tuple[int, str, date | None]] = {}
    for index, _act, code, data in _entries(OF_PARTNERS):
        _, known_as, closed_on = told.get(code, (index, "", None))
        if "until" in data:
            closed_on = date.fromisoformat(data["until"]) + timedelta(days=1) if data["until"] else None
        told[code] = index, data.get("name", known_as), closed_on
    query = sa.select(Organisation.code, Organisation.name, Organisation.closed_on).where(
        Organisation.kind == OrganisationKind.PARTNER
    )
    found = {code: (name, closed_on) for code, name, closed_on in db.session().execute(query)}
    for code, (index, known_as, closed_on) in told.items():
        if found.pop(code, None) != (known_as, closed_on):
            yield index, f"the partner {code} is not as it was recorded"
    for code in found:
        yield 0, f"the partner {code} was never recorded"
