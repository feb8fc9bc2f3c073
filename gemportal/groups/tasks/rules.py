"""What a task may be."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.texts import check_text
from gemportal.kernel.words import _l

LONGEST = 200
MOST = 40


@dataclass(frozen=True)
class Wanted:
    """What a task says: what there is to do, the organisation that does it, if it likes by whom, and until when."""

    what: str
    code: str
    person_id: int | None = None
    until: date | None = None

    def checked(self, working: Collection[tuple[str, int | None]]) -> "Wanted":
        """The same task, or a sentence that says what is wrong. `working` are those who work along, each with its people."""
        what = check_text(self.what, _l("Schrijf op wat er moet gebeuren."), LONGEST)
        if self.code not in {code for code, _ in working}:
            raise RuleBroken(_l("Deze organisatie werkt niet in de groep."))
        if self.person_id is not None and (self.code, self.person_id) not in working:
            raise RuleBroken(_l("Deze persoon werkt niet in de groep voor deze organisatie."))
        return Wanted(what, self.code, self.person_id, self.until)


def check_room(count: int) -> None:
    """A step that needs more tasks than this is too large to learn from."""
    if count >= MOST:
        raise RuleBroken(_l("Een stap heeft hoogstens %(most)s taken. Maak de stap kleiner.", most=MOST))
