"""Real servers that are run over, killed and cut off, on both databases. Short by default; `make faults` takes the whole crowd."""

import json
import os
from dataclasses import dataclass

import pytest

from tests.integration.conftest import app, house, open_store, store

pytest.register_assert_rewrite("tests.faults.accounts")

__all__ = ["app", "house", "open_store", "store"]


@dataclass(frozen=True)
class Scale:
    """How many vote and read, how long a reader waits in seconds, how many come too late, how often something is killed."""

    voters: int
    readers: int
    pause: float
    late: int
    kills: int


@pytest.fixture(scope="session")
def scale() -> Scale:
    """A meeting in small; or, with `FAULTS=long`, all 342 members with 200 readers who never pause."""
    if os.environ.get("FAULTS") == "long":
        return Scale(voters=342, readers=200, pause=0.0, late=40, kills=12)
    return Scale(voters=60, readers=40, pause=0.5, late=10, kills=2)


def tell(**figures: object) -> None:
    """Figures for whoever ran `make faults`."""
    print(json.dumps(figures))  # noqa: T201 - shown with -s only
