"""What a lesson is, and the rules that it keeps. Pure: no database, no web."""

from dataclasses import dataclass
from typing import Any

from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.labelled import Explained, Labelled, Status
from gemportal.kernel.words import _l

LONGEST_TITLE, LONGEST_LESSON = 120, 4000


class Domain(Labelled):
    """The field of municipal work that a lesson or an initiative is about."""

    SERVICES = "services", _l("dienstverlening")
    INCOME = "income", _l("werk en inkomen")
    CARE = "care", _l("zorg en jeugd")
    PUBLIC_SPACE = "public-space", _l("openbare ruimte")
    PERMITS = "permits", _l("bouwen en vergunningen")
    SUSTAINABILITY = "sustainability", _l("duurzaamheid")
    DATA = "data", _l("gegevens en algoritmes")
    SECURITY = "security", _l("informatiebeveiliging")
    TRANSPARENCY = "transparency", _l("openbaarheid")
    ORGANISATION = "organisation", _l("organisatie en personeel")


class LessonKind(Explained):
    """What sort of lesson it is. What did not work is worth as much as what did."""

    WORKED = "worked", _l("werkte"), _l("Dit deden wij, en het hielp.")
    DID_NOT_WORK = (
        "did-not-work",
        _l("werkte niet"),
        _l("Dit probeerden wij, en het hielp niet. Nu hoeft een ander het niet meer te proberen."),
    )
    SURPRISE = "surprise", _l("verrassing"), _l("Dit zagen wij niet aankomen.")


class LessonStatus(Status):
    """Whether a lesson still stands."""

    SHARED = "shared", _l("gedeeld"), "done"
    WITHDRAWN = "withdrawn", _l("ingetrokken"), "stopped"


@dataclass(frozen=True)
class Wording:
    """What a lesson says."""

    title: str
    text: str
    kind: LessonKind
    domain: Domain | None = None

    def checked(self) -> "Wording":
        """The same without loose white space, or a sentence that says what is wrong."""
        title = " ".join(self.title.split())
        text = self.text.replace("\r\n", "\n").strip()
        if not title:
            raise RuleBroken(_l("Geef de les een titel."))
        if not text:
            raise RuleBroken(_l("Schrijf op wat er gebeurde en wat anderen daarvan kunnen leren."))
        if len(title) > LONGEST_TITLE or len(text) > LONGEST_LESSON:
            raise RuleBroken(
                _l(
                    "Gebruik hoogstens %(title)s tekens voor de titel en %(text)s voor de les.",
                    title=LONGEST_TITLE,
                    text=LONGEST_LESSON,
                )
            )
        return Wording(title, text, self.kind, self.domain)


@dataclass(frozen=True)
class Source:
    """Where a lesson comes from: the organisations that had the courage to share it, and the work that taught it.

    A lesson of an organisation's own practice names no group. One that speaks for a whole group, such as after a members' vote,
    may name no organisation.
    """

    organisations: tuple[str, ...]
    initiative_number: str | None = None
    group_number: str | None = None
    step: int | None = None

    def told(self) -> dict[str, Any]:
        """What the register says of it."""
        return {
            "organisations": list(self.organisations),
            "initiative": self.initiative_number,
            "group": self.group_number,
            "step": self.step,
        }

    @classmethod
    def read(cls, told: dict[str, Any]) -> "Source":
        """The source that an entry holds."""
        return cls(tuple(told["organisations"]), told["initiative"], told["group"], told["step"])


def title_from(text: str) -> str:
    """A title for a lesson that was written without one: its first sentence, or as much of that as a title may hold."""
    first = text.strip().splitlines()[0]
    for end in (". ", "! ", "? "):
        sentence, found, _ = first.partition(end)
        first = sentence + end.strip() if found else first
    first = " ".join(first.split())
    if len(first) <= LONGEST_TITLE:
        return first.removesuffix(".") or first
    room = first[: LONGEST_TITLE - 1]
    return (room.rpartition(" ")[0] or room).rstrip(" ,;:") + "…"
