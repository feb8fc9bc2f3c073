"""Inviting, accepting, beginning and ending, on both databases."""

import threading
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from gemportal.kernel import db
from gemportal.kernel.actor import NOBODY, Actor, Capacity, MandateRole, Office, clock_for
from gemportal.kernel.acts import perform
from gemportal.kernel.errors import NotAllowed, NotFound, RuleBroken
from gemportal.people import acts, queries, rules, standing
from gemportal.people.models import Invitation, Mandate, Person
from gemportal.people.policy import BOOTSTRAP, DEMO
from gemportal.people.signin.models import SignIn
from gemportal.register import queries as register
from gemportal.settings import acts as settings
from tests.factories import members
from tests.factories.members import KAMPEN, ZWOLLE
from tests.support.house import House
from tests.support.time import StoppedClock

HASH = "the hash of a new password"
TOKEN = "a token that only the invited person knows"
DIGEST = rules.digest_of(TOKEN)
TODAY = date(2026, 3, 2)


def invite(house: House, actor: Actor, **values: Any) -> int:
    given = {"organisation": ZWOLLE, "role": MandateRole.REPRESENTATIVE, "first_day": TODAY} | values
    email = given.pop("email", "nieuw@zwolle.example")
    return house.perform(acts.invite, actor, given.pop("digest", DIGEST), email, "Nieuw Voorbeeld", **given)


def counts(house: House) -> list[int]:
    """How many rows there are of everything that an invitation could bring about."""

    def look() -> list[int]:
        tables = (Person, Mandate, Invitation, SignIn)
        rows = [db.session().scalar(sa.select(sa.func.count()).select_from(table)) or 0 for table in tables]
        return [*rows, register.number_of_entries()]

    return house.ask(look)


def entries(house: House, subject: str) -> list[tuple[str, str | None, dict[str, Any]]]:
    return [(line.act, line.office, line.data) for line in house.ask(register.entries_about, [subject])]


@pytest.fixture
def coordinator(house: House, clock: StoppedClock) -> Actor:
    members.member(house, ZWOLLE)
    return members.coordinator(house)


def test_an_accepted_invitation_begins_a_mandate_and_the_register_knows_no_name(
    house: House, coordinator: Actor
) -> None:
    invite(house, coordinator, last_day=date(2027, 12, 31))
    person_id = house.perform(acts.accept_invitation, NOBODY, DIGEST, HASH, named_in_public=True)
    (line,) = house.ask(queries.holders_of, ZWOLLE)
    assert (line.person_id, line.person_name, line.named_in_public) == (person_id, "Nieuw Voorbeeld", True)
    act, office, data = entries(house, ZWOLLE)[-1]
    assert (act, office) == ("people:begin-mandate", None)
    assert data == {"role": "representative", "from": "2026-03-02", "until": "2027-12-31", "invited_by": "coordinator"}


def test_an_accepted_invitation_begins_an_office(house: House, coordinator: Actor) -> None:
    invite(house, coordinator, organisation=None, role=None, office=Office.BOARD)
    house.perform(acts.accept_invitation, NOBODY, DIGEST, HASH)
    actor = house.ask(standing.acting_as, "nieuw@zwolle.example", office=Office.BOARD)
    assert actor.capacity is Capacity.OFFICE
    assert entries(house, "board") == [
        ("people:begin-office", None, {"from": "2026-03-02", "until": None, "invited_by": "coordinator"})
    ]


def test_an_invitation_works_once(house: House, coordinator: Actor) -> None:
    invite(house, coordinator)
    house.perform(acts.accept_invitation, NOBODY, DIGEST, HASH)
    before = counts(house)
    with pytest.raises(RuleBroken, match="al gebruikt"):
        house.perform(acts.accept_invitation, NOBODY, DIGEST, HASH)
    assert counts(house) == before


def test_an_invitation_expires_after_14_days(house: House, coordinator: Actor, clock: StoppedClock) -> None:
    invite(house, coordinator)
    before = counts(house)
    clock.advance(days=14)
    with pytest.raises(RuleBroken, match="verlopen"):
        house.perform(acts.accept_invitation, NOBODY, DIGEST, HASH)
    assert counts(house) == before


def test_a_revoked_invitation_is_worthless_and_is_not_revoked_twice(house: House, coordinator: Actor) -> None:
    number = invite(house, coordinator)
    house.perform(acts.revoke_invitation, coordinator, number)
    with pytest.raises(RuleBroken, match="ingetrokken"):
        house.perform(acts.accept_invitation, NOBODY, DIGEST, HASH)
    with pytest.raises(RuleBroken):
        house.perform(acts.revoke_invitation, coordinator, number)
    with pytest.raises(NotFound):
        house.perform(acts.revoke_invitation, coordinator, 999)


def test_an_unknown_token_is_not_found(house: House, coordinator: Actor) -> None:
    with pytest.raises(NotFound):
        house.perform(acts.accept_invitation, NOBODY, rules.digest_of(""), HASH)


def test_one_invitation_raced_by_four_makes_one_mandate(house: House, coordinator: Actor) -> None:
    invite(house, coordinator)
    outcomes: list[object] = []

    def accept() -> None:
        try:
            with house.app.app_context():
                outcomes.append(perform(acts.accept_invitation, NOBODY, DIGEST, HASH))
        except RuleBroken as refusal:
            outcomes.append(refusal)

    threads = [threading.Thread(target=accept) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(isinstance(outcome, int) for outcome in outcomes) <= 1
    assert len(outcomes) == 4
    assert len(house.ask(queries.mandates)[0]) == sum(isinstance(outcome, int) for outcome in outcomes)


@pytest.mark.parametrize("office", [Office.CHAIR, Office.BOARD, Office.AUDITOR, Office.ADMINISTRATOR])
def test_only_a_coordinator_invites_for_an_organisation(house: House, coordinator: Actor, office: Office) -> None:
    actor = members.officer(house, office)
    before = counts(house)
    with pytest.raises(NotAllowed):
        invite(house, actor)
    assert counts(house) == before


def test_nobody_invites_for_their_own_organisation_or_themselves(house: House, coordinator: Actor) -> None:
    hash_ = members.password_hash()
    house.perform(acts.enrol, clock_for(DEMO), "coordinator@gemportal.example", "x", hash_, organisation=ZWOLLE)
    with pytest.raises(NotAllowed):
        invite(house, coordinator)
    invite(house, coordinator, organisation=members.member(house, KAMPEN))
    with pytest.raises(RuleBroken, match="uzelf"):
        invite(house, coordinator, organisation=KAMPEN, email="Coordinator@gemportal.example", digest=b"2")


def test_offices_are_for_coordinator_and_chair(house: House, coordinator: Actor) -> None:
    chair = members.officer(house, Office.CHAIR)
    board = {"organisation": None, "role": None, "office": Office.BOARD}
    invite(house, chair, **board)
    for actor in (members.officer(house, Office.ADMINISTRATOR), members.representative(house, KAMPEN), NOBODY):
        with pytest.raises(NotAllowed):
            invite(house, actor, **board, email="ander@gemportal.example", digest=b"2")


def test_the_first_invitation_needs_no_coordinator_and_the_second_does(house: House, clock: StoppedClock) -> None:
    installer = clock_for(BOOTSTRAP)
    office = {"organisation": None, "role": None, "office": Office.COORDINATOR}
    invite(house, installer, **office)
    house.perform(acts.accept_invitation, NOBODY, DIGEST, HASH)
    before = counts(house)
    with pytest.raises(RuleBroken, match="al een coördinator"):
        invite(house, installer, **office, email="tweede@gemportal.example", digest=b"2")
    assert counts(house) == before


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"email": "geen adres"}, "geen e-mailadres"),
        ({"last_day": TODAY - timedelta(days=1)}, "laatste dag"),
        ({"email": "bestaat@zwolle.example"}, "al open"),
    ],
)
def test_a_wrong_invitation_is_refused_with_a_sentence(
    house: House, coordinator: Actor, values: dict[str, Any], sentence: str
) -> None:
    invite(house, coordinator, email="bestaat@zwolle.example")
    before = counts(house)
    with pytest.raises(RuleBroken, match=sentence):
        invite(house, coordinator, **values, digest=b"2")
    assert counts(house) == before


def test_a_known_person_keeps_their_password(house: House, coordinator: Actor) -> None:
    kampen = members.representative(house, KAMPEN)
    invite(house, coordinator, email=members.email_of(KAMPEN))
    before = counts(house)
    with pytest.raises(RuleBroken, match="wachtwoord"):
        house.perform(acts.accept_invitation, NOBODY, DIGEST, HASH)
    assert counts(house) == before
    assert house.perform(acts.accept_invitation, NOBODY, DIGEST, members.password_hash()) == kampen.person_id
    assert [choice.actor.organisation for choice in house.ask(standing.choices, kampen.person_id)] == [KAMPEN, ZWOLLE]


def test_nobody_represents_an_organisation_twice_at_once(house: House, coordinator: Actor) -> None:
    members.representative(house, ZWOLLE)
    invite(house, coordinator, email=members.email_of(ZWOLLE), role=MandateRole.DEPUTY)
    before = counts(house)
    with pytest.raises(RuleBroken, match="al in deze periode"):
        house.perform(acts.accept_invitation, NOBODY, DIGEST, members.password_hash())
    assert counts(house) == before


def test_no_person_begins_a_mandate_or_an_office_of_their_own(house: House, coordinator: Actor) -> None:
    before = counts(house)
    for actor in (coordinator, members.officer(house, Office.ADMINISTRATOR), NOBODY):
        with pytest.raises(NotAllowed):
            house.perform(
                acts.begin_mandate, actor, coordinator.person_id or 0, ZWOLLE, MandateRole.DEPUTY, TODAY, None
            )
        with pytest.raises(NotAllowed):
            house.perform(acts.begin_office, actor, coordinator.person_id or 0, Office.CHAIR, TODAY, None)
        with pytest.raises(NotAllowed):
            house.perform(acts.enrol, actor, "x@zwolle.example", "x", HASH, office=Office.CHAIR)
    assert counts(house)[1:4] == before[1:4]


def test_a_mandate_that_ends_at_once_is_refused_in_the_very_next_act(house: House, coordinator: Actor) -> None:
    zwolle = members.representative(house, ZWOLLE)
    house.perform(acts.end_mandate, coordinator, zwolle.mandate_id or 0)
    before = counts(house)
    with pytest.raises(NotAllowed, match="beëindigd"):
        house.perform(settings.change_setting, zwolle, "x", 1, "x")
    assert counts(house) == before
    which = {"role": "representative", "from": "2026-03-02", "instead_of": None}
    assert entries(house, ZWOLLE)[-1][2] == {**which, "until": "2026-03-02", "at_once": True}


def test_a_mandate_holds_to_the_end_of_its_last_day(house: House, coordinator: Actor, clock: StoppedClock) -> None:
    zwolle = members.representative(house, ZWOLLE)
    house.perform(acts.end_mandate, coordinator, zwolle.mandate_id or 0, TODAY + timedelta(days=1))
    clock.advance(days=1)
    assert house.ask(standing.read_again, zwolle) == zwolle
    clock.advance(hours=15)
    with pytest.raises(NotAllowed):
        house.ask(standing.read_again, zwolle)


def test_a_mandate_ends_once_and_no_later_than_it_did(house: House, coordinator: Actor) -> None:
    mandate_id = members.representative(house, ZWOLLE).mandate_id or 0
    house.perform(acts.end_mandate, coordinator, mandate_id, TODAY + timedelta(days=5))
    before = counts(house)
    for last_day in (TODAY + timedelta(days=6), TODAY - timedelta(days=1)):
        with pytest.raises(RuleBroken):
            house.perform(acts.end_mandate, coordinator, mandate_id, last_day)
    with pytest.raises(NotFound):
        house.perform(acts.end_mandate, coordinator, 999)
    assert counts(house) == before
    house.perform(acts.end_mandate, coordinator, mandate_id)
    with pytest.raises(RuleBroken):
        house.perform(acts.end_mandate, coordinator, mandate_id)


def test_who_may_not_end_a_mandate(house: House, coordinator: Actor) -> None:
    zwolle = members.representative(house, ZWOLLE)
    hash_ = members.password_hash()
    house.perform(acts.enrol, clock_for(DEMO), "coordinator@gemportal.example", "x", hash_, organisation=ZWOLLE)
    for actor in (
        members.representative(house, KAMPEN),
        members.deputy(house, ZWOLLE),
        coordinator,
        members.officer(house, Office.CHAIR),
        members.officer(house, Office.ADMINISTRATOR),
    ):
        with pytest.raises(NotAllowed):
            house.perform(acts.end_mandate, actor, zwolle.mandate_id or 0)
    assert house.ask(standing.acting_as, members.email_of(ZWOLLE), organisation=ZWOLLE) == zwolle


def test_an_office_ends(house: House, coordinator: Actor) -> None:
    chair = members.officer(house, Office.CHAIR)
    holding = next(line for line in house.ask(queries.officers) if line.office is Office.CHAIR)
    with pytest.raises(NotAllowed):
        house.perform(acts.end_office, members.representative(house, KAMPEN), holding.holding_id)
    house.perform(acts.end_office, coordinator, holding.holding_id)
    assert entries(house, "chair")[-1] == (
        "people:end-office",
        "coordinator",
        {"until": "2026-03-02", "at_once": True},
    )
    with pytest.raises(NotAllowed):
        house.perform(acts.invite, chair, DIGEST, "x@x.nl", "x", office=Office.BOARD, first_day=TODAY)


def test_the_command_prints_a_link_that_works(house: House, clock: StoppedClock) -> None:
    output = house.run("invite", "eerste@gemportal.example", "--office", "coordinator", "--name", "Eerste").output
    assert output.startswith("http://localhost/uitnodiging/")
    token = output.strip().rpartition("/")[2]
    assert house.ask(queries.invitation, rules.digest_of(token)).name == "Eerste"
