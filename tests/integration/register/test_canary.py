"""Abuse 21, by the acts themselves: whatever the portal keeps of people is in nothing that the public can read.

What is planted behind the acts' back is looked for in tests/integration/access; here it comes in by the doors.
"""

import re
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from gemportal.kernel import clock as kernel_clock
from gemportal.kernel import db
from gemportal.kernel.actor import NOBODY, MandateRole
from gemportal.kernel.tokens import digest_of
from gemportal.organisations.applying import acts as applying
from gemportal.people import acts as people
from gemportal.people.models import Mandate, Person
from gemportal.people.signin import acts as sign_ins
from gemportal.people.signin.rules import Device
from gemportal.register.models import Checkpoint, Entry, Part
from tests.factories import applications, members
from tests.factories.every_act import everything
from tests.factories.members import KAMPEN, ZWOLLE, coordinator, representative
from tests.factories.witnesses import cosign
from tests.integration.access.test_abuse_of_personal_data import private_columns
from tests.support.crawling import crawl
from tests.support.house import House
from tests.support.register_folder import files
from tests.support.time import StoppedClock

CANARY = "Kanarie"
MAILBOXES = "@gemportal.example"
# Who was named in public until they were erased.
ERASED = f"Deputy van {KAMPEN}"
START = (
    "/", "/initiatieven", "/groepen", "/stemmingen", "/besluiten", "/gemeenten", "/agenda", "/volmachten", "/register",
    "/instellingen", "/leden/export.csv", "/register/checkpoint", "/register/checkpoint/witnessed", "/register/parts/000",
    "/feeds/register.atom", "/privacy", "/wie-mag-wat",
)  # fmt: skip


def keep_private_words(house: House) -> None:
    """What the acts of the cooperative leave out: an invitation, applications, a device, and words within a sealed evaluation."""
    own, officer = representative(house, ZWOLLE), coordinator(house)
    house.perform(
        people.invite, officer, digest_of("an offer"), "kanarie@elders.example", f"{CANARY} van Elders",
        organisation=KAMPEN, role=MandateRole.DEPUTY, first_day=kernel_clock.today(),
    )  # fmt: skip
    applications.waiting(house, "GM0363")
    declined = applications.waiting(house, "GM0307", link="other", email="andere.kanarie@kampen.example")
    house.perform(applying.decline_application, officer, declined, f"{CANARY} past niet")
    device = Device(f"{CANARY} op Linux", "192.0.2.77")
    house.perform(
        sign_ins.sign_in, NOBODY, own.person_id, members.password_hash(), digest_of("a session"), device=device
    )


def private_values(house: House) -> set[str]:
    """Every word that stands in a private column now, but for the names that somebody wants the public to read."""
    by_choice = sa.select(Person.name).join(Mandate).where(Mandate.named_in_public)

    def read() -> Iterator[str]:
        for column in private_columns():
            yield from db.session().scalars(sa.select(column).where(column.is_not(None)))

    found = {value for value in house.ask(lambda: list(read())) if len(value) > 3 and "gewist" not in value}
    return found - set(house.ask(lambda: list(db.session().scalars(by_choice))))


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_abuse_21_nothing_that_is_kept_of_people_gets_into_public_by_any_act(house: House, clock: StoppedClock) -> None:
    everything(house, clock)
    cosign(house)
    keep_private_words(house)
    canaries = private_values(house) | {CANARY, MAILBOXES, ERASED}
    assert len(canaries) > 20
    assert f"Representative van {KAMPEN}" in canaries
    told = public_texts(house)
    assert any(f"Representative van {ZWOLLE}" in text for text in told.values()), "by choice, a name is public"
    assert not [(where, word) for where, text in told.items() for word in canaries if word in text]


def public_texts(house: House) -> dict[str, str]:
    """Everything that the public can read: each page, file and feed, and each entry as it stands in the log."""

    def read() -> dict[str, bytes | str]:
        session = db.session()
        entries = session.execute(sa.select(Entry.index, Entry.body)).all()
        parts = session.execute(sa.select(Part.entry_index, Part.body).where(Part.public)).all()
        notes = session.execute(sa.select(Checkpoint.size, Checkpoint.note)).all()
        return {
            **{f"entry {index}": body for index, body in entries},
            **{f"part of {index}": body for index, body in parts},
            **{f"checkpoint {size}": note for size, note in notes},
        }

    found = house.ask(read)
    size = max(int(name.split()[1]) for name in found if name.startswith("checkpoint"))
    browser = FlaskClient(house.app, use_cookies=False)
    start = [*START, *(f"/register/{path}" for path in files(size))]
    pages = crawl(lambda address: browser.get(address, buffered=True), start, is_page_of_its_own)
    assert [address for address in start if not pages[address]] == []
    log = {name: text.decode() if isinstance(text, bytes) else text for name, text in found.items()}
    return {**log, **pages}


def is_page_of_its_own(address: str) -> bool:
    """A filter shows what other pages show, and what belongs to an entry stands in the log already; there are thousands."""
    return "?" not in address and not re.fullmatch(r"/register/\d+[./].+", address)
