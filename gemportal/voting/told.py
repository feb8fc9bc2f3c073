"""The result of a recount in words, for a terminal: the outcome, the rules, the totals, the rounds, and each tie."""

from collections.abc import Iterator, Mapping
from typing import Any

from gemportal.kernel.words import _l
from gemportal.voting import outcome
from gemportal.voting.answers import POSITIONS
from gemportal.voting.formats.countable import Countable
from gemportal.voting.methods.result import Result

NOBODY = _l("geen keuze meer over")


def told(vote: Countable, result: Result) -> Iterator[str]:
    """The result, line by line. Votes that were divided are written out in full."""
    counted = result.as_json()
    titles: dict[str, Any] = {**POSITIONS.get(vote.method.shape, {}), **vote.titles}
    if vote.title:
        yield vote.title
    yield str(outcome.sentence(vote.method, counted, titles))
    for sentence in vote.method.sentences(vote.rules):
        yield f"  {sentence}"
    yield str(
        _l(
            "Meegedaan: %(heads)s van %(all)s stemgerechtigden, met gewicht %(weight)s van %(whole)s.",
            heads=sum(ballot.heads for ballot in vote.ballots),
            all=vote.roll.heads,
            weight=sum(ballot.weight for ballot in vote.ballots),
            whole=vote.roll.weight,
        )
    )
    if result.detail.get("preferred") or result.detail.get("rounds"):
        yield str(_l("Achter elke keuze staat hoeveel stemmen haar bovenaan zetten."))
    ordered = [option for place in result.ranking for option in place]
    for option in ordered or result.totals:
        yield f"{'*' if option in result.winners else ' '} {titles[option]} [{option}]: {result.totals[option]}"
    yield from _rounds(vote, counted)
    yield from map(str, outcome.ties(counted, titles))
    if vote.lot_of_file and any(tie.broken_by == "lot" for tie in result.ties):
        yield str(
            _l(
                "Dit bestand heeft geen geheim voor het lot: het lot is hier uit het bestand zelf getrokken. Een gepubliceerde "
                "uitslag kan daarom een andere volgorde hebben."
            )
        )


def _rounds(vote: Countable, result: Mapping[str, Any]) -> Iterator[str]:
    """What every option had in each round of a run-off, and what the rounds decided."""
    rounds = outcome.rounds(vote, result)
    if rounds is None:
        return
    unit = result["detail"].get("unit", 1)
    for at, counted in enumerate(result["detail"]["rounds"], start=1):
        most_first = sorted(counted["totals"].items(), key=lambda total: -total[1])
        votes = [f"{vote.titles[option]} {_decimal(total, unit)}" for option, total in most_first]
        votes.append(f"{NOBODY} {_decimal(counted['exhausted'], unit)}")
        yield str(_l("Ronde %(number)s: %(votes)s.", number=at, votes="; ".join(votes)))
    yield str(rounds.needed)
    yield from map(str, rounds.told)


def _decimal(amount: int, unit: int) -> str:
    """An amount in units as a decimal number; whole numbers without decimals."""
    whole, rest = divmod(amount, unit)
    return f"{whole},{rest:0{len(str(unit)) - 1}}" if rest else str(whole)
