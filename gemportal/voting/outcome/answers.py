"""An answer as its voter would say it."""

from collections.abc import Iterator, Mapping
from typing import Any

from gemportal.kernel.words import Message, _l

POSITIONS = {
    "for": _l("voor"),
    "against": _l("tegen"),
    "abstain": _l("onthouding"),
    "blank": _l("blanco"),
}


def answer_lines(method: str, answer: Any, titles: Mapping[str, str]) -> list[Message | str]:
    """An answer as its voter would say it, line by line."""
    if method == "majority":
        return [POSITIONS[answer]]
    if not answer:
        return [POSITIONS["blank"]]
    return list(_chosen(method, answer, titles))


def _chosen(method: str, answer: Any, titles: Mapping[str, str]) -> Iterator[Message | str]:
    for option, title in titles.items():
        if option in answer:
            if method == "score":
                yield _l("%(title)s: %(score)s", title=title, score=answer[option])
            else:
                yield title
