"""Reading rules and answers that somebody else wrote: each function returns an exact value or raises RuleBroken."""

import re
from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from typing import TypeGuard, TypeVar

from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.words import Message, _l
from gemportal.voting.methods.option import Option

W = TypeVar("W", bound=str)

LONGEST_SHOWN = 60

_FRACTION = re.compile(r"(0|[1-9][0-9]{0,5})/([1-9][0-9]{0,5})")


def whole(value: object) -> TypeGuard[int]:
    """Whether this is a whole number. JSON's true and false are not, although Python thinks so."""
    return isinstance(value, int) and not isinstance(value, bool)


def shown(name: object) -> str:
    """A name as a sentence can repeat it: cut short, and without half characters, which no page can hold. What is no text is not
    repeated: a number may be too long to write out.
    """
    return name[:LONGEST_SHOWN].encode(errors="replace").decode() if isinstance(name, str) else "?"


def known(rules: Mapping[str, object], keys: Collection[str]) -> None:
    """Refuse a rule that nobody reads: a misspelt rule must not quietly become the default."""
    for key in rules:
        if key not in keys:
            raise RuleBroken(_l("De spelregel “%(rule)s” bestaat niet bij deze stemming.", rule=shown(key)))


def mapping(value: object, rule: str) -> Mapping[str, object]:
    """A map of names to values."""
    if not isinstance(value, Mapping):
        raise RuleBroken(_l("De spelregel “%(rule)s” is niet goed ingevuld.", rule=rule))
    return value


def number(rules: Mapping[str, object], rule: str, default: int, *, least: int, most: int) -> int:
    """A whole number from `least` to `most`."""
    value = rules.get(rule, default)
    if not whole(value) or not least <= value <= most:
        raise RuleBroken(
            _l(
                "De spelregel “%(rule)s” moet een heel getal zijn van %(least)s tot en met %(most)s.",
                rule=rule,
                least=least,
                most=most,
            )
        )
    return value


def one_of(rules: Mapping[str, object], rule: str, words: Sequence[W], default: W) -> W:
    """One of a few words."""
    value = rules.get(rule, default)
    for word in words:
        if value == word:
            return word
    raise RuleBroken(
        _l("De spelregel “%(rule)s” moet een van deze zijn: %(words)s.", rule=rule, words=", ".join(words))
    )


def fraction(value: object, rule: str) -> Fraction:
    """A fraction written as "p/q"."""
    match = _FRACTION.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise RuleBroken(_l("De spelregel “%(rule)s” moet een breuk zijn, zoals 1/2 of 2/3.", rule=rule))
    return Fraction(int(match[1]), int(match[2]))


_PARTS = {
    Fraction(1, 2): _l("de helft"),
    Fraction(1, 3): _l("een derde"),
    Fraction(2, 3): _l("twee derde"),
    Fraction(1, 4): _l("een vierde"),
    Fraction(3, 4): _l("drie vierde"),
}


def part(share: Fraction) -> Message:
    """A share in words."""
    return _PARTS.get(share) or _l("%(p)s/%(q)s deel", p=share.numerator, q=share.denominator)


def titles(options: Sequence[Option]) -> dict[str, str]:
    """The options' titles by id; refuses an empty list and an id that stands there twice."""
    found: dict[str, str] = {}
    for option in options:
        if not option.id or option.id in found:
            raise RuleBroken(_l("De keuze “%(option)s” staat er twee keer.", option=option.title))
        found[option.id] = option.title
    return found


def at_least_two(options: Sequence[Option], _rules: object) -> None:
    """Refuse a choice without alternatives."""
    if len(titles(options)) < 2:
        raise RuleBroken(_l("Er valt pas iets te kiezen met ten minste twee keuzes."))


def one_proposal(options: Sequence[Option], _rules: object) -> None:
    """One proposal, or none when the question itself is the proposal."""
    if len(titles(options)) > 1:
        raise RuleBroken(_l("U stemt per voorstel: kies één voorstel."))


def chosen(answer: object, options: Sequence[Option]) -> list[str]:
    """A set of options from a list, in order of their id; refuses what is not an option, and an option named twice."""
    if not isinstance(answer, list | tuple):
        raise RuleBroken(_l("Uw stem is niet goed ingevuld: kies uit de lijst."))
    offered, seen = {option.id: option.title for option in options}, set[str]()
    for option in answer:
        if not isinstance(option, str) or option not in offered:
            raise RuleBroken(_l("“%(option)s” is geen keuze in deze stemming.", option=shown(option)))
        if option in seen:
            raise RuleBroken(_l("U koos “%(option)s” meer dan één keer.", option=offered[option]))
        seen.add(option)
    return sorted(seen)


def amounts(answer: object, options: Sequence[Option], most: int) -> dict[str, int]:
    """A whole number from 0 to `most` for each option named, in order of their id."""
    if not isinstance(answer, Mapping):
        raise RuleBroken(_l("Uw stem is niet goed ingevuld: geef per keuze een getal."))
    offered = {option.id: option.title for option in options}
    for option, value in answer.items():
        if option not in offered:
            raise RuleBroken(_l("“%(option)s” is geen keuze in deze stemming.", option=shown(option)))
        if not whole(value) or not 0 <= value <= most:
            raise RuleBroken(
                _l(
                    "Geef “%(option)s” een heel getal van 0 tot en met %(most)s.",
                    option=offered[option],
                    most=most,
                )
            )
    return {option: answer[option] for option in sorted(answer)}
