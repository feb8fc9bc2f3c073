"""What can happen to decisions and to the agenda."""

from collections.abc import Sequence
from dataclasses import replace

from gemportal.decisions import queries, voted
from gemportal.decisions.models import Agenda, AgendaLine, Decision
from gemportal.decisions.policy import RECORD_CONSENT
from gemportal.decisions.rules import DecisionStatus, Ground, Maker, Wording, only_a_vote_changes
from gemportal.groups import queries as groups
from gemportal.groups.charter.queries import require_own_decision
from gemportal.groups.room import queries as motions
from gemportal.groups.room.rules import Change, Changing, MotionStatus
from gemportal.kernel import acts, clock, db, policy
from gemportal.kernel.actor import Actor, Capacity
from gemportal.kernel.acts import act, effect, running
from gemportal.kernel.errors import NotFound, RuleBroken
from gemportal.kernel.holding import holds
from gemportal.kernel.numbering import next_number
from gemportal.kernel.words import _l
from gemportal.register.canonical import normal
from gemportal.register.log import record
from gemportal.voting import queries as votes
from gemportal.voting.rules import decides

SUPERSEDE, WITHDRAW = "decisions:supersede", "decisions:withdraw"
TEXTS = ("title", "text", "rationale", "alternatives", "dissent")
# What was decided stands apart too: it may name the person who was chosen, and is as long as the options of a vote are many.
APART = ("text", "rationale", "alternatives", "dissent")
HELD = holds("title", "by", "vote", "group", "ends", "review", apart=APART)


@act("decisions:record", _l("legt een besluit vast"), holds=HELD)
def record_decision(actor: Actor, wording: Wording, group_number: str | None = None) -> str:
    """Record what was decided by consent: of the cooperative, or, by an officer, of a group. Returns its number."""
    policy.require(actor, "decisions:record", Maker(group_number))
    if group_number is not None:
        require_own_decision(groups.group(group_number).id)
    return _write(wording.checked(clock.today()), Ground.CONSENT, group_number=group_number)


@act(RECORD_CONSENT, _l("legt vast waarmee een groep instemde"), holds=HELD)
def record_consent(actor: Actor, group_number: str, ordinal: int) -> str:
    """Record the proposal that all who decide in a group have just consented to: as its consequence, and in no other way."""
    policy.require(actor, RECORD_CONSENT, Maker(group_number))
    return _write(_agreed(group_number, ordinal, None), Ground.CONSENT, group_number=group_number)


def _agreed(group_number: str | None, ordinal: int | None, changing: Changing | None) -> Wording:
    """What a group has just consented to, as this act's cause; and that it was to do just this to an earlier decision."""
    motion = motions.motion_of(group_number, ordinal) if group_number and ordinal else None
    if (
        motion is None
        or motion.status is not MotionStatus.AGREED
        or motion.title is None
        or running().cause is None
        or motions.change_of(group_number or "", motion.ordinal) != changing
    ):
        raise RuleBroken(_l("Hiermee heeft nog niet iedereen in de groep ingestemd."))
    # A day on which to look again that passed while the group thought about it asks nothing any more.
    review_on = motion.review_on if motion.review_on and motion.review_on > clock.today() else None
    return Wording(motion.title, motion.text, motion.rationale or "", motion.alternatives, review_on=review_on)


def decide_what_was_agreed(number: str, ordinal: int) -> None:
    """Hear that a group consented to a proposal, and let its decision follow in the same transaction."""
    actor, changing = running().actor, motions.change_of(number, ordinal)
    if changing is None:
        record_consent(actor, number, ordinal)
    else:
        change = supersede if changing.how is Change.SUPERSEDE else withdraw
        change(actor, changing.number, motion=ordinal)


def check_may_be_changed(number: str, decision: str) -> None:
    """Hear that a group proposes to change a decision: one of its own, in force."""
    if queries.by_number(decision).group_number != number:
        raise RuleBroken(_l("Dit besluit is niet van deze groep."))
    if not _is_in_force(decision):
        raise RuleBroken(_l("Dit besluit geldt al niet meer."))


@act("decisions:record-vote", _l("legt het besluit van een stemming vast"), holds=HELD)
def record_vote(actor: Actor, vote_number: str) -> str:
    """Record what a vote decided: who, what and why on one page. Only for a vote that was adopted, or that gave an order."""
    policy.require(actor, "decisions:record-vote")
    page = votes.page_of(vote_number)
    return _write(_wording_of(page), Ground.VOTE, vote_number=vote_number, group_number=page.vote.group_number)


def _wording_of(page: votes.VotePage) -> Wording:
    if page.result is None or not decides(page.result):
        raise RuleBroken(_l("Deze stemming is niet aangenomen. Er is dus niets besloten."))
    return voted.wording(page)


def decide_what_was_voted(number: str) -> None:
    """Hear that a vote is final, and let its decision follow in the same transaction.

    A vote that replaces or takes back a decision makes its own by doing so, as its effect; unless that cannot be done any more.
    """
    vote = votes.by_number(number)
    result = votes.result_of(vote.id)
    if result is None or not decides(result):
        return
    effect_of_vote = vote.effect or {}
    if effect_of_vote.get("act") in (SUPERSEDE, WITHDRAW) and _is_in_force(**effect_of_vote["values"]):
        return
    acts.under_ground(number, record_vote, running().actor, number)


def _is_in_force(number: str) -> bool:
    return queries.by_number(number).status is DecisionStatus.IN_FORCE


@act(SUPERSEDE, _l("vervangt een besluit"), holds=HELD)
def supersede(actor: Actor, number: str, wording: Wording | None = None, *, motion: int | None = None) -> str:
    """Put a new decision in the place of `number`: an officer's `wording`, or what its group consented to as `motion`.

    Returns the number of the new one.
    """
    return _end(actor, SUPERSEDE, Changing(number, Change.SUPERSEDE), wording, motion)


@act(WITHDRAW, _l("trekt een besluit in"), holds=HELD)
def withdraw(actor: Actor, number: str, wording: Wording | None = None, *, motion: int | None = None) -> str:
    """Take `number` back by a decision that says so, worded in the same way. Returns the number of the new one."""
    return _end(actor, WITHDRAW, Changing(number, Change.WITHDRAW), wording, motion)


_BECOMES = {Change.SUPERSEDE: DecisionStatus.SUPERSEDED, Change.WITHDRAW: DecisionStatus.WITHDRAWN}


def _end(actor: Actor, permission: str, changing: Changing, wording: Wording | None, motion: int | None) -> str:
    ended = queries.by_number(changing.number)
    policy.require(actor, permission, ended)
    ground = running().ground
    if wording is None or actor.capacity is Capacity.MANDATE:
        wording = _agreed(ended.group_number, motion, changing)
    elif ground is None:
        wording = wording.checked(clock.today())
    if ground is None and only_a_vote_changes(ended.ground, ended.group_number):
        raise RuleBroken(
            _l("Dit besluit namen de leden met een stemming. Alleen een nieuwe stemming kan het veranderen.")
        )
    ended.status = _BECOMES[changing.how]
    how = Ground.VOTE if ground else Ground.CONSENT
    return _write(wording, how, vote_number=ground, group_number=ended.group_number, ends=ended)


def _can_be_ended(number: str) -> None:
    """Whether the members could vote to end this decision: one of their own cooperative, in force."""
    if queries.by_number(number).group_number is not None:
        raise RuleBroken(_l("Dit besluit is van een groep. De leden stemmen over besluiten van de coöperatie."))
    if not _is_in_force(number):
        raise RuleBroken(_l("Dit besluit geldt al niet meer."))


@effect(SUPERSEDE, _can_be_ended)
def supersede_as_voted(actor: Actor, number: str) -> str:
    """Put what was voted in the place of `number`."""
    return supersede(actor, number, _voted_instead(number))


@effect(WITHDRAW, _can_be_ended)
def withdraw_as_voted(actor: Actor, number: str) -> str:
    """Take `number` back, as was voted."""
    return withdraw(actor, number, _voted_instead(number))


def _voted_instead(number: str) -> Wording:
    _can_be_ended(number)
    ground = running().ground or ""
    if queries.decision_of_vote(ground) is not None:
        raise RuleBroken(_l("Van deze stemming is al een besluit vastgelegd."))
    return _wording_of(votes.page_of(ground))


def _write(
    wording: Wording,
    ground: Ground,
    *,
    vote_number: str | None = None,
    group_number: str | None = None,
    ends: Decision | None = None,
) -> str:
    wording.check(clock.today())
    # The row holds the very text of the entry, so that the two can be compared.
    wording = replace(wording, **{name: normal(getattr(wording, name)) for name in TEXTS})
    number = next_number("B")
    entry = record(
        number,
        {
            "title": wording.title,
            "by": ground,
            "vote": vote_number,
            "group": group_number,
            "ends": ends.number if ends else None,
            "review": wording.review_on.isoformat() if wording.review_on else None,
        },
        private={name: getattr(wording, name) for name in APART},
    )
    db.session().add(
        Decision(
            number=number,
            status=DecisionStatus.IN_FORCE,
            title=wording.title,
            text=wording.text,
            rationale=wording.rationale,
            alternatives=wording.alternatives,
            dissent=wording.dissent,
            review_on=wording.review_on,
            ground=ground,
            vote_number=vote_number,
            group_number=group_number,
            decided_at=clock.now(),
            ends_number=ends.number if ends else None,
            entry=entry,
        )
    )
    return number


@effect("decisions:set-agenda")
@act("decisions:set-agenda", _l("bepaalt de agenda van de leden"), holds=holds("order"))
def set_agenda(actor: Actor, order: Sequence[str]) -> None:
    """Make `order` (numbers of initiatives) the members' agenda, on the ground of the vote that gave it."""
    policy.require(actor, "decisions:set-agenda")
    ground = running().ground
    if ground is None:
        raise NotFound(_l("Een agenda heeft een stemming als grond nodig."))
    agenda = Agenda(vote_number=ground, set_at=clock.now())
    session = db.session()
    session.add(agenda)
    session.flush()
    session.add_all(
        AgendaLine(agenda_id=agenda.id, position=place, initiative_number=number)
        for place, number in enumerate(order, 1)
    )
    record("agenda", {"order": list(order)})
