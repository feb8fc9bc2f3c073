"""What can happen to a proposal within a group: made, consented to or objected to, answered, withdrawn, and carried out."""

from gemportal.groups import acts as group_acts
from gemportal.groups import queries as groups
from gemportal.groups.charter.queries import require_own_decision
from gemportal.groups.models import Group
from gemportal.groups.room import queries, rules
from gemportal.groups.room.models import Motion, MotionChange, MotionWord
from gemportal.groups.room.policy import ANSWER, CONSENT, OBJECT, PROPOSE, PROPOSE_ENDING, WITHDRAW
from gemportal.groups.room.rules import Changing, MotionKind, MotionStatus, Proposal
from gemportal.groups.rules import check_working
from gemportal.kernel import clock, db, policy
from gemportal.kernel.actor import Actor
from gemportal.kernel.acts import act, announce
from gemportal.kernel.errors import NotFound, RuleBroken
from gemportal.kernel.holding import holds
from gemportal.kernel.texts import WHY, check_text
from gemportal.kernel.words import _l
from gemportal.register.log import record

AGREED, CHANGE_PROPOSED = "groups:decision-agreed", "groups:change-proposed"


@act(
    PROPOSE,
    _l("stelt een besluit van de groep voor"),
    holds=holds("motion", "review", sometimes=("ends", "how"), apart=("title", "text", "rationale", "alternatives")),
)
def propose_decision(actor: Actor, number: str, proposal: Proposal, changing: Changing | None = None) -> int:
    """Propose a decision within the charter; proposing it is one's consent to it. Returns its place among the proposals.

    With `changing` it takes the place of a decision that the group took earlier, or takes it back: that is changed as it was made.
    """
    group = groups.group(number)
    policy.require(actor, PROPOSE, groups.about(group))
    require_own_decision(group.id)
    wording = proposal.checked(clock.today())
    made = _add(group, actor, MotionKind.DECISION, wording)
    if changing is not None:
        _change(made, group, changing)
    record(
        group.number,
        {
            "motion": made.ordinal,
            "review": wording.review_on.isoformat() if wording.review_on else None,
            **({"ends": changing.number, "how": changing.how} if changing else {}),
        },
        private={
            "title": wording.title,
            "text": wording.text,
            "rationale": wording.rationale,
            "alternatives": wording.alternatives,
        },
    )
    return made.ordinal


def _change(made: Motion, group: Group, changing: Changing) -> None:
    """Note which decision a proposal would change. The room that keeps decisions hears of it, and refuses what is not so."""
    if queries.is_to_change(group.id, changing.number):
        raise RuleBroken(_l("Over dit besluit ligt er al een voorstel."))
    announce(CHANGE_PROPOSED, number=group.number, decision=changing.number)
    row = MotionChange(group_id=group.id, ordinal=made.ordinal, decision_number=changing.number, how=changing.how)
    db.session().add(row)
    db.session().flush()


@act(PROPOSE_ENDING, _l("stelt voor een zetel te beëindigen"), holds=holds("motion", "org", apart=("reason",)))
def propose_ending_seat(actor: Actor, number: str, code: str, reason: str) -> int:
    """Propose to the others that the seat of `code` ends, for a public reason. Returns the proposal's place among them."""
    group = groups.group(number)
    policy.require(actor, PROPOSE_ENDING, groups.about(group))
    groups.seat_of(group.id, code)
    if code == actor.organisation:
        raise RuleBroken(_l("Uw eigen zetel verlaat u zelf, met een reden."))
    rules.check_ending(queries.deciding(group.id), code)
    if queries.is_in_question(group.id, code):
        raise RuleBroken(_l("Over deze zetel ligt er al een voorstel."))
    reason = check_text(reason, WHY)
    made = _add(group, actor, MotionKind.END_SEAT, Proposal("", reason, ""), about=code)
    record(group.number, {"motion": made.ordinal, "org": code}, private={"reason": reason})
    return made.ordinal


def _add(group: Group, actor: Actor, kind: MotionKind, wording: Proposal, *, about: str | None = None) -> Motion:
    proposer = groups.seat_of(group.id, actor.organisation).organisation_code
    made = Motion(
        group_id=group.id,
        ordinal=queries.next_ordinal(group.id),
        kind=kind,
        status=MotionStatus.OPEN,
        proposer_code=proposer,
        about_code=about,
        title=wording.title or None,
        text=wording.text,
        rationale=wording.rationale or None,
        alternatives=wording.alternatives,
        review_on=wording.review_on,
        proposed_at=clock.now(),
    )
    db.session().add(made)
    db.session().flush()
    say(made, proposer)
    return made


def say(motion: Motion, code: str, objection: str | None = None) -> None:
    """Let this be the last word of an organisation on a proposal."""
    word = MotionWord(
        group_id=motion.group_id, ordinal=motion.ordinal, organisation_code=code, objection=objection, at=clock.now()
    )
    db.session().merge(word)
    db.session().flush()


@act(CONSENT, _l("stemt in met een voorstel in de groep"), holds=holds("motion", "agreed"))
def consent_to_motion(actor: Actor, number: str, ordinal: int) -> bool:
    """Consent to a proposal. The last consent needed carries it out, in the same moment; returns whether it did."""
    group, motion = _for_a_word(actor, CONSENT, number, ordinal)
    if motion.kind is MotionKind.DECISION:
        check_working(group.status)
        require_own_decision(group.id)
    else:
        # Others may have left since: who is alone with somebody puts them out no more than it could propose it.
        rules.check_ending(queries.deciding(group.id), motion.about_code)
    say(motion, groups.seat_of(group.id, actor.organisation).organisation_code)
    agreed = queries.has_consent(motion)
    if agreed:
        motion.status, motion.settled_at = MotionStatus.AGREED, clock.now()
    record(group.number, {"motion": ordinal, "agreed": agreed})
    if agreed and motion.about_code is not None:
        group_acts.end_seat(actor, number, motion.about_code, motion=ordinal)
    elif agreed:
        announce(AGREED, number=number, ordinal=ordinal)
    return agreed


@act(OBJECT, _l("maakt bezwaar tegen een voorstel in de groep"), holds=holds("motion", apart=("reason",)))
def object_to_motion(actor: Actor, number: str, ordinal: int, reason: str) -> None:
    """Object to a proposal for a public reason: it is not carried out while the objection stands."""
    group, motion = _for_a_word(actor, OBJECT, number, ordinal)
    reason = check_text(reason, WHY)
    say(motion, groups.seat_of(group.id, actor.organisation).organisation_code, reason)
    record(group.number, {"motion": ordinal}, private={"reason": reason})


def _for_a_word(actor: Actor, permission: str, number: str, ordinal: int) -> tuple[Group, Motion]:
    group = groups.group(number)
    policy.require(actor, permission, groups.about(group))
    motion = _open(group, ordinal)
    if actor.organisation == motion.about_code:
        raise RuleBroken(_l("Dit voorstel gaat over uw eigen zetel. U kunt er in het openbaar op antwoorden."))
    return group, motion


def _open(group: Group, ordinal: int) -> Motion:
    motion = queries.motion(group.id, ordinal)
    if motion.status is not MotionStatus.OPEN:
        raise RuleBroken(_l("Dit voorstel staat niet meer open: het is %(state)s.", state=motion.status.label))
    return motion


@act(WITHDRAW, _l("trekt een voorstel in de groep in"), holds=holds("motion"))
def withdraw_motion(actor: Actor, number: str, ordinal: int) -> None:
    """Take back a proposal that one made."""
    group = groups.group(number)
    policy.require(actor, WITHDRAW, groups.about(group))
    motion = _open(group, ordinal)
    if motion.proposer_code != actor.organisation:
        raise RuleBroken(_l("Alleen wie een voorstel deed, kan het intrekken."))
    motion.status, motion.settled_at = MotionStatus.WITHDRAWN, clock.now()
    record(group.number, {"motion": ordinal})


@act(ANSWER, _l("antwoordt op een voorstel over de eigen zetel"), holds=holds("motion", apart=("answer",)))
def answer_motion(actor: Actor, number: str, ordinal: int, answer: str) -> None:
    """Answer in public, once, to a proposal to end one's own seat; also after the seat ended."""
    group = groups.group(number)
    policy.require(actor, ANSWER, groups.about(group))
    motion = queries.motion(group.id, ordinal)
    if motion.about_code != actor.organisation:
        raise NotFound
    if motion.answered_at is not None:
        raise RuleBroken(_l("Er is al geantwoord."))
    motion.answer, motion.answered_at = check_text(answer, _l("Schrijf uw antwoord op.")), clock.now()
    record(group.number, {"motion": ordinal}, private={"answer": motion.answer})
