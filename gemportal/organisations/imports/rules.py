"""What the lines of a file of members mean, and what is wrong with them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from gemportal.kernel import csv_files
from gemportal.kernel.csv_files import Column, Fault, Findings, Judged, Line, Sheet
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.words import _l
from gemportal.organisations.rules import OrganisationKind, check_admission, check_ground, slug_of

COLUMNS = (
    Column("code", needed=False),
    Column("naam", ("gemeente",), needed=False),
    Column("eerste_dag"),
    Column("besluit"),
)

OWN = _l("Dit mag niet voor de eigen organisatie. Vraag een andere coördinator.")


@dataclass(frozen=True)
class Known:
    """An organisation as files name it. `last_days` are those of all its memberships; None for one that goes on."""

    code: str
    name: str
    slug: str
    kind: OrganisationKind
    closed: bool
    last_days: tuple[date | None, ...] = ()

    @property
    def may_join(self) -> bool:
        return self.kind is OrganisationKind.MUNICIPALITY and not self.closed


class Directory:
    """All organisations as they are `today`, to be found by code or by name, whatever its capitals and accents."""

    def __init__(self, known: Iterable[Known], today: date) -> None:
        self.today = today
        self._found: Mapping[str, Known] = {key: one for one in known for key in (one.slug, one.code)}

    def find(self, text: str) -> Known:
        """The organisation with this code or this whole name."""
        found = self._found.get(text.upper()) or self._found.get(slug_of(text))
        if found is None:
            raise RuleBroken(
                _l("“%(text)s” kennen we niet. Gebruik een code, zoals GM0193, of de hele naam.", text=text)
            )
        return found


@dataclass(frozen=True)
class Admission:
    """A line that can be carried out: this organisation becomes a member from `first_day`, on this ground."""

    number: int
    code: str
    name: str
    first_day: date
    ground: str


def judge(sheet: Sheet, directory: Directory, own: frozenset[str]) -> Judged[Admission]:
    """What each line would do; `own` are the organisations that whoever imports represents."""
    if sheet.lines and not any(_names(line) for line in sheet.lines):
        return Judged((), (Fault(1, (_l("De kolom “code” of “naam” ontbreekt, of is leeg."),)),))
    right: dict[str, Admission] = {}
    wrong = list(sheet.faults)
    for line in sheet.lines:
        findings = Findings()
        found = _admission(line, directory, findings)
        if found is not None and found.code in own:
            findings.note(OWN)
        if found is not None and found.code in right:
            findings.note(_l("Deze gemeente staat ook op regel %(number)s.", number=right[found.code].number))
        if findings.sentences or found is None:
            wrong.append(Fault(line.number, tuple(findings.sentences), line.text))
        else:
            right[found.code] = found
    return Judged(tuple(right.values()), tuple(sorted(wrong, key=lambda fault: fault.number)), sheet.unused)


def _names(line: Line) -> list[str]:
    return [line.cells[column] for column in ("code", "naam") if line.cells[column]]


def _admission(line: Line, directory: Directory, findings: Findings) -> Admission | None:
    """What the line asks for; None when it cannot be read, with the reasons among the findings."""
    municipality = findings.of(_municipality, line, directory)
    first_day = findings.of(csv_files.day, line.cells["eerste_dag"])
    ground = findings.of(check_ground, line.cells["besluit"])
    if municipality is None or first_day is None or ground is None:
        return None
    known = municipality.name, municipality.last_days, first_day, directory.today
    findings.of(check_admission, *known, may_join=municipality.may_join)
    return Admission(line.number, municipality.code, municipality.name, first_day, ground)


def _municipality(line: Line, directory: Directory) -> Known:
    if not _names(line):
        raise RuleBroken(_l("Vul een code of een naam in."))
    found = [directory.find(text) for text in _names(line)]
    if found[0] != found[-1]:
        raise RuleBroken(_l("De code is van %(code)s, de naam van %(name)s.", code=found[0].name, name=found[-1].name))
    return found[0]
