"""How long a session lasts, and that its token changes whenever its rights do."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from gemportal.kernel import db
from gemportal.kernel.actor import NOBODY, Actor, Capacity, MandateRole, Office, clock_for
from gemportal.kernel.acts import perform
from gemportal.people import acts as people
from gemportal.people import rules, standing
from gemportal.people.models import Mandate
from gemportal.people.policy import DEMO
from gemportal.people.signin import acts, opening, queries
from gemportal.people.signin import rules as limits
from gemportal.settings.acts import change_setting
from tests.factories import members
from tests.factories.factors import app_of
from tests.factories.members import KAMPEN, PASSWORD, ZWOLLE
from tests.factories.people import office_holder, person_with_mandate, sign_in, signed_in
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.time import StoppedClock

OLD, NEW = rules.digest_of("old"), rules.digest_of("new")


def begin(house: House, actor: Actor, digest: bytes = OLD) -> None:
    house.perform(acts.sign_in, NOBODY, actor.person_id or 0, members.password_hash(), digest)


def lives(house: House, digest: bytes = OLD) -> bool:
    return house.ask(queries.signed_in_by, digest).signed_in


def cookie(client: StrictClient) -> str:
    found = client.get_cookie("gemportal")
    assert found is not None
    return found.value


def is_dead(app: Flask, value: str) -> bool:
    """Whether this cookie, in another browser, is nobody's."""
    thief = app.test_client()
    thief.set_cookie("gemportal", value)
    return bool(thief.get("/namens").status_code == 303)


def mandate_too(house: House, email: str, code: str = KAMPEN) -> None:
    """Let somebody act for another municipality as well."""
    members.member(house, code)
    hash_ = members.password_hash()
    house.perform(people.enrol, clock_for(DEMO), email, "x", hash_, organisation=code, role=MandateRole.DEPUTY)


def end_mandate(house: House, code: str = ZWOLLE) -> None:
    query = sa.select(Mandate.id).where(Mandate.organisation_code == code)
    number = house.ask(lambda: db.session().scalar(query)) or 0
    house.perform(people.end_mandate, members.coordinator(house), number)


@pytest.mark.parametrize(("office", "idle", "longest"), [(None, 120, 12), (Office.ADMINISTRATOR, 30, 8)])
def test_a_session_ends_when_idle_and_at_last_in_any_case(
    house: House, clock: StoppedClock, office: Office | None, idle: int, longest: int
) -> None:
    actor = members.officer(house, office) if office else members.representative(house, ZWOLLE)
    begin(house, actor)
    began = clock.now
    clock.advance(minutes=idle, seconds=-1)
    assert lives(house)
    clock.advance(seconds=1)
    assert not lives(house)
    begin(house, actor, NEW)
    began = clock.now
    while (clock.now - began).total_seconds() < longest * 3600 - 600:
        clock.advance(minutes=10)
        house.perform(acts.note_use, NOBODY, NEW)
    clock.set(began)
    clock.advance(hours=longest, seconds=-1)
    assert lives(house, NEW)
    clock.advance(seconds=1)
    assert not lives(house, NEW)


def test_the_limits_are_settings(house: House, clock: StoppedClock) -> None:
    for setting, value in ((limits.MANDATE_IDLE, 5), (limits.MANDATE_LONGEST, 1)):
        house.perform(change_setting, members.coordinator(house), setting.key, value, "daarom")
    zwolle = members.representative(house, ZWOLLE)
    begin(house, zwolle)
    clock.advance(minutes=5)
    assert not lives(house)
    begin(house, zwolle, NEW)
    for _ in range(15):
        clock.advance(minutes=4)
        house.perform(acts.note_use, NOBODY, NEW)
    assert not lives(house, NEW)


def test_who_holds_an_office_has_its_limits_also_with_a_mandate(house: House, clock: StoppedClock) -> None:
    mandate_too(house, f"{members.officer(house, Office.BOARD).office}@gemportal.example")
    kampen = house.ask(standing.acting_as, "board@gemportal.example", organisation=KAMPEN)
    begin(house, kampen)
    clock.advance(minutes=30)
    assert not lives(house)


def test_a_session_that_is_over_is_not_revived_by_use(house: House, clock: StoppedClock) -> None:
    begin(house, members.representative(house, ZWOLLE))
    clock.advance(hours=2)
    house.perform(acts.note_use, NOBODY, OLD)
    assert not lives(house)


def test_use_is_noted_once_in_a_while_and_keeps_a_session_going(app: Flask, clock: StoppedClock) -> None:
    zwolle = signed_in(app, person_with_mandate(app, ZWOLLE))
    written = []
    for _ in range(6):
        zwolle.get("/mijn")
        written.append(any(statement.startswith("UPDATE sign_in") for statement in zwolle.statements))
        clock.advance(minutes=1)
    assert written == [False, False, True, False, True, False]
    for _ in range(5):
        clock.advance(minutes=90)
        assert zwolle.get("/mijn").status_code == 200
    clock.advance(minutes=120)
    assert zwolle.get("/mijn").status_code == 303


def test_a_public_page_without_a_session_writes_nothing(app: Flask, client: StrictClient, clock: StoppedClock) -> None:
    client.get("/")
    assert not any("sign_in" in statement for statement in client.statements)


def test_abuse_27_the_session_changes_at_sign_in_and_every_choice_and_the_old_one_is_dead(
    app: Flask, client: StrictClient, house: House
) -> None:
    members.representative(house, ZWOLLE)
    mandate_too(house, members.email_of(ZWOLLE))
    client.get("/aanmelden")
    before = cookie(client)
    client.submit(values={"email": members.email_of(ZWOLLE), "password": PASSWORD})
    signed = cookie(client)
    client.submit("main form", {"choice": client.page.all("input[name=choice]")[0]["value"]})
    chosen = cookie(client)
    client.submit("header form")
    assert len({before, signed, chosen}) == 3
    assert all(is_dead(app, value) for value in (before, signed, chosen))


def test_abuse_27_the_session_changes_at_the_second_factor(house: House, clock: StoppedClock) -> None:
    zwolle = members.representative(house, ZWOLLE)

    def in_an_act(step: Callable[[], object]) -> None:
        def act(actor: Actor) -> None:
            step()

        house.perform(act, NOBODY)

    def open_awaiting() -> None:
        person = db.session().get_one(people.Person, zwolle.person_id)
        opening.open_session(person, OLD, limits.Way.PASSWORD, limits.Device())

    app_of(house, zwolle)
    in_an_act(open_awaiting)
    assert not lives(house)
    in_an_act(lambda: opening.go_on(NEW, zwolle.person_id, ending=OLD, factor=True))
    assert not lives(house)
    assert house.ask(queries.signed_in_by, NEW) == zwolle


@pytest.mark.parametrize("change", ["begins", "ends"])
def test_abuse_27_the_session_changes_when_a_mandate_begins_or_ends(
    app: Flask, client: StrictClient, house: House, clock: StoppedClock, change: str
) -> None:
    sign_in(client, person_with_mandate(app, ZWOLLE))
    client.get("/instellingen")
    form_of_before = client.page.all("input[name=csrf_token]")[0]["value"]
    before = cookie(client)
    assert client.get("/mijn").status_code == 200
    assert cookie(client) == before
    if change == "begins":
        mandate_too(house, members.email_of(ZWOLLE))
    else:
        end_mandate(house)
    client.get("/namens")
    assert cookie(client) != before
    assert is_dead(app, before)
    assert ("namens Zwolle" in client.page.one(".site-header").text) == (change == "begins")
    after = cookie(client)
    assert client.get("/mijn").status_code == 200
    assert cookie(client) == after
    # A form that stood open all the while is still worth sending.
    assert client.post("/afmelden", data={"csrf_token": form_of_before}).status_code == 303
    assert is_dead(app, after)


def test_abuse_27_who_loses_their_mandate_goes_on_without_a_capacity(house: House, clock: StoppedClock) -> None:
    """Capacities are chosen by their holder: another one, even a new one, is not slipped in."""
    zwolle = members.representative(house, ZWOLLE)
    begin(house, zwolle)
    end_mandate(house)
    mandate_too(house, members.email_of(ZWOLLE))
    house.perform(acts.renew_session, NOBODY, zwolle.person_id, NEW, ending=OLD)
    assert house.ask(queries.signed_in_by, NEW).capacity is Capacity.PERSON


def test_abuse_27_a_post_goes_on_under_the_new_token(app: Flask, house: House, clock: StoppedClock) -> None:
    coordinator = signed_in(app, office_holder(app, Office.COORDINATOR))
    coordinator.get(f"/instellingen/{limits.MANDATE_IDLE.key}")
    before = cookie(coordinator)
    mandate_too(house, "coordinator@gemportal.example")
    coordinator.submit("main form", {"value": "60", "reason": "de leden vroegen erom"})
    assert "De instelling is gewijzigd" in coordinator.page.main.text
    assert cookie(coordinator) != before
    assert is_dead(app, before)


def test_abuse_27_two_requests_at_once_do_not_sign_anybody_out(
    app: Flask, house: House, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both came with the old token; the one that is late is still answered, and brings no token of its own."""
    zwolle = signed_in(app, person_with_mandate(app, ZWOLLE))
    before = cookie(zwolle)
    mandate_too(house, members.email_of(ZWOLLE))
    renew = acts.renew_session

    def late(actor: Actor, person_id: int | None, token: bytes, *, ending: bytes) -> None:
        renew(actor, person_id, NEW, ending=ending)
        renew(actor, person_id, token, ending=ending)

    monkeypatch.setattr(acts, "renew_session", late)
    assert zwolle.get("/mijn").status_code == 200
    assert cookie(zwolle) == before


def test_accepting_an_invitation_while_signed_in_changes_the_session(
    app: Flask, client: StrictClient, house: House, clock: StoppedClock
) -> None:
    email = person_with_mandate(app, ZWOLLE)
    members.member(house, KAMPEN)
    given = {"organisation": KAMPEN, "role": MandateRole.DEPUTY, "first_day": clock.now.date()}
    house.perform(people.invite, members.coordinator(house), rules.digest_of("link"), email, "x", **given)
    sign_in(client, email)
    elsewhere = signed_in(app, email)
    before, other = cookie(client), cookie(elsewhere)
    client.get("/uitnodiging/link")
    client.submit(values={"password": PASSWORD})
    assert client.address == "/namens"
    assert is_dead(app, before)
    elsewhere.get("/mijn")
    assert cookie(elsewhere) != other
    assert is_dead(app, other)


def test_nobody_renews_the_session_of_another(house: House, clock: StoppedClock) -> None:
    zwolle, kampen = members.representative(house, ZWOLLE), members.representative(house, KAMPEN)
    begin(house, zwolle)
    with house.app.app_context(), pytest.raises(people.NotFound):
        perform(acts.renew_session, NOBODY, kampen.person_id, NEW, ending=OLD)
    assert lives(house)
