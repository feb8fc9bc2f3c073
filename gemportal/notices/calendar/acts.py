"""Making the address of one's own calendar."""

from gemportal.kernel import clock, db, policy
from gemportal.kernel.actor import Actor
from gemportal.kernel.acts import act
from gemportal.kernel.words import _l
from gemportal.notices.calendar.models import CalendarKey


@act("notices:renew-calendar", _l("maakt een geheim adres voor de eigen kalender"), holds=None)
def renew(actor: Actor, token_digest: bytes) -> None:
    """Let the holder of the token read what is asked of this person's organisations; an earlier address works no more."""
    policy.require(actor, "notices:renew-calendar")
    db.session().merge(CalendarKey(person_id=actor.person_id, token_hash=token_digest, made_at=clock.now()))
