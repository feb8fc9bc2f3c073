"""How many act for an organisation, and until when, is in the register; who they are is not."""

from datetime import timedelta

import sqlalchemy as sa

from gemportal.kernel import db
from gemportal.kernel.actor import NOBODY, MandateRole, clock_for
from gemportal.people import acts
from gemportal.people.account import queries as accounts
from gemportal.people.models import Mandate
from gemportal.people.policy import DEMO
from gemportal.register.models import Entry, Part
from tests.factories import members
from tests.factories.members import KAMPEN, ZWOLLE, coordinator, deputy, representative
from tests.support.house import House
from tests.support.replaying import differences, rebuilt
from tests.support.tampering import behind_its_back
from tests.support.time import StoppedClock

NAME = "Kanarie de Vries"


def another_deputy(house: House, *, days: int | None = None) -> None:
    """One more deputy of Zwolle, for so many days."""
    today = house.ask(members.clock.today)
    last_day = None if days is None else today + timedelta(days=days)
    house.perform(
        acts.enrol,
        clock_for(DEMO),
        f"kanarie{days}@gemportal.example",
        NAME,
        members.password_hash(),
        organisation=ZWOLLE,
        role=MandateRole.DEPUTY,
        last_day=last_day,
    )


def mandates_of(house: House, role: MandateRole) -> list[int]:
    query = sa.select(Mandate.id).where(Mandate.organisation_code == ZWOLLE, Mandate.role == role)
    return house.ask(lambda: list(db.session().scalars(query.order_by(Mandate.id))))


def test_who_acts_for_an_organisation_is_told_without_a_name(house: House, clock: StoppedClock) -> None:
    officer, today = coordinator(house), clock.now.date()
    representative(house, ZWOLLE), representative(house, KAMPEN), deputy(house, ZWOLLE)
    another_deputy(house), another_deputy(house, days=30)
    first, _, third = mandates_of(house, MandateRole.DEPUTY)
    house.perform(acts.end_mandate, officer, third)
    house.perform(acts.end_mandate, officer, first, today + timedelta(days=9))
    house.perform(acts.end_mandate, officer, first)
    assert differences(house) == []
    shown = house.ask(accounts.representatives_shown_to, NOBODY, ZWOLLE)
    assert [line.role for line in shown] == [MandateRole.REPRESENTATIVE, MandateRole.DEPUTY]
    with rebuilt(house) as other:
        assert House(other).ask(accounts.representatives_shown_to, NOBODY, ZWOLLE) == shown
    told = house.ask(
        lambda: [*db.session().scalars(sa.select(Entry.body)), *db.session().scalars(sa.select(Part.body))]
    )
    assert not [body for body in told if NAME.encode() in body]


def test_a_mandate_changed_behind_its_back_is_named(house: House, clock: StoppedClock) -> None:
    representative(house, ZWOLLE), representative(house, KAMPEN)
    behind_its_back(
        house,
        sa.update(Mandate).where(Mandate.organisation_code == ZWOLLE).values(last_day=clock.now.date()),
        sa.delete(Mandate).where(Mandate.organisation_code == KAMPEN),
    )
    assert differences(house) == [
        f"mandates of {KAMPEN} representative 2026-03-02 is gone: the register tells of it",
        f"mandates of {ZWOLLE} representative 2026-03-02 differs from what the register tells: until",
    ]
