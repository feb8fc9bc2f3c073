"""What the methods share that ask for an order: tiers from first to last, as they stand on a ballot.

An option that a ballot leaves out stands last on it, together with the others it leaves out. The empty order is a blank ballot.
"""

from collections.abc import Sequence

from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.words import _l
from gemportal.voting.methods.method import Ballots
from gemportal.voting.methods.option import Options
from gemportal.voting.methods.reading import chosen

Answer = list[list[str]]


def tiers_from(answer: object, options: Options) -> Answer:
    """Tiers from first to last, each in order of the ids."""
    if not isinstance(answer, list | tuple) or not all(isinstance(tier, list | tuple) and tier for tier in answer):
        raise RuleBroken(_l("Uw stem is niet goed ingevuld: zet de keuzes op volgorde."))
    chosen([option for tier in answer for option in tier], options)
    return [sorted(tier) for tier in answer]


def strict_from(answer: object, options: Options, _rules: object) -> Answer:
    """Tiers of one option each. Two in one place is refused when it is cast, and not read as a ballot that ends there."""
    tiers = tiers_from(answer, options)
    if any(len(tier) > 1 for tier in tiers):
        raise RuleBroken(_l("Zet op elke plaats één keuze: gelijk zetten kan hier niet."))
    return tiers


def first_places(ids: Sequence[str], ballots: Ballots[Answer]) -> dict[str, int]:
    """For each option the weight that puts it first."""
    return {option: sum(b.weight for b in ballots if b.answer and option in b.answer[0]) for option in ids}


def supporters(ids: Sequence[str], ballots: Ballots[Answer]) -> dict[str, int]:
    """For each option how many organisations name it."""
    return {option: sum(b.heads for b in ballots if any(option in tier for tier in b.answer)) for option in ids}
