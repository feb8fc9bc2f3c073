"""The charter as a boundary: what is left of it, and the sentence that refuses what lies outside and names the way. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.figures import Day, Euros
from gemportal.kernel.words import _l


@dataclass(frozen=True)
class Bounds:
    """What a charter in force allows: a budget in whole euros, of which `used` was spent or planned, and a last day.

    `limit` is the highest budget that the group may give itself; beyond that the members vote.
    """

    budget: int
    used: int
    ends_on: date
    limit: int

    @property
    def left(self) -> int:
        """The euros that the group can still plan; none when more was spent than was allowed."""
        return max(self.budget - self.used, 0)

    @property
    def over(self) -> int:
        """How many euros were spent or planned beyond the budget."""
        return max(self.used - self.budget, 0)

    def is_over_by(self, today: date) -> bool:
        """Whether the last day is behind us."""
        return today > self.ends_on

    def check_step(self, euros: int, due_on: date) -> None:
        """Pass when a step of so many euros, due on that day, fits in what is left."""
        too_much = self.used + euros - self.budget
        # Who asks for nothing is not refused for what was spent before.
        if euros and too_much > 0:
            raise RuleBroken(
                _l(
                    "Dit gaat %(over)s boven de groepsopdracht (%(budget)s). Stel een ruimere opdracht voor; boven %(limit)s "
                    "stemmen de leden daarover.",
                    over=Euros(too_much),
                    budget=Euros(self.budget),
                    limit=Euros(self.limit),
                )
            )
        if due_on > self.ends_on:
            raise RuleBroken(
                _l(
                    "De groepsopdracht loopt tot en met %(day)s. Maak de stap korter, of stel een opdracht voor die langer duurt.",
                    day=Day(self.ends_on),
                )
            )

    def check_decision(self, today: date) -> None:
        """Pass while the group may decide for itself."""
        if self.is_over_by(today):
            raise RuleBroken(
                _l(
                    "De groepsopdracht liep tot en met %(day)s. Stel een nieuwe opdracht voor; als de groep instemt, kan zij weer "
                    "zelf beslissen.",
                    day=Day(self.ends_on),
                )
            )


def used(steps: Iterable[tuple[int, int | None, Collection[int] | None]]) -> int:
    """The euros that count against the budget, from what each step planned and, once concluded, spent by those who judged it.

    What nobody judged counts as it was planned: being silent makes no step free of charge.
    """
    return sum(spent if spent is not None and any(judged or ()) else planned for planned, spent, judged in steps)
