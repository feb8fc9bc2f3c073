"""Scenes that occur in every storyline: a call with its declarations, a group that is formed, a step, a vote."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import cycle
from typing import Any

from gemportal.demo.proposals import PROPOSALS
from gemportal.demo.stage import Stage, Storyline
from gemportal.demo.voices import REASONS
from gemportal.groups import acts as groups
from gemportal.groups.rules import YearPledged
from gemportal.groups.steps import acts as steps
from gemportal.groups.steps.rules import Conclusion, Judging, Plan
from gemportal.initiatives import acts as initiatives
from gemportal.initiatives.rules import Backing, Declaration, Level
from gemportal.kernel import clock
from gemportal.kernel.actor import MandateRole
from gemportal.voting import acts as voting
from gemportal.voting.preparing import acts as preparing_acts
from gemportal.voting.rules import Draft

NO, FOLLOW, CONTRIBUTE, JOIN, LEAD, CONSIDERING = Level
PERSON, MANAGEMENT, EXECUTIVE, COUNCIL = Backing
CONTINUE, ADJUST, STOP, SHARE = Conclusion

LONG_ENOUGH_TO_ASK = timedelta(days=35)


def publish(stage: Stage, key: str, closes: int, *, together_with: Sequence[str] = ()) -> str:
    """Write and publish the proposal `key`, with a call until the day that is `closes` days ago. Returns its number."""
    proposal = PROPOSALS[key]
    proposer = stage.by(proposal.proposer)
    draft = stage.do(initiatives.draft, proposer, proposal.text, stage.day(closes))
    for slug in together_with:
        stage.do(initiatives.ask_co_proposer, proposer, draft, stage.codes[slug])
        stage.do(initiatives.answer_co_proposing, stage.by(slug), draft, agreed=True)
    number = stage.do(initiatives.publish, proposer, draft)
    stage.numbers[key] = number
    return number


@dataclass(frozen=True)
class Said:
    """What one municipality declares. Without a reason of its own it gives one that others could have given."""

    slug: str
    level: Level
    reason: str = ""
    hours: int | None = None
    euros: int | None = None
    backing: Backing = PERSON
    expertise: str = ""
    who_would: str = ""


def declare(stage: Stage, key: str, said: Said) -> None:
    """Declare willingness on the initiative `key`."""
    until = clock.today() + LONG_ENOUGH_TO_ASK if said.level is CONSIDERING else None
    declaration = Declaration(
        level=said.level,
        hours=said.hours,
        euros=said.euros,
        expertise=said.expertise,
        reason=said.reason or stage.chance.choice(REASONS[said.level]),
        who_would=said.who_would,
        backing=said.backing,
        considering_until=until,
    )
    stage.do(initiatives.declare_willingness, stage.by(said.slug), stage.numbers[key], declaration)


def call(stage: Stage, key: str, first: int, last: int, declarations: Iterable[Said]) -> Storyline:
    """Declarations, spread evenly from `first` to `last` days ago, in their order."""
    lines = list(declarations)
    for place, said in enumerate(lines):
        yield first - place * (first - last) // max(1, len(lines) - 1)
        declare(stage, key, said)


def form_group(
    stage: Stage, key: str, *, passing_over: Mapping[str, str] | None = None, out_of_order: str = "", anew: str = ""
) -> str:
    """Form a group for `key`, and offer its places. `passing_over` gives a reason for each slug."""
    reasons = {stage.codes[slug]: reason for slug, reason in (passing_over or {}).items()}
    out_of_order = (
        out_of_order or "De deelnemers aan dit initiatief kunnen nu beginnen. Wat hoger op de agenda staat, wacht nog."
    )
    number = stage.do(
        groups.form,
        stage.coordinator,
        stage.numbers[key],
        passing_over=reasons,
        out_of_order=out_of_order,
        anew=anew or "Wij lazen wat er eerder is opgeleverd. Dat lost een andere vraag op, en wij gebruiken wat past.",
    )
    stage.groups[key] = number
    return number


def accept(stage: Stage, key: str, slug: str, hours: int, euros: int, *, people: int = 1) -> None:
    """Take the seat that was offered, with hours and euros spread over this calendar year and the next."""
    year = clock.today().year
    pledges = [
        YearPledged(year, hours - hours // 2, euros - euros // 2),
        YearPledged(year + 1, hours // 2, euros // 2),
    ]
    roles = list(MandateRole)[:people]
    participants = [person for role in roles if (person := stage.by(slug, role).person_id) is not None]
    stage.do(groups.accept_offer, stage.by(slug), stage.groups[key], pledges=pledges, participants=participants)


def agree_on_charter(
    stage: Stage, key: str, lead: str, others: Iterable[str], *, scope: str, budget: int, ends: int
) -> None:
    """The lead proposes a charter that ends on the day `ends` days ago, and the others consent."""
    number = stage.groups[key]
    version = stage.do(
        groups.propose_charter, stage.by(lead), number, scope=scope, budget=budget, ends_on=stage.day(ends)
    )
    for slug in others:
        stage.do(groups.consent_to_charter, stage.by(slug), number, version)


def start_step(stage: Stage, key: str, lead: str, plan: Plan) -> int:
    """Plan a step and start it. Returns its place in the row."""
    number = stage.groups[key]
    ordinal = stage.do(steps.plan_step, stage.by(lead), number, plan)
    stage.do(steps.start_step, stage.by(lead), number, ordinal)
    return ordinal


def evaluate(stage: Stage, key: str, slug: str, ordinal: int, judging: Judging, *, in_public: bool = False) -> None:
    """Give one municipality's judgement of a step."""
    stage.do(steps.evaluate_step, stage.by(slug), stage.groups[key], ordinal, judging, in_public=in_public)


def conclude(
    stage: Stage, key: str, lead: str, ordinal: int, conclusion: Conclusion, outcome: str, lesson: str = ""
) -> None:
    """Conclude a step, with its consequence."""
    stage.do(
        steps.conclude_step,
        stage.by(lead),
        stage.groups[key],
        ordinal,
        conclusion=conclusion,
        outcome=outcome,
        lesson=lesson,
    )


def open_vote(stage: Stage, draft: Draft) -> str:
    """Prepare a vote and open it. Returns its number."""
    return stage.do(voting.open_vote, stage.coordinator, stage.do(preparing_acts.prepare, stage.coordinator, draft))


Ballots = Iterable[tuple[str, Any, str]]


def vote(stage: Stage, number: str, first: int, last: int, ballots: Ballots) -> Storyline:
    """Ballots (who, what and a statement), spread evenly from `first` to `last` days ago. Most of the crowd follows."""
    lines = list(ballots)
    answers = [answer for _, answer, _ in lines]
    if stage.crowd:
        yield first
        for slug in stage.chance.sample(stage.crowd, len(stage.crowd) * 3 // 4):
            stage.do(voting.cast, stage.by(slug), number, stage.chance.choice(answers))
    for place, (slug, answer, statement) in enumerate(lines):
        yield first - place * (first - last) // max(1, len(lines) - 1)
        stage.do(voting.cast, stage.by(slug), number, answer, statement)


def everybody_else(
    stage: Stage, said: Ballots, answers: Sequence[Any], *, silent: Iterable[str] = ()
) -> list[tuple[str, Any, str]]:
    """The ballots given, and for every other member that is not silent one of `answers`, which are dealt out evenly: so a
    result is what its story says, whatever chance does elsewhere.
    """
    given = list(said)
    out = {slug for slug, _, _ in given} | set(silent)
    others = [slug for slug in stage.members if slug not in out]
    stage.chance.shuffle(others)
    return given + [(slug, answer, "") for slug, answer in zip(others, cycle(answers), strict=False)]
