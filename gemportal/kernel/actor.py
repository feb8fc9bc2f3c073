"""Who acts: a person in exactly one capacity, or the clock carrying out a rule. Every act has one actor."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from gemportal.kernel.labelled import Labelled
from gemportal.kernel.words import _l


class Capacity(StrEnum):
    """In what capacity somebody acts; one at a time."""

    NOBODY = "nobody"
    PERSON = "person"
    MANDATE = "mandate"
    OFFICE = "office"
    CLOCK = "clock"


class MandateRole(Labelled):
    """How a person represents an organisation."""

    REPRESENTATIVE = "representative", _l("vertegenwoordiger")
    DEPUTY = "deputy", _l("plaatsvervanger")


class Office(Labelled):
    """A person's role in the cooperative itself."""

    CHAIR = "chair", _l("voorzitter")
    BOARD = "board", _l("bestuurslid")
    COORDINATOR = "coordinator", _l("coördinator")
    AUDITOR = "auditor", _l("toezichthouder")
    ADMINISTRATOR = "administrator", _l("beheerder")


@dataclass(frozen=True)
class Actor:
    """A person with the capacity they act in now.

    `organisation` is the code of the organisation acted for (only with a mandate); `represents` holds the codes of all
    organisations this person has a valid mandate for, since nobody may use an office on one of those. `rule` names the
    rule that the clock carries out.
    """

    capacity: Capacity
    person_id: int | None = None
    person_name: str = ""
    organisation: str | None = None
    organisation_name: str = ""
    mandate_id: int | None = None
    mandate_role: MandateRole | None = None
    office: Office | None = None
    represents: frozenset[str] = frozenset()
    rule: str | None = None

    @property
    def signed_in(self) -> bool:
        return self.person_id is not None

    @property
    def label(self) -> str:
        """For whom this actor acts, in a word or two, for the top of a page."""
        if self.office is not None:
            return str(self.office.label)
        return self.organisation_name or self.person_name


NOBODY = Actor(Capacity.NOBODY)


Acting = Mapping[str, Sequence[Actor]]


def acting_for(actors: Iterable[Actor]) -> Acting:
    """These actors by the code of the organisation that each acts for; who acts for none is not among them."""
    found: dict[str, list[Actor]] = {}
    for actor in actors:
        if actor.organisation is not None:
            found.setdefault(actor.organisation, []).append(actor)
    return found


def clock_for(rule: str) -> Actor:
    """The actor for what happens by itself: the clock, carrying out the named rule (`voting:close`)."""
    return Actor(Capacity.CLOCK, rule=rule)


Reader = Callable[[Actor], Actor]


def _unchanged(actor: Actor) -> Actor:
    return actor


_reader: Reader = _unchanged


def read_again_with(reader: Reader) -> None:
    """Let `perform` re-read an actor's rights with `reader`, inside the transaction and after the lock.

    The people room installs it. It returns a fresh actor, or raises `NotAllowed` when the mandate or office has ended.
    """
    global _reader  # noqa: PLW0603 - wired once, at start
    _reader = reader


def read_again(actor: Actor) -> Actor:
    """The same actor with the rights of this moment."""
    return _reader(actor)
