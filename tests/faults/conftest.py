"""Real servers that are run over, killed and cut off, on both databases. Short by default; `make faults` takes the whole crowd."""

import json
import os
from dataclasses import dataclass
from datetime import timedelta

import pytest

from tests.integration.conftest import app, house, open_store, store

pytest.register_assert_rewrite("tests.faults.accounts")

__all__ = ["app", "house", "open_store", "store"]


@dataclass(frozen=True)
class Scale:
    """How many vote, within which last seconds, and how many come too late; how many read, and how long a reader waits; how
    often something is killed; how many times 24 organisations run for 8 places.

    With `held` the one who writes is kept until the deadline is past, so that a small crowd waits as long as a large one does.
    """

    voters: int
    window: timedelta
    late: int
    readers: int
    pause: float
    kills: int
    held: bool
    races: int


@pytest.fixture(scope="session")
def scale() -> Scale:
    """A meeting in small; or, with `FAULTS=long`, all 342 members with 200 readers who never pause."""
    if os.environ.get("FAULTS") == "long":
        return Scale(
            voters=342, window=timedelta(seconds=5), late=40, readers=200, pause=0.0, kills=12, held=False, races=1000
        )
    return Scale(voters=24, window=timedelta(seconds=2), late=3, readers=8, pause=0.2, kills=2, held=True, races=5)


def tell(**figures: object) -> None:
    """Figures for whoever ran `make faults`."""
    print(json.dumps(figures))  # noqa: T201 - shown with -s only
