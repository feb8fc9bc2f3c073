"""What the pages of votes cost and weigh, at the size of the Netherlands: `python benchmarks/votes.py [ROUNDS]`.

342 members answer 20 options by every method, and a budget of 60, on SQLite in memory-backed files. CPU of this process
against the smallest page there is, all in one run and interleaved; quote the ratios. Bytes are those of the HTML after gzip.
"""

import gzip
import random
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import sqlalchemy as sa
from flask.testing import FlaskClient

from gemportal.kernel import clock, db
from gemportal.kernel.actor import clock_for
from gemportal.kernel.web.publishing import Shelf
from gemportal.organisations import acts as organisations
from gemportal.organisations import source
from gemportal.voting import acts, queries
from gemportal.voting.methods.method import Shape
from gemportal.voting.models import Ballot
from gemportal.voting.rules import Draft, Secrecy
from tests.factories import members, people, voting
from tests.support import stores
from tests.support.client import Watch
from tests.support.house import House

TITLES = tuple(f"Een gezamenlijke voorziening voor onderwerp {at} van de gemeenten" for at in range(1, 61))
WORDS = "Wij steunen dit voorstel omdat het onze inwoners helpt en de kosten te dragen zijn. "
DRAW = random.Random(1)  # noqa: S311 - the same for everybody


def drafts() -> Iterator[tuple[str, Draft]]:
    """Every method, with as many options as it will have to bear."""
    for method, draft in voting.DRAFTS.items():
        if method == "equal-shares":
            costs = {f"keuze-{at}": DRAW.randint(1_000, 100_000) for at in range(1, 61)}
            particular = {"budget": sum(costs.values()) // 3}
            yield method, replace(draft, written=TITLES, costs=costs, particular=particular)
        else:
            yield method, replace(draft, written=TITLES[:20]) if draft.written else draft
    yield "secret approval", replace(voting.PERSONS, written=TITLES[:20], secrecy=Secrecy.OPEN)


def answer(shape: Shape, options: list[str]) -> Any:
    """What somebody might answer."""
    order = DRAW.sample(options, len(options))
    return {
        "position": lambda: DRAW.choice(["for", "against", "abstain", "blank"]),
        "consent": lambda: {"position": "consent"},
        "set": lambda: sorted(option for option in options if DRAW.random() < 0.3),
        "scores": lambda: {option: DRAW.randint(0, 5) for option in options},
        "points": lambda: dict.fromkeys(order[:5], 2),
        "order": lambda: [[option] for option in order],
    }[shape]()
