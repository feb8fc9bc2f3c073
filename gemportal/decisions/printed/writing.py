"""A decision as a paper: what was decided, why and how, who thought otherwise, and where its proof stands."""

from collections.abc import Iterator

from gemportal.decisions.models import Decision
from gemportal.decisions.queries import DecisionLine
from gemportal.decisions.rules import DecisionStatus
from gemportal.kernel.figures import Day
from gemportal.kernel.paper import Paper, Section, facts
from gemportal.kernel.prose import blocks
from gemportal.kernel.words import Message, _l
from gemportal.register.models import Checkpoint
from gemportal.voting import outcome
from gemportal.voting.queries import VotePage


def paper(
    decision: Decision,
    ended_by: DecisionLine | None,
    vote: VotePage | None,
    checkpoint: Checkpoint | None,
    address: str,
    language: str,
) -> Paper:
    """The decision, whole; it changes only when it ends."""
    return Paper(
        kind=str(_l("Besluit %(number)s", number=decision.number)),
        title=decision.title,
        language=language,
        at=ended_by.decided_at if ended_by else decision.decided_at,
        address=address,
        facts=facts(
            (_l("Besloten op"), Day.of(decision.decided_at)),
            (_l("Hoe"), decision.ground.label),
            (_l("Door"), _maker(decision)),
            (_l("Stand"), _status(decision, ended_by)),
            (_l("Opnieuw bekijken"), Day(decision.review_on) if decision.review_on else None),
        ),
        sections=tuple(_sections(decision, vote, checkpoint)),
        foot=str(_l("Besluit %(number)s", number=decision.number)),
    )


def _maker(decision: Decision) -> Message:
    if decision.group_number:
        return _l("groep %(number)s", number=decision.group_number)
    return _l("de leden van de coöperatie") if decision.vote_number else _l("de coöperatie")


def _status(decision: Decision, ended_by: DecisionLine | None) -> Message:
    if ended_by is None:
        return decision.status.label
    day = Day.of(ended_by.decided_at)
    if decision.status is DecisionStatus.SUPERSEDED:
        return _l("op %(day)s vervangen door besluit %(number)s", day=day, number=ended_by.number)
    return _l("op %(day)s ingetrokken met besluit %(number)s", day=day, number=ended_by.number)


def _sections(decision: Decision, vote: VotePage | None, checkpoint: Checkpoint | None) -> Iterator[Section]:
    texts = (
        (_l("Wat is besloten"), decision.text),
        (_l("Waarom"), decision.rationale),
        (_l("Wat er nog meer is overwogen"), decision.alternatives),
        (_l("Wie er anders over dacht"), decision.dissent),
    )
    for heading, text in texts:
        if text:
            yield Section(str(heading), blocks(text))
    if vote is not None and vote.result is not None:
        yield Section(str(_l("De stemming")), blocks(_outcome(vote)), facts=_figures(vote))
    yield Section(str(_l("Bewijs in het register")), facts=_proof(decision, checkpoint))


def _outcome(vote: VotePage) -> str:
    return str(outcome.sentence(vote.sealed.method, vote.result or {}, vote.sealed.titles))


def _figures(vote: VotePage) -> tuple[tuple[str, str], ...]:
    turnout = _l("%(turnout)s van de %(voters)s stemgerechtigden", turnout=vote.turnout, voters=len(vote.sealed.roll))
    return facts((_l("Stemming"), vote.vote.number), (_l("Opkomst"), turnout))


def _proof(decision: Decision, checkpoint: Checkpoint | None) -> tuple[tuple[str, str], ...]:
    """The entry, and the first checkpoint over it: origin, size and root, as anybody can compare them."""
    origin, size, root = checkpoint.note.split("\n")[:3] if checkpoint else ("", "", "")
    return facts(
        (_l("Inschrijving"), decision.entry),
        (_l("Controlepunt"), f"{origin} {size}".strip()),
        (_l("Vingerafdruk van het register"), root),
    )
