"""The stage: it plays storylines in the order of time, each act at its own moment.

A storyline is a generator: it does what happened on a day, then yields how many days ago it goes on. So each story reads
from beginning to end in one place, while the stage tells all of them at once. What happens between two yields is a scene:
one transaction. Between two scenes the clock ticks at every deadline: offers lapse, votes are counted and published, and
steps end as they do in earnest.
"""

import heapq
from collections.abc import Callable, Generator, Iterable
from datetime import date, datetime, timedelta
from random import Random
from typing import Concatenate, ParamSpec, TypeVar

from gemportal.demo.cast import address_of
from gemportal.groups.policy import END_SEAT, END_STEP, LAPSE
from gemportal.kernel import clock, schedule
from gemportal.kernel.actor import Actor, MandateRole, Office, clock_for, read_again
from gemportal.kernel.acts import perform
from gemportal.people import standing
from gemportal.people.policy import DEMO
from gemportal.voting.policy import CLOSE, PUBLISH

P = ParamSpec("P")
R = TypeVar("R")

Storyline = Generator[int, None, None]

OPENS, OFFICE_MINUTES = 9, 8 * 60
_BY_THE_CLOCK = (LAPSE, END_SEAT, END_STEP, CLOSE, PUBLISH)


class Stage:
    """What the storylines share: the present, chance (the same every time), the actors, and the numbers that things got.

    `codes` holds the code of every municipality by its slug; `founded` is how many days ago it all began. `members` are in
    the story by name, the `crowd` joined besides them.
    """

    def __init__(self, now: datetime, codes: dict[str, str], password_hash: str, *, founded: int) -> None:
        self.now = now
        self.codes = codes
        self.password_hash = password_hash
        self.founded = founded
        self.people = 0
        self.chance = Random(342)  # noqa: S311 - a story that is the same every time guards nothing
        self.numbers: dict[str, str] = {}
        self.groups: dict[str, str] = {}
        self.members: list[str] = []
        self.crowd: list[str] = []
        self._actors: dict[tuple[str, str | Office], Actor] = {}

    def day(self, days_ago: int) -> date:
        """The day so many days ago; ahead when negative."""
        return clock.day_of(self.now) - timedelta(days=days_ago)

    def moment(self, days_ago: int) -> datetime:
        """Some moment of that day in office hours, and never after the present."""
        minutes = self.chance.randrange(OFFICE_MINUTES)
        return min(clock.start_of(self.day(days_ago)) + timedelta(hours=OPENS, minutes=minutes), self.now)

    def by(self, slug: str, role: MandateRole = MandateRole.REPRESENTATIVE) -> Actor:
        """Who acts for this municipality."""
        key = (address_of(slug, role), slug)
        if key not in self._actors:
            self._actors[key] = standing.acting_as(key[0], organisation=self.codes[slug])
        return self._actors[key]

    def gone(self, slug: str, role: MandateRole = MandateRole.REPRESENTATIVE) -> None:
        """Forget who acted for this municipality: whoever does so later acts in a capacity of their own."""
        self._actors.pop((address_of(slug, role), slug), None)

    def officer(self, office: Office) -> Actor:
        """Who holds this office."""
        key = (f"{_MAILBOXES[office]}@gemportal.example", office)
        if key not in self._actors:
            self._actors[key] = standing.acting_as(key[0], office=office)
        return self._actors[key]

    def do(self, act: Callable[Concatenate[Actor, P], R], actor: Actor, /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Do one act within the scene that is being played, with the rights that the actor has by then."""
        return act(read_again(actor), *args, **kwargs)

    @property
    def coordinator(self) -> Actor:
        return self.officer(Office.COORDINATOR)


_MAILBOXES = {Office.COORDINATOR: "coordinator", Office.CHAIR: "voorzitter", Office.BOARD: "bestuur"}


def play(stage: Stage, storylines: Iterable[Storyline]) -> None:
    """Play all storylines to their end, and let time pass until the present."""
    coming: list[tuple[datetime, int, Storyline]] = []
    for order, storyline in enumerate(storylines):
        heapq.heappush(coming, (stage.moment(next(storyline)), order, storyline))
    reached = coming[0][0]
    while coming:
        moment, order, storyline = heapq.heappop(coming)
        _let_time_pass(reached, moment)
        with clock.at(moment):
            days_ago = perform(Scene(storyline), clock_for(DEMO))
        if days_ago is not None:
            # Half a minute later at least, so that what follows in a storyline also comes later in the register.
            heapq.heappush(coming, (max(stage.moment(days_ago), moment + timedelta(seconds=30)), order, storyline))
        reached = moment
    _let_time_pass(reached, stage.now)


class Scene:
    """What one storyline does now, in one transaction; says how many days ago it goes on, None at its end."""

    def __init__(self, storyline: Storyline) -> None:
        self._storyline = storyline
        self._played = False

    def __call__(self, actor: Actor) -> int | None:
        if self._played:
            # Where `perform` would try an act again, a storyline would leave out what was undone.
            raise RuntimeError("somebody else writes in this database; the demo needs it for itself")
        self._played = True
        return next(self._storyline, None)


def _let_time_pass(reached: datetime, until: datetime) -> None:
    """Tick at every deadline between two moments, as `flask tick` would."""
    while True:
        with clock.at(reached):
            deadline = next((due.at for due in schedule.ahead(_BY_THE_CLOCK, 1) if due.at <= until), None)
        if deadline is None:
            return
        with clock.at(deadline):
            schedule.tick()
        reached = deadline
