"""A vote that was read from a file and checked, whatever the format: all that is needed to count it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.words import Message, _l
from gemportal.voting.methods.lot import Lot, NoLot
from gemportal.voting.methods.method import Ballot, Method, Roll
from gemportal.voting.methods.option import Option
from gemportal.voting.methods.persons import Ties, counted
from gemportal.voting.methods.result import Result


class MalformedTally(Exception):
    """A file that cannot be counted: `where` (a line, or a path such as `ballots[3].answer`) and what is wrong there."""

    def __init__(self, where: str | int, sentence: Message) -> None:
        self.where = where if isinstance(where, str) else str(_l("regel %(line)s", line=str(where)))
        self.sentence = sentence
        super().__init__(f"{self.where}: {sentence}")


@contextmanager
def at_place(where: str | int) -> Iterator[None]:
    """Turns a broken rule inside the block into a malformed file at `where`."""
    try:
        yield
    except RuleBroken as wrong:
        raise MalformedTally(where, wrong.sentence) from None


@dataclass(frozen=True)
class Countable:
    """A vote that was read and checked: all that a tally needs, one ballot for each voter.

    `lot_of_file`: the file holds no secret of a lot, and its own text stands in for one.
    """

    title: str
    method: Method[Any, Any]
    rules: Any
    options: tuple[Option, ...]
    roll: Roll
    ballots: tuple[Ballot[Any], ...]
    lot: Lot
    ties: Ties = "lot"
    lot_of_file: bool = False

    @property
    def titles(self) -> dict[str, str]:
        return {option.id: option.title for option in self.options}

    def result(self) -> Result:
        """Count."""
        try:
            return counted(
                lambda lot: self.method.tally(self.options, self.ballots, self.roll, self.rules, lot),
                self.lot,
                self.ties,
            )
        except NoLot:
            raise MalformedTally(
                "lot.secret", _l("Er is een gelijke stand, en het geheim van het lot ontbreekt.")
            ) from None
