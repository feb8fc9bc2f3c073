"""Reading who holds a token."""

from gemportal.kernel import clock, db
from gemportal.kernel.actor import NOBODY, Actor
from gemportal.people import standing
from gemportal.people.factors.requirement import requirement
from gemportal.people.models import Person
from gemportal.people.signin.models import SignIn


def signed_in_by(token_digest: bytes) -> Actor:
    """Who holds this token now, in the capacity they chose as far as it still holds; `NOBODY` for a dead token.

    A capacity that needs a second factor is not there in a session without one: what remains is the person.
    """
    query = (
        standing.of_persons()
        .add_columns(
            SignIn.mandate_id.label("chosen_mandate"),
            SignIn.office_holding_id.label("chosen_holding"),
            SignIn.factor_at,
        )
        .join(SignIn, SignIn.person_id == Person.id)
        .where(
            SignIn.token_hash == token_digest,
            SignIn.ended_at.is_(None),
            SignIn.awaits_factor.is_(False),
            SignIn.expires_at > clock.now(),
        )
    )
    rows = db.session().execute(query).all()
    if not rows:
        return NOBODY
    person, mandates, offices = standing.actors(rows)
    chosen = mandates.get(rows[0].chosen_mandate) or offices.get(rows[0].chosen_holding) or person
    return person if rows[0].factor_at is None and requirement().covers(chosen) else chosen
