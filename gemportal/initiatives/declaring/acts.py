"""What can happen to a declaration: made, confirmed for a new version, withdrawn."""

from typing import Any

from gemportal.initiatives import queries, rules
from gemportal.initiatives.models import Initiative, Willingness
from gemportal.initiatives.rules import Declaration
from gemportal.initiatives.support.deadlines import considers_until
from gemportal.kernel import acts, clock, db, policy
from gemportal.kernel.actor import Actor
from gemportal.kernel.acts import act
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.holding import holds
from gemportal.kernel.words import _l
from gemportal.register.log import record, written


@act("initiatives:declare-willingness", _l("verklaart bereidheid"), holds=holds(*rules.DECLARED, apart=rules.WORDS))
def declare_willingness(actor: Actor, number: str, declaration: Declaration, *, read: int | None = None) -> None:
    """Declare how much the actor's organisation wants to take part, in place of what it declared before.

    `read` is the version that the declarer had in view. After the call closed this is for the waiting list, and a timely
    declaration that wants a seat can only be withdrawn: nobody loses a place, or declares for another text, by accident.
    """
    initiative = published(actor, "initiatives:declare-willingness", number)
    rules.check_read(read, initiative.version)
    declared = declaration.checked(clock.today())
    rules.check_may_declare(
        declared.level,
        partner=bool(policy.fact(actor, "organisations:partner")),
        invited=queries.invitation(initiative.id, actor.organisation) is not None,
    )
    late = not in_time(initiative)
    current = queries.current_declaration(initiative.id, actor.organisation)
    if late and current is not None and current.level.wants_a_seat and not current.late:
        raise RuleBroken(_l("De oproep is gesloten. U kunt deze verklaring alleen intrekken."))
    earlier = queries.earlier_declarations(initiative.id, actor.organisation)
    # To the second, as the register has it: what ranks can be rebuilt from there.
    now = clock.now().replace(microsecond=0)
    since = rules.ranking_date(declared.level, now, earlier)
    if current is not None:
        current.give_way()
    entry = record(
        number,
        {"version": initiative.version, "since": written(since), "late": late, **declared.told()},
        private=declared.words if any(declared.words.values()) else None,
    )
    row: dict[str, Any] = {"since": since, "declared_at": now, "version": initiative.version, "late": late}
    row |= {"initiative_id": initiative.id, "organisation_code": actor.organisation, "current": True, "entry": entry}
    db.session().add(Willingness(**row, **vars(declared)))
    considers_until(number, actor.organisation, declared.considering_until)
    db.session().flush()
    acts.announce("initiatives:willingness-declared", number=number)


@act("initiatives:confirm-willingness", _l("bevestigt zijn bereidheid"), holds=holds("level", "version"))
def confirm_willingness(actor: Actor, number: str, *, read: int | None = None) -> None:
    """Let a declaration hold for the present version, the one that was `read`; it keeps its date, and ranks from now on."""
    initiative = published(actor, "initiatives:confirm-willingness", number)
    rules.check_read(read, initiative.version)
    current = declared_by(actor, initiative)
    if current.version >= initiative.confirm_from:
        raise RuleBroken(_l("Deze verklaring geldt al voor het voorstel van nu."))
    current.version = initiative.version
    record(number, {"level": current.level, "version": current.version})
    acts.announce("initiatives:willingness-declared", number=number)


@act("initiatives:withdraw-willingness", _l("trekt zijn bereidheid in"), holds=holds("level"))
def withdraw_willingness(actor: Actor, number: str) -> None:
    """Take a declaration back; higher rooms hear of it as `initiatives:willingness-withdrawn`."""
    initiative = published(actor, "initiatives:withdraw-willingness", number)
    current = declared_by(actor, initiative)
    current.give_way()
    current.withdrawn_at = clock.now()
    record(number, {"level": current.level})
    acts.announce("initiatives:willingness-withdrawn", number=number, code=current.organisation_code)


def published(actor: Actor, permission: str, number: str) -> Initiative:
    """The initiative with this number, on which the actor may do this now."""
    initiative = queries.by_number(number)
    policy.require(actor, permission, initiative)
    return initiative


def declared_by(actor: Actor, initiative: Initiative) -> Willingness:
    """What the actor's organisation declared last and did not withdraw; a sentence when there is nothing."""
    current = queries.current_declaration(initiative.id, actor.organisation)
    if current is None:
        raise RuleBroken(_l("Uw organisatie heeft hier geen verklaring."))
    return current


def in_time(initiative: Initiative) -> bool:
    """Whether what arrives now is in time for the call."""
    # Judged by the moment of arrival, as for a ballot: waiting for the lock costs nobody a place.
    arrived_on = clock.day_of(acts.running().arrived_at)
    return rules.call_is_running(initiative.status, initiative.closes_on, arrived_on)
