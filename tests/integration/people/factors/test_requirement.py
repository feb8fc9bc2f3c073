"""Where a second step is required: capacities are not to be had without one, whichever way they are asked for."""

import pytest
from flask import Flask

from gemportal.kernel.actor import NOBODY, Actor, Capacity, Office
from gemportal.kernel.errors import NotFound, RuleBroken
from gemportal.people import standing
from gemportal.people.factors import acts, queries
from gemportal.people.factors.rules import FOR_ALL
from gemportal.people.rules import digest_of
from gemportal.people.signin import acts as signin
from gemportal.people.signin.queries import signed_in_by
from gemportal.settings.acts import change_setting
from tests.factories import members
from tests.factories.factors import LINK, app_of, begun
from tests.factories.members import ZWOLLE
from tests.support.house import House
from tests.support.time import StoppedClock

TOKEN = digest_of("the next token")


@pytest.fixture
def strict(app: Flask, monkeypatch: pytest.MonkeyPatch, clock: StoppedClock) -> None:
    """Offices need a second step, as in production."""
    monkeypatch.setitem(app.config, "SECOND_FACTOR", True)


@pytest.fixture
def chair(house: House, clock: StoppedClock) -> Actor:
    return members.officer(house, Office.CHAIR)


def require_of_all(house: House) -> None:
    house.perform(change_setting, members.coordinator(house), FOR_ALL.key, 1, "iedereen doet mee")


@pytest.mark.usefixtures("strict")
def test_an_office_is_not_chosen_nor_offered_without_a_second_step(house: House, chair: Actor) -> None:
    session = begun(house, chair)
    assert house.ask(signed_in_by, session).capacity is Capacity.PERSON
    assert house.ask(standing.choices, chair.person_id) == []
    offered, withheld = house.ask(queries.capacities, session)
    assert (offered, [choice.actor for choice in withheld]) == ([], [chair])
    person = house.ask(signed_in_by, session)
    for key in (withheld[0].key, "o999"):
        with pytest.raises((RuleBroken, NotFound)):
            house.perform(signin.act_for, person, key, TOKEN, ending=session)
    assert house.ask(signed_in_by, TOKEN) is NOBODY
    assert [line.endpoint for line in house.ask(queries.asked_of, person)] == ["factors.security"]


@pytest.mark.usefixtures("strict")
def test_after_setting_one_up_the_office_can_be_chosen(house: House, chair: Actor, clock: StoppedClock) -> None:
    session = begun(house, chair)
    person = house.ask(signed_in_by, session)
    app = app_of(house, person, session)
    clock.advance(minutes=1)
    pending = begun(house, chair)
    assert house.ask(signed_in_by, pending) is NOBODY
    assert house.perform(acts.prove_by_code, NOBODY, app.code(), TOKEN, ending=pending, link=LINK) == "right"
    assert house.ask(signed_in_by, TOKEN) == chair


def test_a_session_of_before_the_requirement_keeps_no_office(
    app: Flask, house: House, chair: Actor, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = begun(house, chair)
    assert house.ask(signed_in_by, session) == chair
    monkeypatch.setitem(app.config, "SECOND_FACTOR", True)
    assert house.ask(signed_in_by, session).capacity is Capacity.PERSON


@pytest.mark.usefixtures("strict")
def test_mandates_need_one_only_when_the_setting_says_so(house: House) -> None:
    zwolle = members.representative(house, ZWOLLE)
    session = begun(house, zwolle)
    assert house.ask(signed_in_by, session) == zwolle
    require_of_all(house)
    assert house.ask(signed_in_by, session).capacity is Capacity.PERSON
    assert house.ask(standing.choices, zwolle.person_id) == []


def test_the_setting_is_for_offices_too(house: House, chair: Actor, clock: StoppedClock) -> None:
    session = begun(house, chair)
    require_of_all(house)
    assert house.ask(signed_in_by, session).capacity is Capacity.PERSON


@pytest.mark.usefixtures("strict")
def test_the_last_factor_stays_while_it_is_required(house: House, chair: Actor, clock: StoppedClock) -> None:
    app = app_of(house, chair)
    clock.advance(minutes=1)
    session = begun(house, chair)
    house.perform(acts.prove_by_code, NOBODY, app.code(), TOKEN, ending=session, link=LINK)
    with pytest.raises(RuleBroken):
        house.perform(acts.remove_app, chair, session=TOKEN, link=LINK)
    assert house.ask(queries.has_factor, chair.person_id or 0)


@pytest.mark.usefixtures("strict")
def test_another_session_of_somebody_with_a_second_step_is_told_to_take_it(house: House, chair: Actor) -> None:
    one, other = begun(house, chair), begun(house, chair)
    app_of(house, chair, one)
    person = house.ask(signed_in_by, other)
    assert person.capacity is Capacity.PERSON
    assert [line.endpoint for line in house.ask(queries.asked_of, person)] == ["signin.choose"]
