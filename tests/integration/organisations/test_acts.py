"""What can happen to organisations and memberships, and who may let it happen."""

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from gemportal.kernel import acts as kernel_acts
from gemportal.kernel import clock as kernel_clock
from gemportal.kernel import db
from gemportal.kernel.actor import NOBODY, Office, clock_for
from gemportal.kernel.errors import NotAllowed, NotFound, RuleBroken
from gemportal.organisations import acts, queries
from gemportal.organisations.models import Membership, Organisation
from gemportal.organisations.rules import LONGEST_GROUND, OrganisationKind
from gemportal.register import queries as register
from tests.factories.members import KAMPEN, ZWOLLE, coordinator, municipality, officer, partner, representative
from tests.support.house import House
from tests.support.time import StoppedClock

TODAY = date(2026, 3, 2)
GROUND = "besluit van de ledenvergadering"


def admit(house: House, code: str = ZWOLLE, first_day: date = TODAY, **options: Any) -> None:
    house.perform(acts.admit, options.get("actor") or coordinator(house), code, first_day, GROUND)


def end(house: House, last_day: date, code: str = ZWOLLE, **options: Any) -> None:
    house.perform(acts.end_membership, options.get("actor") or coordinator(house), code, last_day, "op eigen verzoek")


def members(house: House) -> list[str]:
    return [one.code for one in house.ask(queries.members)]


def entries(house: House, act: str, subject: str = ZWOLLE) -> list[register.EntryLine]:
    return [line for line in house.ask(register.entries_about, [subject]) if line.act == act]


def rows(house: House) -> int:
    return house.ask(lambda: db.session().scalar(sa.select(sa.func.count()).select_from(Membership))) or 0


def test_a_municipality_is_a_member_from_its_first_day(house: House, clock: StoppedClock) -> None:
    municipality(house, ZWOLLE)
    admit(house, first_day=TODAY + timedelta(days=2))
    assert members(house) == []
    clock.advance(days=2)
    assert members(house) == [ZWOLLE]
    (entry,) = entries(house, "organisations:admit")
    assert (entry.office, entry.data) == ("coordinator", {"from": "2026-03-04", "ground": GROUND})


@pytest.mark.parametrize("ground", ["  ", "x" * (LONGEST_GROUND + 1), "besluit van a@b"])
def test_a_ground_is_held_to_what_the_form_and_a_list_take(house: House, ground: str) -> None:
    municipality(house, ZWOLLE)
    with pytest.raises(RuleBroken):
        house.perform(acts.admit, coordinator(house), ZWOLLE, TODAY, ground)
    assert rows(house) == 0


def test_a_member_is_admitted_once(house: House, clock: StoppedClock) -> None:
    municipality(house, ZWOLLE)
    admit(house)
    for day in (TODAY, TODAY + timedelta(days=5), TODAY - timedelta(days=5)):
        with pytest.raises(RuleBroken, match="Zwolle is al lid"):
            admit(house, first_day=day)
    assert rows(house) == 1
    assert len(entries(house, "organisations:admit")) == 1


def test_only_a_municipality_that_exists_becomes_a_member(house: House, clock: StoppedClock) -> None:
    with pytest.raises(NotFound):
        admit(house, "GM9999")
    with pytest.raises(RuleBroken, match="bestaande gemeente"):
        admit(house, partner(house))
    assert rows(house) == 0


def test_a_membership_ends_after_its_last_day_and_may_begin_again(house: House, clock: StoppedClock) -> None:
    municipality(house, ZWOLLE)
    admit(house)
    end(house, TODAY + timedelta(days=1))
    clock.advance(days=1)
    assert members(house) == [ZWOLLE]
    with pytest.raises(RuleBroken, match="al lid"):
        admit(house, first_day=TODAY + timedelta(days=1))
    clock.advance(days=1)
    assert members(house) == []
    admit(house, first_day=TODAY + timedelta(days=2))
    assert members(house) == [ZWOLLE]
    history = house.ask(queries.memberships_of, ZWOLLE)
    assert [(one.first_day.day, one.last_day and one.last_day.day) for one in history] == [(4, None), (2, 3)]
    (entry,) = entries(house, "organisations:end-membership")
    assert (entry.data, entry.part) == ({"until": "2026-03-03"}, {"reason": "op eigen verzoek"})


def test_a_membership_ends_today_at_the_earliest_and_once(house: House, clock: StoppedClock) -> None:
    municipality(house, ZWOLLE)
    with pytest.raises(RuleBroken, match="Zwolle is geen lid"):
        end(house, TODAY)
    admit(house)
    with pytest.raises(RuleBroken, match="vandaag of een latere dag"):
        end(house, TODAY - timedelta(days=1))
    end(house, TODAY)
    with pytest.raises(RuleBroken, match="geen lid"):
        end(house, TODAY)
    assert len(entries(house, "organisations:end-membership")) == 1


def test_a_membership_that_has_not_begun_cannot_end_before_it_begins(house: House, clock: StoppedClock) -> None:
    municipality(house, ZWOLLE)
    admit(house, first_day=TODAY + timedelta(days=5))
    with pytest.raises(RuleBroken, match="latere dag"):
        end(house, TODAY + timedelta(days=4))


def test_the_end_of_a_membership_is_announced(
    house: House, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[dict[str, Any]] = []
    event = "organisations:membership-ends"
    monkeypatch.setitem(kernel_acts._listeners, event, [lambda **values: heard.append(values)])
    municipality(house, ZWOLLE)
    admit(house)
    end(house, TODAY)
    assert heard == [{"code": ZWOLLE, "after": kernel_clock.end_of(TODAY)}]


def test_abuse_16_only_a_coordinator_admits_ends_and_adds(house: House, clock: StoppedClock) -> None:
    municipality(house, KAMPEN)
    strangers = [officer(house, office) for office in Office if office is not Office.COORDINATOR]
    clocks = [clock_for("organisations:load-municipalities"), clock_for("organisations:admit")]
    for actor in (NOBODY, representative(house, ZWOLLE), *clocks, *strangers):
        with pytest.raises(NotAllowed):
            admit(house, KAMPEN, actor=actor)
        with pytest.raises(NotAllowed):
            end(house, TODAY, actor=actor)
        with pytest.raises(NotAllowed):
            house.perform(acts.add_partner, actor, "Waterschap Voorbeeld")
    assert members(house) == [ZWOLLE]
    assert house.ask(register.entries_about, ["KP0001", KAMPEN]) == []


def test_two_current_memberships_are_refused_by_the_database(house: House, clock: StoppedClock) -> None:
    municipality(house, ZWOLLE)
    admit(house)

    @kernel_acts.act("tests:behind", acts._l("schrijft buiten de handeling om"), holds=None)
    def behind(actor: Any) -> None:
        db.session().add(Membership(organisation_code=ZWOLLE, first_day=TODAY, ground="x"))

    del kernel_acts.ACTS["tests:behind"]
    with pytest.raises(sa.exc.IntegrityError):
        house.perform(behind, clock_for("tests:behind"))


def test_partners_are_numbered_by_the_cooperative(house: House) -> None:
    assert partner(house, "Waterschap Voorbeeld") == "KP0001"
    assert partner(house, "Veiligheidsregio Proef") == "KP0002"
    found = house.ask(lambda: db.session().get(Organisation, "KP0002"))
    assert (found.kind, found.name, found.slug) == (
        OrganisationKind.PARTNER,
        "Veiligheidsregio Proef",
        "veiligheidsregio-proef",
    )
    (entry,) = entries(house, "organisations:add-partner", "KP0002")
    assert entry.data == {"name": "Veiligheidsregio Proef"}
    with pytest.raises(RuleBroken, match="al een organisatie met deze naam"):
        partner(house, "waterschap voorbeeld")


@pytest.mark.parametrize("name", ["", "  ", "–"])
def test_a_partner_needs_a_name_that_can_be_written_in_an_address(house: House, name: str) -> None:
    with pytest.raises(RuleBroken, match="Geef de organisatie een naam"):
        partner(house, name)
