"""The result of a recount in words, for a terminal: the outcome, the rules, the totals, the rounds, and each tie."""

from collections.abc import Iterator, Mapping
from typing import Any

from gemportal.kernel.words import Message, _l
from gemportal.voting.methods import consent, majority
from gemportal.voting.methods.result import Result
from gemportal.voting.tally import Countable

OUTCOMES: dict[str | None, Message] = {
    "adopted": _l("Aangenomen."),
    "rejected": _l("Verworpen."),
    "tied": _l("Er is een gelijke stand: er is geen uitslag."),
    "no-quorum": _l("Er deden te weinig stemgerechtigden mee: er is geen uitslag."),
    None: _l("De uitslag is een volgorde."),
}
POSITIONS: dict[str, Message] = dict([*majority.POSITIONS.items(), *consent.POSITIONS.items()])
TIES = {
    "rejection": _l("Evenveel voor als tegen: dat is een verwerping."),
    "cost": _l("Gelijke stand van %(between)s: de laagste kosten gingen voor."),
    "votes": _l("Gelijke stand van %(between)s: de meeste stemmen gingen voor."),
    "round": _l("Gelijke stand van %(between)s: de meeste stemmen in een eerdere ronde gingen voor."),
    "heads": _l("Gelijke stand van %(between)s: de steun van meer organisaties ging voor."),
    "lot": _l("Gelijke stand van %(between)s: het openbare lot besliste."),
    "revote": _l("Gelijke stand van %(between)s: daarover komt een nieuwe stemming."),
}

BOTH = {
    "by_heads": _l("Naar organisaties: %(for)s voor van %(base)s; nodig %(needed)s."),
    "by_weight": _l("Naar stemgewicht: %(for)s voor van %(base)s; nodig %(needed)s."),
}
NOBODY = _l("niemand meer")
ELECTED = _l("Gekozen: %(names)s.")
ELIMINATED = _l("Valt af: %(names)s.")
TRANSFERRED = _l("Het teveel gaat verder van: %(names)s.")


def told(vote: Countable, result: Result) -> Iterator[str]:
    """The result, line by line."""
    titles = {option.id: option.title for option in vote.options}
    if vote.title:
        yield vote.title
    yield str(_outcome(result, titles))
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
    ordered = [option for place in result.ranking for option in place]
    for option in ordered or result.totals:
        name = titles.get(option) or str(POSITIONS.get(option, option))
        yield f"{'*' if option in result.winners else ' '} {name} [{option}]: {result.totals[option]}"
    yield from _twice(result.detail)
    yield from _rounds(result.detail, titles)
    for tie in result.ties:
        between = ", ".join(titles.get(option, option) for option in tie.between)
        yield str(Message(TIES[tie.broken_by].singular, None, {"between": between}))


def _outcome(result: Result, titles: Mapping[str, str]) -> Message:
    if result.outcome is None and result.winners:
        return Message(ELECTED.singular, None, {"names": ", ".join(titles[option] for option in result.winners)})
    if result.outcome is None and "budget" in result.detail:
        return _l("Niets is gekozen.")
    return OUTCOMES[result.outcome]


def _twice(detail: Mapping[str, Any]) -> Iterator[str]:
    """The two counts of a double majority."""
    for name, sentence in BOTH.items():
        if name in detail:
            values = {"for": detail[name]["for"], "base": detail[name]["base"], "needed": detail[name]["needed"]}
            yield str(Message(sentence.singular, None, values))


def _rounds(detail: Mapping[str, Any], titles: Mapping[str, str]) -> Iterator[str]:
    """The rounds of a run-off, with what was decided in each."""
    if "quota" in detail:
        yield str(_l("De kiesdeler is %(quota)s.", quota=detail["quota"]))
    unit = detail.get("unit", 1)
    for at, counted in enumerate(detail.get("rounds", ()), start=1):
        votes = [f"{titles[option]} {_decimal(total, unit)}" for option, total in _most_first(counted["totals"])]
        votes.append(f"{NOBODY} {_decimal(counted['exhausted'], unit)}")
        yield str(_l("Ronde %(number)s: %(votes)s.", number=at, votes="; ".join(votes)))
        transferred = [counted["transferred"]] if counted.get("transferred") else []
        for sentence, options in (
            (ELECTED, counted.get("elected", ())),
            (TRANSFERRED, transferred),
            (ELIMINATED, counted["eliminated"]),
        ):
            if options:
                names = ", ".join(titles[option] for option in options)
                yield f"  {Message(sentence.singular, None, {'names': names})}"


def _most_first(totals: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(totals.items(), key=lambda total: -total[1])


def _decimal(amount: int, unit: int) -> str:
    """An amount in units as a decimal number; whole numbers without decimals."""
    whole, rest = divmod(amount, unit)
    return f"{whole},{rest:0{len(str(unit)) - 1}}" if rest else str(whole)
