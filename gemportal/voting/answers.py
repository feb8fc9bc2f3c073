"""An answer as its voter would say it, whatever the method: for the summary, the roll call and a municipality's page. Pure."""

from collections.abc import Callable, Mapping
from typing import Any

from gemportal.kernel.words import Message, _l, _ln
from gemportal.voting.methods import consent, method_named
from gemportal.voting.methods.method import Shape

Lines = list[Message | str]
Titles = Mapping[str, str]

POSITIONS = {
    "for": _l("voor"),
    "against": _l("tegen"),
    "abstain": _l("onthouding"),
    "blank": _l("blanco"),
}


def answer_lines(method: str, answer: Any, titles: Titles) -> Lines:
    """An answer in the form that the method keeps, line by line, with the options in their sealed order or the voter's own."""
    return _SAID[method_named(method).shape](method, answer, titles) or [POSITIONS["blank"]]


def _position(_method: str, answer: Any, _titles: Titles) -> Lines:
    return [POSITIONS[answer]]


def _consent(_method: str, answer: Any, _titles: Titles) -> Lines:
    position = consent.POSITIONS[answer["position"]]
    if "reason" not in answer:
        return [position]
    return [_l("%(position)s: %(reason)s", position=position, reason=answer["reason"])]


def _options(_method: str, answer: Any, titles: Titles) -> Lines:
    return [title for option, title in titles.items() if option in answer]


def _amounts(method: str, answer: Any, titles: Titles) -> Lines:
    given = [(title, answer[option]) for option, title in titles.items() if option in answer]
    if method == "points":
        return [_ln("%(title)s: %(n)s punt", "%(title)s: %(n)s punten", points, title=title) for title, points in given]
    return [_l("%(title)s: %(score)s", title=title, score=score) for title, score in given]


def _order(_method: str, answer: Any, titles: Titles) -> Lines:
    """Those who share a place stand on one line, in their sealed order."""
    lines: Lines = []
    for place, tier in enumerate(answer, 1):
        names = ", ".join(title for option, title in titles.items() if option in tier)
        alone = _l("%(place)s. %(title)s", place=place, title=names)
        lines.append(alone if len(tier) == 1 else _l("%(place)s. gelijk: %(titles)s", place=place, titles=names))
    return lines


_SAID: dict[Shape, Callable[[str, Any, Titles], Lines]] = {
    "position": _position,
    "consent": _consent,
    "options": _options,
    "amounts": _amounts,
    "order": _order,
}
