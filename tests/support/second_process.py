"""A process of its own on the database of a test, that can be killed: `python -m tests.support.second_process URL FOLDER WHAT …`.

It says on standard output what was committed, line by line; a test reads that, and kills it where it likes.
"""

import json
import os
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from gemportal.app import create_app
from gemportal.kernel import clock, schedule
from gemportal.kernel.actor import Actor, clock_for
from gemportal.kernel.acts import perform
from gemportal.people import standing
from gemportal.people.policy import DEMO
from gemportal.voting import acts, queries
from tests.support.stores import configuration_for_tests


def say(word: object) -> None:
    # In one piece: two of a kind may speak at once.
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def vote(number: str, answer: str, *emails: str) -> None:
    """Cast a ballot for each, then begin one more for the last of them that is never committed."""
    voters = {
        email: standing.acting_as(email, organisation=email.split(".")[1].partition("@")[0].upper()) for email in emails
    }
    *accepted, last = emails
    for email in accepted:
        say(perform(acts.cast, voters[email], number, answer))

    def half(actor: Actor) -> None:
        acts.cast(voters[last], number, answer)
        say("half")
        sys.stdin.read()

    perform(half, clock_for(DEMO))


def close(number: str) -> None:
    """Close the vote, and never commit that."""

    def half(actor: Actor) -> None:
        acts.close(actor, number)
        say("half")
        sys.stdin.read()

    perform(half, clock_for("voting:close"))


def tick_together() -> None:
    """Be two: both do what is due when they are told to, and say when they found it."""

    def found(*given: Any) -> Any:
        say("due")
        return perform(*given)

    vars(schedule)["perform"] = found
    sys.stdin.readline()
    twin = os.fork()
    schedule.tick()
    if twin:
        # One after the other: what they say is long.
        os.waitpid(twin, 0)


def count_together(number: str) -> None:
    """Be two who do what is due, and say what was counted."""
    tick_together()
    told(number)


def count(number: str) -> None:
    """Do what is due, and say what was counted."""
    schedule.tick()
    told(number)


def told(number: str) -> None:
    say(json.dumps(queries.tally_document(number)))


DO: dict[str, Callable[..., None]] = {
    "vote": vote,
    "close": close,
    "count": count,
    "count together": count_together,
    "tick together": tick_together,
}


if __name__ == "__main__":
    url, folder, moment, what, *words = sys.argv[1:]
    settings = configuration_for_tests(url, Path(folder))
    app = create_app(settings | {"SQLITE_SYNCHRONOUS": "FULL"})
    with app.app_context(), clock.at(datetime.fromisoformat(moment)):
        DO[what](*words)
