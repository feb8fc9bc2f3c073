"""Every member votes: hundreds of members and ballots at once, put into the database without the acts that would take minutes."""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from gemportal.kernel import clock, db
from gemportal.kernel.actor import clock_for
from gemportal.organisations import acts as organisations
from gemportal.organisations import source
from gemportal.organisations.models import Membership
from gemportal.voting import queries
from gemportal.voting.methods.method import Shape
from gemportal.voting.models import Ballot
from gemportal.voting.rules import Draft, Secrecy
from gemportal.voting.secrecy.models import SecretBallot
from gemportal.voting.secrecy.rules import tracker
from tests.factories import voting
from tests.support.house import House

TITLES = tuple(f"Een voorziening voor onderwerp {at}" for at in range(1, 61))
SAID = "Wij steunen dit, omdat het onze inwoners helpt en de kosten te dragen zijn."
DRAW = random.Random(1)  # noqa: S311 - the same for everybody

_ANSWERS: dict[Shape, Callable[[list[str]], Any]] = {
    "position": lambda _: DRAW.choice(("for", "against", "abstain", "blank")),
    "consent": lambda _: {"position": "consent"},
    "options": lambda options: [option for option in options if DRAW.random() < 0.3],
    "scores": lambda options: dict.fromkeys(DRAW.sample(options, 3), 2),
    "points": lambda options: dict.fromkeys(DRAW.sample(options, 3), 2),
    "order": lambda options: [[option] for option in DRAW.sample(options, len(options))],
}


def assemble(house: House, size: int) -> list[str]:
    """So many members; gives their codes."""
    lines = sorted(source.read(), key=lambda line: line.code)[:size]
    house.perform(organisations.load_municipalities, clock_for("organisations:load-municipalities"), lines)
    values = {"first_day": clock.today(), "ground": "oprichting"}
    _insert(house, Membership, [{"organisation_code": line.code, **values} for line in lines])
    return [line.code for line in lines]


def draft(method: str, options: int) -> Draft:
    """A vote by this method with so many options; a budget is a third of what they cost."""
    of_method = voting.DRAFTS[method]
    if not of_method.written:
        return of_method
    found = replace(of_method, written=TITLES[:options])
    if method != "equal-shares":
        return found
    costs = {f"keuze-{at}": DRAW.randint(1_000, 100_000) for at in range(1, options + 1)}
    return replace(found, costs=costs, particular={"budget": sum(costs.values()) // 3})


def everybody_votes(house: House, number: str, codes: Sequence[str]) -> None:
    """A ballot of each of them, every third with a statement."""
    sealed = house.ask(queries.page_of, number).sealed
    vote = house.ask(queries.by_number, number)
    said = _ANSWERS[sealed.method.shape]
    given = [said([option.id for option in sealed.options]) for _ in codes]
    secret = vote.secrecy is Secrecy.SECRET
    _insert(
        house,
        Ballot,
        [
            {
                "vote_id": vote.id,
                "organisation_code": code,
                "answer": None if secret else answer,
                "statement": SAID if at % 3 == 0 and not secret else None,
                "cast_at": clock.now(),
                "entry_index": 1_000_000 + 1_000 * vote.id + at,
            }
            for at, (code, answer) in enumerate(zip(codes, given, strict=True))
        ],
    )
    if secret:
        marks = [tracker(str(vote.definition_sha256), code) for code in codes]
        rows = [
            {"vote_id": vote.id, "tracker": mark, "answer": answer} for mark, answer in zip(marks, given, strict=True)
        ]
        _insert(house, SecretBallot, rows)


def _insert(house: House, table: Any, rows: list[dict[str, Any]]) -> None:
    def insert() -> None:
        with db.db.engines[db.WRITER].begin() as connection:
            connection.execute(sa.insert(table), rows)

    house.ask(insert)
