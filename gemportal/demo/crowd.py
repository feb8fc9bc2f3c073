"""The larger sizes: every municipality a member, and years of initiatives and votes; chance decides how each ends."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from gemportal.demo import crowd_texts as texts
from gemportal.demo.cast import LEFT, MEMBERS
from gemportal.demo.scenes import CONTINUE, SHARE, STOP, open_vote
from gemportal.demo.stage import Stage, Storyline
from gemportal.demo.story.cooperative import join
from gemportal.demo.voices import AGAINST, FOR, REASONS
from gemportal.groups import acts as groups
from gemportal.groups import queries as seating
from gemportal.groups.rules import SMALLEST_GROUP, SeatRole, YearPledged
from gemportal.groups.steps import acts as steps
from gemportal.groups.steps.rules import Conclusion, Judging, Plan
from gemportal.initiatives import acts as initiatives
from gemportal.initiatives import queries as proposals
from gemportal.initiatives.rules import Backing, Declaration, Level
from gemportal.kernel import clock
from gemportal.voting import acts as voting
from gemportal.voting.rules import Draft

PER_BATCH = 12
# In days: how long a call is open, how long a step takes, and how long a group may be waited for.
CALL, ROUND, WAITS_AT_MOST = 30, 56, 150
BALLOTS_IN_A_SCENE = 60


@dataclass(frozen=True)
class Size:
    """How long ago it began, in days, and how much the crowd does besides the story."""

    founded: int
    initiatives: int = 0
    votes: int = 0


def storylines(stage: Stage, size: Size) -> Iterator[Storyline]:
    """What the crowd does; nothing at all in the smallest size."""
    if not size.initiatives:
        return
    yield joining(stage)
    begins = size.founded - 120
    for number in range(size.initiatives):
        yield initiative(stage, number, begins - number * (begins - 2) // size.initiatives)
    for number in range(size.votes):
        yield question(stage, number, begins - number * (begins - 20) // size.votes)


def joining(stage: Stage) -> Storyline:
    """All who are not in the story by name join, a dozen at a time; the last of them two months ago."""
    others = [slug for slug in sorted(stage.codes) if slug not in MEMBERS]
    stage.chance.shuffle(others)
    # Who left comes back last of all.
    others.sort(key=LEFT.__eq__)
    first, last = stage.founded - 20, 60
    batches = [others[at : at + PER_BATCH] for at in range(0, len(others), PER_BATCH)]
    for place, batch in enumerate(batches):
        yield first - place * (first - last) // max(1, len(batches) - 1)
        for slug in batch:
            join(stage, slug, f"Besluit {stage.numbers['admission']} over het toelaten van leden")


def initiative(stage: Stage, number: int, start: int) -> Storyline:
    """One initiative of the crowd, for as far as it got."""
    fate = stage.chance.choices(("works", "withdrawn", "lapsed", "waits"), (70, 8, 10, 12))[0]
    yield start
    chance = stage.chance
    proposer = stage.by(chance.choice(stage.crowd or stage.members))
    text = texts.proposal(number, cost=chance.randrange(4, 90) * 1000, hours=chance.randrange(8, 90) * 10)
    draft = stage.do(initiatives.draft, proposer, text, stage.day(start - CALL))
    named = stage.do(initiatives.publish, proposer, draft)
    for days in (start - 4, start - 12, start - 22):
        if days < 1:
            return
        yield days
        _declare(stage, named, chance.randrange(4, 12))
    if start - CALL - 2 < 1 or (fate == "waits" and start < WAITS_AT_MOST):
        return
    yield start - CALL - 2
    wanting = [rank for rank in seating.ranks_of(proposals.by_number(named)) if rank.place]
    if fate in {"withdrawn", "waits"} or len(wanting) < SMALLEST_GROUP:
        stage.do(initiatives.withdraw, proposer, named, chance.choice(texts.WHY_NOT))
        return
    why = "De deelnemers kunnen nu beginnen. Wat hoger op de agenda staat, wacht nog op mensen."
    anew = "Wat eerder is opgeleverd lost een andere vraag op. De groep gebruikt wat past."
    group = stage.do(groups.form, stage.coordinator, named, out_of_order=why, anew=anew)
    if start - CALL - 5 < 1:
        return
    yield start - CALL - 5
    if fate == "lapsed":
        stage.do(groups.give_up, stage.coordinator, group, chance.choice(texts.WHY_NOT))
        return
    yield from _work(stage, group, start - CALL - 5)


def _declare(stage: Stage, number: str, count: int) -> None:
    chance = stage.chance
    levels = chance.choices(tuple(Level), (2, 5, 4, 6, 2, 0), k=count)
    voices = stage.members + stage.crowd
    for level, slug in zip(levels, chance.sample(voices, min(count, len(voices))), strict=False):
        declaration = Declaration(
            level=level,
            hours=chance.randrange(1, 20) * 8,
            euros=chance.randrange(0, 16) * 500,
            reason=chance.choice(REASONS[level]),
            backing=chance.choice(tuple(Backing)),
        )
        actor = stage.by(slug)
        if proposals.current_declaration(proposals.by_number(number).id, actor.organisation) is None:
            stage.do(initiatives.declare_willingness, actor, number, declaration)


def _work(stage: Stage, group: str, days: int) -> Storyline:
    """The group begins; then steps, until one says stop or share, or the present comes."""
    lead, seated = _take_seats(stage, group)
    scope = "De groep kiest zelf de volgorde van het werk. Beleid stelt elke gemeente zelf vast."
    ends_on = clock.today() + timedelta(days=500)
    stage.do(groups.propose_charter, stage.by(lead), group, scope=scope, budget=len(seated) * 3000, ends_on=ends_on)
    for slug in seated:
        if slug != lead:
            stage.do(groups.consent_to_charter, stage.by(slug), group, 1)
    stage.do(groups.begin, stage.by(lead), group)
    for conclusion in stage.chance.choice(((CONTINUE, SHARE), (CONTINUE, CONTINUE, SHARE), (STOP,), (CONTINUE, STOP))):
        if days - 4 < 1:
            return
        yield days - 4
        yield from _step(stage, group, lead, seated, days - 4, conclusion)
        days -= ROUND + 10


def _take_seats(stage: Stage, group: str) -> tuple[str, list[str]]:
    """Everybody who was offered a seat accepts it. Says who leads, and who takes part."""
    group_id = seating.group(group).id
    slugs = {code: slug for slug, code in stage.codes.items()}
    seated = [slugs[offer.organisation_code] for offer in seating.open_offers(group_id)]
    year = clock.today().year
    for slug in seated:
        actor = stage.by(slug)
        pledges = [YearPledged(year, 40, 2000), YearPledged(year + 1, 60, 2000)]
        people = [actor.person_id or 0]
        stage.do(groups.accept_offer, actor, group, pledges=pledges, participants=people, willing_to_lead=True)
    lead = next(seat for seat in seating.seats(group_id) if seat.role is SeatRole.LEAD)
    return slugs[lead.organisation_code], seated


def _step(stage: Stage, group: str, lead: str, seated: list[str], days: int, conclusion: Conclusion) -> Storyline:
    plan = Plan(
        aim="Eén ding beter doen dan nu, en zien of het helpt.",
        expectation="Het werk kost na acht weken een vijfde minder tijd.",
        measure="Wij tellen de uren van zes mensen, vooraf en achteraf.",
        starts_on=clock.today(),
        due_on=stage.day(days - ROUND),
        hours=stage.chance.randrange(8, 30) * 10,
        # Three of these fit in the charter of the smallest group.
        euros=stage.chance.randrange(0, 5) * 500,
    )
    ordinal = stage.do(steps.plan_step, stage.by(lead), group, plan)
    stage.do(steps.start_step, stage.by(lead), group, ordinal)
    if days - ROUND - 4 < 1:
        return
    yield days - ROUND - 4
    for slug in seated:
        judging = _judging(stage, conclusion, plan.euros // len(seated))
        stage.do(steps.evaluate_step, stage.by(slug), group, ordinal, judging)
    stage.do(
        steps.conclude_step,
        stage.by(lead),
        group,
        ordinal,
        conclusion=conclusion,
        outcome=stage.chance.choice(texts.OUTCOMES),
        lesson=stage.chance.choice(texts.LESSONS),
    )


def _judging(stage: Stage, advice: Conclusion, part: int) -> Judging:
    """What one seat makes of a step. Each spends no more than its part, so that what was planned next still fits."""
    chance = stage.chance
    return Judging(
        came_true=chance.randrange(0, 3) if advice is STOP else chance.randrange(2, 5),
        cooperation=chance.randrange(2, 5),
        went_well=chance.choice(texts.WENT_WELL),
        went_wrong=chance.choice(texts.WENT_WRONG),
        at_home=chance.choice(texts.AT_HOME),
        learned=chance.choice(texts.LESSONS),
        hours=chance.randrange(10, 80),
        euros=chance.randrange(0, part + 1),
        advice=advice,
    )


def question(stage: Stage, number: int, start: int) -> Storyline:
    """A vote of the members that most take part in."""
    yield start
    title, asked = texts.QUESTIONS[number % len(texts.QUESTIONS)]
    draft = Draft(
        title=f"{title} ({clock.today().year})",
        question=asked,
        explanation="De ledenvergadering besprak dit en vroeg om een stemming. De kosten staan in de begroting.",
        method="majority",
        closes_on=stage.day(start - 10),
        early_close=False,
    )
    opened = open_vote(stage, draft)
    chance = stage.chance
    voters = chance.sample(stage.members + stage.crowd, len(stage.members + stage.crowd) * 3 // 4)
    answers = chance.choice(
        (("for", "for", "against"), ("for", "against", "against"), ("for", "for", "for", "abstain"))
    )
    for at in range(0, len(voters), BALLOTS_IN_A_SCENE):
        yield start - 2 - at // BALLOTS_IN_A_SCENE
        for slug in voters[at : at + BALLOTS_IN_A_SCENE]:
            answer = chance.choice(answers)
            said = {"for": FOR, "against": AGAINST}.get(answer, ())
            statement = chance.choice(said) if said and chance.random() < 0.1 else ""
            stage.do(voting.cast, stage.by(slug), opened, answer, statement)
