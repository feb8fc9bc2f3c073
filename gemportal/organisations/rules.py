"""What an organisation is, and how the list of municipalities changes. Source: CBS, 1 January 2026 (CC BY 4.0)."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.labelled import Labelled
from gemportal.kernel.names import normal_name
from gemportal.kernel.texts import check_text
from gemportal.kernel.words import _l
from gemportal.settings.rules import setting

# Four weeks is what the law asks of an association or cooperative whose statutes say nothing (BW 2:36).
NOTICE = setting(
    "organisations:notice", _l("Opzegtermijn van een lid"), _l("dagen"), default=28, minimum=0, maximum=366
)

ENDS_SOON = timedelta(days=60)
_FARTHEST = timedelta(days=3660)
LONGEST_GROUND = 300


class OrganisationKind(Labelled):
    """A municipality is a possible member; a partner may contribute and be invited."""

    MUNICIPALITY = "municipality", _l("gemeente")
    PARTNER = "partner", _l("ketenpartner")


class MembershipEnd(Labelled):
    """Why a membership ends: the member said so, the cooperative did, or the municipality is no more."""

    NOTICE = "notice", _l("opgezegd door het lid")
    DECISION = "decision", _l("beëindigd door de coöperatie")
    MERGER = "merger", _l("opgegaan in een andere gemeente")


@dataclass(frozen=True)
class Municipality:
    """One line of CBS's list: code, name, province, inhabitants on 1 January and the centre in degrees."""

    code: str
    name: str
    province: str
    population: int
    longitude: float
    latitude: float

    def told(self) -> list[str | int]:
        """The line as the register keeps it, with the degrees as text: the register knows no fractions."""
        return [self.code, self.name, self.province, self.population, str(self.longitude), str(self.latitude)]

    @classmethod
    def read(cls, told: list[Any]) -> "Municipality":
        """The line that the register keeps as `told()`."""
        code, name, province, population, longitude, latitude = told
        return cls(code, name, province, population, float(longitude), float(latitude))


@dataclass(frozen=True)
class Merger:
    """A municipality that ended, and the one that took over its tasks on `day`."""

    code: str
    successor: str
    day: date


def slug_of(name: str) -> str:
    """A name for addresses: `’s-Hertogenbosch` becomes `s-hertogenbosch`, `Súdwest-Fryslân` becomes `sudwest-fryslan`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def check_admission(
    name: str, last_days: Iterable[date | None], first_day: date, today: date, *, may_join: bool
) -> None:
    """Only a municipality that exists becomes a member, within years, and after the last days of memberships it has or had."""
    if not may_join:
        raise RuleBroken(_l("Alleen een bestaande gemeente kan lid worden."))
    check_near(first_day, today)
    if any(last_day is None or last_day >= first_day for last_day in last_days):
        raise RuleBroken(_l("%(name)s is al lid.", name=name))


def check_last_day(last_day: date, earliest: date, today: date) -> date:
    """A last day is not before `earliest`, and not so far ahead that it must be a mistake."""
    if last_day < earliest:
        raise RuleBroken(_l("Kies vandaag of een latere dag."))
    return check_near(last_day, today)


def check_near(day: date, today: date) -> date:
    """A day within ten years: a year of five digits or a slip of the keyboard is no plan."""
    if abs(day - today) > _FARTHEST:
        raise RuleBroken(_l("Kies een dag binnen tien jaar van vandaag."))
    return day


def check_ground(text: str) -> str:
    """The decision that a membership rests on, as everybody can read it."""
    if "@" in text:
        raise RuleBroken(_l("Het besluit is voor iedereen te lezen. Haal e-mailadressen en het teken @ eruit."))
    if len(text) > LONGEST_GROUND:
        raise RuleBroken(_l("Het besluit is te lang: hoogstens %(most)s tekens.", most=LONGEST_GROUND))
    return check_text(text, _l("Noem het besluit."))


def check_name(text: str) -> str:
    """A name that an organisation can be found by."""
    if not slug_of(text):
        raise RuleBroken(_l("Geef de organisatie een naam."))
    return normal_name(text)
