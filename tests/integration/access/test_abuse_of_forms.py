"""Abuse 17: whatever else is posted with a form, only what the form shows changes."""

from enum import Enum
from typing import Any

import pytest
import sqlalchemy as sa

from gemportal.kernel import db
from tests.integration.access.cooperative import Cooperative
from tests.integration.access.forms import FORMS
from tests.integration.access.roles import Outcome, Role

Columns = dict[tuple[str, str], list[str]]

# The forms that write most, each by somebody who may use it.
DANGEROUS = (
    (Role.NOBODY, "/aanmelden"),
    (Role.PERSON, "/uitnodiging/{token}"),
    (Role.INVOLVED, "/namens"),
    (Role.PENDING, "/aanmelden/tweede-stap"),
    (Role.PARTNER, "/mijn/beveiliging/app"),
    (Role.PARTNER, "/mijn/beveiliging/passkeys/nieuw"),
    (Role.OWN, "/mijn/profiel"),
    (Role.OWN, "/mijn/e-mailadres"),
    (Role.OWN, "/mijn/wachtwoord"),
    (Role.NOBODY, "/wachtwoord-vergeten"),
    (Role.NOBODY, "/wachtwoord-herstellen/{reset_token}"),
    (Role.NOBODY, "/e-mailadres-bevestigen/{old_token}"),
    (Role.COORDINATOR, "/mensen/uitnodigen?voor=functie"),
    (Role.COORDINATOR, "/mensen/vertegenwoordiging/{mandate}/beeindigen"),
    (Role.COORDINATOR, "/leden/importeren"),
    (Role.COORDINATOR, "/mensen/importeren"),
    (Role.COORDINATOR, "/instellingen/{setting}"),
    (Role.OWN, "/initiatieven/nieuw"),
    (Role.OWN, "/initiatieven/concept/{draft}"),
    (Role.OWN, "/initiatieven/concept/{draft}/wijzigen"),
    (Role.OWN, "/initiatieven/{open}/wijzigen"),
    (Role.PARTNER, "/initiatieven/{open}/bereidheid"),
    (Role.SEATED, "/initiatieven/{open}/bereidheid/bevestigen"),
    (Role.SEATED, "/groepen/{offered}/aanbod"),
    (Role.OTHER, "/groepen/{offered}/antwoord"),
    (Role.OWN, "/groepen/{working}/opdracht"),
    (Role.OWN, "/groepen/{working}/stappen/plannen"),
    (Role.SEATED, "/groepen/{evaluating}/stappen/1/evalueren"),
    (Role.CHAIR, "/stemmingen/nieuw"),
    (Role.CHAIR, "/stemmingen/concept/{prepared}"),
    (Role.SEATED, "/stemmingen/{ballot}/stem"),
    (Role.COORDINATOR, "/besluiten/{decision}/vervangen"),
    (Role.OTHER, "/stemmingen/{proxied}/volmacht"),
)
# Fields that a form of this list shows, though `forms.py` leaves them empty.
SHOWN = {
    "/mensen/uitnodigen": {"office", "last_day"},
    "/uitnodiging/<token>": {"named_in_public"},
    "/mensen/vertegenwoordiging/<int:mandate_id>/beeindigen": {"at_once"},
    "/initiatieven/nieuw": {"existing", "driver", "domain", "cost", "hours"},
    "/initiatieven/concept/<int:initiative_id>/wijzigen": {"existing", "driver", "domain", "cost", "hours"},
    "/initiatieven/<number>/wijzigen": {"existing", "driver", "domain", "cost", "hours"},
    "/initiatieven/<number>/bereidheid": {
        "hours", "euros", "expertise", "reason", "who_would", "backing_url", "considering_until",
    },
    "/initiatieven/<number>/bereidheid/steun": {"backing_url"},
    "/groepen/<number>/antwoord": {"asks_for_vote"},
    "/groepen/<number>/stappen/<int:ordinal>/evalueren": {"went_well", "went_wrong", "at_home", "in_public"},
    "/stemmingen/nieuw": {"early_close", "effect", "given_weights", "meeting_on", "weights"},
    "/besluiten/<number>/vervangen": {"alternatives", "dissent", "review_on"},
}  # fmt: skip


def everything(cooperative: Cooperative) -> Columns:
    """What stands in each column of each table, in no order: some keys are drawn by lot."""

    def read() -> Columns:
        found: Columns = {}
        for table in db.metadata.sorted_tables:
            rows = db.session().execute(sa.select(table)).mappings().all()
            found |= {(table.name, column.name): sorted(repr(row[column.name]) for row in rows) for column in table.c}
        return found

    return cooperative.house.ask(read)


def tempting(column: sa.Column[Any]) -> str:
    """A value that the column would take."""
    kind = column.type.python_type
    if issubclass(kind, bool):
        return "y"
    if issubclass(kind, Enum):
        return str(list(kind)[-1].value)
    return "1" if issubclass(kind, int) else "GM0150"


def every_column() -> dict[str, str]:
    """The name of every column of every table, with a value for it."""
    return {
        column.name: "1999-01-01" if column.name.endswith(("_on", "_at", "_day")) else tempting(column)
        for table in db.metadata.sorted_tables
        for column in table.columns
    }


@pytest.mark.parametrize(("role", "path"), DANGEROUS)
def test_abuse_17_only_what_the_form_shows_changes(cooperative: Cooperative, role: Role, path: str) -> None:
    rule = str(cooperative.rule_of("POST", path))
    own = FORMS[rule].keys() | SHOWN.get(rule, set())
    filled = {"office": "board"} if "functie" in path else {}
    more = {name: value for name, value in every_column().items() if name not in own}
    assert len(more) > 90
    found = []
    for extra in ({}, {}, more):
        assert cooperative.outcome(role, "POST", path, {**filled, **extra}) is Outcome.IN
        found.append(everything(cooperative))
        cooperative.put_back()
    honest, again, greedy = found
    by_lot = {column for column in honest if honest[column] != again[column]}
    assert {column for column in honest if honest[column] != greedy[column]} <= by_lot
    assert {column: len(values) for column, values in honest.items()} == {
        c: len(values) for c, values in greedy.items()
    }
