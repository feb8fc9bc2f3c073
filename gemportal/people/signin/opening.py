"""How a session begins, goes on under another token, and ends: shared by every way in. Only inside an act."""

from collections.abc import Sequence

import sqlalchemy as sa

from gemportal.kernel import clock, db
from gemportal.kernel.acts import announce
from gemportal.kernel.errors import NotFound, RuleBroken
from gemportal.kernel.words import _l
from gemportal.people import standing
from gemportal.people.factors import queries as factors
from gemportal.people.factors.requirement import requirement
from gemportal.people.models import Person
from gemportal.people.signin import queries, rules
from gemportal.people.signin.models import SignIn, UnfinishedForm
from gemportal.people.signin.rules import Device, Way

SESSIONS_ENDED = "people:sessions-ended"


def open_session(
    person: Person,
    token_digest: bytes,
    way: Way,
    device: Device,
    *,
    ending: bytes | None = None,
    factor: bool = False,
) -> int:
    """Let the token of this digest speak for a person who proved who they are.

    Returns how many capacities they can choose from now: none as long as a second step is awaited. It is awaited of everybody who
    set one up, by whatever way they come in, unless `factor` says that this way proved it too.

    Somebody with one capacity acts in it straight away; one that needs a second factor counts only where one is proven or awaited.
    `ending` is the digest of an older token of the same device, which dies.
    """
    now = clock.now()
    awaits_factor = not factor and factors.has_factor(person.id)
    person.last_signed_in_at = now
    if ending is not None:
        end_session(ending)
    held = standing.choices(person.id, proven=True)
    rights = _rights(held)
    limits = queries.limits(rights)
    choices = held if factor or awaits_factor else standing.without_factor(held)
    row = SignIn(
        token_hash=token_digest,
        person_id=person.id,
        rights=rights,
        way=way,
        device=device.description,
        network=device.network,
        factor_at=now if factor else None,
        awaits_factor=awaits_factor,
        proven_at=now,
        started_at=now,
        last_seen_at=now,
        idle_until=now + limits.idle,
        expires_at=now + limits.longest,
    )
    _choose(row, choices[0] if len(choices) == 1 else None)
    db.session().add(row)
    return 0 if awaits_factor else len(choices)


def go_on(
    token_digest: bytes,
    person_id: int | None,
    *,
    ending: bytes,
    choice: standing.Choice | None = None,
    factor: bool = False,
    password: bool = False,
) -> SignIn:
    """The same session under a new token, with the rights of this moment; the old one dies, and its longest time goes on counting.

    `choice` is another capacity to act in; without one the present one stays as long as it holds. `factor` says that a second
    factor was proven now, `password` that the password was once more. NotFound when the old token is dead already, or another's.
    """
    now = clock.now()
    old = db.session().get(SignIn, ending)
    if old is None or old.person_id != person_id or not old.lives(now):
        raise NotFound(_l("Meld u opnieuw aan."))
    choices = standing.choices(person_id, proven=True)
    rights = _rights(choices)
    limits = queries.limits(rights)
    row = SignIn(
        token_hash=token_digest,
        person_id=person_id,
        rights=rights,
        way=old.way,
        device=old.device,
        network=old.network,
        factor_at=now if factor else old.factor_at,
        awaits_factor=old.awaits_factor and not factor,
        proven_at=now if factor or password else old.proven_at,
        started_at=old.started_at,
        last_seen_at=now,
        idle_until=now + limits.idle,
        expires_at=min(old.expires_at, old.started_at + limits.longest),
    )
    if choice is not None and row.factor_at is None and requirement().covers(choice.actor):
        raise RuleBroken(_l("Voor deze rol is een tweede stap nodig. Stel die in bij Beveiliging."))
    present = (
        found for found in choices if (found.mandate_id, found.holding_id) == (old.mandate_id, old.office_holding_id)
    )
    _choose(row, choice or next(present, None))
    old.ended_at = now
    db.session().add(row)
    return row


def end_session(token_digest: bytes) -> None:
    """Let a token die; one that is dead already stays so."""
    row = db.session().get(SignIn, token_digest)
    if row is not None and row.ended_at is None:
        row.ended_at = clock.now()


def end_sessions_of(person_id: int | None, *, but: bytes | None = None) -> None:
    """Let every token of a person die, except that of the digest `but`: when they ask so, or their password changed.

    Whoever may hold one of these may hold other secrets of this person: the rooms that gave those out hear of it.
    """
    query = sa.update(SignIn).where(SignIn.person_id == person_id, SignIn.ended_at.is_(None))
    if but is not None:
        query = query.where(SignIn.token_hash != but)
    db.session().execute(query.values(ended_at=clock.now()))
    announce(SESSIONS_ENDED, person_id=person_id)


def forget_unfinished(person_id: int) -> None:
    """Let nothing be left of what a person had not finished."""
    db.session().execute(sa.delete(UnfinishedForm).where(UnfinishedForm.person_id == person_id))


def _rights(choices: Sequence[standing.Choice]) -> str:
    return rules.rights(choice.key for choice in choices)


def _choose(row: SignIn, choice: standing.Choice | None) -> None:
    row.mandate_id = choice.mandate_id if choice else None
    row.office_holding_id = choice.holding_id if choice else None
