"""Making the address of one's own calendar, and ending it."""

import sqlalchemy as sa

from gemportal.kernel import clock, db, policy
from gemportal.kernel.actor import Actor
from gemportal.kernel.acts import act
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.words import _l
from gemportal.notices.calendar.models import CalendarKey


@act("notices:renew-calendar", _l("maakt een geheim adres voor de eigen kalender"), holds=None)
def renew(actor: Actor, token_digest: bytes) -> None:
    """Let the holder of the token read what is asked of this person's organisations; an earlier address works no more."""
    policy.require(actor, "notices:renew-calendar")
    db.session().merge(CalendarKey(person_id=actor.person_id, token_hash=token_digest, made_at=clock.now()))


@act("notices:end-calendar", _l("trekt het geheime adres van de eigen kalender in"), holds=None)
def end(actor: Actor) -> None:
    """Let nobody read this person's calendar by an address any more, until they make a new one."""
    policy.require(actor, "notices:end-calendar")
    ended = db.session().execute(
        sa.delete(CalendarKey).where(CalendarKey.person_id == actor.person_id).returning(CalendarKey.person_id)
    )
    if ended.first() is None:
        raise RuleBroken(_l("Uw kalender heeft geen geheim adres. Er is niets om in te trekken."))
