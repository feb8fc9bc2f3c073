"""What happens with the witnesses: house acts, since what they say stands under the checkpoints and not in the register."""

from datetime import datetime

import sqlalchemy as sa

from gemportal.kernel import clock, db
from gemportal.kernel.actor import Actor
from gemportal.kernel.acts import act
from gemportal.kernel.public_state import raise_public_revision
from gemportal.kernel.words import _l
from gemportal.register.witnessing.cosigning import Cosignature
from gemportal.register.witnessing.models import Asked, Cosigning
from gemportal.register.witnessing.rules import Alarm, wait_after

WITNESS = "register:witness"


@act("register:claim-witness", _l("legt een getuige een controlepunt voor"), holds=None)
def claim_witness(actor: Actor, witness: str) -> bool:
    """Whether to ask this witness now. It is due again later, in case no answer comes: two ticks at once do not both ask."""
    row = db.session().get(Asked, witness)
    now = clock.now()
    if row is None:
        row = Asked(witness=witness, due_at=now, attempts=0)
        db.session().add(row)
    if row.due_at > now or row.alarm is not None:
        return False
    row.due_at = now + wait_after(row.attempts)
    row.attempts += 1
    return True


@act("register:note-cosignature", _l("bewaart de handtekening van een getuige"), holds=None)
def note_cosignature(actor: Actor, witness: str, size: int, cosignature: Cosignature) -> None:
    """Keep what a witness said under the checkpoint over `size` entries, and let it be asked about the next one at once."""
    db.session().merge(Cosigning(size=size, witness=witness, line=cosignature.line, at=cosignature.at))
    _rested(witness, due_at=clock.now())
    raise_public_revision()


@act("register:note-alarm", _l("bewaart dat een getuige een ander register zag"), holds=None)
def note_alarm(actor: Actor, witness: str, alarm: Alarm, size: int) -> None:
    """Keep that this witness says to have seen `size` entries that are not ours, and ask it nothing more."""
    _rested(witness, alarm=alarm, alarm_size=size, alarm_at=clock.now())
    raise_public_revision()


@act("register:end-alarm", _l("vraagt een getuige opnieuw"), holds=None)
def end_alarm(actor: Actor, witness: str) -> None:
    """The operator looked: ask this witness again, from the beginning."""
    _rested(witness, alarm=None, alarm_size=None, alarm_at=None, due_at=clock.now())
    raise_public_revision()


def _rested(witness: str, **values: Alarm | int | datetime | None) -> None:
    db.session().execute(sa.update(Asked).where(Asked.witness == witness).values(attempts=0, **values))
