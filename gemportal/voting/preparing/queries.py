"""What a vote in preparation is made from, and what one looks like that is there already."""

from typing import Any

from gemportal.initiatives import queries as initiatives
from gemportal.kernel.clock import local
from gemportal.organisations import queries as organisations
from gemportal.voting import queries as votes
from gemportal.voting import rules
from gemportal.voting.definition import Sealed, Voter
from gemportal.voting.models import Vote
from gemportal.voting.preparing.rules import KEPT, OF_DECISION, STOPS, Kind, kind_of
from gemportal.voting.rules import Effect, Weights


def open_initiatives() -> tuple[dict[str, str], dict[str, int | None]]:
    """The titles and the costs of the open initiatives, in order of their numbers."""
    numbers = sorted(initiatives.open_numbers())
    titles, costs = initiatives.titles(numbers), initiatives.costs(numbers)
    return {number: titles[number] for number in numbers}, costs


def voter_codes(group_number: str | None) -> dict[str, str]:
    """The codes of those who would vote now, by name."""
    return {voter.name: voter.organisation for voter in votes.roll_now(group_number or None)}


def filled_in(vote: Vote) -> dict[str, Any]:
    """The values of the form, from a vote in preparation."""
    options = votes.options_of(vote.id)
    kind = kind_of(vote.method, vote.secrecy)
    chosen = [option.key for option in options if option.initiative_number]
    return {
        "group_number": vote.group_number or "",
        "title": vote.title,
        "question": vote.question,
        "explanation": vote.explanation,
        "method": vote.method,
        "initiative": chosen[0] if chosen and kind in (Kind.PROPOSAL, Kind.CONSENT) else "",
        "initiatives": chosen,
        "written": "\n".join(option.title for option in options if not option.initiative_number),
        "closes_on": local(rules.last_day(vote.closes_at)).date(),
        "quorum": vote.rules["quorum"]["at_least"],
        "quorum_by": vote.rules["quorum"]["by"],
        "threshold": rules.threshold_named(vote.rules),
        "force": vote.force.value,
        "meeting_on": vote.meeting_on,
        "early_close": vote.early_close,
        "weights": vote.weights.value,
        "given_weights": _lines_of_weights(vote),
        "seats": vote.rules.get("seats", 1),
        "budget": vote.rules.get("budget"),
        **_effect_filled_in(effect_of(vote), chosen),
        "sets_agenda": (vote.effect or {}).get("act") == rules.AGENDA,
    }


def effect_of(vote: Vote) -> Effect | None:
    """What follows from a vote in preparation, as its draft says it."""
    return Effect(vote.effect["act"], vote.effect.get("values", {})) if vote.effect else None


def _effect_filled_in(effect: Effect | None, chosen: list[str]) -> dict[str, Any]:
    if effect is None:
        return {"effect": ""}
    number = str(effect.values.get("number"))
    if effect == Effect(STOPS, {"number": number}) and number in chosen:
        return {"effect": STOPS}
    if effect.act in OF_DECISION and effect == Effect(effect.act, {"number": number}):
        return {"effect": effect.act, "decision": number}
    return {"effect": KEPT}


def _lines_of_weights(vote: Vote) -> str:
    if vote.weights is not Weights.GIVEN:
        return ""
    names = organisations.names(vote.given_weights)
    return "\n".join(f"{names.get(code, code)} {weight}" for code, weight in vote.given_weights.items())


def as_sealed(vote: Vote, roll: list[Voter]) -> Sealed:
    """The vote as its voters will read it once it is sealed: for showing its ballot paper beforehand."""
    document = {"method": vote.method, "rules": vote.rules, "secrecy": vote.secrecy.value, "scope": vote.scope.value}
    return Sealed(document, tuple(option.option for option in votes.options_of(vote.id)), tuple(roll))
