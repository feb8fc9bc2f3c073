"""Borda, for counting files only: points for every option that stands below (no vote is prepared with it).

A ballot gives an option two points for each option below it and one for each that stands level with it, so that points stay whole
where a ballot has ties or leaves options out. The order is that of the symmetric Borda count. A blank ballot gives no points.
"""

from dataclasses import replace

from gemportal.kernel.words import Message, _l
from gemportal.voting.methods import ranked
from gemportal.voting.methods.choosing import ChoosingRules, Count, chosen_result, sentences_of
from gemportal.voting.methods.lot import Lot, tiers
from gemportal.voting.methods.method import Ballots, Roll
from gemportal.voting.methods.option import Options
from gemportal.voting.methods.orders import Answer, supporters
from gemportal.voting.methods.result import Result


def tally(options: Options, ballots: Ballots[Answer], roll: Roll, rules: ChoosingRules, lot: Lot) -> Result:
    """Options by their points."""
    ids = sorted(option.id for option in options)
    pairs = ranked.preferred(ids, ballots)
    named = sum(ballot.weight for ballot in ballots if ballot.answer)
    points = {a: sum(named + pairs[a][b] - pairs[b][a] for b in ids if b != a) for a in ids}
    count = Count(points, tiers(ids, lambda option: points[option]), supporters(ids, ballots), {})
    return chosen_result(count, ballots, roll, rules, lot)


def sentences(rules: ChoosingRules) -> tuple[Message, ...]:
    """What an order is worth."""
    rule = _l(
        "U zet de keuzes op volgorde; elke keuze krijgt twee punten voor elke keuze die eronder staat, en één voor elke keuze die "
        "ernaast staat."
    )
    return sentences_of(rule, rules)


METHOD = replace(
    ranked.METHOD, name="borda", title=_l("Punten naar plaats"), tally=tally, sentences=sentences, offered=False
)
