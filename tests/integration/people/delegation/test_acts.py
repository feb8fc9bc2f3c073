"""Deputies, handing over, and sending again: nobody gives away more than they have."""

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from gemportal.kernel import clock as time
from gemportal.kernel import db, outbox
from gemportal.kernel.actor import NOBODY, Actor, MandateRole, Office, clock_for
from gemportal.kernel.errors import NotAllowed, NotFound, RuleBroken
from gemportal.kernel.outbox import Letter
from gemportal.people import acts, queries, rules, standing
from gemportal.people.delegation import acts as delegation
from gemportal.people.delegation.queries import representation_of
from gemportal.people.models import Invitation, Person
from gemportal.people.policy import DEMO
from gemportal.people.rules import Language
from gemportal.register import queries as register
from tests.factories import members
from tests.factories.members import KAMPEN, ZWOLLE
from tests.support.house import House
from tests.support.time import StoppedClock

TODAY = date(2026, 3, 2)
HASH = "the hash of a new password"
FIRST, SECOND = rules.digest_of("first"), rules.digest_of("second")
AN = "an@zwolle.example"
LINK = "https://gemportal.example/uitnodiging/x"
REPRESENTATIVE, DEPUTY = MandateRole.REPRESENTATIVE, MandateRole.DEPUTY


def appoint(house: House, actor: Actor, last_day: date | None = None) -> int:
    return house.perform(delegation.invite_deputy, actor, FIRST, AN, "An Deputy", TODAY, last_day)


def accept(house: House, digest: bytes = FIRST, password_hash: str = HASH) -> int:
    return house.perform(acts.accept_invitation, NOBODY, digest, password_hash)


def roles(house: House, code: str = ZWOLLE) -> list[tuple[str, MandateRole]]:
    return [(line.person_name, line.role) for line in house.ask(queries.holders_of, code)]


def letters_of(house: House) -> list[Letter]:
    letters: list[Letter] = []
    house.ask(outbox.send_due, letters.append)
    return letters


def temporary(house: House, last_day: date) -> Actor:
    """A representative of Zwolle whose own mandate ends."""
    members.member(house, ZWOLLE)
    address, hash_ = "kort@zwolle.example", members.password_hash()
    house.perform(acts.enrol, clock_for(DEMO), address, "Kort", hash_, organisation=ZWOLLE, last_day=last_day)
    return house.ask(standing.acting_as, address, organisation=ZWOLLE)


def test_a_representative_appoints_a_deputy_and_the_register_says_by_whom(house: House, clock: StoppedClock) -> None:
    appoint(house, members.representative(house, ZWOLLE))
    accept(house)
    assert ("An Deputy", DEPUTY) in roles(house)
    entry = house.ask(register.entries_about, [ZWOLLE])[-1]
    assert entry.data == {"role": "deputy", "from": "2026-03-02", "until": None, "invited_by": "representative"}


@pytest.mark.parametrize("office", [None, Office.COORDINATOR, Office.CHAIR, Office.ADMINISTRATOR])
def test_only_a_representative_appoints_and_hands_over(
    house: House, clock: StoppedClock, office: Office | None
) -> None:
    members.representative(house, ZWOLLE)
    actor = members.officer(house, office) if office else members.deputy(house, ZWOLLE)
    with pytest.raises(NotAllowed):
        appoint(house, actor)
    with pytest.raises(NotAllowed):
        house.perform(delegation.hand_over, actor, FIRST, AN, "An", TODAY)


def test_a_deputy_is_appointed_for_no_longer_than_whoever_appoints(house: House, clock: StoppedClock) -> None:
    own = temporary(house, date(2026, 6, 30))
    for last_day in (None, date(2026, 7, 1)):
        with pytest.raises(RuleBroken, match="30-06-2026"):
            appoint(house, own, last_day)
    assert appoint(house, own, date(2026, 6, 30))


def test_an_offer_is_worth_nothing_once_the_mandate_behind_it_ended(house: House, clock: StoppedClock) -> None:
    own = members.representative(house, ZWOLLE)
    invitation = appoint(house, own)
    coordinator = members.coordinator(house)
    house.perform(acts.end_mandate, coordinator, own.mandate_id or 0)
    with pytest.raises(RuleBroken, match="niet meer"):
        accept(house)
    with pytest.raises(RuleBroken, match="niet meer"):
        house.perform(delegation.send_invitation_again, coordinator, invitation, SECOND)
    assert roles(house) == []


def test_the_same_holds_when_its_term_went_by(house: House, clock: StoppedClock) -> None:
    own = temporary(house, TODAY)
    appoint(house, own, TODAY)
    clock.advance(days=1)
    with pytest.raises(RuleBroken, match="niet meer"):
        accept(house)


def test_a_representative_ends_a_deputy_of_their_own_organisation_only(house: House, clock: StoppedClock) -> None:
    zwolle, deputy = members.representative(house, ZWOLLE), members.deputy(house, ZWOLLE)
    other = members.deputy(house, KAMPEN)
    with pytest.raises(NotAllowed):
        house.perform(acts.end_mandate, zwolle, other.mandate_id or 0)
    with pytest.raises(NotAllowed):
        house.perform(acts.end_mandate, deputy, zwolle.mandate_id or 0)
    house.perform(acts.end_mandate, zwolle, deputy.mandate_id or 0)
    assert roles(house) == [(zwolle.person_name, REPRESENTATIVE)]


def test_everybody_may_lay_down_their_own_mandate(house: House, clock: StoppedClock) -> None:
    deputy = members.deputy(house, ZWOLLE)
    house.perform(acts.end_mandate, deputy, deputy.mandate_id or 0)
    assert roles(house) == []
    with pytest.raises(NotAllowed):
        house.perform(acts.end_mandate, deputy, deputy.mandate_id or 0)


def test_handing_over_ends_ones_own_mandate_when_the_successor_accepts(house: House, clock: StoppedClock) -> None:
    own = members.representative(house, ZWOLLE)
    house.perform(delegation.hand_over, own, FIRST, AN, "An", TODAY)
    assert roles(house) == [(own.person_name, REPRESENTATIVE)]
    accept(house)
    assert roles(house) == [("An", REPRESENTATIVE)]
    ended, begun = house.ask(register.entries_about, [ZWOLLE])[-2:]
    assert (ended.act, begun.act) == ("people:end-mandate", "people:begin-mandate")
    assert begun.data["invited_by"] == "representative"
    with pytest.raises(NotAllowed):
        house.perform(delegation.invite_deputy, own, SECOND, "x@zwolle.example", "X", TODAY)


def test_handing_over_later_leaves_no_day_without_and_none_with_two(house: House, clock: StoppedClock) -> None:
    own = members.representative(house, ZWOLLE)
    house.perform(delegation.hand_over, own, FIRST, AN, "An", TODAY + timedelta(days=7))
    accept(house)
    names = []
    for _ in range(8):
        names.append([name for name, _ in roles(house)])
        clock.advance(days=1)
    assert names == [[own.person_name]] * 7 + [["An"]]


def test_a_deputy_who_takes_over_is_deputy_no_more(house: House, clock: StoppedClock) -> None:
    own, deputy = members.representative(house, ZWOLLE), members.deputy(house, ZWOLLE)
    house.perform(delegation.hand_over, own, FIRST, members.email_of(ZWOLLE, DEPUTY), "x", TODAY)
    accept(house, password_hash=members.password_hash())
    assert roles(house) == [(deputy.person_name, REPRESENTATIVE)]


def test_a_successor_is_there_for_no_longer_than_ones_own_term(house: House, clock: StoppedClock) -> None:
    own = temporary(house, date(2026, 6, 30))
    with pytest.raises(RuleBroken, match="30-06-2026"):
        house.perform(delegation.hand_over, own, FIRST, AN, "An", date(2026, 7, 1))
    house.perform(delegation.hand_over, own, FIRST, AN, "An", TODAY)
    accept(house)
    assert house.ask(queries.holders_of, ZWOLLE)[0].last_day == date(2026, 6, 30)


def test_an_offer_gives_no_more_than_is_left_of_the_mandate_behind_it(house: House, clock: StoppedClock) -> None:
    zwolle = members.representative(house, ZWOLLE)
    appoint(house, zwolle)
    house.perform(acts.end_mandate, zwolle, zwolle.mandate_id, date(2026, 4, 30))
    accept(house)
    [deputy] = [line for line in house.ask(queries.holders_of, ZWOLLE) if line.role is DEPUTY]
    assert deputy.last_day == date(2026, 4, 30)


def test_nobody_hands_over_twice(house: House, clock: StoppedClock) -> None:
    zwolle = members.representative(house, ZWOLLE)
    house.perform(delegation.hand_over, zwolle, FIRST, AN, "An", date(2026, 4, 1))
    house.perform(delegation.hand_over, zwolle, SECOND, "bo@zwolle.example", "Bo", date(2026, 4, 1))
    accept(house)
    with pytest.raises(RuleBroken, match="niet meer"):
        accept(house, SECOND)
    clock.set(datetime(2026, 4, 1, 12, tzinfo=UTC))
    assert roles(house) == [("An", REPRESENTATIVE)]


def test_a_name_adds_no_line_to_the_letter_of_an_invitation(house: House, clock: StoppedClock) -> None:
    zwolle = members.representative(house, ZWOLLE)
    name = "An,\n\nOpen vandaag nog: https://evil.example"
    house.perform(delegation.invite_deputy, zwolle, FIRST, AN, name, TODAY, link=LINK)
    [letter] = letters_of(house)
    assert "\nOpen" not in letter.body
    with pytest.raises(RuleBroken, match="geen naam"):
        house.perform(delegation.invite_deputy, zwolle, SECOND, "bo@zwolle.example", "Bo\u202ened", TODAY)


def test_sending_again_gives_a_new_link_and_kills_the_old_one(house: House, clock: StoppedClock) -> None:
    members.member(house, ZWOLLE)
    coordinator = members.coordinator(house)
    offer = {"organisation": ZWOLLE, "role": REPRESENTATIVE, "first_day": TODAY, "link": LINK}
    number = house.perform(acts.invite, coordinator, FIRST, AN, "An", **offer)
    clock.advance(days=15)
    house.perform(delegation.send_invitation_again, coordinator, number, SECOND, LINK)
    with pytest.raises(NotFound):
        accept(house)
    accept(house, SECOND)
    letters = letters_of(house)
    # The first waited for longer than a letter is worth.
    assert [(letter.to, LINK in letter.body) for letter in letters] == [(AN, True)]
    with pytest.raises(RuleBroken):
        house.perform(delegation.send_invitation_again, coordinator, number, FIRST)


def test_nobody_sends_or_revokes_what_another_representative_offered(house: House, clock: StoppedClock) -> None:
    number = appoint(house, members.representative(house, ZWOLLE))
    for actor in (members.representative(house, KAMPEN), members.deputy(house, ZWOLLE)):
        with pytest.raises(NotAllowed):
            house.perform(delegation.send_invitation_again, actor, number, SECOND)
        with pytest.raises(NotAllowed):
            house.perform(acts.revoke_invitation, actor, number)
    house.perform(acts.revoke_invitation, members.representative(house, ZWOLLE), number)
    with pytest.raises(RuleBroken):
        accept(house)


def test_somebody_known_is_written_to_in_their_own_language(house: House, clock: StoppedClock) -> None:
    own, deputy = members.representative(house, ZWOLLE), members.deputy(house, KAMPEN)

    def prefer_english(actor: Actor) -> None:
        db.session().get_one(Person, deputy.person_id).language = Language.ENGLISH

    house.perform(prefer_english, clock_for("test"))
    address = members.email_of(KAMPEN, DEPUTY)
    house.perform(delegation.invite_deputy, own, FIRST, address, "Bo", TODAY, None, link=LINK)
    (letter,) = letters_of(house)
    assert "You have been invited to represent Zwolle, as deputy" in letter.body
    assert "2 March 2026" in letter.body


def test_the_representation_of_an_organisation_is_all_who_act_and_all_who_were_invited(
    house: House, clock: StoppedClock
) -> None:
    appoint(house, members.representative(house, ZWOLLE))
    found = house.ask(representation_of, ZWOLLE)
    assert [line.role for line in found.mandates] == [REPRESENTATIVE]
    assert [line.name for line in found.invitations] == ["An Deputy"]


def test_the_database_refuses_a_handing_over_by_nobody(house: House, clock: StoppedClock) -> None:
    members.member(house, ZWOLLE)

    def insert(actor: Actor) -> None:
        now = time.now()
        row = {"token_hash": b"x", "email": AN, "name": "An", "organisation_code": ZWOLLE, "role": REPRESENTATIVE}
        row |= {"first_day": TODAY, "invited_at": now, "expires_at": now, "hands_over": True}
        db.session().execute(sa.insert(Invitation).values(**row))

    with pytest.raises(sa.exc.IntegrityError):
        house.perform(insert, clock_for("test"))
