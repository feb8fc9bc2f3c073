"""What each vote weighs (voting.md, `weights`): the table of inhabitants, and how a page says it. Pure; two settings declared."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.figures import Amount
from gemportal.kernel.words import Message, _l
from gemportal.settings.rules import setting
from gemportal.voting.definition import Voter
from gemportal.voting.formats.tally import HEAVIEST, HEAVIEST_ROLL
from gemportal.voting.rules import Weights

INHABITANTS = setting(
    "voting:inhabitants-per-vote",
    _l("Bij stemmen naar inwonertal: één stem meer voor elke volle"),
    _l("inwoners"),
    25_000,
    1_000,
    1_000_000,
)
MOST_VOTES = setting(
    "voting:most-votes",
    _l("Bij stemmen naar inwonertal: stemmen van één gemeente, hoogstens"),
    _l("stemmen"),
    6,
    1,
    100,
)


@dataclass(frozen=True)
class Table:
    """The bands of inhabitants. Everybody has one vote, and one more for each full `inhabitants`, up to `most`.

    So a large municipality weighs more and can never decide alone: with the defaults Amsterdam weighs six times Vlieland,
    not eight hundred times. An organisation without inhabitants, a chain partner, has one vote.
    """

    inhabitants: int
    most: int

    def weight(self, population: int | None) -> int:
        return min(1 + (population or 0) // self.inhabitants, self.most)

    def as_json(self) -> dict[str, int]:
        """As it stands in the sealed definition."""
        return {"inhabitants": self.inhabitants, "most": self.most}


def weigh(
    weights: Weights,
    organisations: Sequence[tuple[str, str, int | None]],
    table: Table,
    given: Mapping[str, int],
) -> list[Voter]:
    """The roll of these organisations (code, name, inhabitants), each with the weight of its vote."""
    if weights is Weights.GIVEN:
        check_given(given, {code: name for code, name, _ in organisations})
        return [Voter(code, name, given[code]) for code, name, _ in organisations]
    if weights is Weights.POPULATION:
        return [Voter(code, name, table.weight(population)) for code, name, population in organisations]
    return [Voter(code, name, 1) for code, name, _ in organisations]


def check_given(given: Mapping[str, int], names: Mapping[str, str]) -> None:
    """Everybody who may vote has a weight of their own: a positive integer, and nobody else has."""
    missing = [name for code, name in names.items() if code not in given]
    if missing:
        raise RuleBroken(
            _l("Geef iedereen die mag stemmen een stemgewicht. Nog niet: %(names)s.", names=", ".join(missing))
        )
    strangers = sorted(given.keys() - names.keys())
    if strangers:
        raise RuleBroken(
            _l("Een stemgewicht is alleen voor wie mag stemmen. Niet voor: %(codes)s.", codes=", ".join(strangers))
        )
    # A truth value is an integer to Python, and no weight.
    if any(type(weight) is not int or not 1 <= weight <= HEAVIEST for weight in given.values()):
        raise RuleBroken(_l("Een stemgewicht is een heel getal van 1 tot en met %(most)s.", most=Amount(HEAVIEST)))
    if sum(given.values()) > HEAVIEST_ROLL:
        raise RuleBroken(_l("Alle stemgewichten samen zijn te groot om te tellen."))


def how(weights: Weights, table: Mapping[str, int]) -> Message:
    """How votes weigh, in one sentence. `table` is the sealed one."""
    if weights is Weights.POPULATION:
        return _l(
            "Een gemeente heeft één stem, en één stem meer voor elke volle %(inhabitants)s inwoners, tot hoogstens %(most)s "
            "stemmen.",
            inhabitants=Amount(table["inhabitants"]),
            most=table["most"],
        )
    if weights is Weights.GIVEN:
        return _l("Elke organisatie heeft het stemgewicht dat bij het voorbereiden is opgegeven.")
    return _l("Elke organisatie heeft één stem.")


def voters(weights: Weights, count: int, total: int, *, group: bool) -> Message:
    """Who may vote, in a few words, and what their votes weigh together."""
    if weights is Weights.EQUAL:
        if group:
            return _l("%(n)s deelnemers van de groep, elk met één stem", n=count)
        return _l("%(n)s leden, elk met één stem", n=count)
    if group:
        return _l("%(n)s deelnemers van de groep, samen met %(total)s stemmen", n=count, total=Amount(total))
    return _l("%(n)s leden, samen met %(total)s stemmen", n=count, total=Amount(total))
