"""What can happen to an initiative. The declarations on it have acts of their own."""

from dataclasses import asdict
from datetime import date

import sqlalchemy as sa

from gemportal.initiatives import queries, rules
from gemportal.initiatives.declaring.acts import confirm_willingness as confirm_willingness
from gemportal.initiatives.declaring.acts import declare_willingness as declare_willingness
from gemportal.initiatives.declaring.acts import in_time, published
from gemportal.initiatives.declaring.acts import withdraw_willingness as withdraw_willingness
from gemportal.initiatives.models import CoProposer, Initiative, InitiativeVersion, Willingness
from gemportal.initiatives.proposal import ASKS_CONFIRMATION, FIELDS, ProposalText
from gemportal.initiatives.rules import InitiativeStatus
from gemportal.kernel import acts, clock, db, policy, schedule
from gemportal.kernel.actor import Actor
from gemportal.kernel.acts import act
from gemportal.kernel.errors import NotFound, RuleBroken
from gemportal.kernel.holding import holds
from gemportal.kernel.numbering import next_number
from gemportal.kernel.words import _l
from gemportal.organisations import queries as organisations
from gemportal.register.log import record

# A deadline that only shows: what is in time is judged when somebody declares, so closing a call changes no state.
CALL_CLOSES = "initiatives:close-call"


@act("initiatives:draft", _l("schrijft een concept"), holds=None)
def draft(actor: Actor, text: ProposalText, closes_on: date | None = None) -> int:
    """Write down a proposal that only its proposers see. Returns its id; a number comes with publication."""
    policy.require(actor, "initiatives:draft")
    initiative = Initiative(
        organisation_code=actor.organisation,
        status=InitiativeStatus.DRAFT,
        version=1,
        confirm_from=1,
        created_at=clock.now(),
        closes_on=closes_on,
    )
    db.session().add(initiative)
    db.session().flush()
    _add_version(initiative, text.checked())
    return initiative.id


@act("initiatives:edit-draft", _l("wijzigt een concept"), holds=None)
def edit_draft(actor: Actor, initiative_id: int, text: ProposalText, closes_on: date | None = None) -> None:
    """Replace the text and the closing date of a draft."""
    initiative = _draft(actor, "initiatives:edit-draft", initiative_id)
    row = queries.current_version(initiative)
    for name, value in vars(text.checked()).items():
        setattr(row, name, value)
    row.changed_at = clock.now()
    initiative.closes_on = closes_on


@act("initiatives:discard-draft", _l("gooit een concept weg"), holds=None)
def discard_draft(actor: Actor, initiative_id: int) -> None:
    """Remove a draft: it has no number, and nobody but its proposers ever saw it."""
    initiative = _draft(actor, "initiatives:discard-draft", initiative_id)
    for model in (CoProposer, InitiativeVersion):
        db.session().execute(sa.delete(model).where(model.initiative_id == initiative_id))
    db.session().delete(initiative)


@act("initiatives:ask-co-proposer", _l("vraagt een mede-indiener"), holds=None)
def ask_co_proposer(actor: Actor, initiative_id: int, code: str, *, asked: bool = True) -> None:
    """Let a member see the draft and ask it to propose together; with `asked` False, take that back."""
    initiative = _draft(actor, "initiatives:ask-co-proposer", initiative_id)
    row = queries.co_proposer(initiative.id, code)
    if not asked:
        if row:
            db.session().delete(row)
        return
    if code == initiative.organisation_code or code not in organisations.member_codes():
        raise RuleBroken(_l("Kies een ander lid van de coöperatie."))
    if row is None:
        db.session().add(CoProposer(initiative_id=initiative.id, organisation_code=code, asked_at=clock.now()))


@act("initiatives:answer-co-proposing", _l("antwoordt of het mede-indient"), holds=None)
def answer_co_proposing(actor: Actor, initiative_id: int, *, agreed: bool) -> None:
    """Propose together, so that publication names the actor's organisation too; or not, and see the draft no more."""
    initiative = _draft(actor, "initiatives:answer-co-proposing", initiative_id)
    row = queries.co_proposer(initiative.id, actor.organisation)
    if row is None:
        raise NotFound
    if agreed:
        row.agreed_at = clock.now()
    else:
        db.session().delete(row)


@act(
    "initiatives:publish", _l("publiceert een initiatief"), holds=holds("version", "co_proposers", "closes_on", *FIELDS)
)
def publish(actor: Actor, initiative_id: int) -> str:
    """Open the call: with a goal and a closing date ahead. Returns the number. Who did not agree is not named."""
    initiative = _draft(actor, "initiatives:publish", initiative_id)
    first = queries.current_version(initiative)
    text = queries.text_of(first).checked()
    if not text.goal:
        raise RuleBroken(_l("Schrijf eerst op wat het doel is."))
    closes_on = rules.check_day_ahead(initiative.closes_on, clock.today())
    db.session().execute(
        sa.delete(CoProposer).where(CoProposer.initiative_id == initiative_id, CoProposer.agreed_at.is_(None))
    )
    initiative.number = number = next_number("I")
    initiative.status, initiative.published_at = InitiativeStatus.OPEN, clock.now()
    first.changed_at = clock.now()  # when it was drafted is nobody's business
    together = sorted(line.code for line in queries.co_proposers_of(initiative_id))
    record(number, {"version": 1, "co_proposers": together, "closes_on": closes_on.isoformat(), **asdict(text)})
    schedule.put(CALL_CLOSES, number, clock.end_of(closes_on))
    return number


@act(
    "initiatives:revise",
    _l("maakt een nieuwe versie van een initiatief"),
    holds=holds("version", "changed", "asks_confirmation", *FIELDS, apart=("why",)),
)
def revise(actor: Actor, number: str, text: ProposalText, why: str | None = None) -> int:
    """Replace the text by a new version. A change of goal, cost or seats asks every declarer to confirm. Returns its version."""
    initiative = published(actor, "initiatives:revise", number)
    before, text = queries.text_of(queries.current_version(initiative)), text.checked()
    why = rules.given(why)
    rules.check_length(why, "why")
    changed = text.changed_since(before)
    if not changed:
        raise RuleBroken(_l("U hebt niets gewijzigd."))
    if not text.goal:
        raise RuleBroken(_l("Een initiatief heeft altijd een doel."))
    asks = not ASKS_CONFIRMATION.isdisjoint(changed)
    initiative.version += 1
    if asks:
        initiative.confirm_from = initiative.version
    _add_version(initiative, text, why)
    record(
        number,
        {"version": initiative.version, "changed": list(changed), "asks_confirmation": asks, **asdict(text)},
        private={"why": why} if why else None,
    )
    return initiative.version


@act("initiatives:withdraw", _l("trekt een initiatief in"), holds=holds(apart=("reason",)))
def withdraw(actor: Actor, number: str, reason: str) -> None:
    """End an open call, by its proposer."""
    _end(published(actor, "initiatives:withdraw", number), InitiativeStatus.WITHDRAWN, reason)


@act("initiatives:stop", _l("stopt een initiatief"), holds=holds(apart=("reason",)))
def stop(actor: Actor, number: str, reason: str, lesson: str = "") -> None:
    """End an initiative that is open, forming or active. Higher rooms, which know whether there was work to learn from, hear
    of the lesson as `initiatives:stopped`."""
    _end(published(actor, "initiatives:stop", number), InitiativeStatus.STOPPED, reason, lesson)


@act("initiatives:lapse", _l("stelt vast dat een initiatief niet van de grond komt"), holds=holds(apart=("reason",)))
def lapse(actor: Actor, number: str, reason: str) -> None:
    """End an initiative for which no group could be formed."""
    _end(published(actor, "initiatives:lapse", number), InitiativeStatus.LAPSED, reason)


@act("initiatives:begin-forming", _l("begint met het vormen van een groep"), holds=holds())
def begin_forming(actor: Actor, number: str) -> None:
    """Close the call for good: a group is being formed. Only once its date has passed, or the timely would not be equal."""
    initiative = published(actor, "initiatives:begin-forming", number)
    if in_time(initiative):
        raise RuleBroken(_l("De oproep loopt nog. Wacht tot na de sluitingsdatum."))
    initiative.status = InitiativeStatus.FORMING
    record(number, {})
    schedule.done(CALL_CLOSES, number)


@act("initiatives:reopen", _l("doet een nieuwe oproep"), holds=holds("closes_on", apart=("reason",)))
def reopen(actor: Actor, number: str, reason: str, closes_on: date) -> None:
    """Call again, after no group could be formed or too few declared: everybody who declared is in time again."""
    initiative = published(actor, "initiatives:reopen", number)
    rules.check_day_ahead(closes_on, clock.today())
    if in_time(initiative):
        raise RuleBroken(_l("De oproep loopt nog."))
    initiative.status, initiative.closes_on = InitiativeStatus.OPEN, closes_on
    db.session().execute(
        sa.update(Willingness).where(Willingness.initiative_id == initiative.id, Willingness.current).values(late=False)
    )
    record(number, {"closes_on": closes_on.isoformat()}, private={"reason": rules.check_reason(reason)})
    schedule.put(CALL_CLOSES, number, clock.end_of(closes_on))
    acts.announce("initiatives:reopened", number=number)


@act("initiatives:activate", _l("gaat aan het werk"), holds=holds())
def activate(actor: Actor, number: str) -> None:
    """The group begins to work."""
    published(actor, "initiatives:activate", number).status = InitiativeStatus.ACTIVE
    record(number, {})


@act("initiatives:deliver", _l("levert een initiatief op"), holds=holds())
def deliver(actor: Actor, number: str) -> None:
    """What was promised is there, for everybody."""
    initiative = published(actor, "initiatives:deliver", number)
    initiative.status, initiative.ended_at = InitiativeStatus.DELIVERED, clock.now()
    record(number, {})
    acts.announce("initiatives:ended", number=number)


def _draft(actor: Actor, permission: str, initiative_id: int) -> Initiative:
    policy.require(actor, permission, found := queries.draft_for(actor, initiative_id))
    return found


def _add_version(initiative: Initiative, text: ProposalText, why: str | None = None) -> None:
    key = {"initiative_id": initiative.id, "version": initiative.version}
    db.session().add(InitiativeVersion(**key, changed_at=clock.now(), why=why, **vars(text)))


def _end(initiative: Initiative, status: InitiativeStatus, reason: str, lesson: str = "") -> None:
    """End an initiative before it was delivered; higher rooms hear of it as `initiatives:ended`."""
    number = str(initiative.number)
    initiative.reason = rules.check_reason(reason)
    initiative.status, initiative.ended_at = status, clock.now()
    record(number, {}, private={"reason": initiative.reason})
    schedule.drop(CALL_CLOSES, number)
    if status is InitiativeStatus.STOPPED:
        acts.announce("initiatives:stopped", number=number, lesson=lesson)
    acts.announce("initiatives:ended", number=number)
