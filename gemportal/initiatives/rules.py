"""What an initiative and a declaration of willingness are, and the rules they keep. Pure: no database, no web."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from gemportal.kernel import texts
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.labelled import Explained, Labelled, Status
from gemportal.kernel.texts import WHY, check_text
from gemportal.kernel.words import Message, _l
from gemportal.sharing.rules import Domain as Domain  # of initiatives and of lessons alike


class InitiativeStatus(Status):
    """Where an initiative stands in its life."""

    DRAFT = "draft", _l("concept"), "neutral"
    OPEN = "open", _l("oproep open"), "open"
    FORMING = "forming", _l("groep in vorming"), "busy"
    ACTIVE = "active", _l("aan het werk"), "busy"
    DELIVERED = "delivered", _l("opgeleverd"), "done"
    STOPPED = "stopped", _l("gestopt"), "stopped"
    WITHDRAWN = "withdrawn", _l("ingetrokken"), "stopped"
    LAPSED = "lapsed", _l("niet van de grond gekomen"), "stopped"


# Organisations may still declare: for the call, or later for the waiting list.
LIVING = (InitiativeStatus.OPEN, InitiativeStatus.FORMING, InitiativeStatus.ACTIVE)


class Driver(Labelled):
    """What an initiative comes from."""

    NATIONAL = "national", _l("landelijk beleid")
    RESIDENTS = "residents", _l("inwoners")
    COMPANIES = "companies", _l("bedrijven")
    OWN_OPERATIONS = "own-operations", _l("eigen bedrijfsvoering")
    SHORTAGES = "shortages", _l("tekort aan mensen")
    RISK = "risk", _l("risico")


class Level(Explained):
    """How much an organisation wants to take part, from least to most; `considering` stands outside that order."""

    NO = "no", _l("nu niet"), _l("U doet niet mee. U kunt later van gedachten veranderen.")
    FOLLOW = "follow", _l("volgen"), _l("U wilt op de hoogte blijven, en doet zelf niets.")
    CONTRIBUTE = "contribute", _l("bijdragen"), _l("U deelt kennis of test mee, zonder zetel in de groep.")
    JOIN = "join", _l("meedoen"), _l("U wilt een zetel in de groep en werkt mee.")
    LEAD = "lead", _l("trekken"), _l("U wilt een zetel en wilt de groep leiden.")
    CONSIDERING = (
        "considering",
        _l("in beraad"),
        _l("U vraagt het nog na in uw organisatie. Dit telt niet mee in de rangorde."),
    )

    @property
    def wants_a_seat(self) -> bool:
        return self in (Level.JOIN, Level.LEAD)

    @property
    def offers_work(self) -> bool:
        return self in (Level.CONTRIBUTE, Level.JOIN, Level.LEAD)


STRONGEST_FIRST = (Level.LEAD, Level.JOIN, Level.CONTRIBUTE, Level.FOLLOW, Level.CONSIDERING, Level.NO)


class Backing(Labelled):
    """Who at home stands behind a declaration."""

    PERSON = "person", _l("ambtelijk, nog niet bestuurlijk")
    MANAGEMENT = "management", _l("management")
    EXECUTIVE = "executive", _l("college")
    COUNCIL = "council", _l("raad")


MOST_EUROS, MOST_HOURS = 1_000_000_000, 1_000_000
LONGEST_CALL = timedelta(days=366)

# The longest texts, in characters. A whole proposal fits in one entry of the register, whatever its letters: it stands there for
# good, since others declare for it, while what one person adds to it stands apart and can be erased.
LENGTHS = {"title": 120, "summary": 400, "goal": 3000, "means": 4000, "existing": 3000, "why": 1000}
LENGTHS |= {"reason": 2000, "expertise": 500, "who_would": 300, "backing_url": 500}


@dataclass(frozen=True)
class Declaration:
    """What an organisation declares. Euros are whole; `considering_until` is a last day."""

    level: Level
    hours: int | None = None
    euros: int | None = None
    expertise: str | None = None
    reason: str | None = None
    who_would: str | None = None
    backing: Backing = Backing.PERSON
    backing_url: str | None = None
    considering_until: date | None = None

    def checked(self, today: date) -> "Declaration":
        """The declaration with only what makes sense at its level, or a sentence that says what is wrong."""
        works, considering = self.level.offers_work, self.level is Level.CONSIDERING
        declared = replace(
            self,
            hours=self.hours if works else None,
            euros=self.euros if works else None,
            expertise=given(self.expertise) if works else None,
            who_would=given(self.who_would) if works else None,
            reason=given(self.reason),
            backing_url=given(self.backing_url),
            considering_until=self.considering_until if considering else None,
        )
        check_amount(declared.hours, MOST_HOURS)
        check_amount(declared.euros, MOST_EUROS)
        for name in ("expertise", "who_would", "reason", "backing_url"):
            check_length(getattr(declared, name), name)
        check_paper(declared.backing_url)
        if considering:
            check_day_ahead(declared.considering_until, today)
        return declared

    def told(self) -> dict[str, Any]:
        """What the register says of it for ever, under the names of `TOLD`."""
        until = self.considering_until
        return {name: getattr(self, name) for name in TOLD} | {"considering_until": until and until.isoformat()}

    @property
    def words(self) -> dict[str, str | None]:
        """What may say something of a person, and so stands apart. Who would like to do it is a name: no entry has it."""
        return {name: getattr(self, name) for name in WORDS}

    @classmethod
    def read(cls, told: Mapping[str, Any], words: Mapping[str, str | None]) -> "Declaration":
        """The declaration that an entry of the register holds; without the `words` where those were erased."""
        values = {name: told[name] for name in TOLD} | dict(words)
        until = values["considering_until"]
        values["considering_until"] = until and date.fromisoformat(until)
        return cls(**values | {"level": Level(told["level"]), "backing": Backing(told["backing"])})


TOLD = ("level", "hours", "euros", "backing", "backing_url", "considering_until")
DECLARED = ("version", "since", "late", *TOLD)
WORDS = ("reason", "expertise")


def check_read(read: int | None, present: int) -> None:
    """Refuse an answer to an earlier version of the proposal; None: it was not said which version was read."""
    if read is not None and read != present:
        raise RuleBroken(_l("Het voorstel is net gewijzigd. Lees de nieuwe versie en antwoord dan opnieuw."))


def levels_for(*, partner: bool, invited: bool) -> tuple[Level, ...]:
    """What an organisation may declare, strongest first: a partner contributes at most, or joins once it was invited."""
    barred = {Level.LEAD} if invited else {Level.LEAD, Level.JOIN}
    return tuple(level for level in STRONGEST_FIRST if not (partner and level in barred))


def check_may_declare(level: Level, *, partner: bool, invited: bool) -> None:
    """Hold a declaration to the levels that its organisation may declare."""
    if level in levels_for(partner=partner, invited=invited):
        return
    if invited:
        raise RuleBroken(_l("Een ketenpartner kan meedoen, maar niet trekken."))
    raise RuleBroken(_l("Een ketenpartner kan hoogstens “bijdragen” verklaren, tenzij zij is uitgenodigd."))


INVITATION_USED = _l("Deze ketenpartner wil een zetel. Een uitnodiging die is gebruikt, blijft staan.")


@dataclass(frozen=True)
class Earlier:
    """An earlier declaration of the same organisation on the same initiative."""

    level: Level
    declared_at: datetime
    withdrawn: bool = False


def ranking_date(level: Level, now: datetime, newest_first: Iterable[Earlier]) -> datetime:
    """Since when the organisation declares this level without interruption: the date that ranks.

    Keeping the level keeps the date, whatever changes in the offer; raising it gives a new one. Who wants to lead also
    wants to join, so lowering from `lead` to `join` keeps the date since which the organisation wanted a seat.
    A lower level in between, `considering`, or withdrawing interrupts.
    """
    since = now
    for earlier in newest_first:
        both_seats = level is Level.JOIN and earlier.level is Level.LEAD
        if earlier.withdrawn or not (earlier.level is level or both_seats):
            break
        since = earlier.declared_at
    return since


def call_is_running(status: InitiativeStatus, closes_on: date | None, today: date) -> bool:
    """Whether a declaration made today is in time."""
    return status is InitiativeStatus.OPEN and closes_on is not None and today <= closes_on


def standing(status: InitiativeStatus, closes_on: date | None, today: date) -> tuple[Message, str]:
    """The badge: the status, except that a call whose date has passed says so."""
    if status is InitiativeStatus.OPEN and not call_is_running(status, closes_on, today):
        return _l("oproep gesloten"), "busy"
    return status.label, status.tone


def check_day_ahead(day: date | None, today: date) -> date:
    """A closing date, or the end of considering, is after today and within a year."""
    if day is None:
        raise RuleBroken(_l("Kies een datum."))
    if day <= today:
        raise RuleBroken(_l("Kies een datum na vandaag."))
    if day > today + LONGEST_CALL:
        raise RuleBroken(_l("Kies een datum binnen een jaar."))
    return day


def check_reason(reason: str | None) -> str:
    """The reason without loose white space; there must be one."""
    return check_text(given(reason), WHY, LENGTHS["reason"])


def check_length(text: str | None, name: str) -> None:
    """Hold a text to the longest that its field may have."""
    texts.check_length(text or "", LENGTHS[name])


def check_amount(amount: int | None, most: int) -> None:
    """Hold hours or euros to what makes sense."""
    if amount is not None and not 0 <= amount <= most:
        raise RuleBroken(_l("Gebruik een getal van 0 tot en met %(most)s.", most=most))


PAPER = _l("Gebruik een link naar een openbaar stuk, die begint met https:// en waarin geen naam of wachtwoord staat.")


def check_paper(url: str | None) -> None:
    """Hold the link to a paper to what is safe to follow; there need not be one."""
    if url is not None and not is_paper(url):
        raise RuleBroken(PAPER)


def is_paper(url: str) -> bool:
    """Only https to a named host, without credentials: no link that runs a script, or shows another host than it leads to.

    In plain letters alone: those of another alphabet look like the name of a municipality, and lead elsewhere.
    """
    return paper_host(url) is not None and url.isascii() and url.isprintable() and " " not in url and "\\" not in url


def paper_host(url: str) -> str | None:
    """The host that a paper stands on, to show beside its link; None for what is no https address."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port  # a port that is none raises
    except ValueError:
        return None
    bare = parts.scheme == "https" and "@" not in parts.netloc
    return host if bare and host and "." in host.strip(".") else None


def given(text: str | None) -> str | None:
    return (text or "").replace("\r\n", "\n").strip() or None
