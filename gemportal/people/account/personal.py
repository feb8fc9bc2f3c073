"""What is kept when somebody asks for another password or address."""

from typing import Any

import sqlalchemy as sa

from gemportal.kernel import db
from gemportal.kernel.personal import Kept, keep, rows_of
from gemportal.kernel.words import _l
from gemportal.people.account.models import EmailChange, PasswordReset


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


keep(
    Kept(
        "account links",
        what=_l("Dat u een nieuw wachtwoord of een ander e-mailadres vroeg, en welk adres"),
        why=_l("Om u daarvoor een link te sturen die maar één keer werkt"),
        how_long=_l("Een uur voor een wachtwoord, een dag voor een e-mailadres"),
        tables=("password_reset", "email_change", "reset_request"),
        export=_links,
        erase=rows_of(PasswordReset, EmailChange),
    ),
)
