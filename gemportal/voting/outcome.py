"""A result in words and in figures for a page: one sentence, bars on one scale, the quorum, and how ties were broken. Pure."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from gemportal.kernel.words import Message, _l, _ln
from gemportal.voting.answers import POSITIONS
from gemportal.voting.rules import part_of

_TIES = {
    "rejection": lambda between: _l("Er waren evenveel stemmen voor als tegen. Dan is een voorstel verworpen."),
    "heads": lambda between: _l(
        "Gelijke stand: %(between)s. Wie van meer organisaties steun kreeg, ging voor.", between=between
    ),
    "round": lambda between: _l(
        "Gelijke stand: %(between)s. Wie in een eerdere ronde meer stemmen had, ging voor.", between=between
    ),
    "lot": lambda between: _l("Gelijke stand: %(between)s. Het openbare lot besliste.", between=between),
    "revote": lambda between: _l(
        "Gelijke stand: %(between)s. Alleen het lot kan hier kiezen, en dat doet het pas in een nieuwe stemming.",
        between=between,
    ),
    "cost": lambda between: _l("Gelijke stand: %(between)s. De laagste kosten gingen voor.", between=between),
    "votes": lambda between: _l("Gelijke stand: %(between)s. De meeste stemmen gingen voor.", between=between),
}


class Bar(NamedTuple):
    """One option with its share of the whole scale and its figure in words."""

    label: Message | str
    share: Fraction
    figure: Message
    won: bool = False


def sentence(method: str, result: Mapping[str, Any], titles: Mapping[str, str]) -> Message:
    """The outcome in one sentence."""
    if result["outcome"] == "no-quorum":
        present = result["quorum"]["heads"]
        return _l(
            "Geen geldige uitslag: %(present)s van de %(roll)s stemgerechtigden deden mee, te weinig voor het quorum.",
            present=present["present"],
            roll=present["roll"],
        )
    if result["outcome"] == "tied":
        return _l("Gelijke stand: er is nog niemand gekozen. Er komt een nieuwe stemming.")
    if method == "majority":
        totals = result["totals"]
        values = {"for": totals["for"], "against": totals["against"], "needed": result["detail"]["needed"]}
        if result["outcome"] == "adopted":
            return _l("Aangenomen: %(for)s voor en %(against)s tegen. Nodig waren %(needed)s stemmen voor.", **values)
        return _l("Verworpen: %(for)s voor en %(against)s tegen. Nodig waren %(needed)s stemmen voor.", **values)
    if result["winners"]:
        winners = ", ".join(titles[option] for option in result["winners"])
        return _ln("Gekozen is: %(winners)s.", "Gekozen zijn: %(winners)s.", len(result["winners"]), winners=winners)
    first = titles[result["ranking"][0][0]]
    return _l("De leden zetten “%(first)s” bovenaan. De hele volgorde staat hieronder.", first=first)


def bars(method: str, rules: Mapping[str, Any], result: Mapping[str, Any], titles: Mapping[str, str]) -> list[Bar]:
    """One bar for each option, all on one scale: a share of the same whole, so that shares can be compared and added."""
    if method == "majority":
        whole = _majority_scale(result)
        return [
            Bar(label, part_of(result["totals"][position], whole), _votes(result["totals"][position]))
            for position, label in POSITIONS.items()
        ]
    order = [option for place in result["ranking"] for option in place] or list(titles)
    present = result["quorum"]["weight"]["present"]
    most = rules["max"] if method == "score" else 1
    found = []
    for place, option in enumerate(order, 1):
        total, title = result["totals"][option], titles[option]
        label = _l("%(place)s. %(title)s", place=place, title=title) if result["ranking"] else title
        ignores = rules.get("missing") == "ignore"
        whole = most * (result["detail"]["scored"][option] if ignores else present)
        found.append(Bar(label, part_of(total, whole), _figure(method, result, option), option in result["winners"]))
    return found


def _figure(method: str, result: Mapping[str, Any], option: str) -> Message:
    total = result["totals"][option]
    if method == "score":
        scored = result["detail"]["scored"][option]
        return _l("%(total)s punten, uit %(scored)s cijfers", total=total, scored=scored)
    return _votes(total)


def _votes(amount: int) -> Message:
    return _ln("%(n)s stem", "%(n)s stemmen", amount)


def _majority_scale(result: Mapping[str, Any]) -> int:
    """The whole roll where the threshold is of the roll; else all ballots, also those that are neither for nor against."""
    (base,) = result["detail"]["base"]
    weight: dict[str, int] = result["quorum"]["weight"]
    return weight["roll"] if base == "roll" else weight["present"]


def threshold(method: str, result: Mapping[str, Any]) -> tuple[Fraction, Message] | None:
    """Where on the bars the line stands that votes in favour must reach."""
    if method != "majority":
        return None
    needed = result["detail"]["needed"]
    share = part_of(needed, _majority_scale(result))
    return min(share, Fraction(1)), _ln("nodig: %(n)s stem voor", "nodig: %(n)s stemmen voor", needed)


def quorum(result: Mapping[str, Any]) -> Message:
    """Who took part, against what was needed."""
    values = {"present": result["quorum"]["heads"]["present"], "roll": result["quorum"]["heads"]["roll"]}
    if result["quorum"]["at_least"] == "0/1":
        return _l("%(present)s van de %(roll)s stemgerechtigden deden mee. Er was geen quorum nodig.", **values)
    if result["quorum"]["met"]:
        return _l("%(present)s van de %(roll)s stemgerechtigden deden mee. Het quorum is gehaald.", **values)
    return _l("%(present)s van de %(roll)s stemgerechtigden deden mee. Het quorum is niet gehaald.", **values)


def ties(result: Mapping[str, Any], titles: Mapping[str, str]) -> list[Message]:
    """Each tie that was broken, and how."""
    return [
        _TIES[tie["broken_by"]](", ".join(titles.get(option, option) for option in tie["between"]))
        for tie in result["ties"]
    ]
