"""Ranked: the options in the voter's order (voting.md, `ranked`), counted by Schulze with winning votes.

Source of the rule: Markus Schulze, "A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent
single-winner election method", Social Choice and Welfare 36 (2011).
"""

from collections.abc import Iterator, Mapping, Sequence

from gemportal.kernel.words import Message, _l
from gemportal.voting.methods.choosing import ChoosingRules, Count, chosen_result, sentences_of, winners_from
from gemportal.voting.methods.lot import Lot
from gemportal.voting.methods.method import Ballots, Method, Roll
from gemportal.voting.methods.option import Options
from gemportal.voting.methods.orders import Answer, first_places, supporters, tiers_from
from gemportal.voting.methods.quorum import quorum_from
from gemportal.voting.methods.reading import at_least_two, known
from gemportal.voting.methods.result import Result

Pairs = dict[str, dict[str, int]]


def rules_from(rules: Mapping[str, object]) -> ChoosingRules:
    """The quorum and how many win."""
    known(rules, {"quorum", "winners"})
    return ChoosingRules(quorum_from(rules), winners_from(rules))


def validate(answer: object, options: Options, _rules: ChoosingRules) -> Answer:
    """Tiers from first to last, each in order of the ids; the empty list is a blank ballot."""
    return tiers_from(answer, options)


def preferred(ids: Sequence[str], ballots: Ballots[Answer]) -> Pairs:
    """For each pair, the weight that puts the first above the second."""
    pairs: Pairs = {a: {b: 0 for b in ids if b != a} for a in ids}
    for ballot in ballots:
        below = set(ids)
        for tier in ballot.answer:
            below.difference_update(tier)
            for a in tier:
                row = pairs[a]
                for b in below:
                    row[b] += ballot.weight
    return pairs


def strongest_paths(ids: Sequence[str], pairs: Pairs) -> Pairs:
    """For each pair, the strength of the strongest path of won duels; a path is as strong as its weakest duel."""
    paths = {a: {b: pairs[a][b] if pairs[a][b] > pairs[b][a] else 0 for b in pairs[a]} for a in ids}
    for via in ids:
        for a in ids:
            if a == via or not paths[a][via]:
                continue
            for b in ids:
                if b not in (a, via):
                    paths[a][b] = max(paths[a][b], min(paths[a][via], paths[via][b]))
    return paths


def peel(ids: Sequence[str], paths: Pairs) -> Iterator[list[str]]:
    """Tiers from first to last: each time the options that no other of those left beats."""
    left = list(ids)
    while left:
        best = [a for a in left if not any(paths[b][a] > paths[a][b] for b in left if b != a)]
        yield best
        left = [a for a in left if a not in best]


def tally(options: Options, ballots: Ballots[Answer], roll: Roll, rules: ChoosingRules, lot: Lot) -> Result:
    """The full order. The totals are the weights that put an option first; the order follows the duels, not these."""
    ids = sorted(option.id for option in options)
    pairs = preferred(ids, ballots)
    paths = strongest_paths(ids, pairs)
    detail = {"preferred": pairs, "paths": paths}
    count = Count(first_places(ids, ballots), peel(ids, paths), supporters(ids, ballots), detail)
    return chosen_result(count, ballots, roll, rules, lot)


def sentences(rules: ChoosingRules) -> tuple[Message, ...]:
    """How an order of orders is made."""
    rule = _l(
        "U zet de keuzes op volgorde; elke keuze wordt met elke andere vergeleken, en wie van de andere wint komt eerst "
        "(methode-Schulze)."
    )
    return sentences_of(rule, rules)


METHOD: Method[ChoosingRules, Answer] = Method(
    name="ranked",
    purpose="priority",
    shape="order",
    title=_l("Op volgorde zetten"),
    question=_l("In welke volgorde zet u deze keuzes?"),
    answer=_l(
        "Zet de keuzes op volgorde; gelijk mag. Wat u niet noemt, staat samen laatst. Niets noemen is een blanco stem."
    ),
    blank=[],
    rules_from=rules_from,
    check=at_least_two,
    validate=validate,
    tally=tally,
    sentences=sentences,
)
