"""What a group is: its states and roles, its settings, what it needs before it may begin, and what answers must hold."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from gemportal.initiatives.proposal import ProposalText
from gemportal.initiatives.rules import Domain
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.labelled import Labelled, Status
from gemportal.kernel.own_words import OwnWords
from gemportal.kernel.words import Message, _l
from gemportal.settings.rules import setting

CAP = setting(
    "groups:cap", _l("Organisaties in een groep, aan het begin"), _l("organisaties"), default=4, minimum=2, maximum=8
)
SMALL_CAP = setting(
    "groups:small-cap",
    _l("Organisaties in een groep zolang de coöperatie klein is"),
    _l("organisaties"),
    default=3,
    minimum=2,
    maximum=8,
)
SMALL_COOPERATIVE = setting(
    "groups:small-cooperative",
    _l("De coöperatie is klein met minder dan"),
    _l("leden"),
    default=9,
    minimum=2,
    maximum=50,
)
PEOPLE = setting(
    "groups:people", _l("Groepsleden per organisatie, hoogstens"), _l("mensen"), default=2, minimum=1, maximum=5
)
PARTNERS = setting(
    "groups:partners", _l("Ketenpartners in een groep"), _l("ketenpartners"), default=1, minimum=0, maximum=4
)
OFFER_DAYS = setting(
    "groups:offer-days", _l("Tijd om te antwoorden op een aanbod"), _l("dagen"), default=7, minimum=1, maximum=60
)
CONSENT_CEILING = setting(
    "groups:consent-ceiling",
    _l("Hoogste budget dat een groep zelf in de opdracht mag zetten"),
    _l("euro"),
    default=50_000,
    minimum=0,
    maximum=10_000_000,
)

SMALLEST_GROUP = 2
LONGEST_PLEDGE = 3
LONGEST_CHARTER = 8000
INITIATIVE_ENDED = OwnWords(_l("Het initiatief is geëindigd.")).kept()
MEMBERSHIP_ENDED = OwnWords(_l("Het lidmaatschap is geëindigd.")).kept()
MERGED = OwnWords(_l("De gemeente is opgegaan in een andere, die de zetel overnam.")).kept()
TOOK_A_SEAT = OwnWords(_l("De organisatie nam een zetel aan en werkt nu mee.")).kept()
BY_CONSENT = OwnWords(_l("Met instemming van alle anderen in de groep (voorstel %(motion)s)."))
MOST = 10_000_000


class GroupStatus(Status):
    """Where a group stands; paused while it has no lead or no second organisation."""

    FORMING = "forming", _l("in vorming"), "open"
    WORKING = "working", _l("aan het werk"), "busy"
    PAUSED = "paused", _l("in pauze"), "neutral"
    ENDED = "ended", _l("beëindigd"), "done"


class SeatRole(Labelled):
    """What an organisation does in a group. Observers read, and hold no place under the cap."""

    LEAD = "lead", _l("trekker")
    MEMBER = "member", _l("deelnemer")
    PARTNER = "partner", _l("ketenpartner")
    OBSERVER = "observer", _l("meekijker")


# Those who decide in a group: they consent to the charter, choose what follows a step, and count as its organisations.
DECIDING = (SeatRole.LEAD, SeatRole.MEMBER)
# Those who work in it: they keep its tasks, attach what they work on, and evaluate its steps. Who looks on reads.
CONTRIBUTING = (*DECIDING, SeatRole.PARTNER)


class OfferStatus(Labelled):
    """What became of an offer of a seat. Withdrawn: the group was given up, or the membership ended."""

    OPEN = "open", _l("wacht op antwoord")
    ACCEPTED = "accepted", _l("zetel aangenomen")
    DECLINED = "declined", _l("afgeslagen")
    LAPSED = "lapsed", _l("niet op tijd beantwoord")
    WITHDRAWN = "withdrawn", _l("ingetrokken")


def first_cap(members: int, seats_asked: int, *, cap: int, small_cap: int, small_below: int) -> int:
    """How many organisations a group starts with at most; fewer where the proposal asks for fewer seats."""
    return min(small_cap if members < small_below else cap, seats_asked)


def comes_first(agenda: Sequence[str], open_numbers: Collection[str], number: str) -> tuple[str, ...]:
    """The initiatives on the members' agenda that wait for a group and stand before this one; none without an agenda."""
    before = agenda[: agenda.index(number)] if number in agenda else agenda
    return tuple(other for other in before if other in open_numbers)


_NUMBER_OF_INITIATIVE = re.compile(r"\bI-\d{4}-\d{3,}\b")


@dataclass(frozen=True)
class EarlierSolution:
    """Something that was delivered, and may answer a proposal already: because the proposal `named` it, or by its domain alone."""

    number: str
    title: str
    named: bool


def answered_by(text: ProposalText, delivered: Iterable[tuple[str, str, Domain | None]]) -> tuple[EarlierSolution, ...]:
    """Which of what was delivered (number, title, domain) may answer this proposal: what it names first, then its own domain.

    It compares numbers and the domain only. Whether something truly answers it, somebody who reads both has to say.
    """
    named = set(_NUMBER_OF_INITIATIVE.findall(f"{text.existing or ''} {text.means or ''}"))
    found = [
        EarlierSolution(number, title, number in named)
        for number, title, domain in delivered
        if number in named or (domain is not None and domain is text.domain)
    ]
    return tuple(sorted(found, key=lambda one: (not one.named, one.number)))


def is_complete(roles: Collection[SeatRole]) -> bool:
    """Whether these seats can work: a lead, and two deciding organisations at least."""
    return SeatRole.LEAD in roles and sum(role in DECIDING for role in roles) >= SMALLEST_GROUP


def missing_to_begin(roles: Collection[SeatRole], *, charter_is_valid: bool) -> tuple[Message, ...]:
    """What a forming group still needs before it may begin, each as a sentence."""
    missing = []
    if SeatRole.LEAD not in roles:
        missing.append(_l("De groep heeft nog geen trekker."))
    if sum(role in DECIDING for role in roles) < SMALLEST_GROUP:
        missing.append(_l("Er doen nog geen twee organisaties mee."))
    if not charter_is_valid:
        missing.append(_l("De groepsopdracht geldt nog niet."))
    return tuple(missing)


def status_with(status: GroupStatus, roles: Collection[SeatRole]) -> GroupStatus:
    """The status of a group once its seats changed: a group that began works or pauses; others stay as they are."""
    if status not in {GroupStatus.WORKING, GroupStatus.PAUSED}:
        return status
    return GroupStatus.WORKING if is_complete(roles) else GroupStatus.PAUSED


def check_working(status: GroupStatus) -> None:
    """Pass while the group is at work: with a lead, and a second organisation that decides."""
    if status is not GroupStatus.WORKING:
        raise RuleBroken(_l("De groep is nu niet aan het werk."))


def budget_by_consent(pledged: int, ceiling: int) -> int:
    """The highest budget, in euros, that a group may give itself: what it pledged, up to the cooperative's ceiling."""
    return min(pledged, ceiling)


@dataclass(frozen=True)
class YearPledged:
    """What an organisation pledges for one calendar year: hours and whole euros."""

    year: int
    hours: int
    euros: int


def pledges_in_public(pledges: Sequence[YearPledged]) -> list[dict[str, int]]:
    """What an entry tells of pledges, year by year."""
    return [{"year": one.year, "hours": one.hours, "euros": one.euros} for one in pledges]


def check_pledges(pledges: Sequence[YearPledged], this_year: int) -> None:
    """One pledge a year, from this year on, and something in it."""
    years = [pledge.year for pledge in pledges]
    if len(set(years)) != len(years) or any(not this_year <= year <= this_year + LONGEST_PLEDGE for year in years):
        raise RuleBroken(_l("Zeg per kalenderjaar toe, vanaf dit jaar."))
    amounts = [amount for pledge in pledges for amount in (pledge.hours, pledge.euros)]
    if any(not 0 <= amount <= MOST for amount in amounts):
        raise RuleBroken(_l("Gebruik hele uren en hele euro’s, van 0 tot en met %(most)s.", most=MOST))
    if not any(amounts):
        raise RuleBroken(_l("Zeg uren of euro’s toe: een zetel vraagt een bijdrage."))


def check_offer(status: OfferStatus, expires_at: datetime, arrived_at: datetime) -> None:
    """An offer can be answered while it is open, judged by the moment at which the answer arrives."""
    if status is OfferStatus.LAPSED or (status is OfferStatus.OPEN and arrived_at >= expires_at):
        raise RuleBroken(_l("De termijn van dit aanbod is voorbij."))
    if status is not OfferStatus.OPEN:
        raise RuleBroken(_l("Dit aanbod staat niet meer open: het is %(status)s.", status=status.label))


def coordination_load(people: int) -> int:
    """How many pairs must keep each other informed: n(n−1)/2."""
    return people * (people - 1) // 2
