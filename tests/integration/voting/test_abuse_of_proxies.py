"""Abuse 8: a proxy to oneself, in a circle, handed on, over the cap, or to somebody off the roll; and past its time."""

import json
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from gemportal.groups.acts import leave_seat
from gemportal.kernel import clock as house_clock
from gemportal.kernel import db
from gemportal.kernel.errors import NotAllowed, RuleBroken
from gemportal.organisations.acts import admit, end_membership
from gemportal.register import queries as register
from gemportal.settings.acts import change_setting
from gemportal.voting import queries
from gemportal.voting.formats.tally import read_document, recount, result_differs
from gemportal.voting.models import Ballot
from gemportal.voting.proxies.acts import give_proxy
from gemportal.voting.proxies.models import Proxy
from gemportal.voting.proxies.rules import PER_HOLDER
from tests.factories import groups, voting
from tests.factories.members import (
    DEVENTER,
    HENGELO,
    KAMPEN,
    URK,
    UTRECHT,
    ZWOLLE,
    coordinator,
    email_of,
    member,
    municipality,
    representative,
    representatives,
)
from tests.factories.people import signed_in
from tests.support.house import House
from tests.support.replaying import differences
from tests.support.time import StoppedClock

MORE = ("GM0153", "GM0202", "GM0200", "GM0160")
FIVE = (ZWOLLE, KAMPEN, URK, DEVENTER, UTRECHT)


def refused(house: House, number: str, giver: str, holder: str, why: str) -> None:
    """The proxy is not given, with this sentence, and leaves nothing."""
    who = representative(house, giver)
    before, given = house.ask(register.number_of_entries), pairs(house)
    with pytest.raises(RuleBroken, match=why):
        house.perform(give_proxy, who, number, holder)
    assert house.ask(register.number_of_entries) == before
    assert pairs(house) == given


def pairs(house: House) -> set[tuple[str, str]]:
    return house.ask(
        lambda: {tuple(row) for row in db.session().execute(sa.select(Proxy.giver_code, Proxy.holder_code))}
    )


def test_abuse_08_no_proxy_to_oneself(house: House, clock: StoppedClock) -> None:
    refused(house, voting.open_vote(house), ZWOLLE, ZWOLLE, "andere organisatie")


def test_abuse_08_no_proxy_in_a_circle_and_none_is_handed_on(house: House, clock: StoppedClock) -> None:
    number = voting.open_vote(house, voters=FIVE)
    voting.give(house, number, ZWOLLE, KAMPEN)
    refused(house, number, KAMPEN, ZWOLLE, "doorgeven")
    refused(house, number, KAMPEN, URK, "doorgeven")
    refused(house, number, URK, ZWOLLE, "aan een ander")
    refused(house, number, ZWOLLE, URK, "gaf al een volmacht")
    assert pairs(house) == {(ZWOLLE, KAMPEN)}


@pytest.mark.parametrize(("members", "most"), [(5, 1), (10, 2)])
def test_abuse_08_no_more_proxies_than_the_vote_was_sealed_with(
    house: House, clock: StoppedClock, members: int, most: int
) -> None:
    voters = (*FIVE, HENGELO, *MORE)[:members]
    number = voting.open_vote(house, voters=voters)
    house.perform(change_setting, coordinator(house), PER_HOLDER.key, 5, "te laat voor deze stemming")
    for giver in voters[1 : 1 + most]:
        voting.give(house, number, giver, ZWOLLE)
    refused(house, number, voters[1 + most], ZWOLLE, "hoogste aantal")
    page = signed_in(house.app, email_of(voters[1 + most]))
    page.get(f"/stemmingen/{number}/volmacht")
    token = page.page.all("input[name=csrf_token]")[0]["value"]
    page.post(f"/stemmingen/{number}/volmacht", data={"csrf_token": token, "holder": ZWOLLE})
    assert page.response.status_code == 422
    voting.revoke(house, number, voters[1])
    voting.give(house, number, voters[1 + most], ZWOLLE)


def test_abuse_08_no_proxy_to_somebody_off_the_roll(house: House, clock: StoppedClock) -> None:
    number = voting.open_vote(house)
    member(house, DEVENTER)
    municipality(house, UTRECHT)
    for holder in (DEVENTER, UTRECHT, "GM9999", ""):
        refused(house, number, ZWOLLE, holder, "mag stemmen")
    who = representative(house, DEVENTER)
    with pytest.raises(NotAllowed):
        house.perform(give_proxy, who, number, ZWOLLE)
    with pytest.raises(NotAllowed):
        house.perform(give_proxy, coordinator(house), number, ZWOLLE)


def test_abuse_08_a_used_proxy_still_counts_when_it_is_revoked(house: House, clock: StoppedClock) -> None:
    """Else one organisation could vote for any number of others, one after the other."""
    number = voting.open_vote(house, voters=FIVE)
    voting.give(house, number, KAMPEN, ZWOLLE)
    voting.cast(house, number, ZWOLLE, "for", line=KAMPEN)
    voting.revoke(house, number, KAMPEN)
    refused(house, number, URK, ZWOLLE, "hoogste aantal")
    refused(house, number, ZWOLLE, URK, "doorgeven")
    refused(house, number, URK, KAMPEN, "aan een ander")
    voting.cast(house, number, KAMPEN, "against")
    voting.give(house, number, URK, ZWOLLE)


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"holder_code": ZWOLLE}, "is_for_another"),
        ({"holder_code": DEVENTER}, "fk|FOREIGN KEY"),
        ({"giver_code": DEVENTER}, "fk|FOREIGN KEY"),
        ({"holder_code": URK}, "pk_proxy|UNIQUE"),
    ],
)
def test_abuse_08_the_database_itself_refuses(
    house: House, clock: StoppedClock, changes: dict[str, Any], name: str
) -> None:
    number = voting.open_vote(house)
    member(house, DEVENTER)
    voting.give(house, number, ZWOLLE, KAMPEN)

    def behind_its_back() -> None:
        with db.db.engines[db.WRITER].begin() as connection:
            row = connection.execute(sa.select(Proxy)).mappings().one()
            if changes != {"holder_code": URK}:
                connection.execute(sa.delete(Proxy))
            connection.execute(sa.insert(Proxy), [{**row, "entry_index": 0, **changes}])

    with pytest.raises(sa.exc.IntegrityError, match=name):
        house.ask(behind_its_back)


def test_abuse_08_nobody_votes_for_another_without_a_proxy_that_holds(house: House, clock: StoppedClock) -> None:
    number, other = voting.open_vote(house), voting.open_vote(house)
    voting.give(house, number, KAMPEN, ZWOLLE)
    for vote, caster, line in (
        (other, ZWOLLE, KAMPEN),
        (number, URK, KAMPEN),
        (number, ZWOLLE, URK),
        (number, KAMPEN, ZWOLLE),
    ):
        with pytest.raises(NotAllowed):
            voting.cast(house, vote, caster, "for", line=line)
    voting.revoke(house, number, KAMPEN)
    with pytest.raises(NotAllowed):
        voting.cast(house, number, ZWOLLE, "for", line=KAMPEN)
    assert house.ask(lambda: db.session().scalars(sa.select(Ballot)).all()) == []


@pytest.mark.parametrize("leaves", [ZWOLLE, KAMPEN])
def test_abuse_08_a_proxy_lapses_with_a_membership(house: House, clock: StoppedClock, leaves: str) -> None:
    number = voting.open_vote(house)
    voting.give(house, number, KAMPEN, ZWOLLE)
    house.perform(end_membership, coordinator(house), leaves, clock.now.date(), "opgezegd")
    clock.advance(days=1)
    with pytest.raises(NotAllowed):
        voting.cast(house, number, ZWOLLE, "for", line=KAMPEN)
    assert house.ask(queries.page_of, number).proxies == ()
    if leaves == ZWOLLE:
        refused(house, number, KAMPEN, ZWOLLE, "mag stemmen")
        voting.give(house, number, KAMPEN, URK)
        assert pairs(house) == {(KAMPEN, URK)}


def test_abuse_08_after_the_deadline_no_proxy_is_given_or_revoked(house: House, clock: StoppedClock) -> None:
    number = voting.open_vote(house)
    voting.give(house, number, KAMPEN, ZWOLLE)
    deadline = house.ask(lambda: queries.by_number(number).closes_at)
    with house_clock.at(deadline):
        for late in (lambda: voting.give(house, number, URK, ZWOLLE), lambda: voting.revoke(house, number, KAMPEN)):
            with pytest.raises(RuleBroken, match="gesloten"):
                late()
    with house_clock.at(deadline - timedelta(microseconds=1)):
        voting.revoke(house, number, KAMPEN)


def test_abuse_13_a_second_holder_does_not_read_what_the_first_one_voted(house: House, clock: StoppedClock) -> None:
    representatives(house, ZWOLLE, KAMPEN, URK)
    number = voting.open_vote(house)
    voting.give(house, number, ZWOLLE, KAMPEN)
    voting.cast(house, number, KAMPEN, "against", "Wij zijn tegen.", line=ZWOLLE)
    own, first, second = (signed_in(house.app, email_of(code)) for code in (ZWOLLE, KAMPEN, URK))
    for reader, address in ((own, "stem"), (first, f"stem?voor={ZWOLLE}")):
        reader.get(f"/stemmingen/{number}/{address}")
        assert "Wij zijn tegen." in reader.page.main.text
    voting.revoke(house, number, ZWOLLE)
    voting.give(house, number, ZWOLLE, URK)
    second.get(f"/stemmingen/{number}/stem?voor={ZWOLLE}")
    assert "Wij zijn tegen." not in second.page.main.text
    assert not second.page.main.all("input[checked]")
    second.submit("main form", {"answer": "for"})
    second.submit("main form", button="Stem uitbrengen")
    second.get(f"/stemmingen/{number}/stem?voor={ZWOLLE}")
    assert second.page.main.one("input[checked]").get("value") == "for"


@pytest.mark.parametrize("leaves", [ZWOLLE, KAMPEN])
def test_abuse_08_a_proxy_in_a_group_lapses_with_a_seat(house: House, clock: StoppedClock, leaves: str) -> None:
    group = groups.three(house, clock)
    number = voting.open_vote(house, voters=(), group_number=group)
    voting.give(house, number, KAMPEN, ZWOLLE)
    house.perform(leave_seat, representative(house, leaves), group, "Wij hebben er geen mensen voor.")
    with pytest.raises(NotAllowed):
        voting.cast(house, number, ZWOLLE, "for", line=KAMPEN)
    assert house.ask(queries.page_of, number).proxies == ()
    refused(house, number, DEVENTER, leaves, "mag stemmen")
    asked = house.ask(queries.asked_of, representative(house, leaves))
    assert "voting.cast" not in {one.endpoint for one in asked}
    assert voting.close(house, number)["proxies"] == []


def test_abuse_08_the_record_keeps_the_proxies_of_seats_that_end_after_the_count(
    house: House, clock: StoppedClock
) -> None:
    group = groups.three(house, clock)
    number = voting.open_vote(house, voters=(), group_number=group)
    voting.give(house, number, KAMPEN, ZWOLLE)
    counted = voting.close(house, number)["proxies"]
    clock.set(voting.closing_moment(house, number) + timedelta(days=1))
    house.perform(leave_seat, representative(house, KAMPEN), group, "Wij hebben er geen mensen voor.")
    assert house.ask(queries.tally_document, number)["proxies"] == counted == [{"giver": KAMPEN, "holder": ZWOLLE}]


def test_abuse_08_a_proxy_that_lapsed_makes_no_chain_when_its_holder_comes_back(
    house: House, clock: StoppedClock
) -> None:
    number = voting.open_vote(house)
    voting.give(house, number, KAMPEN, ZWOLLE)
    house.perform(end_membership, coordinator(house), ZWOLLE, clock.now.date(), "opgezegd")
    clock.advance(days=1)
    voting.give(house, number, URK, KAMPEN)
    house.perform(admit, coordinator(house), ZWOLLE, clock.now.date(), "teruggekomen")
    assert [(line.giver, line.holder) for line in house.ask(queries.page_of, number).proxies] == [(URK, KAMPEN)]
    document = read_document(json.dumps(voting.close(house, number)))
    assert document["proxies"] == [{"giver": URK, "holder": KAMPEN}]
    assert not result_differs(document, recount(document))
    assert differences(house) == []
