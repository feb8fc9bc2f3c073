"""What can happen to sign-ins.

Passwords are checked before an act begins, since that takes long and an act holds the one writer's lock.
"""

from collections.abc import Sequence

import sqlalchemy as sa

from gemportal.kernel import clock, db, policy
from gemportal.kernel.actor import Actor
from gemportal.kernel.acts import act
from gemportal.kernel.errors import NotFound, RuleBroken
from gemportal.kernel.words import _l
from gemportal.people import standing
from gemportal.people.models import Person
from gemportal.people.signin import queries, rules
from gemportal.people.signin.models import Attempt, SignIn, UnfinishedForm
from gemportal.people.signin.opening import end_session, end_sessions_of, go_on, open_session
from gemportal.people.signin.rules import Bucket, Device, Way

_NOWHERE = Device()


@act("people:sign-in", _l("meldt zich aan"), holds=None)
def sign_in(
    actor: Actor,
    person_id: int,
    password_hash: str,
    token_digest: bytes,
    *,
    device: Device = _NOWHERE,
    ending: bytes | None = None,
) -> int:
    """Let the device with the token of this digest speak for a person, whose password was checked against `password_hash`.

    Who set up a second step takes it first. `ending` is the digest of an older token of the same device. Returns how many
    capacities there are to choose from.
    """
    policy.require(actor, "people:sign-in")
    person = db.session().get(Person, person_id)
    if person is None or person.password_hash != password_hash:
        raise RuleBroken(_l("Uw wachtwoord is intussen gewijzigd. Probeer het opnieuw."))
    return open_session(person, token_digest, Way.PASSWORD, device, ending=ending)


@act("people:act-for", _l("kiest namens wie te handelen"), holds=None)
def act_for(actor: Actor, key: str, token_digest: bytes, *, ending: bytes) -> None:
    """Go on in another of one's own capacities, under a new token; the old one dies."""
    policy.require(actor, "people:act-for")
    choice = standing.choice(actor.person_id, key, proven=True)  # whether it is: `go_on` knows the session
    go_on(token_digest, actor.person_id, ending=ending, choice=choice)


@act("people:renew-session", _l("gaat verder met andere rechten"), holds=None)
def renew_session(actor: Actor, person_id: int | None, token_digest: bytes, *, ending: bytes) -> None:
    """Go on under a new token, since the rights are no longer those that the old one was given out for.

    Nobody's capacity is needed for it: the one that the session was in may have ended.
    """
    policy.require(actor, "people:stay-signed-in")
    go_on(token_digest, person_id, ending=ending)


@act("people:note-use", _l("gebruikt het portaal"), holds=None)
def note_use(actor: Actor, token_digest: bytes) -> None:
    """Note that a session is in use, so that it goes on; one that is over stays so."""
    policy.require(actor, "people:stay-signed-in")
    row = db.session().get(SignIn, token_digest)
    if row is not None and row.lives(clock.now()):
        row.last_seen_at = clock.now()
        row.idle_until = clock.now() + queries.limits(row.rights).idle


@act("people:sign-out", _l("meldt zich af"), holds=None)
def sign_out(actor: Actor, token_digest: bytes) -> None:
    """Let a token die. Whoever holds it may ask that; a token that is dead already stays so."""
    policy.require(actor, "people:sign-out")
    end_session(token_digest)


@act("people:sign-out-elsewhere", _l("meldt een ander apparaat af"), holds=None)
def sign_out_elsewhere(actor: Actor, token_digest: bytes) -> None:
    """Let one of one's own other tokens die."""
    policy.require(actor, "people:sign-out-elsewhere")
    row = db.session().get(SignIn, token_digest)
    if row is None or row.person_id != actor.person_id:
        raise NotFound(_l("Dit apparaat is al afgemeld."))
    end_session(token_digest)


@act("people:sign-out-everywhere-else", _l("meldt alle andere apparaten af"), holds=None)
def sign_out_everywhere_else(actor: Actor, here: bytes | None) -> None:
    """Let all of one's own tokens die but the one of the digest `here`."""
    policy.require(actor, "people:sign-out-elsewhere")
    end_sessions_of(actor.person_id, but=here)


@act("people:reserve-attempt", _l("doet een poging"), holds=None)
def reserve_attempt(actor: Actor, buckets: Sequence[Bucket]) -> list[int]:
    """Count one attempt in each bucket before it is made; TooMany when one of them is full. Returns what `refund_attempt` takes.

    Counting and looking happen under the one writer's lock: attempts made at once do not slip through together.
    """
    policy.require(actor, "people:sign-in")
    now = clock.now()
    db.session().execute(sa.delete(Attempt).where(Attempt.at <= now - rules.COUNTED_FOR))
    db.session().execute(sa.delete(UnfinishedForm).where(UnfinishedForm.expires_at <= now))
    rules.check_room(buckets, queries.counts(buckets))
    rows = [Attempt(mark=bucket.mark, at=now) for bucket in buckets]
    db.session().add_all(rows)
    db.session().flush()
    return [row.id for row in rows]


@act("people:refund-attempt", _l("slaagt in een poging"), holds=None)
def refund_attempt(actor: Actor, reserved: Sequence[int]) -> None:
    """An attempt that succeeded does not count."""
    policy.require(actor, "people:sign-in")
    db.session().execute(sa.delete(Attempt).where(Attempt.id.in_(reserved)))


@act("people:keep-unfinished", _l("bewaart wat was ingevuld"), holds=None)
def keep_unfinished(actor: Actor, session_digest: bytes, token_digest: bytes, sealed: bytes) -> bool:
    """Keep what was sent in a session that is over, for the person whose session it was. False when nobody knows whose.

    Only the last few are kept of each person: so nothing of a session that never got past its first step, which whoever has
    nothing but the password could use to push out what its owner wrote.
    """
    policy.require(actor, "people:stay-signed-in")
    over = db.session().get(SignIn, session_digest)
    # Who has yet to take the second step was never signed in, and had no form to lose.
    if over is None or over.awaits_factor:
        return False
    now = clock.now()
    db.session().execute(sa.delete(UnfinishedForm).where(UnfinishedForm.expires_at <= now))
    kept = db.session().scalars(
        sa.select(UnfinishedForm)
        .where(UnfinishedForm.person_id == over.person_id)
        .order_by(UnfinishedForm.expires_at.desc())
    )
    for row in list(kept)[rules.UNFINISHED_AT_MOST - 1 :]:
        db.session().delete(row)
    expires_at = now + rules.UNFINISHED_LASTS
    db.session().add(
        UnfinishedForm(token_hash=token_digest, person_id=over.person_id, sealed=sealed, expires_at=expires_at)
    )
    return True
