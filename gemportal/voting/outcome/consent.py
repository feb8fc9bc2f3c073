"""Results of consent: adopted unless a weighty objection stands."""

from gemportal.kernel.figures import Amount
from gemportal.kernel.words import Message, _l, _ln
from gemportal.voting.definition import Sealed
from gemportal.voting.methods.consent import POSITIONS
from gemportal.voting.outcome.figures import votes_of
from gemportal.voting.outcome.picture import Bar, Kind, Picture, Result, Titles
from gemportal.voting.rules import part_of


def sentence(result: Result, _titles: Titles) -> Message:
    """How many objections stand; without any, how many consented."""
    heads = result["detail"]["heads"]
    objections = heads["objection"]
    if objections:
        return _ln(
            "Niet aangenomen: er staat %(n)s zwaarwegend bezwaar.",
            "Niet aangenomen: er staan %(n)s zwaarwegende bezwaren.",
            objections,
        )
    if not heads["consent"] + heads["concern"]:
        return _l("Niet aangenomen: niemand stemde in.")
    consented = heads["consent"] + heads["concern"]
    if heads["concern"]:
        return _l(
            "Aangenomen zonder zwaarwegend bezwaar: %(consented)s stemden in, van wie %(concern)s met een zorg.",
            consented=Amount(consented),
            concern=Amount(heads["concern"]),
        )
    return _ln(
        "Aangenomen zonder bezwaar: %(consented)s organisatie stemde in.",
        "Aangenomen zonder bezwaar: %(consented)s organisaties stemden in.",
        consented,
        consented=Amount(consented),
    )


def pictures(_sealed: Sealed, result: Result) -> list[Picture]:
    """The four answers. No share decides here, so there is no line: one objection is enough."""
    heads, whole = result["detail"]["heads"], result["quorum"]["weight"]["present"]
    bars = [
        Bar(label, part_of(result["totals"][position], whole), votes_of(result["totals"][position], heads[position]))
        for position, label in POSITIONS.items()
    ]
    return [
        Picture(
            bars, note=_l("De meeste stemmen beslissen hier niet: één zwaarwegend bezwaar houdt een voorstel tegen.")
        )
    ]


KINDS: dict[str, Kind] = {"consent": Kind(sentence, pictures)}
