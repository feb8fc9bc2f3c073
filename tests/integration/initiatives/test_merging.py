"""Two municipalities merge: what the old one proposed and declared goes on with the successor."""

from gemportal.initiatives import acts as initiatives
from gemportal.initiatives import queries as of_calls
from gemportal.initiatives.rules import Level
from tests.factories import initiatives as of_initiatives
from tests.factories.members import (
    KAMPEN,
    URK,
    ZWOLLE,
    member,
    representative,
)
from tests.factories.merging import merged
from tests.support.house import House
from tests.support.replaying import verified
from tests.support.time import StoppedClock


def test_declarations_and_proposals_go_on_with_the_successor(house: House, clock: StoppedClock) -> None:
    by_kampen = of_initiatives.published(house, KAMPEN, days=30)
    by_zwolle = of_initiatives.published(house, ZWOLLE, days=30)
    draft = of_initiatives.draft(house, KAMPEN, days=30)
    of_initiatives.declare(house, by_zwolle, KAMPEN, Level.LEAD, hours=10)
    of_initiatives.declare(house, by_kampen, KAMPEN, Level.JOIN)
    clock.advance(days=1)
    member(house, URK)
    of_initiatives.declare(house, by_kampen, URK, Level.FOLLOW)
    since = {line.number: line.since for line in house.ask(of_calls.said_by, KAMPEN)}
    merged(house, clock, KAMPEN, URK)
    assert house.ask(of_calls.said_by, KAMPEN) == []
    said = {line.number: (line.level, line.since) for line in house.ask(of_calls.said_by, URK)}
    assert said[by_zwolle] == (Level.LEAD, since[by_zwolle])
    assert said[by_kampen][0] is Level.FOLLOW, "what the successor said itself goes before it"
    assert house.ask(of_calls.by_number, by_kampen).organisation_code == URK
    actor = representative(house, URK)
    house.perform(initiatives.publish, actor, draft)
    house.perform(initiatives.withdraw, actor, by_kampen, "samen verder")
    house.perform(initiatives.withdraw_willingness, actor, by_zwolle)
    assert verified(house) == []


def test_co_proposing_in_drafts_goes_over_without_doubling(house: House, clock: StoppedClock) -> None:
    draft, own = of_initiatives.draft(house, ZWOLLE), of_initiatives.draft(house, KAMPEN)
    for code in (KAMPEN, member(house, URK)):
        house.perform(initiatives.ask_co_proposer, representative(house, ZWOLLE), draft, code)
    house.perform(initiatives.ask_co_proposer, representative(house, KAMPEN), own, URK)
    merged(house, clock, KAMPEN, URK)
    seen = {line[0] for line in house.ask(of_calls.drafts_of, representative(house, URK))}
    assert seen == {draft, own}
    assert [line.code for line in house.ask(of_calls.co_proposers_of, draft)] == [URK]
    assert house.ask(of_calls.co_proposers_of, own) == []
