"""What can happen to the data of people: asking to be erased, thinking again, erasing, and forgetting what is old.

Erasing is a house act: an entry would tell for ever that whoever represented an organisation asked for it. The ends of
their mandates and offices are entered, as always, without who it was.
"""

from datetime import datetime, timedelta

import sqlalchemy as sa

from gemportal.kernel import clock, db, outbox, personal, policy, schedule
from gemportal.kernel.actor import Actor, Office, clock_for
from gemportal.kernel.acts import act
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.public_state import raise_public_revision
from gemportal.kernel.words import Message, _l
from gemportal.people import standing
from gemportal.people.acts import end_mandate, end_office
from gemportal.people.models import Invitation, Person
from gemportal.people.policy import ERASE, ERASE_IDLE
from gemportal.people.privacy import queries, rules
from gemportal.people.privacy.policy import FORGET, WARN_IDLE
from gemportal.people.rules import normal_email
from gemportal.people.signin.models import SignIn
from gemportal.settings.queries import value


@act("people:ask-erasure", _l("vraagt om gewist te worden"), holds=None)
def ask_erasure(actor: Actor, link: str) -> datetime:
    """Let oneself be erased once the time to think again has passed, and return when. `link` leads to where to take it back."""
    policy.require(actor, "people:ask-erasure")
    return _ask(queries.living(actor.person_id), link, _l("U hebt gevraagd om uw gegevens te wissen."))


@act("people:ask-erasure-for", _l("laat iemand wissen, op verzoek"), holds=None)
def ask_erasure_for(actor: Actor, email: str, link: str) -> datetime:
    """Let whoever is known by this address be erased, as they asked in writing. They are told, and can take it back."""
    policy.require(actor, "people:ask-erasure-for")
    known = standing.credentials(normal_email(email))
    if known is None:
        raise RuleBroken(_l("Op dit e-mailadres kennen wij niemand. Controleer het adres."))
    policy.require(actor, "people:ask-erasure-for", queries.subject(known.person_id))
    why = _l("De coöperatie kreeg het schriftelijke verzoek om uw gegevens te wissen.")
    return _ask(queries.living(known.person_id), link, why)


def _ask(person: Person, link: str, why: Message) -> datetime:
    if queries.erased_on(person.id) is not None:
        raise RuleBroken(_l("Dit is al gevraagd."))
    if queries.is_the_only(Office.COORDINATOR, person.id):
        raise RuleBroken(_l("Dit is de enige coördinator. Nodig eerst een andere coördinator uit."))
    at = clock.now() + timedelta(days=value(rules.WAITING))
    schedule.put(ERASE, str(person.id), at)
    outbox.post(
        person.email,
        person.language,
        _l("Wij gaan uw gegevens wissen"),
        why,
        _l("Wij doen dat op %(day)s. Daarna kan het niet meer ongedaan worden gemaakt.", day=at),
        _l("Wilt u dit niet? Meld u dan voor die dag aan, en neem het verzoek hier terug:"),
        link,
    )
    return at


@act("people:take-back-erasure", _l("neemt het verzoek om gewist te worden terug"), holds=None)
def take_back_erasure(actor: Actor) -> None:
    """Stay: whoever asked it, nobody is erased who says in time that they do not want it."""
    policy.require(actor, "people:take-back-erasure")
    if queries.erased_on(actor.person_id) is None:
        raise RuleBroken(_l("Er is niets gevraagd, of het is al teruggenomen."))
    schedule.drop(ERASE, str(actor.person_id))


@act(ERASE, _l("wist iemands gegevens"), holds=None)
def erase(actor: Actor, person: str) -> None:
    """Erase whoever has this number: roles end, what says who it was goes, the number stays. Twice is as good as once."""
    policy.require(actor, ERASE)
    row = db.session().get(Person, int(person))
    if row is None or row.erased_at is not None:
        return
    mandates, offices = queries.running_terms(row.id)
    for mandate_id in mandates:
        end_mandate(clock_for(ERASE), mandate_id)
    for holding_id in offices:
        end_office(clock_for(ERASE), holding_id)
    personal.erase(row.id)
    # A name may have stood on a public page, by choice.
    raise_public_revision()


@act(ERASE_IDLE, _l("wist wie lang weg is"), holds=None)
def erase_idle(actor: Actor, person: str) -> None:
    """Erase whoever was told that they would be, unless they were here since."""
    policy.require(actor, ERASE_IDLE)
    if queries.is_idle(int(person)):
        erase(actor, person)


@act(WARN_IDLE, _l("waarschuwt wie lang weg is"), holds=None)
def warn_idle(actor: Actor, link: str) -> int:
    """Tell who has been away for long that they will be erased. Signing in at `link` is enough to stay. Returns how many."""
    policy.require(actor, WARN_IDLE)
    at = clock.now() + rules.NOTICE
    told = queries.idle_and_unaware()
    for person in told:
        outbox.post(
            person.email,
            person.language,
            _l("Wij gaan uw gegevens wissen"),
            _l("U hebt geen rol meer in de coöperatie en hebt u lang niet aangemeld."),
            _l("Daarom wissen wij uw gegevens op %(day)s.", day=at),
            _l("Wilt u dat wij ze bewaren? Meld u dan voor die dag aan:"),
            link,
        )
    schedule.put_all(ERASE_IDLE, [str(person.id) for person in told], at)
    return len(told)


@act(FORGET, _l("ruimt op wat niet meer nodig is"), holds=None)
def forget(actor: Actor) -> int:
    """Remove sign-ins and invitations that were over long enough ago; so many as one tick does. Returns how many."""
    policy.require(actor, FORGET)
    session = db.session()
    tokens, numbers = session.scalars(queries.old_sign_ins()).all(), session.scalars(queries.old_invitations()).all()
    session.execute(sa.delete(SignIn).where(SignIn.token_hash.in_(tokens)))
    session.execute(sa.delete(Invitation).where(Invitation.id.in_(numbers)))
    return len(tokens) + len(numbers)
