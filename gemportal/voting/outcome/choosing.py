"""Results that put options in an order by what each got: approval, scores, points, and points for places."""

from fractions import Fraction

from gemportal.kernel.figures import Amount
from gemportal.kernel.words import Message, _l, _ln
from gemportal.voting.definition import Sealed
from gemportal.voting.outcome.figures import named, votes, votes_of
from gemportal.voting.outcome.picture import Bar, Kind, Picture, Result, Titles, line_at, ordered, placed
from gemportal.voting.rules import part_of, supported


def sentence(result: Result, titles: Titles) -> Message:
    """Who won, or what stands on top where the order is the result."""
    if not supported(result):
        return nothing(result)
    if result["winners"]:
        winners = named(result["winners"], titles)
        return _ln("Gekozen is: %(winners)s.", "Gekozen zijn: %(winners)s.", len(result["winners"]), winners=winners)
    return _l("Bovenaan staat: %(first)s.", first=named(result["ranking"][0], titles))


def nothing(result: Result) -> Message:
    """Nobody supported anything, and why that was."""
    present = result["quorum"]["heads"]["present"]
    if not present:
        return _l("Niets is gekozen: niemand stemde.")
    blank = result["detail"].get("blank")
    if blank is None or blank["heads"] == present:
        return _l("Niets is gekozen: alle stemmen waren blanco.")
    return _l("Niets is gekozen: geen enkele keuze kreeg steun.")


def pictures(sealed: Sealed, result: Result) -> list[Picture]:
    """A bar for each option in the order of the result, and the line that the last winner reached."""
    titles, shares = sealed.titles, _shares(sealed, result)
    order = ordered(result, titles)
    bars = [
        Bar(
            placed(at, option, result, titles),
            shares[option],
            _figure(sealed, result, option),
            option in result["winners"],
        )
        for at, option in enumerate(order, 1)
    ]
    if not 0 < len(result["winners"]) < len(order):
        return [Picture(bars)]
    last = result["winners"][-1]
    return [
        Picture(
            bars,
            line_at(shares[last], _l("de laatste die is gekozen: %(figure)s", figure=_figure(sealed, result, last))),
        )
    ]


def _shares(sealed: Sealed, result: Result) -> dict[str, Fraction]:
    """What each option got of what it could get from everybody who took part, or from all who gave it a score."""
    rules = sealed.document["rules"]
    below = 2 * (len(sealed.options) - 1)  # What a first place is worth where places give points.
    most = {"scores": rules.get("max"), "points": rules.get("points"), "order": below}.get(sealed.method.shape, 1)
    present = result["quorum"]["weight"]["present"]
    by_mean = rules.get("missing") == "ignore"
    whole = {option: result["detail"]["scored"][option] if by_mean else present for option in sealed.titles}
    return {option: part_of(result["totals"][option], most * whole[option]) for option in sealed.titles}


def _figure(sealed: Sealed, result: Result, option: str) -> Message:
    total, shape = result["totals"][option], sealed.method.shape
    if shape == "options":
        return votes_of(total, result["detail"]["heads"][option])
    points = _ln("%(points)s punt", "%(points)s punten", total, points=Amount(total))
    if shape != "scores":
        return points
    scored = result["detail"]["scored"][option]
    if sealed.document["rules"].get("missing") == "ignore" and scored:
        return _l("gemiddeld %(mean)s, van %(votes)s", mean=Amount(Fraction(total, scored), 2), votes=votes(scored))
    return _ln(
        "%(points)s, uit %(scored)s cijfer",
        "%(points)s, uit %(scored)s cijfers",
        scored,
        points=points,
        scored=Amount(scored),
    )


KINDS: dict[str, Kind] = {name: Kind(sentence, pictures) for name in ("approval", "score", "points", "borda")}
