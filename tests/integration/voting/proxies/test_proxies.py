"""Proxies from giving to the published count, and what everybody sees of them meanwhile."""

import json

import pytest
import sqlalchemy as sa

from gemportal.kernel import clock as house_clock
from gemportal.kernel import db, outbox
from gemportal.kernel.errors import NotFound, RuleBroken
from gemportal.organisations.acts import end_membership
from gemportal.people.models import Person
from gemportal.people.rules import Language
from gemportal.register import keys
from gemportal.register import queries as register
from gemportal.register.verify import verify
from gemportal.voting import acts, queries
from gemportal.voting.definition import moment
from gemportal.voting.formats.tally import read_document, recount, result_differs
from gemportal.voting.models import Ballot
from gemportal.voting.proxies.acts import give_proxy, revoke_proxy
from gemportal.voting.proxies.models import Proxy
from tests.factories import groups, voting
from tests.factories.members import (
    DEVENTER,
    KAMPEN,
    URK,
    UTRECHT,
    ZWOLLE,
    coordinator,
    deputy,
    email_of,
    representative,
)
from tests.factories.people import signed_in
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.time import StoppedClock


def entries(house: House, number: str) -> list[register.EntryLine]:
    return house.ask(register.entries_about, [number])


def test_a_holder_votes_for_the_giver_and_the_count_says_so(
    house: House, clock: StoppedClock, client: StrictClient
) -> None:
    number = voting.open_vote(house, voters=(ZWOLLE, KAMPEN, URK, DEVENTER))
    voting.give(house, number, KAMPEN, ZWOLLE)
    given = entries(house, number)[-1]
    assert (given.act, given.organisation, given.data) == ("voting:give-proxy", KAMPEN, {"holder": ZWOLLE})
    voting.cast(house, number, ZWOLLE, "against")
    index = voting.cast(house, number, ZWOLLE, "for", "Kampen is voor.", line=KAMPEN)
    cast = entries(house, number)[-1]
    assert cast.organisation == ZWOLLE
    assert cast.data == {"cast_at": moment(clock.now), "line": KAMPEN, "proxy": given.index}
    for code in (ZWOLLE, KAMPEN):
        receipt = house.ask(queries.receipt, number, index, code)
        assert (receipt.line, receipt.by) == (KAMPEN, ZWOLLE)
    with pytest.raises(NotFound):
        house.ask(queries.receipt, number, index, URK)
    document = read_document(json.dumps(voting.close(house, number)))
    assert document["proxies"] == [{"giver": KAMPEN, "holder": ZWOLLE}]
    of_kampen = next(ballot for ballot in document["ballots"] if ballot["organisation"] == KAMPEN)
    assert (of_kampen["by_proxy_of"], of_kampen["answer"]) == (ZWOLLE, "for")
    assert [ballot.get("by_proxy_of") for ballot in document["ballots"]].count(None) == 1
    assert document["result"]["quorum"]["heads"]["present"] == 2
    assert document["result"]["quorum"]["met"]
    assert not result_differs(document, recount(document))
    client.get(f"/stemmingen/{number}")
    row = next(row for row in client.page.all("#hoofdelijk tbody tr") if "Kampen" in row.text)
    assert "bij volmacht door Zwolle" in row.text
    house.run("register", "verify")


def test_the_givers_own_ballot_overrides_and_is_not_overridden(house: House, clock: StoppedClock) -> None:
    number = voting.open_vote(house)
    voting.give(house, number, KAMPEN, ZWOLLE)
    by_proxy = voting.cast(house, number, ZWOLLE, "for", line=KAMPEN)
    voting.cast(house, number, KAMPEN, "against")
    assert entries(house, number)[-1].data == {"cast_at": moment(clock.now), "overrides": by_proxy}
    with pytest.raises(RuleBroken, match="zelf gestemd"):
        voting.cast(house, number, ZWOLLE, "for", line=KAMPEN)
    page = signed_in(house.app, email_of(ZWOLLE))
    page.get(f"/stemmingen/{number}/stem?voor={KAMPEN}")
    assert page.response.status_code == 409
    document = voting.close(house, number)
    assert document["proxies"] == [{"giver": KAMPEN, "holder": ZWOLLE}]
    assert [(b["organisation"], b["answer"], "by_proxy_of" in b) for b in document["ballots"]] == [
        (KAMPEN, "against", False)
    ]
    assert not result_differs(document, recount(document))
    house.run("register", "verify")


def test_whoever_voted_needs_no_proxy(house: House, clock: StoppedClock) -> None:
    number = voting.open_vote(house)
    voting.cast(house, number, KAMPEN, "for")
    with pytest.raises(RuleBroken, match="al zelf gestemd"):
        voting.give(house, number, KAMPEN, ZWOLLE)


def test_a_revoked_proxy_leaves_its_ballot_and_another_may_replace_it(house: House, clock: StoppedClock) -> None:
    number = voting.open_vote(house)
    with pytest.raises(RuleBroken, match="geen volmacht"):
        house.perform(revoke_proxy, representative(house, KAMPEN), number)
    voting.give(house, number, KAMPEN, ZWOLLE)
    voting.cast(house, number, ZWOLLE, "for", line=KAMPEN)
    voting.revoke(house, number, KAMPEN)
    assert entries(house, number)[-1].act == "voting:revoke-proxy"
    voting.give(house, number, KAMPEN, URK)
    with house_clock.at(voting.closing_moment(house, number)):
        assert house.ask(queries.turnout, house.ask(queries.by_number, number).id) == 1
    document = voting.close(house, number)
    assert document["proxies"] == [{"giver": KAMPEN, "holder": ZWOLLE}]
    assert document["ballots"][0]["by_proxy_of"] == ZWOLLE
    assert not result_differs(document, recount(document))


def test_a_ballot_by_proxy_stands_when_the_holder_leaves_and_the_file_stays_the_same(
    house: House, clock: StoppedClock
) -> None:
    number = voting.open_vote(house)
    voting.give(house, number, KAMPEN, ZWOLLE)
    voting.cast(house, number, ZWOLLE, "for", line=KAMPEN)
    house.perform(end_membership, coordinator(house), ZWOLLE, clock.now.date(), "opgezegd")
    document = voting.close(house, number)
    assert document["ballots"][0]["by_proxy_of"] == ZWOLLE
    assert not result_differs(document, recount(document))
    clock.advance(days=300)
    assert house.ask(queries.tally_document, number) == document


def test_everybody_voted_when_holders_did_so_for_others(house: House, clock: StoppedClock) -> None:
    number = voting.open_vote(house, voters=(ZWOLLE, KAMPEN), early_close=True)
    voting.give(house, number, KAMPEN, ZWOLLE)
    voting.cast(house, number, ZWOLLE, "for")
    voting.cast(house, number, ZWOLLE, "for", line=KAMPEN)
    assert house.ask(queries.result_of, 1) is not None


def test_a_group_votes_by_proxy_within_the_group(house: House, clock: StoppedClock) -> None:
    group = groups.working(house, clock)
    number = voting.open_vote(house, voters=(URK,), group_number=group)
    with pytest.raises(RuleBroken, match="mag stemmen"):
        house.perform(give_proxy, representative(house, ZWOLLE), number, URK)
    voting.give(house, number, ZWOLLE, KAMPEN)
    voting.cast(house, number, KAMPEN, "for", line=ZWOLLE)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (sa.update(Ballot).values(by_proxy_of=None), "ballot of"),
        (sa.update(Proxy).values(holder_code=URK), "differs from what the register tells: holder"),
        (sa.delete(Proxy), f"{KAMPEN} is gone"),
        (sa.update(Proxy).values(giver_code=URK), f"{URK} was never recorded"),
    ],
)
def test_a_proxy_changed_behind_the_registers_back_is_named(
    house: House, clock: StoppedClock, statement: sa.Executable, said: str
) -> None:
    number = voting.open_vote(house)
    voting.give(house, number, KAMPEN, ZWOLLE)
    voting.cast(house, number, ZWOLLE, "for", line=KAMPEN)
    assert house.ask(lambda: verify(keys.signer().verifier)).differences == []
    with house.app.app_context(), db.db.engines[db.WRITER].begin() as connection:
        connection.execute(statement)
    found = house.ask(lambda: verify(keys.signer().verifier)).differences
    assert any(said in difference.sentence for difference in found)


def test_all_pages_say_who_votes_for_whom(house: House, clock: StoppedClock, client: StrictClient) -> None:
    number = voting.open_vote(house)
    representative(house, ZWOLLE), representative(house, KAMPEN), representative(house, URK)
    client.get("/volmachten")
    assert "gaf nog niemand een volmacht" in client.page.main.text
    kampen = signed_in(house.app, email_of(KAMPEN))
    kampen.get("/volmachten")
    kampen.follow(voting.PROPOSAL.title)
    kampen.submit("main form", {"holder": ZWOLLE})
    assert kampen.address == f"/stemmingen/{number}"
    assert "Zwolle stemt voor Kampen." in kampen.page.main.text
    assert "Zwolle stemt voor u, met uw volmacht." in kampen.page.main.text
    kampen.follow("Breng uw stem uit")
    assert "Zwolle stemt voor u, met uw volmacht." in kampen.page.main.text
    for address in ("/volmachten", f"/stemmingen/{number}"):
        client.get(address)
        assert "Zwolle" in client.page.main.text, address
        assert "Kampen" in client.page.main.text, address
    zwolle = signed_in(house.app, email_of(ZWOLLE))
    zwolle.get("/volmachten")
    zwolle.follow("Breng de stem van Kampen uit")
    assert "U stemt namens Kampen." in zwolle.page.main.text
    zwolle.submit("main form", {"answer": "for"})
    zwolle.submit("main form", button="Stem uitbrengen")
    assert "Uitgebracht door" in zwolle.page.main.text
    receipt = zwolle.address
    zwolle.get(f"/stemmingen/{number}")
    zwolle.follow("Breng uw stem uit")
    assert "U stemt ook voor" in zwolle.page.main.text
    kampen.get(receipt)
    assert kampen.page.heading == "Uw stem is ontvangen"
    kampen.get(f"/stemmingen/{number}")
    assert "Zwolle heeft voor uw organisatie gestemd" in kampen.page.main.text
    kampen.follow("Trek uw volmacht in")
    kampen.submit("main form")
    assert "De volmacht is ingetrokken." in kampen.page.main.text
    client.get("/volmachten")
    assert "gaf nog niemand een volmacht" in client.page.main.text
    urk = signed_in(house.app, email_of(URK))
    urk.get(receipt)
    assert urk.response.status_code == 404


def test_a_proxy_is_offered_only_where_one_can_be_given(house: House, clock: StoppedClock) -> None:
    representative(house, ZWOLLE)
    secret = voting.open_vote(house, voting.PERSONS)
    number = voting.open_vote(house, title="Een tweede loket")
    zwolle = signed_in(house.app, email_of(ZWOLLE))
    zwolle.get("/volmachten")
    assert [link.text for link in zwolle.page.all('main a[href$="/volmacht"]')] == ["Een tweede loket"]
    zwolle.get(f"/stemmingen/{secret}/volmacht")
    assert "Daarin stemt elke organisatie zelf: een volmacht kan niet." in zwolle.page.main.text
    assert not zwolle.page.all("main select")
    voting.give(house, number, KAMPEN, ZWOLLE)
    zwolle.get("/volmachten")
    assert not zwolle.page.all('main a[href$="/volmacht"]'), "who votes for another passes no vote on"
    zwolle.get(f"/stemmingen/{number}/volmacht")
    assert "Een volmacht doorgeven kan niet." in zwolle.page.main.text
    voting.cast(house, number, ZWOLLE, "for", line=KAMPEN)
    voting.revoke(house, number, KAMPEN)
    zwolle.get("/volmachten")
    assert not zwolle.page.all('main a[href$="/volmacht"]'), "nor who did vote for another"


def test_what_is_asked_follows_the_proxy(house: House, clock: StoppedClock) -> None:
    number = voting.open_vote(house)
    voting.give(house, number, KAMPEN, ZWOLLE)
    zwolle, kampen = representative(house, ZWOLLE), representative(house, KAMPEN)
    assert [asked.values for asked in house.ask(queries.asked_of, zwolle)] == [
        {"number": number},
        {"number": number, "voor": KAMPEN},
    ]
    assert house.ask(queries.asked_of, kampen) == []
    voting.cast(house, number, ZWOLLE, "for", line=KAMPEN)
    assert [asked.values for asked in house.ask(queries.asked_of, zwolle)] == [{"number": number}]
    assert house.ask(queries.asked_of, kampen) == []


def test_the_page_of_proxies_asks_the_same_at_many_rows(
    house: House, clock: StoppedClock, client: StrictClient
) -> None:
    first = voting.open_vote(house, voters=(ZWOLLE, KAMPEN, URK, DEVENTER, UTRECHT))
    voting.give(house, first, KAMPEN, ZWOLLE)
    client.get("/volmachten")
    few = client.queries
    assert few <= 4
    second = voting.open_vote(house)
    for number, giver, holder in ((first, URK, DEVENTER), (second, URK, DEVENTER), (second, UTRECHT, KAMPEN)):
        voting.give(house, number, giver, holder)
    client.get("/volmachten")
    assert client.queries == few


def letters(house: House) -> list[outbox.Letter]:
    sent: list[outbox.Letter] = []
    house.ask(outbox.send_due, sent.append)
    return sent


def test_when_a_deputy_replaces_a_ballot_the_others_hear_of_it_and_not_of_the_answer(
    house: House, clock: StoppedClock
) -> None:
    number = voting.open_vote(house)
    who, substitute = representative(house, ZWOLLE), deputy(house, ZWOLLE)
    voting.cast(house, number, ZWOLLE, "for")
    voting.cast(house, number, ZWOLLE, "against")
    assert letters(house) == []

    def speaks_english() -> None:
        with db.db.engines[db.WRITER].begin() as connection:
            connection.execute(sa.update(Person).where(Person.id == who.person_id).values(language=Language.ENGLISH))

    house.ask(speaks_english)
    link = "http://localhost/stemmingen/S"
    house.perform(acts.cast, substitute, number, "abstain", "Kanarie", link=link)
    (letter,) = letters(house)
    assert letter.to == email_of(ZWOLLE)
    assert letter.subject == "A deputy changed a ballot"
    assert "9 March 2026" in letter.body
    assert link in letter.body
    assert not any(word in letter.body for word in ("abstain", "Kanarie"))


def test_a_first_ballot_by_a_deputy_is_no_news(house: House, clock: StoppedClock) -> None:
    number = voting.open_vote(house)
    representative(house, ZWOLLE)
    house.perform(acts.cast, deputy(house, ZWOLLE), number, "for")
    assert letters(house) == []
