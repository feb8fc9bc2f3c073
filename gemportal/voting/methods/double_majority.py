"""Double majority: for or against one proposal, passed both by heads and by weight (voting.md, `double-majority`).

So neither a few heavy members nor many light ones decide alone. Threshold and base are those of a plain majority, applied to
each of the two counts.
"""

from dataclasses import replace

from gemportal.kernel.words import Message, _l
from gemportal.voting.methods import majority
from gemportal.voting.methods.lot import Lot
from gemportal.voting.methods.majority import MajorityRules, Position, counted, decided, verdict
from gemportal.voting.methods.method import Ballots, Roll
from gemportal.voting.methods.option import Options
from gemportal.voting.methods.result import Result


def tally(options: Options, ballots: Ballots[Position], roll: Roll, rules: MajorityRules, _lot: Lot) -> Result:
    """Two verdicts, by weight and by heads; a tie in either is a rejection."""
    weight, heads = counted(ballots)
    by_weight, by_heads = verdict(weight, roll.weight, rules), verdict(heads, roll.heads, rules)
    result = decided(options, ballots, roll, rules, [by_weight, by_heads])
    both = {
        name: {"base": one.base, "needed": one.needed, "for": votes["for"], "passed": one.passed}
        for name, one, votes in (("by_heads", by_heads, heads), ("by_weight", by_weight, weight))
    }
    return replace(result, detail={**result.detail, **both})


def sentences(rules: MajorityRules) -> tuple[Message, ...]:
    """The sentences of a majority, and that it is asked twice."""
    threshold, tie, quorum = majority.sentences(rules)
    twice = _l("Dit geldt twee keer: voor het aantal organisaties en voor hun stemgewicht. Beide zijn nodig.")
    return threshold, twice, tie, quorum


METHOD = replace(
    majority.METHOD, name="double-majority", title=_l("Dubbele meerderheid"), tally=tally, sentences=sentences
)
