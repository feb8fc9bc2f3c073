"""A member gives notice or is told to leave, may change its mind, leaves at midnight in Amsterdam, and can come back."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from gemportal.initiatives import acts as initiatives
from gemportal.initiatives.rules import Declaration, Level
from gemportal.kernel import schedule
from gemportal.kernel.actor import NOBODY, Office, clock_for
from gemportal.kernel.errors import NotAllowed, RuleBroken
from gemportal.organisations import acts, queries
from gemportal.organisations.rules import NOTICE, MembershipEnd
from gemportal.register import queries as register
from gemportal.settings.acts import change_setting
from gemportal.voting import acts as voting
from tests.factories import groups as of_groups
from tests.factories import initiatives as of_initiatives
from tests.factories import members
from tests.factories import voting as of_votes
from tests.factories.members import KAMPEN, ZWOLLE, coordinator, deputy, member, officer, representative
from tests.factories.people import office_holder, person_with_mandate, signed_in
from tests.support.house import House
from tests.support.time import StoppedClock

TODAY = date(2026, 3, 2)
LAST = TODAY + timedelta(days=28)
# In summer time: Amsterdam's midnight is 22.00 UTC.
MIDNIGHT = datetime(2026, 3, 30, 22, 0, tzinfo=UTC)


def give_notice(house: House, last_day: date = LAST, reason: str = "", **options: Any) -> None:
    house.perform(acts.give_notice, options.get("actor") or representative(house, KAMPEN), last_day, reason)


def end(house: House, last_day: date = LAST, code: str = KAMPEN, **options: Any) -> None:
    house.perform(acts.end_membership, options.get("actor") or coordinator(house), code, last_day, "betaalt niet")


def keep(house: House, actor: Any, code: str = KAMPEN) -> None:
    house.perform(acts.keep_membership, actor, code)


def is_member(house: House, code: str = KAMPEN) -> bool:
    return code in house.ask(queries.member_codes)


def entries(house: House, code: str = KAMPEN) -> list[tuple[str, dict[str, Any]]]:
    return [(line.act.partition(":")[2], line.data) for line in house.ask(register.entries_about, [code])][-2:]


def test_a_member_gives_notice_and_leaves_at_midnight_in_amsterdam(house: House, clock: StoppedClock) -> None:
    give_notice(house, reason="Wij doen het zelf.")
    (entry,) = [e for e in house.ask(register.entries_about, [KAMPEN]) if e.act == "organisations:give-notice"]
    assert (entry.organisation, entry.data) == (KAMPEN, {"until": "2026-03-30"})
    assert entry.part == {"reason": "Wij doen het zelf."}
    (row,) = house.ask(queries.memberships_of, KAMPEN)
    assert (row.last_day, row.ending) == (LAST, MembershipEnd.NOTICE)
    clock.set(MIDNIGHT - timedelta(seconds=1))
    assert is_member(house)
    of_initiatives.draft(house, KAMPEN)
    clock.set(MIDNIGHT)
    assert not is_member(house)
    with pytest.raises(NotAllowed):
        of_initiatives.draft(house, KAMPEN)


def test_notice_keeps_to_the_term_that_the_cooperative_set(house: House, clock: StoppedClock) -> None:
    with pytest.raises(RuleBroken, match="opzegtermijn is 28 dagen"):
        give_notice(house, LAST - timedelta(days=1))
    house.perform(change_setting, coordinator(house), NOTICE.key, 0, "sneller")
    with pytest.raises(RuleBroken, match="latere dag"):
        give_notice(house, TODAY - timedelta(days=1))
    give_notice(house, TODAY)
    assert is_member(house)


@pytest.mark.parametrize("last_day", [date.max, date(2126, 3, 2)])
def test_a_slip_of_the_keyboard_is_no_last_day(house: House, clock: StoppedClock, last_day: date) -> None:
    with pytest.raises(RuleBroken, match="binnen tien jaar"):
        give_notice(house, last_day)
    with pytest.raises(RuleBroken, match="binnen tien jaar"):
        end(house, last_day)


def test_notice_is_given_once(house: House, clock: StoppedClock) -> None:
    give_notice(house)
    with pytest.raises(RuleBroken, match="staat al vast"):
        give_notice(house)
    with pytest.raises(RuleBroken, match="staat al vast"):
        end(house)


def test_who_ended_it_can_take_that_back_until_the_last_day_is_over(house: House, clock: StoppedClock) -> None:
    give_notice(house)
    clock.set(MIDNIGHT - timedelta(minutes=1))
    keep(house, representative(house, KAMPEN))
    assert entries(house) == [("give-notice", {"until": "2026-03-30"}), ("keep-membership", {"until": None})]
    clock.set(MIDNIGHT + timedelta(days=1))
    assert is_member(house)
    end(house, date(2026, 4, 30))
    keep(house, coordinator(house))
    with pytest.raises(RuleBroken, match="geen einde"):
        keep(house, coordinator(house))
    (row,) = house.ask(queries.memberships_of, KAMPEN)
    assert (row.last_day, row.ending) == (None, None)


def test_it_is_too_late_to_take_it_back_at_midnight(house: House, clock: StoppedClock) -> None:
    member(house, KAMPEN)
    end(house)
    clock.set(MIDNIGHT)
    with pytest.raises(RuleBroken, match="geen einde"):
        keep(house, coordinator(house))


def test_a_group_keeps_the_seat_when_the_end_is_taken_back(house: House, clock: StoppedClock) -> None:
    group = of_groups.working(house, clock)
    last_day = clock.now.date() + timedelta(days=1)
    end(house, last_day)
    keep(house, coordinator(house))
    clock.advance(days=3)
    house.ask(schedule.tick)
    seats, _, _ = of_groups.standing(house, group)
    assert KAMPEN in seats


def test_a_municipality_that_left_comes_back_for_a_new_period(house: House, clock: StoppedClock) -> None:
    member(house, KAMPEN)
    end(house, TODAY)
    clock.advance(days=10)
    house.perform(acts.admit, coordinator(house), KAMPEN, date(2026, 3, 12), "besluit B-2026-002")
    assert is_member(house)
    later, earlier = house.ask(queries.memberships_of, KAMPEN)
    assert (earlier.last_day, later.first_day, later.last_day) == (TODAY, date(2026, 3, 12), None)
    of_initiatives.draft(house, KAMPEN)


def test_an_end_cannot_be_taken_back_once_somebody_was_admitted_anew(house: House, clock: StoppedClock) -> None:
    member(house, KAMPEN)
    end(house)
    house.perform(acts.admit, coordinator(house), KAMPEN, LAST + timedelta(days=1), "besluit B-2026-002")
    with pytest.raises(RuleBroken, match="opnieuw toegelaten"):
        keep(house, coordinator(house))


def test_who_left_may_take_back_what_it_said_and_say_nothing_new(house: House, clock: StoppedClock) -> None:
    """What the policy tables say of proposers and declarers, act by act."""
    open_, own = of_initiatives.published(house, ZWOLLE, days=60), of_initiatives.published(house, KAMPEN, days=60)
    of_initiatives.declare(house, open_, KAMPEN)
    draft = of_initiatives.draft(house, KAMPEN, days=60)
    vote = of_votes.open_vote(house, days=20)
    actor = representative(house, KAMPEN)
    end(house, clock.now.date())
    of_initiatives.revise(house, open_, goal="Een beter doel.")
    clock.advance(days=1)
    refused: tuple[tuple[Any, ...], ...] = (
        (initiatives.draft, of_initiatives.TEXT),
        (initiatives.publish, draft),
        (initiatives.revise, own, of_initiatives.TEXT),
        (initiatives.declare_willingness, open_, Declaration(Level.FOLLOW)),
        (initiatives.confirm_willingness, open_),
        (voting.cast, vote, "for"),
        (acts.give_notice, clock.now.date() + timedelta(days=90)),
        (acts.keep_membership, KAMPEN),
    )
    for act, *values in refused:
        with pytest.raises((NotAllowed, RuleBroken)):
            house.perform(act, actor, *values)
    house.perform(initiatives.withdraw_willingness, actor, open_)
    house.perform(initiatives.withdraw, actor, own, "wij zijn geen lid meer")
    house.perform(initiatives.discard_draft, actor, draft)


def test_abuse_15_only_its_representative_gives_notice(house: House, clock: StoppedClock) -> None:
    member(house, KAMPEN)
    partner = members.partner(house)
    strangers = [officer(house, office) for office in Office]
    for actor in (
        NOBODY,
        deputy(house, KAMPEN),
        representative(house, partner),
        clock_for("organisations:merge"),
        *strangers,
    ):
        with pytest.raises(NotAllowed):
            give_notice(house, actor=actor)
    assert is_member(house)


def test_abuse_15_nobody_takes_back_what_another_ended(house: House, clock: StoppedClock) -> None:
    give_notice(house)
    for actor in (
        coordinator(house),
        deputy(house, KAMPEN),
        representative(house, ZWOLLE),
        officer(house, Office.CHAIR),
    ):
        with pytest.raises(NotAllowed):
            keep(house, actor)
    keep(house, representative(house, KAMPEN))
    end(house)
    with pytest.raises(NotAllowed):
        keep(house, representative(house, KAMPEN))


def test_abuse_16_nobody_uses_an_office_on_the_membership_of_their_own(house: House, clock: StoppedClock) -> None:
    member(house, KAMPEN)
    own = members.both_roles(house, KAMPEN)
    with pytest.raises(NotAllowed):
        end(house, actor=own)
    end(house)
    with pytest.raises(NotAllowed):
        keep(house, own)
    end(house, code=member(house, ZWOLLE), actor=own)


def test_the_pages_tell_what_it_means_before_it_is_done(house: House, clock: StoppedClock) -> None:
    group = of_groups.working(house, clock)
    of_votes.open_vote(house)
    client = signed_in(house.app, person_with_mandate(house.app, KAMPEN))
    client.get(f"/gemeenten/{KAMPEN}")
    client.follow("Zeg het lidmaatschap op")
    text = client.page.main.text
    assert "1 zetel" in text
    assert "1 open stemming" in text
    assert "1 vertegenwoordiger" in text
    assert "28 dagen" in text
    last_day = client.page.one("input[name=last_day]")["value"]
    client.submit("main form", {"last_day": "2026-03-20"})
    assert (client.response.status_code, "Kies een latere dag" in client.page.main.text) == (409, True)
    client.submit("main form", {"last_day": last_day, "reason": "Wij stoppen."})
    assert client.address == f"/gemeenten/{KAMPEN}"
    assert "tot en met" in client.page.main.text
    assert "opgezegd door het lid" in client.page.main.text
    client.get("/gemeenten")
    rows = {row.one("th").text: row.text for row in client.page.all("tbody tr")}
    assert "tot en met" in rows["Kampen"]
    assert "tot en met" not in rows["Zwolle"]
    client.get(f"/gemeenten/{KAMPEN}")
    client.follow("Neem het einde terug")
    client.submit("main form")
    assert "tot en met" not in client.page.one(".page-top").text
    assert group


def test_a_coordinator_ends_a_membership_and_is_reminded_of_it(house: House, clock: StoppedClock) -> None:
    member(house, KAMPEN)
    client = signed_in(house.app, office_holder(house.app, Office.COORDINATOR))
    client.get(f"/gemeenten/{KAMPEN}")
    client.follow("Beëindig het lidmaatschap")
    client.submit("main form", {"last_day": LAST.isoformat(), "reason": ""})
    assert (client.response.status_code, "reden" in client.page.one(".error-summary").text) == (422, True)
    client.submit("main form", {"last_day": LAST.isoformat(), "reason": "Op eigen verzoek."})
    client.get("/mijn")
    assert "Bereid het vertrek voor" in client.page.main.text
    client.follow("Kampen")
    assert "beëindigd door de coöperatie" in client.page.main.text
    client.follow("Neem het einde terug")
    client.submit("main form")
    client.get("/mijn")
    assert "Bereid het vertrek voor" not in client.page.main.text
