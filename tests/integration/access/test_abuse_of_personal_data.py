"""Abuse 19 and 21: nothing that is kept of people is anywhere in public, wherever a link leads."""

import base64
import re
from collections.abc import Iterator

import sqlalchemy as sa

from gemportal.kernel import db, personal
from gemportal.register.models import Part
from tests.integration.access.cooperative import Cooperative
from tests.integration.access.expectation import ROWS
from tests.integration.access.roles import EVERYBODY, Role
from tests.integration.access.test_abuse_of_reading import PUBLIC, SEARCHES, crawl

CANARY = "kanarie-van-een-mens"
# What organisations say in public stands in the same rows as who would like to do it.
PUBLIC_TEXTS = {
    "willingness.expertise", "willingness.reason", "willingness.backing_url", "attachment.name", "attachment.url",
}  # fmt: skip
# Numbers only, and another value would give out a new token.
NUMBERS = {"sign_in.rights", "attachment.sha256"}


def private_columns() -> Iterator[sa.Column[object]]:
    """Every column of every declared table that can hold words."""
    for name in sorted({table for kind in personal.KEPT.values() for table in kind.tables}):
        for column in db.metadata.tables[name].columns:
            plain = isinstance(column.type, sa.Text) and not isinstance(column.type, sa.Enum)
            if plain and not column.foreign_keys and str(column) not in PUBLIC_TEXTS | NUMBERS:
                yield column


def plant(cooperative: Cooperative) -> list[str]:
    """Put a canary in every private column, behind the acts' back; gives what must be found nowhere."""
    with cooperative.app.app_context(), db.db.engines[db.WRITER].begin() as connection:
        for column in private_columns():
            # Different in every row, since addresses are.
            row = sa.func.hex(next(iter(column.table.primary_key.columns)))
            words = sa.literal(f"{CANARY}-{str(column).replace('.', '-')}-").concat(row)
            connection.execute(sa.update(column.table).where(column.is_not(None)).values({column.name: words}))
        closed = sa.select(Part.salt, Part.body).where(Part.public.is_(False))
        bytes_kept = [value for row in connection.execute(closed) for value in row]
        for name in ("invitation", "sign_in", "outbox"):
            table = db.metadata.tables[name]
            columns = [column for column in table.columns if isinstance(column.type, sa.LargeBinary)]
            bytes_kept += [value for row in connection.execute(sa.select(*columns)) for value in row]
    assert bytes_kept
    return [CANARY, *(form for value in bytes_kept for form in (value.hex(), base64.b64encode(value).decode()))]


def test_abuse_21_a_canary_in_every_private_column_is_nowhere_in_public(cooperative: Cooperative) -> None:
    planted = {str(column) for column in private_columns()}
    assert planted >= {
        "person.name", "person.email", "person.password_hash", "invitation.name", "invitation.email", "sign_in.device",
        "sign_in.network", "willingness.who_would",
    }  # fmt: skip
    canaries = plant(cooperative)
    start = [cooperative.address(path) for path in PUBLIC]
    pages = crawl(cooperative, Role.NOBODY, start + [path for path in SEARCHES if not path.startswith("/static")])
    assert len(pages) > 100
    assert not [(address, word) for address, text in pages.items() for word in canaries if word in text]


def test_abuse_21_the_canary_is_there_for_who_may_see_it(cooperative: Cooperative) -> None:
    """Else the crawl would find nothing because nothing was planted."""
    plant(cooperative)
    assert f"{CANARY}-person-name" in cooperative.visitors[Role.COORDINATOR].request("GET", "/mensen", {}).text
    waiting = cooperative.visitors[Role.COORDINATOR].request("GET", "/mensen/uitnodigingen", {})
    assert f"{CANARY}-invitation-email" in waiting.text


def test_abuse_19_own_data_hold_nothing_of_another(cooperative: Cooperative) -> None:
    """What one person takes along names no other person's address, whoever asks."""
    for role in Role:
        answer = cooperative.ask(role, "POST", "/mijn/gegevens")
        if role in {Role.NOBODY, Role.PENDING}:
            assert answer.status_code == 303
            continue
        own = cooperative.visitors[role].own["own_email"]
        # Kampen's representative is about to change to another address, which is their own too.
        theirs = {own, "elders@gemportal.example"} if role is Role.SEATED else {own}
        assert {found.rstrip(".") for found in re.findall(r"[\w.-]+@[\w.-]+", answer.text)} == theirs, role


def test_abuse_19_pages_of_ones_own_data_are_never_public(cooperative: Cooperative) -> None:
    public = {row.path for row in ROWS if row.into == EVERYBODY}
    assert not [
        path for path in public if path.startswith(("/mijn/gegevens", "/mensen/wissen", "/mensen/inschrijving"))
    ]
    for role in (Role.OWN, Role.COORDINATOR):
        answer = cooperative.visitors[role].request("GET", "/mijn/gegevens", {})
        assert answer.headers["Cache-Control"] == "private, no-store"
