"""Results of one proposal or one candidate: for or against, counted once (`majority`), or by heads and by weight
(`double-majority`).
"""

from collections.abc import Mapping
from functools import partial
from typing import NamedTuple

from gemportal.kernel.figures import Amount
from gemportal.kernel.words import Message, _l, _ln
from gemportal.voting.definition import Sealed
from gemportal.voting.methods.majority import POSITIONS
from gemportal.voting.outcome.figures import named, organisations, votes, votes_of
from gemportal.voting.outcome.picture import Bar, Kind, Picture, Result, Titles, line_at
from gemportal.voting.rules import part_of


class Words(NamedTuple):
    """How it ended, in words."""

    won: Message
    silent: Message
    even: Message
    lost: Message


_OF_A_PROPOSAL = Words(
    _ln(
        "Aangenomen: %(for)s voor en %(against)s tegen. Nodig was %(needed)s stem voor.",
        "Aangenomen: %(for)s voor en %(against)s tegen. Nodig waren %(needed)s stemmen voor.",
        0,
    ),
    _l("Verworpen: niemand stemde voor of tegen."),
    _l("Verworpen: %(for)s voor en evenveel tegen. Bij evenveel stemmen is een voorstel verworpen."),
    _ln(
        "Verworpen: %(for)s voor en %(against)s tegen. Nodig was %(needed)s stem voor.",
        "Verworpen: %(for)s voor en %(against)s tegen. Nodig waren %(needed)s stemmen voor.",
        0,
    ),
)
_OF_A_CANDIDATE = Words(
    _ln(
        "Gekozen is: %(name)s, met %(for)s voor en %(against)s tegen. Nodig was %(needed)s stem voor.",
        "Gekozen is: %(name)s, met %(for)s voor en %(against)s tegen. Nodig waren %(needed)s stemmen voor.",
        0,
    ),
    _l("Niet gekozen: niemand stemde voor of tegen."),
    _l("Niet gekozen: %(for)s voor en evenveel tegen. Bij evenveel stemmen is een kandidaat niet gekozen."),
    _ln(
        "Niet gekozen: %(for)s voor en %(against)s tegen. Nodig was %(needed)s stem voor.",
        "Niet gekozen: %(for)s voor en %(against)s tegen. Nodig waren %(needed)s stemmen voor.",
        0,
    ),
)


def sentence(result: Result, titles: Titles, words: Words = _OF_A_PROPOSAL) -> Message:
    """Whether it was adopted, with the votes that say so."""
    totals, needed = result["totals"], result["detail"]["needed"]
    values = {"for": Amount(totals["for"]), "against": Amount(totals["against"]), "needed": Amount(needed)}
    if result["outcome"] == "adopted":
        return words.won.of(n=needed, name=named(result["winners"], titles), **values)
    if not totals["for"] + totals["against"]:
        return words.silent
    if totals["for"] == totals["against"]:
        return words.even.of(**values)
    return words.lost.of(n=needed, **values)


# Whether the one candidate was elected.
elected_sentence = partial(sentence, words=_OF_A_CANDIDATE)


def pictures(_sealed: Sealed, result: Result) -> list[Picture]:
    """The four answers on the scale of all ballots, or of the whole roll where the threshold is of that."""
    ((base, _),) = result["detail"]["base"].items()
    heads = result["detail"]["heads"]
    bars = [
        (result["totals"][position], votes_of(result["totals"][position], heads[position])) for position in POSITIONS
    ]
    return [_picture(bars, result["quorum"]["weight"], base, result["detail"]["needed"])]


def double_sentence(result: Result, titles: Titles) -> Message:
    """Whether it was adopted, and if not, which of the two majorities was missing."""
    detail = result["detail"]
    heads, weight = detail["by_heads"], detail["by_weight"]
    values = {
        "heads": Amount(heads["for"]),
        "of_heads": Amount(heads["needed"]),
        "weight": Amount(weight["for"]),
        "of_weight": Amount(weight["needed"]),
    }
    if result["outcome"] == "adopted":
        return _l(
            "Aangenomen met de steun van %(organisations)s (nodig: %(of_heads)s), samen goed voor %(votes)s "
            "(nodig: %(of_weight)s).",
            organisations=organisations(heads["for"]),
            votes=votes(weight["for"]),
            **values,
        )
    if not result["totals"]["for"] + result["totals"]["against"]:
        return sentence(result, titles)
    if heads["passed"]:
        return _l(
            "Verworpen: voor waren genoeg organisaties, maar samen hebben zij te weinig stemmen: %(weight)s, en nodig waren "
            "er %(of_weight)s.",
            **values,
        )
    if weight["passed"]:
        return _l(
            "Verworpen: de stemmen voor wegen zwaar genoeg, maar komen van te weinig organisaties: %(heads)s, en nodig waren "
            "er %(of_heads)s.",
            **values,
        )
    return _l(
        "Verworpen: voor waren te weinig organisaties (%(heads)s, nodig: %(of_heads)s) met te weinig stemmen (%(weight)s, "
        "nodig: %(of_weight)s).",
        **values,
    )


def double_pictures(_sealed: Sealed, result: Result) -> list[Picture]:
    """The same four answers twice: every organisation once, and every vote once. Both have their own line."""
    detail = result["detail"]
    ((base, _),) = detail["base"].items()
    by_heads = [(detail["heads"][position], organisations(detail["heads"][position])) for position in POSITIONS]
    by_weight = [(result["totals"][position], votes(result["totals"][position])) for position in POSITIONS]
    return [
        _picture(
            by_heads, result["quorum"]["heads"], base, detail["by_heads"]["needed"], _l("Naar organisaties"), heads=True
        ),
        _picture(by_weight, result["quorum"]["weight"], base, detail["by_weight"]["needed"], _l("Naar stemgewicht")),
    ]


def _picture(
    figures: list[tuple[int, Message]],
    took_part: Mapping[str, int],
    base: str,
    needed: int,
    title: Message | None = None,
    *,
    heads: bool = False,
) -> Picture:
    whole: int = took_part["roll" if base == "roll" else "present"]
    bars = [
        Bar(label, part_of(total, whole), figure, measured=position == "for")
        for (total, figure), (position, label) in zip(figures, POSITIONS.items(), strict=True)
    ]
    label = (
        _ln("nodig: %(needed)s organisatie voor", "nodig: %(needed)s organisaties voor", needed, needed=Amount(needed))
        if heads
        else _ln("nodig: %(needed)s stem voor", "nodig: %(needed)s stemmen voor", needed, needed=Amount(needed))
    )
    return Picture(bars, line_at(part_of(needed, whole), label), title)


KINDS: dict[str, Kind] = {
    "majority": Kind(sentence, pictures),
    "double-majority": Kind(double_sentence, double_pictures),
}
