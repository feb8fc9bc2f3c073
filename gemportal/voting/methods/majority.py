"""Majority: for or against one proposal (voting.md, `majority`). A tie is a rejection, and a blank is not an abstention."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from math import ceil, floor
from typing import Literal, NamedTuple

from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.words import Message, _l
from gemportal.voting.methods.lot import Lot
from gemportal.voting.methods.method import Ballots, Method, Roll, Rules, participation
from gemportal.voting.methods.option import Options
from gemportal.voting.methods.quorum import quorum_from
from gemportal.voting.methods.reading import fraction, known, mapping, one_of, one_proposal, part
from gemportal.voting.methods.result import Result, Tie

Position = Literal["for", "against", "abstain", "blank"]
Passes = Literal["more_than", "at_least"]
Base = Literal["cast", "present", "roll"]

POSITIONS: dict[Position, Message] = {
    "for": _l("voor"),
    "against": _l("tegen"),
    "abstain": _l("onthouding"),
    "blank": _l("blanco"),
}
HALF = Fraction(1, 2)


@dataclass(frozen=True)
class MajorityRules(Rules):
    """`threshold` is `{"more_than": "1/2"}` or `{"at_least": "2/3"}` of the base: cast = for and against, present = all
    ballots, roll = all who may vote.
    """

    threshold: Mapping[Passes, Fraction]
    base: Base

    @property
    def passes(self) -> tuple[Passes, Fraction]:
        """The one comparison and its share."""
        ((how, share),) = self.threshold.items()
        return how, share


def rules_from(rules: Mapping[str, object]) -> MajorityRules:
    """More than half of the votes cast, by default. Less than half is no majority and is refused."""
    known(rules, {"quorum", "threshold", "base"})
    given = mapping(rules.get("threshold", {"more_than": "1/2"}), "threshold")
    known(given, {"more_than", "at_least"})
    if len(given) != 1:
        raise RuleBroken(_l("De drempel is “more_than” of “at_least”, met één breuk."))
    how: Passes = "more_than" if "more_than" in given else "at_least"
    share = fraction(given[how], how)
    if not HALF <= share <= 1 or (how, share) == ("more_than", Fraction(1)):
        raise RuleBroken(_l("De drempel ligt tussen de helft en alle stemmen."))
    bases: tuple[Base, ...] = ("cast", "present", "roll")
    return MajorityRules(quorum_from(rules), {how: share}, one_of(rules, "base", bases, "cast"))


def validate(answer: object, options: Options, rules: MajorityRules) -> Position:
    """One of the four words."""
    for position in POSITIONS:
        if answer == position:
            return position
    raise RuleBroken(_l("Kies voor, tegen, onthouding of blanco."))


class Verdict(NamedTuple):
    """How one count of the positions compares with the threshold: what the share is of, and how many had to be in favour."""

    base: int
    needed: int
    tied: bool
    passed: bool


def counted(ballots: Ballots[Position]) -> tuple[dict[str, int], dict[str, int]]:
    """For each position its weight and its number of organisations."""
    weight: dict[str, int] = {
        position: sum(b.weight for b in ballots if b.answer == position) for position in POSITIONS
    }
    heads: dict[str, int] = {position: sum(b.heads for b in ballots if b.answer == position) for position in POSITIONS}
    return weight, heads


def verdict(votes: Mapping[str, int], roll: int, rules: MajorityRules) -> Verdict:
    """Passed when the votes for reach the threshold and there are not as many against. Nothing passes without a vote for."""
    in_favour, against = votes["for"], votes["against"]
    base = {"cast": in_favour + against, "present": sum(votes.values()), "roll": roll}[rules.base]
    how, share = rules.passes
    needed = floor(share * base) + 1 if how == "more_than" else max(1, ceil(share * base))
    tied = 0 < in_favour == against
    return Verdict(base, needed, tied, in_favour >= needed and not tied)


def decided(
    options: Options, ballots: Ballots[Position], roll: Roll, rules: MajorityRules, verdicts: Sequence[Verdict]
) -> Result:
    """Adopted when every verdict says so. Base and needed are those of the first; no lot decides here."""
    totals, heads = counted(ballots)
    quorum = participation(ballots, roll, rules)
    adopted = all(one.passed for one in verdicts)
    tied = any(one.tied for one in verdicts)
    first = verdicts[0]
    return Result(
        outcome="no-quorum" if not quorum["met"] else "adopted" if adopted else "rejected",
        quorum=quorum,
        totals=totals,
        ranking=(),
        winners=tuple(option.id for option in options) if adopted and quorum["met"] else (),
        ties=(Tie(("against", "for"), "rejection"),) if tied and quorum["met"] else (),
        detail={
            "threshold": dict(rules.threshold),
            "base": {rules.base: first.base},
            "needed": first.needed,
            "heads": heads,
        },
    )


def tally(options: Options, ballots: Ballots[Position], roll: Roll, rules: MajorityRules, _lot: Lot) -> Result:
    """One verdict, by weight."""
    totals, _ = counted(ballots)
    return decided(options, ballots, roll, rules, [verdict(totals, roll.weight, rules)])


_OF: dict[Base, Message] = {
    "cast": _l("de stemmen voor en tegen samen"),
    "present": _l("alle uitgebrachte stemmen, ook blanco"),
    "roll": _l("de stemmen van alle stemgerechtigden"),
}


class Words(NamedTuple):
    """The threshold in words, and what a tie means."""

    more_than: Message
    at_least: Message
    tie: Message


_OF_A_PROPOSAL = Words(
    _l("Aangenomen bij meer dan %(part)s van %(base)s."),
    _l("Aangenomen bij ten minste %(part)s van %(base)s."),
    _l("Zijn er evenveel stemmen voor als tegen, dan is het voorstel verworpen."),
)
# Nobody is adopted or rejected.
_OF_A_CANDIDATE = Words(
    _l("De kandidaat is gekozen bij meer dan %(part)s van %(base)s."),
    _l("De kandidaat is gekozen bij ten minste %(part)s van %(base)s."),
    _l("Zijn er evenveel stemmen voor als tegen, dan is de kandidaat niet gekozen."),
)


def sentences(rules: MajorityRules, words: Words = _OF_A_PROPOSAL) -> tuple[Message, ...]:
    """How many must be in favour, what a tie means, and the quorum."""
    how, share = rules.passes
    threshold = words.more_than if how == "more_than" else words.at_least
    return threshold.of(part=part(share), base=_OF[rules.base]), words.tie, rules.quorum.sentence()


METHOD: Method[MajorityRules, Position] = Method(
    name="majority",
    purpose="proposal",
    shape="position",
    title=_l("Voor of tegen"),
    question=_l("Bent u voor of tegen dit voorstel?"),
    answer=_l("Kies één van vier: voor, tegen, onthouding of blanco."),
    blank="blank",
    rules_from=rules_from,
    check=one_proposal,
    validate=validate,
    tally=tally,
    sentences=sentences,
)

# One candidate for one seat is counted alike, and told in the words of an election.
ONE_CANDIDATE = replace(
    METHOD,
    purpose="persons",
    question=_l("Bent u voor of tegen deze kandidaat?"),
    sentences=partial(sentences, words=_OF_A_CANDIDATE),
)
