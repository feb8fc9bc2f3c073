"""How a session begins, goes on under another token, and ends: shared by every way in. Only inside an act."""

import sqlalchemy as sa

from gemportal.kernel import clock, db
from gemportal.kernel.errors import NotFound
from gemportal.kernel.words import _l
from gemportal.people import standing
from gemportal.people.models import Person
from gemportal.people.signin import rules
from gemportal.people.signin.models import SignIn
from gemportal.people.signin.rules import Device, Way


def open_session(
    person: Person,
    token_digest: bytes,
    way: Way,
    device: Device,
    *,
    ending: bytes | None = None,
    factor: bool = False,
    awaits_factor: bool = False,
) -> int:
    """Let the token of this digest speak for a person who proved who they are. Returns how many capacities they can choose from.

    Somebody with one capacity acts in it straight away. `ending` is the digest of an older token of the same device, which dies.
    """
    now = clock.now()
    person.last_signed_in_at = now
    if ending is not None:
        end_session(ending)
    db.session().execute(sa.delete(SignIn).where(SignIn.person_id == person.id, SignIn.expires_at <= now))
    choices = standing.choices(person.id)
    row = SignIn(
        token_hash=token_digest,
        person_id=person.id,
        way=way,
        device=device.description,
        network=device.network,
        factor_at=now if factor else None,
        awaits_factor=awaits_factor,
        started_at=now,
        last_seen_at=now,
        expires_at=now + rules.SIGN_IN_LASTS,
    )
    _choose(row, choices[0] if len(choices) == 1 else None)
    db.session().add(row)
    return len(choices)


def go_on(
    token_digest: bytes,
    person_id: int | None,
    *,
    ending: bytes,
    choice: standing.Choice | None = None,
    factor: bool = False,
) -> SignIn:
    """The same session under a new token; the old one dies, and the limit of its time goes on counting.

    `choice` is another capacity to act in; `factor` says that a second factor was proven now. NotFound when the old token is
    dead already, or another's.
    """
    now = clock.now()
    old = db.session().get(SignIn, ending)
    if old is None or old.person_id != person_id or old.ended_at is not None or old.expires_at <= now:
        raise NotFound(_l("Meld u opnieuw aan."))
    row = SignIn(
        token_hash=token_digest,
        person_id=person_id,
        mandate_id=old.mandate_id,
        office_holding_id=old.office_holding_id,
        way=old.way,
        device=old.device,
        network=old.network,
        factor_at=now if factor else old.factor_at,
        awaits_factor=old.awaits_factor and not factor,
        started_at=old.started_at,
        last_seen_at=now,
        expires_at=old.expires_at,
    )
    if choice is not None:
        _choose(row, choice)
    old.ended_at = now
    db.session().add(row)
    return row


def end_session(token_digest: bytes) -> None:
    """Let a token die; one that is dead already stays so."""
    row = db.session().get(SignIn, token_digest)
    if row is not None and row.ended_at is None:
        row.ended_at = clock.now()


def end_sessions(person_id: int, *, sparing: bytes | None = None) -> None:
    """Let every token of a person die, but for the one whose digest is `sparing`."""
    mine = sa.update(SignIn).where(SignIn.person_id == person_id, SignIn.ended_at.is_(None))
    if sparing is not None:
        mine = mine.where(SignIn.token_hash != sparing)
    db.session().execute(mine.values(ended_at=clock.now()))


def _choose(row: SignIn, choice: standing.Choice | None) -> None:
    row.mandate_id = choice.mandate_id if choice else None
    row.office_holding_id = choice.holding_id if choice else None
