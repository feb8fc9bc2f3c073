"""Results that divide a budget: what was bought, in which order, and what other ways of counting would have bought."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gemportal.kernel.figures import Amount, Euros
from gemportal.kernel.words import Message, _l, _ln
from gemportal.voting.definition import Sealed
from gemportal.voting.methods.method import Ballot
from gemportal.voting.methods.payments import Payment, payments
from gemportal.voting.outcome.choosing import nothing
from gemportal.voting.outcome.figures import NAMED, named, votes_of
from gemportal.voting.outcome.picture import Bar, Kind, Picture, Result, Titles
from gemportal.voting.rules import part_of, supported


@dataclass(frozen=True)
class Other:
    """Another way of counting: what it would have chosen instead, and how many votes see more money go to what they support."""

    name: Message
    about: Message
    gained: Sequence[str]
    lost: Sequence[str]
    prefer_this: Amount
    prefer_other: Amount
    same: Amount


def sentence(result: Result, titles: Titles) -> Message:
    """What was chosen, and what that costs of the budget."""
    winners, detail = result["winners"], result["detail"]
    if not supported(result):
        return nothing(result)
    if not winners:
        return _l("Niets is gekozen: geen enkele keuze kreeg genoeg geld of steun bij elkaar.")
    values = {"spent": Euros(detail["spent"]), "budget": Euros(detail["budget"])}
    if len(winners) <= NAMED:
        return _ln(
            "Gekozen is: %(winners)s. Dat kost %(spent)s van de %(budget)s.",
            "Gekozen zijn: %(winners)s. Samen kost dat %(spent)s van de %(budget)s.",
            len(winners),
            winners=named(winners, titles),
            **values,
        )
    return _l(
        "Gekozen zijn %(chosen)s van de %(options)s keuzes. Samen kost dat %(spent)s van de %(budget)s.",
        chosen=len(winners),
        options=len(result["totals"]),
        **values,
    )


def pictures(sealed: Sealed, result: Result) -> list[Picture]:
    """The support for each option, in the order of buying; those not chosen after them, by their support."""
    titles, totals = sealed.titles, result["totals"]
    costs = {option.id: option.cost or 0 for option in sealed.options}
    chosen = list(result["winners"])
    rest = sorted((option for option in titles if option not in chosen), key=lambda option: (-totals[option], option))
    heads = result["detail"].get("heads", totals)
    bars = [
        Bar(
            _l("%(place)s. %(title)s", place=at, title=titles[option]) if option in chosen else titles[option],
            part_of(totals[option], result["quorum"]["weight"]["present"]),
            votes_of(totals[option], heads[option]),
            option in chosen,
            _l("kost %(cost)s", cost=Euros(costs[option]))
            if option in chosen or not result["ranking"]
            else _l("kost %(cost)s, niet gekozen", cost=Euros(costs[option])),
        )
        for at, option in enumerate([*chosen, *rest], 1)
    ]
    note = _l(
        "De cijfers geven de volgorde aan waarin is gekozen. Wat niets kost, is gekozen als meer dan de helft het steunt, en "
        "staat vooraan."
    )
    return [Picture(bars, title=_l("Steun voor elke keuze, van alle stemmen"), note=note if chosen else None)]


def others(sealed: Sealed, result: Result) -> list[Other]:
    """Plain equal shares, and by votes alone, beside what was chosen."""
    detail, titles = result["detail"], sealed.titles
    ways = {
        "plain": (
            _l("Gelijke delen zonder ophogen"),
            _l("Elke stem houdt precies zijn deel. Wat dan niemand kan betalen, blijft over."),
        ),
        "greedy": (
            _l("Op volgorde van steun"),
            _l("De keuzes met de meeste stemmen gaan voor, zolang zij in het budget passen."),
        ),
    }
    found = []
    for key, (name, about) in ways.items():
        if key not in detail:
            continue
        chosen = {*detail["free"], *detail[key]["winners"]}
        preferred = detail[key]["preferred"]
        found.append(
            Other(
                name,
                about,
                [titles[option] for option in titles if option in chosen and option not in result["winners"]],
                [titles[option] for option in result["winners"] if option not in chosen],
                Amount(preferred["this"]),
                Amount(preferred["other"]),
                Amount(preferred["same"]),
            )
        )
    return found


def shares(sealed: Sealed, result: Result, answers: Mapping[str, Sequence[str]]) -> dict[str, Payment]:
    """What everybody who voted paid for, by code; nothing where the budget was not divided in equal shares."""
    if "endowment" not in result["detail"]:
        return {}
    voters = [line for line in sealed.roll if line.organisation in answers]
    ballots = [Ballot(list(answers[line.organisation]), line.weight) for line in voters]
    paid = payments(sealed.options, ballots, result["detail"]["endowment"], result["winners"])
    return {line.organisation: payment for line, payment in zip(voters, paid, strict=True)}


KINDS: dict[str, Kind] = {name: Kind(sentence, pictures) for name in ("equal-shares", "greedy")}
