"""What can happen to sign-ins.

Passwords are checked before an act begins, since that takes long and an act holds the one writer's lock.
"""

from gemportal.kernel import db, policy
from gemportal.kernel.actor import Actor
from gemportal.kernel.acts import act
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.words import _l
from gemportal.people import standing
from gemportal.people.models import Person
from gemportal.people.signin.opening import end_session, go_on, open_session
from gemportal.people.signin.rules import Device, Way

_NOWHERE = Device()


@act("people:sign-in", _l("meldt zich aan"), governance=False)
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


@act("people:act-for", _l("kiest namens wie te handelen"), governance=False)
def act_for(actor: Actor, key: str, token_digest: bytes, *, ending: bytes) -> None:
    """Go on in another of one's own capacities, under a new token; the old one dies."""
    policy.require(actor, "people:act-for")
    choice = standing.choice(actor.person_id, key, proven=True)  # whether it is: `go_on` knows the session
    go_on(token_digest, actor.person_id, ending=ending, choice=choice)


@act("people:sign-out", _l("meldt zich af"), governance=False)
def sign_out(actor: Actor, token_digest: bytes) -> None:
    """Let a token die. Whoever holds it may ask that; a token that is dead already stays so."""
    policy.require(actor, "people:sign-out")
    end_session(token_digest)
