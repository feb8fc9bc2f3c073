"""What is kept of somebody's account."""

from typing import Any

import sqlalchemy as sa

from gemportal.kernel import db
from gemportal.kernel.personal import Kept, keep
from gemportal.kernel.public_state import raise_public_revision
from gemportal.kernel.words import _l
from gemportal.people.account.models import EmailChange, PasswordReset
from gemportal.people.models import Person

# What is left of a name and an address once their owner is erased. `.invalid` is nobody's, by RFC 2606.
_NAMELESS, _NOWHERE = "–", "%d@gewist.invalid"


def _person(person_id: int) -> list[dict[str, Any]]:
    query = sa.select(Person.name, Person.email, Person.language, Person.created_at, Person.last_signed_in_at)
    return [
        {
            "name": row.name,
            "email": row.email,
            "language": row.language.value,
            "created_at": row.created_at.isoformat(),
            "last_signed_in_at": row.last_signed_in_at.isoformat() if row.last_signed_in_at else None,
        }
        for row in db.session().execute(query.where(Person.id == person_id))
    ]


def _erase_person(person_id: int) -> None:
    db.session().execute(
        sa.update(Person)
        .where(Person.id == person_id)
        .values(name=_NAMELESS, email=_NOWHERE % person_id, password_hash=None, last_signed_in_at=None)
    )
    # The name may stand on a public page, by its owner's own choice.
    raise_public_revision()


def _links(person_id: int) -> list[dict[str, Any]]:
    resets = sa.select(PasswordReset.asked_at).where(PasswordReset.person_id == person_id)
    changes = sa.select(EmailChange.asked_at, EmailChange.new_email).where(EmailChange.person_id == person_id)
    return [
        *({"asked": "password", "asked_at": at.isoformat()} for at in db.session().scalars(resets)),
        *(
            {"asked": "email", "asked_at": row.asked_at.isoformat(), "new_email": row.new_email}
            for row in db.session().execute(changes)
        ),
    ]


def _erase_links(person_id: int) -> None:
    for kind in (PasswordReset, EmailChange):
        db.session().execute(sa.delete(kind).where(kind.person_id == person_id))


keep(
    Kept(
        "person",
        what=_l(
            "Uw naam, uw e-mailadres, uw taal, uw wachtwoord in onleesbare vorm, sinds wanneer u een account hebt, en "
            "wanneer u zich het laatst aanmeldde"
        ),
        why=_l(
            "Om u te laten aanmelden, u te schrijven, en anderen te laten zien wie een organisatie vertegenwoordigt"
        ),
        how_long=_l("Zolang u een account hebt"),
        tables=("person",),
        export=_person,
        erase=_erase_person,
    ),
    Kept(
        "account links",
        what=_l("Dat u een nieuw wachtwoord of een ander e-mailadres vroeg, en welk adres"),
        why=_l("Om u daarvoor een link te sturen die maar één keer werkt"),
        how_long=_l("Een uur voor een wachtwoord, een dag voor een e-mailadres"),
        tables=("password_reset", "email_change", "reset_request"),
        export=_links,
        erase=_erase_links,
    ),
)
