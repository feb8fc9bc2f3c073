"""Results in rounds, in which votes move on to the next choice: instant run-off (`irv`) and the transferable vote (`stv`)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from gemportal.kernel.figures import Amount
from gemportal.kernel.words import Message, _l, _ln
from gemportal.voting.definition import Sealed
from gemportal.voting.outcome.choosing import nothing
from gemportal.voting.outcome.figures import named
from gemportal.voting.outcome.picture import Bar, Kind, Picture, Result, Titled, Titles, line_at, ordered
from gemportal.voting.rules import part_of

DECIMALS = 2  # Of a vote that is divided, for reading. It is counted in five.


@dataclass(frozen=True)
class Cell:
    """What an option had in a round; no total once it was out. `fate` is what that round decided about it."""

    total: Amount | None
    fate: Message | None = None
    won: bool = False


@dataclass(frozen=True)
class Rounds:
    """The table of all rounds: options in the order of the result, the votes that name nobody any more, and what happened."""

    rows: Sequence[tuple[str, Sequence[Cell]]]
    exhausted: Sequence[Amount]
    told: Sequence[Message]
    needed: Message


def sentence(result: Result, titles: Titles) -> Message:
    """Who was chosen, and of a run-off in which round."""
    winners = result["winners"]
    if not winners:
        return nothing(result)
    last = result["detail"]["rounds"][-1]
    return _ln(
        "Gekozen is: %(winner)s, met %(votes)s van de %(all)s stemmen die nog telden.",
        "Gekozen is: %(winner)s, in ronde %(n)s, met %(votes)s van de %(all)s stemmen die nog telden.",
        len(result["detail"]["rounds"]),
        winner=named(winners, titles),
        votes=Amount(last["totals"][winners[0]]),
        all=Amount(sum(last["totals"].values())),
    )


def seats_sentence(result: Result, titles: Titles) -> Message:
    """Who were elected, and how many seats stay empty."""
    winners, seats = result["winners"], result["detail"]["seats"]
    if not winners:
        return nothing(result)
    if len(winners) < seats:
        return _ln(
            "Gekozen zijn: %(winners)s. Eén plaats blijft leeg.",
            "Gekozen zijn: %(winners)s. Er blijven %(n)s plaatsen leeg.",
            seats - len(winners),
            winners=named(winners, titles),
        )
    return _ln("Gekozen is: %(winners)s.", "Gekozen zijn: %(winners)s.", len(winners), winners=named(winners, titles))


def pictures(sealed: Sealed, result: Result) -> list[Picture]:
    """The last round, in which more than half of the votes that still counted were needed."""
    rounds = result["detail"].get("rounds")
    if not rounds:
        return []
    totals = rounds[-1]["totals"]
    whole = sum(totals.values())
    bars = [
        Bar(
            sealed.titles[option],
            part_of(totals[option], whole),
            _divided(totals[option], 1),
            option in result["winners"],
        )
        for option in ordered(result, sealed.titles)
        if option in totals
    ]
    label = _ln("nodig: %(needed)s stem", "nodig: %(needed)s stemmen", whole // 2 + 1, needed=Amount(whole // 2 + 1))
    return [Picture(bars, line_at(part_of(whole // 2 + 1, whole), label), _l("De laatste ronde"))]


def seats_pictures(sealed: Sealed, result: Result) -> list[Picture]:
    """What every option had when it was decided whether it was elected, with the quota."""
    detail = result["detail"]
    if not detail.get("rounds"):
        return []
    unit, most = detail["unit"], _most(detail)
    decided = {option: round_["totals"][option] for round_ in reversed(detail["rounds"]) for option in round_["totals"]}
    for round_ in detail["rounds"]:
        for option in (*round_["elected"], *round_["eliminated"]):
            decided[option] = round_["totals"].get(option, decided.get(option, 0))
    bars = [
        Bar(
            sealed.titles[option],
            part_of(decided[option], most),
            _divided(decided[option], unit),
            option in result["winners"],
        )
        for option in ordered(result, sealed.titles)
        if option in decided
    ]
    quota = detail["quota"] * unit
    label = _l("kiesdeler: %(votes)s", votes=_divided(quota, unit))
    title = _l("Stemmen op het moment dat over iemand werd beslist")
    return [Picture(bars, line_at(part_of(quota, most), label), title)]


def _most(detail: Mapping[str, Any]) -> int:
    """All votes that name somebody, in units; never less than the quota, so that its line is in the picture."""
    first = detail["rounds"][0]
    whole: int = sum(first["totals"].values()) + first["exhausted"]
    quota: int = detail["quota"] * detail["unit"]
    return max(whole, quota)


def rounds(vote: Titled, result: Result) -> Rounds | None:
    """Every round: the totals, who drops out or is elected, and what is said about it."""
    detail = result["detail"]
    if not detail.get("rounds"):
        return None
    unit = detail.get("unit", 1)
    elected = [round_.get("elected", ()) for round_ in detail["rounds"]]
    if "seats" not in detail:
        elected[-1] = result["winners"]  # A run-off does not name its winner in the round itself.
    rows = [
        (
            vote.titles[option],
            [_cell(option, round_, unit, elected[at]) for at, round_ in enumerate(detail["rounds"])],
        )
        for option in ordered(result, vote.titles)
    ]
    quota = detail.get("quota")
    needed = (
        _l("Nodig was meer dan de helft van de stemmen die nog telden.")
        if quota is None
        else _l("Om gekozen te zijn, was de kiesdeler nodig: %(votes)s.", votes=_divided(quota * unit, unit))
    )
    return Rounds(
        rows,
        [_amount(round_["exhausted"], unit) for round_ in detail["rounds"]],
        [
            line
            for at, round_ in enumerate(detail["rounds"])
            for line in _told(at + 1, round_, vote.titles, elected[at])
        ],
        needed,
    )


def _cell(option: str, round_: Mapping[str, Any], unit: int, elected: Sequence[str]) -> Cell:
    units = round_["totals"].get(option)
    total = None if units is None else _amount(units, unit)
    if option in elected:
        return Cell(total, _l("gekozen"), won=True)
    return Cell(total, _l("valt af") if option in round_["eliminated"] else None)


def _told(at: int, round_: Mapping[str, Any], titles: Titles, elected: Sequence[str]) -> Iterator[Message]:
    """What a round decided."""
    if elected:
        yield _ln(
            "Ronde %(round)s: gekozen is %(names)s.",
            "Ronde %(round)s: gekozen zijn %(names)s.",
            len(elected),
            round=at,
            names=named(elected, titles),
        )
    if round_.get("transferred"):
        yield _l(
            "Ronde %(round)s: wat %(name)s boven de kiesdeler had, ging naar de volgende keuze van die kiezers.",
            round=at,
            name=titles[round_["transferred"]],
        )
    if round_["eliminated"]:
        yield _ln(
            "Ronde %(round)s: %(names)s valt af. Deze stemmen gingen naar de volgende keuze van die kiezers.",
            "Ronde %(round)s: %(names)s vallen af. Deze stemmen gingen naar de volgende keuze van die kiezers.",
            len(round_["eliminated"]),
            round=at,
            names=named(round_["eliminated"], titles),
        )


def _amount(units: int, unit: int) -> Amount:
    return Amount(Fraction(units, unit), DECIMALS)


def _divided(units: int, unit: int) -> Message:
    amount = _amount(units, unit)
    return _ln("%(votes)s stem", "%(votes)s stemmen", 1 if units == unit else 0, votes=amount)


KINDS: dict[str, Kind] = {"irv": Kind(sentence, pictures), "stv": Kind(seats_sentence, seats_pictures)}
