"""What an organisation is, and how the list of municipalities changes. Source: CBS, 1 January 2026 (CC BY 4.0)."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.labelled import Labelled
from gemportal.kernel.words import _l

LONGEST_GROUND = 300


class OrganisationKind(Labelled):
    """A municipality is a possible member; a partner may contribute and be invited."""

    MUNICIPALITY = "municipality", _l("gemeente")
    PARTNER = "partner", _l("ketenpartner")


@dataclass(frozen=True)
class Municipality:
    """One line of CBS's list: code, name, province, inhabitants on 1 January and the centre in degrees."""

    code: str
    name: str
    province: str
    population: int
    longitude: float
    latitude: float


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


def check_admission(name: str, last_days: Iterable[date | None], first_day: date, *, may_join: bool) -> None:
    """Only a municipality that exists becomes a member, and after the last days of the memberships it has or had."""
    if not may_join:
        raise RuleBroken(_l("Alleen een bestaande gemeente kan lid worden."))
    if any(last_day is None or last_day >= first_day for last_day in last_days):
        raise RuleBroken(_l("%(name)s is al lid.", name=name))
