"""What a fact answers is what holds now, and it is asked no more often than that needs."""

from collections.abc import Callable, Collection, Iterator

import pytest
import sqlalchemy as sa

from gemportal.kernel import db, policy
from gemportal.kernel.actor import Actor, clock_for
from gemportal.kernel.acts import perform, refusal_of
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.numbering import Numbering, next_number
from gemportal.kernel.policy import fact
from gemportal.kernel.words import _l
from tests.support.house import House

FACT = "tests:given"
ONE, OTHER = clock_for("tests:one"), clock_for("tests:other")

Asked = list[str | None]


@pytest.fixture(autouse=True)
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """For whom it was asked which numbers were given."""
    found: Asked = []

    def given(actors: Collection[Actor]) -> Iterator[tuple[Actor, int]]:
        found.extend(actor.rule for actor in actors)
        numbers = db.session().scalars(sa.select(Numbering.last).where(Numbering.letter == "T")).all()
        yield from ((actor, number) for actor in actors for number in numbers)

    monkeypatch.setitem(policy._providers, FACT, given)
    return found


def test_while_nothing_changes_it_is_asked_once_for_each_actor(house: House, asked: Asked) -> None:
    def read() -> None:
        for actor in (ONE, OTHER, ONE, OTHER):
            assert fact(actor, FACT) == set()

    house.ask(read)
    assert asked == ["tests:one", "tests:other"]


def draw(actor: Actor) -> None:
    next_number("T")


def insert(actor: Actor) -> None:
    db.session().execute(sa.insert(Numbering).values(letter="T", year=2026, last=1))


def update(actor: Actor) -> None:
    db.session().execute(sa.update(Numbering).where(Numbering.letter == "S").values(letter="T"))


def test_a_page_is_of_one_moment_until_an_act_came_between(house: House) -> None:
    def page() -> None:
        assert fact(ONE, FACT) == set()
        house.perform(draw, OTHER)  # by somebody else, meanwhile
        assert fact(ONE, FACT) == set()
        perform(draw, ONE)
        assert fact(ONE, FACT) == {2}

    house.ask(page)


@pytest.mark.parametrize("change", [draw, insert, update])
def test_an_act_that_changes_something_and_asks_again_sees_it(house: House, change: Callable[[Actor], None]) -> None:
    def change_and_ask(actor: Actor) -> None:
        next_number("S")
        db.session().flush()
        assert fact(actor, FACT) == set()
        change(actor)
        assert fact(actor, FACT) == {1}

    house.perform(change_and_ask, ONE)


def test_what_was_undone_does_not_hold_either(house: House) -> None:
    def refused(actor: Actor) -> None:
        draw(actor)
        assert fact(actor, FACT) == {1}
        raise RuleBroken(_l("Dit kan niet."))

    def try_it(actor: Actor) -> None:
        assert refusal_of(refused, actor) is not None
        assert fact(actor, FACT) == set()

    house.perform(try_it, ONE)
