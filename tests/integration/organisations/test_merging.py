"""Mergers are recorded ahead, count from their day, and are carried out once by the clock."""

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from gemportal.initiatives import acts as initiatives
from gemportal.kernel import clock as kernel_clock
from gemportal.kernel import db, schedule
from gemportal.kernel.actor import Office, clock_for
from gemportal.kernel.errors import NotAllowed, RuleBroken
from gemportal.organisations import queries
from gemportal.organisations.acts import admit, end_membership
from gemportal.organisations.merging import acts
from gemportal.organisations.rules import MembershipEnd, Merger
from gemportal.people import acts as people
from gemportal.people import queries as of_people
from gemportal.people.models import Invitation, Mandate
from gemportal.register import queries as register
from gemportal.site.pages import asked_of
from tests.factories import initiatives as of_initiatives
from tests.factories import members
from tests.factories.members import (
    KAMPEN,
    URK,
    ZWOLLE,
    coordinator,
    member,
    municipality,
    partner,
    representative,
)
from tests.factories.merging import merged, record
from tests.factories.organisations import GROTE, OUDE, load
from tests.factories.people import office_holder, signed_in
from tests.support.house import House
from tests.support.replaying import verified
from tests.support.time import StoppedClock

TODAY = date(2026, 3, 2)


def test_nothing_changes_before_the_day_of_the_merger(house: House, clock: StoppedClock) -> None:
    actor = representative(house, KAMPEN)
    member(house, ZWOLLE)
    record(house, KAMPEN, ZWOLLE, days=3)
    clock.set(kernel_clock.start_of(TODAY + timedelta(days=3)) - timedelta(seconds=1))
    house.ask(schedule.tick)
    assert house.ask(queries.member_codes) == {KAMPEN, ZWOLLE}
    assert "Kampen" in [line.name for line in house.ask(queries.municipalities)]
    house.perform(initiatives.draft, actor, of_initiatives.TEXT)


def test_at_midnight_in_amsterdam_nobody_acts_for_the_old_one_whatever_the_clock_did(
    house: House, clock: StoppedClock
) -> None:
    actor = representative(house, KAMPEN)
    member(house, ZWOLLE)
    record(house, KAMPEN, ZWOLLE, days=3)
    clock.set(datetime(2026, 3, 4, 23, 0, tzinfo=UTC))
    with pytest.raises(NotAllowed):
        house.perform(initiatives.draft, actor, of_initiatives.TEXT)
    assert "Kampen" not in [line.name for line in house.ask(queries.municipalities)]
    with pytest.raises(RuleBroken, match="bestaat niet meer"):
        invite(house, KAMPEN)


def invite(house: House, code: str) -> int:
    email = f"{code.lower()}.nieuw@gemportal.example"
    return house.perform(
        people.invite,
        coordinator(house),
        email.encode(),
        email,
        "Wie Komt",
        organisation=code,
        role=members.MandateRole.REPRESENTATIVE,
        first_day=kernel_clock.today(),
    )


def test_the_old_membership_ends_and_the_successor_becomes_a_member(house: House, clock: StoppedClock) -> None:
    member(house, KAMPEN)
    merged(house, clock, KAMPEN, ZWOLLE)
    assert house.ask(queries.member_codes) == {ZWOLLE}
    (old,) = house.ask(queries.memberships_of, KAMPEN)
    assert (old.last_day, old.ending) == (TODAY + timedelta(days=2), MembershipEnd.MERGER)
    (new,) = house.ask(queries.memberships_of, ZWOLLE)
    assert (new.first_day, new.last_day, new.ground) == (TODAY + timedelta(days=3), None, "Fusie: opvolger van Kampen")
    told = house.ask(register.entries_about, [KAMPEN, ZWOLLE])
    assert [line.act.partition(":")[2] for line in told if line.index > 3][-3:] == ["record-merger", "merge", "admit"]
    merge, admission = told[-2:]
    assert admission.data["cause"] == merge.index
    assert verified(house) == []


def test_a_merger_is_carried_out_once(house: House, clock: StoppedClock) -> None:
    member(house, KAMPEN)
    merged(house, clock, KAMPEN, ZWOLLE)
    size = house.ask(register.number_of_entries)
    house.ask(schedule.tick)
    with pytest.raises(RuleBroken, match="al uitgevoerd"):
        house.perform(acts.merge, clock_for("organisations:merge"), KAMPEN)
    with pytest.raises(RuleBroken, match="ligt al vast"):
        house.perform(acts.record_merger, coordinator(house), KAMPEN, ZWOLLE, kernel_clock.today())
    assert house.ask(register.number_of_entries) == size


def test_a_merger_is_not_carried_out_before_its_day(house: House, clock: StoppedClock) -> None:
    record(house, KAMPEN, ZWOLLE)
    with pytest.raises(RuleBroken, match="nog niet gekomen"):
        house.perform(acts.merge, clock_for("organisations:merge"), KAMPEN)


def test_a_merger_of_a_day_that_passed_counts_at_once(house: House, clock: StoppedClock) -> None:
    member(house, KAMPEN)
    record(house, KAMPEN, ZWOLLE, days=-20)
    house.ask(schedule.tick)
    assert house.ask(queries.member_codes) == {ZWOLLE}
    assert verified(house) == []


def test_a_member_that_had_given_notice_merges_without_passing_that_on(house: House, clock: StoppedClock) -> None:
    member(house, KAMPEN)
    house.perform(end_membership, coordinator(house), KAMPEN, TODAY + timedelta(days=1), "weg")
    merged(house, clock, KAMPEN, ZWOLLE)
    assert house.ask(queries.member_codes) == set()
    assert verified(house) == []


def test_a_merger_is_taken_back_before_its_day(house: House, clock: StoppedClock) -> None:
    member(house, KAMPEN)
    record(house, KAMPEN, ZWOLLE)
    house.perform(acts.withdraw_merger, coordinator(house), KAMPEN)
    with pytest.raises(RuleBroken, match="geen fusie"):
        house.perform(acts.withdraw_merger, coordinator(house), KAMPEN)
    clock.advance(days=5)
    house.ask(schedule.tick)
    assert house.ask(queries.member_codes) == {KAMPEN}
    merged(house, clock, KAMPEN, ZWOLLE)
    with pytest.raises(RuleBroken, match="geen fusie"):
        house.perform(acts.withdraw_merger, coordinator(house), KAMPEN)
    assert verified(house) == []


def test_what_cannot_merge_is_refused(house: House, clock: StoppedClock) -> None:
    kp = partner(house)
    municipality(house, URK)
    record(house, KAMPEN, ZWOLLE)
    for old, successor, sentence in (
        (URK, URK, "twee verschillende"),
        (URK, kp, "twee verschillende"),
        (kp, URK, "twee verschillende"),
        (URK, KAMPEN, "gaat zelf op"),
        (KAMPEN, URK, "ligt al vast"),
    ):
        with pytest.raises(RuleBroken, match=sentence):
            house.perform(acts.record_merger, coordinator(house), old, successor, TODAY)
    with pytest.raises(RuleBroken, match="binnen tien jaar"):
        house.perform(acts.record_merger, coordinator(house), URK, ZWOLLE, date.max)


def test_the_list_of_cbs_brings_a_merger_ahead_of_its_day(house: House, clock: StoppedClock) -> None:
    load(house, [OUDE, GROTE])
    house.perform(admit, coordinator(house), OUDE.code, TODAY, "oprichting")
    ahead = [Merger(OUDE.code, GROTE.code, TODAY + timedelta(days=10))]
    load(house, [GROTE], ahead)
    assert house.ask(queries.member_codes) == {OUDE.code}
    with pytest.raises(RuleBroken, match="klopt niet"):
        load(house, [GROTE], ahead)
    clock.advance(days=10)
    house.ask(schedule.tick)
    assert house.ask(queries.member_codes) == {GROTE.code}
    assert verified(house) == []


def test_rights_of_people_end_and_none_appears_by_itself(house: House, clock: StoppedClock) -> None:
    representative(house, KAMPEN)
    invite(house, KAMPEN)
    merged(house, clock, KAMPEN, ZWOLLE)
    assert house.ask(of_people.holders_of, KAMPEN) == house.ask(of_people.holders_of, ZWOLLE) == []
    mandate = house.ask(
        lambda: db.session().scalar(sa.select(Mandate.ended_at).where(Mandate.organisation_code == KAMPEN))
    )
    invitation = house.ask(
        lambda: db.session().scalar(sa.select(Invitation.revoked_at).where(Invitation.organisation_code == KAMPEN))
    )
    assert mandate is not None
    assert invitation is not None
    assert [line.code for line in house.ask(of_people.without_representative)] == [ZWOLLE]
    assert "Nodig een vertegenwoordiger uit" in [str(line.what) for line in house.ask(asked_of, coordinator(house))]


def test_a_coordinator_records_a_merger_after_reading_what_it_means(house: House, clock: StoppedClock) -> None:
    member(house, KAMPEN)
    of_initiatives.published(house, KAMPEN)
    municipality(house, ZWOLLE)
    client = signed_in(house.app, office_holder(house.app, Office.COORDINATOR))
    client.get(f"/gemeenten/{KAMPEN}")
    client.follow("Leg een fusie vast")
    assert client.page.one("select[name=van] option[selected]")["value"] == KAMPEN
    client.submit("main form", {"naar": ZWOLLE})
    text = client.page.main.text
    assert "Kampen gaat op in Zwolle" in text
    assert "1 lopend voorstel of verklaring" in text
    assert "Zwolle niet. De opvolger wordt" in text
    client.submit("main form", {"day": ""})
    assert client.response.status_code == 422
    client.submit("main form", {"day": "2026-03-09"})
    assert "gaat op 9 maart 2026 op in Zwolle" in client.page.main.text
    client.get("/mijn")
    assert "Bereid de fusie voor" in client.page.main.text
    client.get("/coordinatie")
    assert "de fusie gaat in" in client.page.main.text
    client.get(f"/gemeenten/{ZWOLLE}")
    assert "Kampen: gaat op 9 maart 2026 op in deze gemeente" in client.page.main.text
    client.get(f"/gemeenten/{KAMPEN}")
    client.follow("Neem de fusie terug")
    client.submit("main form")
    assert "fusie is teruggenomen" in client.page.main.text


def test_both_pages_show_the_merger_and_what_the_old_one_did(house: House, clock: StoppedClock) -> None:
    number = of_initiatives.published(house, URK, days=2)
    of_initiatives.declare(house, number, KAMPEN)
    member(house, ZWOLLE)
    house.perform(initiatives.stop, coordinator(house), number, "dubbel werk")
    merged(house, clock, KAMPEN, ZWOLLE)
    client = house.app.test_client()
    client.get(f"/gemeenten/{KAMPEN}")
    assert "opgegaan in Zwolle" in client.page.main.text  # type: ignore[attr-defined]
    client.get(f"/gemeenten/{ZWOLLE}")
    text = client.page.main.text  # type: ignore[attr-defined]
    assert "Kampen: ging op 5 maart 2026 op in deze gemeente" in text
    assert "door Kampen" in text
