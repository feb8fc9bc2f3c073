"""What a vote in preparation is made from, and what one looks like that is there already."""

from dataclasses import replace
from typing import Any

from gemportal.groups import queries as groups
from gemportal.groups.queries import GroupPage, Possible
from gemportal.groups.rules import GroupStatus
from gemportal.initiatives import queries as initiatives
from gemportal.kernel import policy
from gemportal.kernel.actor import Actor
from gemportal.kernel.clock import day_of, just_before
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.words import Message, _l
from gemportal.organisations import queries as organisations
from gemportal.voting import conditions, rules
from gemportal.voting import queries as votes
from gemportal.voting.definition import Sealed
from gemportal.voting.models import Vote
from gemportal.voting.policy import OfGroup
from gemportal.voting.preparing.rules import KEPT, OF_DECISION, STOPS, Kind, kind_of
from gemportal.voting.rules import Draft, Effect, Weights

PREPARE = "voting:prepare"
MOST_GROUPS = 500


def may_prepare_for(actor: Actor) -> dict[str, Message | str]:
    """Whose votes the actor may prepare: of all members (the empty string), and of groups by their number."""
    if not policy.could(actor, PREPARE):
        return {}
    everybody: dict[str, Message | str] = {"": _l("alle leden")} if policy.may(actor, PREPARE, OfGroup(None)) else {}
    lines = groups.lines(status=GroupStatus.WORKING, limit=MOST_GROUPS)
    return everybody | {
        line.number: f"{line.number} {line.title}" for line in lines if policy.may(actor, PREPARE, OfGroup(line.number))
    }


def possible(actor: Actor, group: GroupPage) -> list[Possible]:
    """Preparing a vote of a group, for who may do that."""
    if group.status is not GroupStatus.WORKING or not policy.may(actor, PREPARE, OfGroup(group.number)):
        return []
    return [Possible(_l("Een stemming voorbereiden"), "voting.prepare", {"groep": group.number})]


def open_initiatives() -> tuple[dict[str, str], dict[str, int | None]]:
    """The titles and the costs of the open initiatives, in order of their numbers."""
    numbers = sorted(initiatives.open_numbers())
    titles, costs = initiatives.titles(numbers), initiatives.costs(numbers)
    return {number: titles[number] for number in numbers}, costs


def no_longer_open(vote_id: int) -> list[str]:
    """The options of a vote in preparation that are initiatives which nobody can choose any more: number and title."""
    open_now = initiatives.open_numbers()
    chosen = [option for option in votes.options_of(vote_id) if option.initiative_number]
    return [f"{option.key} {option.title}" for option in chosen if option.key not in open_now]


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
        "closes_on": day_of(just_before(vote.closes_at)),
        "quorum": vote.rules["quorum"]["at_least"],
        "quorum_by": vote.rules["quorum"]["by"],
        "threshold": rules.threshold_named(vote.rules),
        "force": vote.force.value,
        "meeting_on": vote.meeting_on,
        "early_close": vote.early_close,
        "weights": vote.weights.value,
        "given_weights": _lines_of_weights(vote),
        "seats": vote.rules.get("seats") or vote.rules.get("winners") or 1,
        "budget": vote.rules.get("budget"),
        **_effect_filled_in(effect_of(vote), chosen),
        "sets_agenda": (vote.effect or {}).get("act") == rules.AGENDA,
    }


def effect_of(vote: Vote) -> Effect | None:
    """What follows from a vote in preparation, as its draft says it."""
    return Effect(vote.effect["act"], vote.effect.get("values", {})) if vote.effect else None


def with_what_no_form_shows(draft: Draft | None, vote: Vote) -> Draft | None:
    """Which vote this one repeats, and rules of its method that only an act can set, go along with a change."""
    if draft is None:
        return None
    shown = {"quorum", "threshold", "base"} | draft.particular.keys()
    rules_kept = vote.rules if vote.method == draft.method else {}
    hidden = {name: rule for name, rule in rules_kept.items() if name not in shown}
    return replace(draft, follows=vote.follows, particular={**hidden, **draft.particular})


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


def obstacle(vote: Vote) -> Message | None:
    """Why the vote could not be opened now, if so: things changed since it was prepared, or it was copied from an earlier one."""
    try:
        conditions.check(vote)
    except RuleBroken as broken:
        return broken.sentence
    return None


def as_sealed(vote: Vote) -> Sealed:
    """The vote as its voters will read it once it is sealed. The roll is empty where not everybody has a weight yet."""
    document = {"method": vote.method, "rules": vote.rules, "secrecy": vote.secrecy.value, "scope": vote.scope.value}
    options = tuple(option.option for option in votes.options_of(vote.id))
    try:
        roll = votes.roll_now(vote.group_number, vote.weights, vote.given_weights)
    except RuleBroken:
        roll = []
    return Sealed(document, options, tuple(roll))
