"""Consent: a proposal stands unless somebody has a serious objection with an argument (voting.md, `consent`).

A concern lets the proposal pass and is kept with it. Who stands aside takes part and leaves it to the others; where all do, nobody
consents and nothing is adopted.
"""

import unicodedata
from collections.abc import Mapping
from typing import Literal

from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.words import Message, _l
from gemportal.voting.methods.lot import Lot
from gemportal.voting.methods.method import Ballots, Method, Roll, Rules, participation
from gemportal.voting.methods.option import Options
from gemportal.voting.methods.quorum import quorum_from
from gemportal.voting.methods.reading import known, one_proposal
from gemportal.voting.methods.result import Result

Position = Literal["consent", "concern", "objection", "aside"]
Answer = dict[str, str]

LONGEST_REASON = 2000

POSITIONS: dict[Position, Message] = {
    "consent": _l("instemming"),
    "concern": _l("instemming met een zorg"),
    "objection": _l("zwaarwegend bezwaar"),
    "aside": _l("laat het over aan de anderen"),
}
NEED_A_REASON = ("concern", "objection")


def rules_from(rules: Mapping[str, object]) -> Rules:
    """The quorum, and nothing else."""
    known(rules, {"quorum"})
    return Rules(quorum_from(rules))


def validate(answer: object, _options: Options, _rules: Rules) -> Answer:
    """`{"position", "reason"?}`; a concern and an objection have a reason, an empty one is left out."""
    if not isinstance(answer, Mapping) or not set(answer) <= {"position", "reason"}:
        raise RuleBroken(
            _l("Kies of u instemt, een zorg of een zwaarwegend bezwaar hebt, of het overlaat aan de anderen.")
        )
    reason = reason_from(answer.get("reason", ""))
    for position in POSITIONS:
        if answer.get("position") == position:
            if position in NEED_A_REASON and not reason:
                raise RuleBroken(_l("Schrijf erbij waarom: bij een zorg of een bezwaar hoort een reden."))
            return {"position": position} | ({"reason": reason} if reason else {})
    raise RuleBroken(_l("Kies of u instemt, een zorg of een zwaarwegend bezwaar hebt, of het overlaat aan de anderen."))


def reason_from(reason: object) -> str:
    """The reason as it is kept: NFC, with plain line breaks and no white space around it."""
    if not isinstance(reason, str):
        raise RuleBroken(_l("Uw reden is geen tekst."))
    text = unicodedata.normalize("NFC", "\n".join(reason.splitlines())).strip()
    if any(unicodedata.category(letter) in ("Cc", "Cs") and letter not in "\n\t" for letter in text):
        raise RuleBroken(_l("In uw reden staat een teken dat niemand kan lezen: haal het weg."))
    if len(text) > LONGEST_REASON:
        raise RuleBroken(_l("Uw reden mag ten hoogste %(most)s tekens lang zijn.", most=LONGEST_REASON))
    return text


def tally(options: Options, ballots: Ballots[Answer], roll: Roll, rules: Rules, _lot: Lot) -> Result:
    """Adopted when nobody objects and somebody consents, be it with a concern. One objection outweighs any weight."""
    at = [(ballot.answer["position"], ballot) for ballot in ballots]
    totals: dict[str, int] = {name: sum(b.weight for position, b in at if position == name) for name in POSITIONS}
    heads = {name: sum(b.heads for position, b in at if position == name) for name in POSITIONS}
    quorum = participation(ballots, roll, rules)
    adopted = not totals["objection"] and totals["consent"] + totals["concern"] > 0
    return Result(
        outcome="no-quorum" if not quorum["met"] else "adopted" if adopted else "rejected",
        quorum=quorum,
        totals=totals,
        ranking=(),
        winners=tuple(option.id for option in options) if adopted and quorum["met"] else (),
        ties=(),
        detail={"heads": heads},
    )


def sentences(rules: Rules) -> tuple[Message, ...]:
    """When a proposal stands."""
    return (
        _l(
            "Aangenomen als bij de sluiting niemand een zwaarwegend bezwaar heeft en ten minste één organisatie instemt, al "
            "dan niet met een zorg."
        ),
        _l("Wie een zorg of een zwaarwegend bezwaar heeft, schrijft erbij waarom."),
        rules.quorum.sentence(),
    )


METHOD: Method[Rules, Answer] = Method(
    name="consent",
    purpose="consent",
    shape="consent",
    title=_l("Instemming"),
    question=_l("Kunt u instemmen met dit voorstel?"),
    answer=_l(
        "Kies één van vier: u stemt in, u stemt in met een zorg, u hebt een zwaarwegend bezwaar, of u laat het over aan de "
        "anderen."
    ),
    blank={"position": "aside"},
    rules_from=rules_from,
    check=one_proposal,
    validate=validate,
    tally=tally,
    sentences=sentences,
)
