"""Reading which second steps somebody has, and what was proven in a session."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

import sqlalchemy as sa

from gemportal.kernel import clock, db, policy
from gemportal.kernel.actor import Actor, Capacity
from gemportal.kernel.asked import Asked
from gemportal.kernel.errors import NotFound, RuleBroken
from gemportal.kernel.words import _l
from gemportal.people import standing
from gemportal.people.factors import rules
from gemportal.people.factors.models import CodeApp, Passkey, RecoveryCode
from gemportal.people.factors.requirement import requirement
from gemportal.people.factors.rules import Account
from gemportal.people.models import Person
from gemportal.people.signin.models import SignIn


@dataclass(frozen=True)
class Session:
    """What was proven in a session that is alive, and which ways its person has to prove more."""

    person_id: int
    email: str
    awaits_factor: bool
    factor_at: datetime | None
    proven_at: datetime
    has_app: bool
    has_passkey: bool
    has_password: bool

    @property
    def has_factor(self) -> bool:
        return self.has_app or self.has_passkey

    @property
    def fresh(self) -> bool:
        """Whether who is here proved it a short while ago, with a second factor where they have one."""
        proven = self.proven_at > clock.now() - rules.FRESH
        return proven and (self.factor_at is not None or not self.has_factor)


def _confirmed_app() -> sa.Exists:
    return sa.exists().where(CodeApp.person_id == Person.id, CodeApp.secret.is_not(None))


def _some_passkey() -> sa.Exists:
    return sa.exists().where(Passkey.person_id == Person.id)


def session(token_digest: bytes | None) -> Session | None:
    """The session under this token, also one that still awaits its second step; None when it is dead."""
    query = (
        sa.select(
            Person.id,
            Person.email,
            SignIn.awaits_factor,
            SignIn.factor_at,
            SignIn.proven_at,
            _confirmed_app(),
            _some_passkey(),
            Person.password_hash.is_not(None),
        )
        .join(SignIn, SignIn.person_id == Person.id)
        .where(SignIn.token_hash == token_digest, SignIn.alive(clock.now()))
    )
    row = db.session().execute(query).one_or_none() if token_digest else None
    return Session(*row) if row else None


def is_awaited(token_digest: bytes | None) -> bool:
    """Whether the session under this token opens nothing before its second step."""
    found = session(token_digest)
    return found is not None and found.awaits_factor


def has_factor(person_id: int) -> bool:
    """Whether this person set up a second step."""
    return db.session().scalar(sa.select(Person.id).where(Person.id == person_id, _has_factor())) is not None


def _has_factor() -> sa.ColumnElement[bool]:
    return sa.or_(_confirmed_app(), _some_passkey())


def acts_for_nobody(token_digest: bytes) -> bool:
    """Whether no capacity was chosen in this session."""
    chosen = sa.or_(SignIn.mandate_id.is_not(None), SignIn.office_holding_id.is_not(None))
    return db.session().scalar(sa.select(SignIn.token_hash).where(SignIn.token_hash == token_digest, chosen)) is None


def capacities(token_digest: bytes | None) -> tuple[list[standing.Choice], list[standing.Choice]]:
    """What can be chosen from in this session; and what its person has too, but only after a second step."""
    found = session(token_digest)
    if found is None:
        raise NotFound
    every = standing.choices(found.person_id, proven=True)
    required = requirement()
    withheld = [own for own in every if found.factor_at is None and required.covers(own.actor)]
    return [own for own in every if own not in withheld], withheld


def is_required(person_id: int) -> bool:
    """Whether this person has a capacity that needs a second factor."""
    return person_id in _required([person_id])


def _required(person_ids: Collection[int]) -> set[int]:
    required = requirement()
    held = standing.choices_of(person_ids)
    return {person_id for person_id, own in held.items() if any(required.covers(one.actor) for one in own)}


@dataclass(frozen=True)
class PasskeyLine:
    """A passkey as its owner sees it."""

    passkey_id: int
    name: str
    added_at: datetime
    last_used_at: datetime | None


@dataclass(frozen=True)
class Own:
    """Everything that a person set up."""

    app_since: datetime | None
    passkeys: list[PasskeyLine]
    codes: int
    codes_left: int
    required: bool

    @property
    def factors(self) -> int:
        return len(self.passkeys) + (self.app_since is not None)


def own(person_id: int) -> Own:
    """What this person set up, and whether they must have it."""
    used = sa.select(RecoveryCode.used_at).where(RecoveryCode.person_id == person_id)
    codes = list(db.session().scalars(used))
    return Own(
        db.session().scalar(sa.select(CodeApp.confirmed_at).where(CodeApp.person_id == person_id)),
        passkeys(person_id),
        len(codes),
        codes.count(None),
        is_required(person_id),
    )


def passkeys(person_id: int) -> list[PasskeyLine]:
    """This person's passkeys, in the order in which they were added."""
    query = (
        sa.select(Passkey.id, Passkey.name, Passkey.added_at, Passkey.last_used_at)
        .where(Passkey.person_id == person_id)
        .order_by(Passkey.id)
    )
    return [PasskeyLine(*row) for row in db.session().execute(query)]


def passkey(person_id: int, passkey_id: int) -> PasskeyLine:
    """One of this person's passkeys."""
    for line in passkeys(person_id):
        if line.passkey_id == passkey_id:
            return line
    raise NotFound


def credentials_of(person_id: int) -> list[bytes]:
    """What the browser has to know of this person's passkeys."""
    return list(db.session().scalars(sa.select(Passkey.credential_id).where(Passkey.person_id == person_id)))


@dataclass(frozen=True)
class Named:
    """What a passkey or an app calls its account by."""

    email: str
    name: str


def named(person_id: int) -> Named:
    """The address and the name of a person, for their own devices; NotFound when there is no such person."""
    row = db.session().execute(sa.select(Person.email, Person.name).where(Person.id == person_id)).one_or_none()
    if row is None:
        raise NotFound
    return Named(*row)


def new_secret(person_id: int) -> bytes:
    """The sealed secret that an app has not confirmed yet."""
    sealed = db.session().scalar(sa.select(CodeApp.new_secret).where(CodeApp.person_id == person_id))
    if sealed is None:
        raise RuleBroken(_l("Er is geen app om te bevestigen. Begin opnieuw bij Beveiliging."))
    return sealed


def account(person_id: int) -> Account:
    """Somebody as the policy looks at them; NotFound when there is no such person."""
    for found in _accounts(Person.id == person_id):
        return found
    raise NotFound


def _accounts(*conditions: sa.ColumnElement[bool]) -> list[Account]:
    query = standing.of_persons().where(*conditions).order_by(None).order_by(Person.id)
    found = []
    for person_id, group in groupby(db.session().execute(query), key=lambda row: row.id):
        rows = list(group)
        organisations = frozenset(row.organisation_code for row in rows if row.organisation_code)
        found.append(Account(person_id, rows[0].name, organisations, any(row.office for row in rows)))
    return found


def resettable(actor: Actor, person_ids: Iterable[int]) -> set[int]:
    """Those among these persons whose second step this actor may take away. One query."""
    accounts = _accounts(Person.id.in_(set(person_ids)), _has_factor())
    return {found.person_id for found in accounts if policy.may(actor, "people:reset-factors", found)}


def asked_of(*actors: Actor) -> list[Asked]:
    """What is asked of a person who has no capacity now: a second step, when that is what keeps one from them."""
    persons = {actor.person_id: actor for actor in actors if actor.person_id and actor.capacity is Capacity.PERSON}
    required = _required(persons) if persons else set()
    if not required:
        return []
    ready = set(db.session().scalars(sa.select(Person.id).where(Person.id.in_(required), _has_factor())))
    choose = (_l("Kies uw rol"), _l("Kies namens wie u handelt"), "signin.choose")
    set_up = (
        _l("Stel een tweede stap in"),
        _l("Voor uw rol is een tweede stap bij het aanmelden nodig"),
        "factors.security",
    )
    return [Asked(persons[one], *(choose if one in ready else set_up)) for one in sorted(required)]
