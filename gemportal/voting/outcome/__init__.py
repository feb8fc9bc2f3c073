"""A result as a reader understands it: one sentence, bars on one scale, tables, how ties were broken. Pure.

What is told depends on the kind of result; each kind has a module here, named after what it tells about.
"""

from collections.abc import Mapping
from typing import Any

from gemportal.kernel.figures import Euros
from gemportal.kernel.words import Message, _l
from gemportal.voting.definition import Sealed
from gemportal.voting.methods.majority import ONE_CANDIDATE
from gemportal.voting.methods.method import Method
from gemportal.voting.outcome import budgets, choosing, consent, positions, ranked, transfers, turnout
from gemportal.voting.outcome.budgets import others, shares
from gemportal.voting.outcome.picture import Kind, Picture
from gemportal.voting.outcome.ranked import duels
from gemportal.voting.outcome.ties import PublicLot, chosen_by_lot, public_lot, ties
from gemportal.voting.outcome.tiles import roll_call
from gemportal.voting.outcome.transfers import rounds

__all__ = [
    "GIST",
    "GIST_OF_DETAIL",
    "Euros",
    "PublicLot",
    "duels",
    "names",
    "others",
    "pictures",
    "public_lot",
    "roll_call",
    "rounds",
    "sentence",
    "shares",
    "ties",
]

KINDS: dict[str, Kind] = {
    name: kind
    for module in (positions, consent, choosing, ranked, transfers, budgets)
    for name, kind in module.KINDS.items()
}


# The parts of a result that its sentence is made from.
GIST = ("outcome", "quorum", "totals", "winners", "ranking", "ties")
GIST_OF_DETAIL = ("needed", "by_heads", "by_weight", "heads", "blank", "budget", "spent", "seats", "rounds")


def names(result: Mapping[str, Any]) -> list[str]:
    """The options that the sentence may name: the winners, or else what stands on top."""
    return result["winners"] or [option for place in result["ranking"][:1] for option in place]


def sentence(method: Method[Any, Any], result: Mapping[str, Any], titles: Mapping[str, str]) -> Message:
    """The outcome in one sentence, in the words of its method. Where the lot chose who is named in it, it says so."""
    if result["outcome"] == "no-quorum":
        return turnout.no_quorum(result)
    if result["outcome"] == "tied":
        return _l("Gelijke stand: er is nog niemand gekozen. Er komt een nieuwe stemming.")
    said = (positions.elected_sentence if method is ONE_CANDIDATE else KINDS[method.name].sentence)(result, titles)
    if chosen_by_lot(result, names(result)):
        return _l("%(outcome)s Het openbare lot besliste.", outcome=said)
    return said


def pictures(sealed: Sealed, result: Mapping[str, Any]) -> list[Picture]:
    """The result in bars, each picture on a scale of its own, and the turnout after them."""
    return [*KINDS[sealed.document["method"]].pictures(sealed, result), turnout.picture(result)]
