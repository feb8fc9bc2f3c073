"""Following: what one chooses and what comes by one's organisation, and what that tells on the portal."""

import pytest
from flask import Flask

from gemportal.initiatives.rules import Level
from gemportal.kernel.errors import NotFound
from gemportal.notices import acts, queries
from tests.factories import groups, initiatives, voting
from tests.factories.decisions import recorded
from tests.factories.members import DEVENTER, KAMPEN, URK, ZWOLLE, coordinator, email_of, representative
from tests.factories.people import signed_in
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.time import StoppedClock


def subjects(house: House, code: str) -> set[str]:
    """What the representative of this organisation follows."""
    found = house.ask(queries.followed_by, representative(house, code).person_id)
    return {line.subject for line in found if line.following}


def told(house: House, code: str) -> list[str]:
    """The acts that stand among their notices, the newest first; those that made the organisation and its people left out."""
    lines = house.ask(queries.notices, representative(house, code).person_id)
    return [line.act for line in lines if not line.act.startswith(("organisations:", "people:"))]


def test_what_ones_organisation_is_in_is_followed_by_itself(house: House, clock: StoppedClock) -> None:
    number = initiatives.published(house, ZWOLLE)
    initiatives.declare(house, number, KAMPEN, Level.FOLLOW)
    initiatives.declare(house, number, URK, Level.NO)
    representative(house, DEVENTER)
    assert subjects(house, ZWOLLE) == {ZWOLLE, number}
    assert subjects(house, KAMPEN) == {KAMPEN, number}
    assert subjects(house, URK) == {URK}
    assert subjects(house, DEVENTER) == {DEVENTER}


def test_a_seat_is_followed_with_what_came_of_it(house: House, clock: StoppedClock) -> None:
    group = groups.running_step(house, clock)
    assert group in subjects(house, KAMPEN)
    recorded(house, group=group)
    assert told(house, KAMPEN)[0] == "decisions:record"
    assert "decisions:record" not in told(house, "GM0153")


def test_who_follows_an_initiative_hears_of_its_group(house: House, clock: StoppedClock) -> None:
    reader = representative(house, DEVENTER)
    number = initiatives.published(house, ZWOLLE)
    assert "initiatives:publish" not in told(house, DEVENTER)
    house.perform(acts.follow, reader, number, following=True)
    assert told(house, DEVENTER) == ["initiatives:publish"]
    initiatives.declare(house, number, ZWOLLE, Level.LEAD)
    initiatives.declare(house, number, KAMPEN)
    clock.advance(days=15)
    from_group = house.perform(groups.acts.form, coordinator(house), number, passing_over={})
    assert "groups:form" in told(house, DEVENTER)
    house.perform(acts.follow, reader, number, following=False)
    assert told(house, DEVENTER) == []
    house.perform(acts.follow, reader, from_group, following=True)
    assert "groups:form" in told(house, DEVENTER)


def test_what_comes_by_itself_can_be_switched_off_and_on(house: House, clock: StoppedClock) -> None:
    reader = representative(house, ZWOLLE)
    number = initiatives.published(house, ZWOLLE)
    house.perform(acts.follow, reader, number, following=False)
    assert subjects(house, ZWOLLE) == {ZWOLLE}
    house.perform(acts.follow, reader, number, following=True)
    assert subjects(house, ZWOLLE) == {ZWOLLE, number}
    assert [line.chosen for line in house.ask(queries.followed_by, reader.person_id)] == [False, False]


def test_nobody_is_told_what_they_did_themselves_nor_who_voted(house: House, clock: StoppedClock) -> None:
    number = voting.open_vote(house)
    voting.cast(house, number, KAMPEN, "for")
    house.perform(acts.follow, representative(house, ZWOLLE), number, following=True)
    assert told(house, ZWOLLE)[0] == "voting:open"
    own = initiatives.published(house, ZWOLLE)
    assert "initiatives:publish" not in told(house, ZWOLLE)
    initiatives.declare(house, own, KAMPEN)
    assert told(house, ZWOLLE)[0] == "initiatives:declare-willingness"


@pytest.mark.parametrize("subject", ["I-2026-999", "voting:quorum", "agenda", "GM9999", "I-", ""])
def test_what_is_not_there_cannot_be_followed(house: House, subject: str) -> None:
    with pytest.raises(NotFound):
        house.perform(acts.follow, representative(house), subject, following=True)


def test_a_public_page_leads_to_following_and_back(house: House, app: Flask, clock: StoppedClock) -> None:
    number = initiatives.published(house, ZWOLLE)
    representative(house, KAMPEN)
    client = signed_in(app, email_of(KAMPEN))
    client.get(f"/initiatieven/{number}")
    client.follow(f'a[href="/volgen/{number}"]')
    assert "u volgt dit niet" in client.page.text
    client.submit()
    assert "u volgt dit" in client.page.text
    client.get("/mijn/volgen")
    assert "u koos dit zelf" in client.page.text
    client.follow(f'a[href="/volgen/{number}"]')
    client.submit()
    assert number not in subjects(house, KAMPEN)


@pytest.mark.parametrize(
    "path", ["/gemeenten/GM0193", "/stemmingen/{vote}", "/besluiten/{decision}", "/groepen/{group}"]
)
def test_every_page_of_a_thing_leads_to_following_it(
    house: House, client: StrictClient, clock: StoppedClock, path: str
) -> None:
    address = path.format(
        vote=voting.open_vote(house) if "vote" in path else "",
        decision=recorded(house) if "decision" in path else "",
        group=groups.running_step(house, clock) if "group" in path else representative(house).organisation,
    )
    client.get(address)
    assert client.page.one(f'a[href="/volgen/{address.rpartition("/")[2]}"]')


def test_notices_are_new_until_looked_at(house: House, app: Flask, clock: StoppedClock) -> None:
    representative(house, ZWOLLE)
    house.run("tick")
    client = signed_in(app, email_of(ZWOLLE))
    number = initiatives.published(house, ZWOLLE)
    initiatives.declare(house, number, KAMPEN)
    client.get("/mijn/berichten")
    assert client.page.one(".site-header__count").text.split()[0] == str(len(_all(house)) - _before(house))
    client.get(f"/initiatieven/{number}")
    assert client.page.all(".site-header__count")
    client.get("/mijn/berichten")
    client.submit(button="Alles gelezen")
    assert client.page.all(".site-header__count") == []
    assert "er is niets nieuws" in client.page.text
    initiatives.declare(house, number, URK)
    client.get("/mijn/berichten")
    assert client.page.one(".site-header__count").text.startswith("1")


def _all(house: House) -> list[int]:
    return [line.index for line in house.ask(queries.notices, representative(house, ZWOLLE).person_id)]


def _before(house: House) -> int:
    seen = house.ask(queries.last_look, representative(house, ZWOLLE).person_id) or 0
    return sum(index < seen for index in _all(house))


def test_pages_go_by_key_in_a_constant_number_of_queries(house: House, app: Flask, clock: StoppedClock) -> None:
    number = initiatives.published(house, ZWOLLE)
    client = signed_in(app, email_of(ZWOLLE))
    for level in (Level.JOIN, Level.LEAD):
        initiatives.declare(house, number, KAMPEN, level)
    client.get("/mijn/berichten")
    few = client.queries
    for _ in range(queries.PAGE):
        clock.advance(seconds=1)
        initiatives.declare(house, number, KAMPEN)
    client.get("/mijn/berichten")
    assert client.queries <= few
    client.follow("Volgende")
    assert "voor=" in client.address
    assert client.page.all("ol.news > li")


def test_the_public_is_told_nothing_of_who_follows(house: House, client: StrictClient, clock: StoppedClock) -> None:
    number = initiatives.published(house, ZWOLLE)
    client.get(f"/volgen/{number}")
    assert client.response.status_code == 303
    client.get("/")
    assert client.page.all(".site-header__count") == []
