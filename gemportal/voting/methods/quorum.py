"""The quorum: enough participants, by heads, by weight, or both. Blank and abstaining voters take part."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.words import Message, _l
from gemportal.voting.methods.plain import Json, plain
from gemportal.voting.methods.reading import fraction, known, mapping, one_of, part

By = Literal["heads", "weight", "both"]


@dataclass(frozen=True)
class Quorum:
    """`at_least` is the share of the roll that must take part, between 0 (no quorum) and 1."""

    at_least: Fraction = Fraction(1, 2)
    by: By = "heads"

    def count(self, heads: tuple[int, int], weight: tuple[int, int]) -> dict[str, Json]:
        """The quorum object of a result, from (present, roll) in heads and in weight."""
        enough_heads = self.by == "weight" or heads[0] >= self.at_least * heads[1]
        enough_weight = self.by == "heads" or weight[0] >= self.at_least * weight[1]
        return {
            "at_least": plain(self.at_least),
            "by": self.by,
            "heads": {"present": heads[0], "roll": heads[1]},
            "weight": {"present": weight[0], "roll": weight[1]},
            "met": enough_heads and enough_weight,
        }

    def sentence(self) -> Message:
        """The quorum in one sentence."""
        if self.at_least == 0:
            return _l("Er is geen quorum: de uitslag geldt ook als weinig stemgerechtigden meedoen.")
        share = part(self.at_least)
        if self.by == "heads":
            return _l("De uitslag geldt als ten minste %(part)s van de stemgerechtigden meedoet.", part=share)
        if self.by == "weight":
            return _l("De uitslag geldt als ten minste %(part)s van het stemgewicht meedoet.", part=share)
        return _l(
            "De uitslag geldt als ten minste %(part)s van de stemgerechtigden meedoet, met ten minste %(part)s van het "
            "stemgewicht.",
            part=share,
        )


def quorum_from(rules: Mapping[str, object]) -> Quorum:
    """The quorum of a vote's rules: `{"at_least": "1/2", "by": "heads" | "weight" | "both"}`, half the heads by default."""
    given = mapping(rules.get("quorum", {}), "quorum")
    known(given, {"at_least", "by"})
    at_least = fraction(given.get("at_least", "1/2"), "at_least")
    if at_least > 1:
        raise RuleBroken(_l("Het quorum kan niet hoger zijn dan alle stemgerechtigden."))
    words: tuple[By, ...] = ("heads", "weight", "both")
    return Quorum(at_least, one_of(given, "by", words, "heads"))
