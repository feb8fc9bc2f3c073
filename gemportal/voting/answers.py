"""An answer as its voter would say it, whatever the method: for the summary, the roll call and a municipality's page. Pure."""

from collections.abc import Callable, Mapping
from typing import Any

from gemportal.kernel.words import Message, _l, _ln
from gemportal.voting.methods import consent, majority, method_named
from gemportal.voting.methods.method import Shape

Lines = list[Message | str]
Titles = Mapping[str, str]

# The words of a ballot on one proposal, by its shape.
POSITIONS: dict[Shape, Mapping[Any, Message]] = {"position": majority.POSITIONS, "consent": consent.POSITIONS}


def answer_lines(method: str, answer: Any, titles: Titles) -> Lines:
    """An answer in the form that the method keeps, line by line, with the options in their sealed order or the voter's own."""
    return _SAID[method_named(method).shape](answer, titles) or [majority.POSITIONS["blank"]]


def _position(answer: Any, _titles: Titles) -> Lines:
    return [POSITIONS["position"][answer]]


def _consent(answer: Any, _titles: Titles) -> Lines:
    position = POSITIONS["consent"][answer["position"]]
    if "reason" not in answer:
        return [position]
    return [_l("%(position)s: %(reason)s", position=position, reason=answer["reason"])]


def _options(answer: Any, titles: Titles) -> Lines:
    return [title for option, title in titles.items() if option in answer]


def _scores(answer: Any, titles: Titles) -> Lines:
    return [
        _l("%(title)s: %(score)s", title=title, score=answer[option])
        for option, title in titles.items()
        if option in answer
    ]


def _points(answer: Any, titles: Titles) -> Lines:
    return [
        _ln("%(title)s: %(n)s punt", "%(title)s: %(n)s punten", answer[option], title=title)
        for option, title in titles.items()
        if option in answer
    ]


def _order(answer: Any, titles: Titles) -> Lines:
    """Those who share a place stand on one line, in their sealed order."""
    lines: Lines = []
    for place, tier in enumerate(answer, 1):
        names = ", ".join(title for option, title in titles.items() if option in tier)
        alone = _l("%(place)s. %(title)s", place=place, title=names)
        lines.append(alone if len(tier) == 1 else _l("%(place)s. gelijk: %(titles)s", place=place, titles=names))
    return lines


_SAID: dict[Shape, Callable[[Any, Titles], Lines]] = {
    "position": _position,
    "consent": _consent,
    "options": _options,
    "scores": _scores,
    "points": _points,
    "order": _order,
}
