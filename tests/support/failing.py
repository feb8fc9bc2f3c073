"""Letting an act fail at every point at which it changes the database, and looking at what that left: nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from typing import Any, Concatenate, ParamSpec, TypeVar
from unittest.mock import patch

import sqlalchemy as sa

from gemportal.kernel import acts, db, schedule
from gemportal.kernel.actor import Actor
from gemportal.kernel.acts import Act, Running, perform
from tests.support.dump import rows
from tests.support.house import House
from tests.support.performed import listening

P = ParamSpec("P")
R = TypeVar("R")

CHANGES = ("INSERT", "UPDATE", "DELETE")
AT_THE_COMMIT = "COMMIT"


class Forced(Exception):
    """What a fuse makes go wrong."""


class New(Exception):
    """An act is about to happen that did not fail yet."""


@contextmanager
def fuse(number: int) -> Iterator[list[str]]:
    """Whoever writes fails at the statement that would change the database as `number`-th, or at the commit before that many.

    Gives the statements that would have changed something, the one that failed last. Between two of them nothing is written,
    so that failing at a question comes to the same as failing at the change after it.
    """
    seen: list[str] = []
    engine = db.db.engines[db.WRITER]

    def before(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        if statement.lstrip().upper().startswith(CHANGES):
            seen.append(statement)
            if len(seen) == number:
                raise Forced(statement)

    def commit(connection: Any) -> None:
        seen.append(AT_THE_COMMIT)
        raise Forced(AT_THE_COMMIT)

    sa.event.listen(engine, "before_cursor_execute", before)
    sa.event.listen(engine, "commit", commit)
    try:
        yield seen
    finally:
        sa.event.remove(engine, "before_cursor_execute", before)
        sa.event.remove(engine, "commit", commit)


def fail_at_every_point(attempt: Callable[[], object]) -> tuple[int, list[str]]:
    """Let the attempt fail at its first change, its second, … and at its commit.

    Gives how often it failed, and what is wrong: what is in the database afterwards and was not before, or the other way
    round; or that the attempt went on to its commit as if nothing had failed.
    """
    before = rows()
    for number in count(1):
        with fuse(number) as seen, suppress(Forced):
            attempt()
        if seen[-1] == AT_THE_COMMIT and len(seen) > number:
            return number, [f"it went on, although this failed: {seen[number - 1]}"]
        if seen[-1] == AT_THE_COMMIT:
            break
    return number, [f"failing changed {table}" for table, found in rows().items() if found != before[table]]


@dataclass(frozen=True)
class FailingHouse(House):
    """A house in which every act fails at every point at which it can before it happens for the first time; those of the clock too.

    `failures` tells how often each act failed, with the acts that it causes within it; `wrong` what came of that and should not.
    """

    failures: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def perform(self, act: Callable[Concatenate[Actor, P], R], actor: Actor, /, *args: P.args, **kwargs: P.kwargs) -> R:
        with self.app.app_context():
            return self._perform(act, actor, *args, **kwargs)

    @contextmanager
    def with_its_clock(self) -> Iterator[None]:
        with patch.object(schedule, "perform", self._perform):
            yield

    def _perform(self, act: Callable[Concatenate[Actor, P], R], actor: Actor, *args: P.args, **kwargs: P.kwargs) -> R:
        """All in one application context, so that the act meets whatever its failures left in memory."""
        attempt = partial(perform, act, actor, *args, **kwargs)
        try:
            with self._stopping_at_a_new_act():
                return attempt()
        except New as new:
            number, wrong = fail_at_every_point(attempt)
            self.wrong.extend(f"{new}: {sentence}" for sentence in wrong)
        with listening() as begun:
            result = attempt()
        self.failures.update({frame.act.name: number for frame in begun if frame.act.name not in self.failures})
        return result

    @contextmanager
    def _stopping_at_a_new_act(self) -> Iterator[None]:
        frame_for = acts._frame_for

        def stopping(act: Act, actor: Actor) -> Running:
            if act.name not in self.failures:
                raise New(act.name)
            return frame_for(act, actor)

        with patch.object(acts, "_frame_for", stopping):
            yield
