"""What the lines of a file of people mean, and what is wrong with them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from gemportal.kernel import csv_files
from gemportal.kernel.actor import MandateRole
from gemportal.kernel.csv_files import Column, Fault, Findings, Judged, Line, Sheet
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.words import _l
from gemportal.organisations.imports.rules import OWN, Directory
from gemportal.people.rules import check_term, normal_email, normal_name, overlap

COLUMNS = (
    Column("organisatie", ("code", "gemeente")),
    Column("naam"),
    Column("e-mailadres", ("email", "e-mail", "mailadres")),
    Column("rol"),
    Column("eerste_dag", needed=False),
    Column("laatste_dag", needed=False),
)

# What stands in a file is Dutch, in whatever language the page is.
ROLES = {"vertegenwoordiger": MandateRole.REPRESENTATIVE, "plaatsvervanger": MandateRole.DEPUTY}

Term = tuple[date, date | None]


@dataclass(frozen=True)
class Invitee:
    """A line that can be carried out: this person is invited to act for this organisation."""

    number: int
    organisation: str
    organisation_name: str
    name: str
    email: str
    role: MandateRole
    first_day: date
    last_day: date | None


@dataclass(frozen=True)
class Standing:
    """How things stand with the addresses in a file: `own` are the address and the organisations of whoever imports.

    `representable` holds the codes of organisations that can be represented now, `invited` whom an open invitation waits for,
    `terms` who acts for which organisation, now or later.
    """

    own_email: str | None
    own: frozenset[str]
    representable: frozenset[str]
    invited: frozenset[tuple[str, str]]
    terms: Mapping[tuple[str, str], Sequence[Term]]


def addresses(sheet: Sheet) -> set[str]:
    """The addresses in a file, as persons are known by them; what is no address is found out later."""
    return {line.cells["e-mailadres"].lower() for line in sheet.lines}


def judge(sheet: Sheet, directory: Directory, standing: Standing, today: date) -> Judged[Invitee]:
    """What each line would do."""
    right: dict[tuple[str, str], Invitee] = {}
    wrong = list(sheet.faults)
    for line in sheet.lines:
        findings = Findings()
        found = _invitee(line, directory, today, findings)
        if found is not None:
            findings.of(check, found, standing)
            if before := right.get((found.email, found.organisation)):
                findings.note(_l("Deze persoon staat voor deze organisatie ook op regel %(n)s.", n=before.number))
        if findings.sentences or found is None:
            wrong.append(Fault(line.number, tuple(findings.sentences), line.text))
        else:
            right[found.email, found.organisation] = found
    return Judged(tuple(right.values()), tuple(sorted(wrong, key=lambda fault: fault.number)), sheet.unused)


def check(invitee: Invitee, standing: Standing) -> None:
    """Pass when this person can be invited, as things stand."""
    organisation, name = invitee.organisation, invitee.organisation_name
    if organisation in standing.own:
        raise RuleBroken(OWN)
    if invitee.email == standing.own_email:
        raise RuleBroken(_l("U kunt uzelf niet uitnodigen. Vraag een andere coördinator."))
    if organisation not in standing.representable:
        raise RuleBroken(_l("%(name)s is geen lid en geen ketenpartner. Laat eerst de gemeente toe.", name=name))
    if (invitee.email, organisation) in standing.invited:
        raise RuleBroken(_l("Voor dit e-mailadres staat deze uitnodiging al open."))
    for first_day, last_day in standing.terms.get((invitee.email, organisation), ()):
        if overlap(invitee.first_day, invitee.last_day, first_day, last_day):
            raise RuleBroken(_l("Deze persoon vertegenwoordigt deze organisatie al in deze periode."))


def _invitee(line: Line, directory: Directory, today: date, findings: Findings) -> Invitee | None:
    """What the line asks for; None when it cannot be read, with the reasons among the findings."""
    cells = line.cells
    organisation = findings.of(_filled_in, cells["organisatie"], "organisatie") and findings.of(
        directory.find, cells["organisatie"]
    )
    name = findings.of(_name, cells["naam"])
    email = findings.of(normal_email, cells["e-mailadres"])
    role = findings.of(_role, cells["rol"])
    first_day = findings.of(csv_files.day, cells["eerste_dag"]) if cells["eerste_dag"] else today
    last_day = findings.of(csv_files.day, cells["laatste_dag"]) if cells["laatste_dag"] else None
    if findings.sentences:
        return None
    assert organisation
    assert name
    assert email
    assert role
    assert first_day
    findings.of(check_term, first_day, last_day, today)
    return Invitee(line.number, organisation.code, organisation.name, name, email, role, first_day, last_day)


def _filled_in(text: str, column: str) -> str:
    if not text:
        raise RuleBroken(_l("De kolom “%(name)s” is leeg.", name=column))
    return text


def _name(text: str) -> str:
    return normal_name(_filled_in(text, "naam"))


def _role(text: str) -> MandateRole:
    found = ROLES.get(text.lower())
    if found is None:
        raise RuleBroken(_l("“%(text)s” is geen rol. Kies vertegenwoordiger of plaatsvervanger.", text=text))
    return found


@dataclass(frozen=True)
class MandateRow:
    """Who represents whom, with the address by which the person is known."""

    organisation: str
    organisation_name: str
    name: str
    email: str
    role: MandateRole
    first_day: date
    last_day: date | None


def exported(rows: Sequence[MandateRow], *, with_email: bool) -> tuple[list[str], list[list[object]]]:
    """The titles and lines of a file that can be brought in again, when it has the addresses in it."""
    titles = ["organisatie", "naam_organisatie", "naam", "rol", "eerste_dag", "laatste_dag"]
    names = {role: name for name, role in ROLES.items()}
    lines: list[list[object]] = [
        [row.organisation, row.organisation_name, row.name, names[row.role], row.first_day, row.last_day]
        for row in rows
    ]
    if with_email:
        titles.append("e-mailadres")
        for line, row in zip(lines, rows, strict=True):
            line.append(row.email)
    return titles, lines
