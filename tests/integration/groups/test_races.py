"""Abuse: many at once for few places. Real threads, each with its own transaction, on both databases."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from gemportal.groups import acts, queries
from gemportal.groups.growing import acts as growing
from gemportal.groups.policy import LAPSE
from gemportal.groups.rules import YearPledged
from gemportal.groups.steps import acts as steps
from gemportal.initiatives.rules import Level
from gemportal.kernel import clock as time_of_the_house
from gemportal.kernel.acts import perform
from gemportal.kernel.errors import Refusal, RuleBroken
from gemportal.people.queries import holders_of
from gemportal.register.queries import entries_about
from tests.factories.groups import closed_call, forming, learned, plan, running_step, standing, working
from tests.factories.members import DEVENTER, HENGELO, KAMPEN, URK, UTRECHT, ZWOLLE, coordinator, member, representative
from tests.integration.voting.test_abuse_of_restarts import start
from tests.support.house import House
from tests.support.stores import Store
from tests.support.time import StoppedClock

RACERS = 24
SIX = dict.fromkeys((ZWOLLE, KAMPEN, DEVENTER, HENGELO, URK, UTRECHT), Level.JOIN)


def race(house: House, time: StoppedClock, attempts: list[Callable[[], object]]) -> list[object]:
    """Start all attempts at one moment; gives what each returned, or its refusal."""
    start = Barrier(len(attempts))
    moment = time.now

    def run(attempt: Callable[[], object]) -> object:
        with house.app.app_context(), time_of_the_house.at(moment):
            start.wait()
            try:
                return attempt()
            except Refusal as refusal:
                return refusal

    with ThreadPoolExecutor(len(attempts)) as pool:
        return list(pool.map(run, attempts))


def test_abuse_accepting_and_declining_at_once_never_overfills(house: House, clock: StoppedClock) -> None:
    group = forming(house, clock, SIX)
    actors = {code: representative(house, code) for code in SIX}
    people = {code: [line.person_id for line in house.ask(holders_of, code)] for code in SIX}
    pledges = [YearPledged(2026, 10, 0)]

    def attempt(number: int) -> Callable[[], object]:
        code = list(SIX)[number % len(SIX)]
        if number % 4 == 3:
            return lambda: perform(acts.decline_offer, actors[code], group)
        return lambda: perform(acts.accept_offer, actors[code], group, pledges=pledges, participants=people[code])

    results = race(house, clock, [attempt(number) for number in range(RACERS)])
    seats, offers, places = standing(house, group)
    assert places == 3
    assert not seats & offers
    assert len(seats | offers) <= places
    done = [result for result in results if not isinstance(result, Refusal)]
    answered = [
        e for e in house.ask(entries_about, [group]) if e.act in {"groups:accept-offer", "groups:decline-offer"}
    ]
    assert len(done) == len(answered)
    accepted = [entry.organisation for entry in answered if entry.act == "groups:accept-offer"]
    assert sorted(accepted) == sorted(seats)


def test_abuse_forming_twice_at_once_makes_one_group(house: House, clock: StoppedClock) -> None:
    number = closed_call(house, clock, SIX)
    actor = coordinator(house)
    results = race(house, clock, [lambda: perform(acts.form, actor, number)] * RACERS)
    formed = [result for result in results if isinstance(result, str)]
    assert len(formed) == 1
    assert standing(house, formed[0]) == (set(), {ZWOLLE, KAMPEN, DEVENTER}, 3)


def test_abuse_starting_a_step_at_once_starts_it_once(house: House, clock: StoppedClock) -> None:
    group = working(house, clock)
    lead = representative(house, ZWOLLE)
    house.perform(steps.plan_step, lead, group, plan())
    results = race(house, clock, [lambda: perform(steps.start_step, lead, group, 1)] * 8)
    assert sum(not isinstance(result, Refusal) for result in results) == 1
    assert [entry.act for entry in house.ask(entries_about, [group])].count("groups:start-step") == 1


def test_abuse_planning_and_starting_at_once_leaves_one_step_under_way(house: House, clock: StoppedClock) -> None:
    group = running_step(house, clock)
    lead = representative(house, ZWOLLE)
    house.perform(steps.plan_step, lead, group, plan())
    attempts = [
        lambda: perform(steps.start_step, lead, group, 2),
        lambda: perform(steps.plan_step, lead, group, plan(aim="Iets anders")),
        lambda: perform(steps.end_step, lead, group, 1, "Eerder klaar."),
    ]
    results = race(house, clock, attempts * 3)
    # All three plans change the one that is planned; nothing starts before the first is concluded.
    assert [type(result) for result in results[0::3]] == [RuleBroken] * 3
    assert results[1::3] == [2] * 3
    assert sum(not isinstance(result, Refusal) for result in results[2::3]) == 1


def test_abuse_two_ticks_at_once_let_each_offer_lapse_once(house: House, store: Store, clock: StoppedClock) -> None:
    """Two processes find the same three offers due; six want the three places, so the next three are asked."""
    group = forming(house, clock, SIX)
    ends = house.ask(queries.page_of, group).offers[0].expires_at
    with start(store, ends, "tick together") as twins:
        assert twins.stdin is not None
        assert twins.stdout is not None
        twins.stdin.write("go\n")
        twins.stdin.flush()
        said = twins.stdout.read().split()
    assert twins.returncode == 0
    assert len([word for word in said if word == "due"]) >= 3, "each offer is found by one at least"
    lapsed = [entry for entry in house.ask(entries_about, [group]) if entry.act == LAPSE]
    assert sorted(entry.data["org"] for entry in lapsed) == sorted((ZWOLLE, KAMPEN, DEVENTER))
    assert [[offer["org"] for offer in entry.data["next"]] for entry in lapsed] == [[HENGELO], [URK], [UTRECHT]]
    assert standing(house, group) == (set(), {HENGELO, URK, UTRECHT}, 3)
    house.run("register", "verify")


def test_abuse_growing_at_once_climbs_one_rung(house: House, clock: StoppedClock) -> None:
    group = learned(house, clock)
    for code in (URK, UTRECHT):
        member(house, code)
    for code in (ZWOLLE, KAMPEN):
        house.perform(growing.consent_to_growing, representative(house, code), group, 5)
    actors = (representative(house, ZWOLLE), coordinator(house))
    results = race(house, clock, [lambda at=at: perform(growing.grow, actors[at % 2], group) for at in range(8)])
    assert [result for result in results if isinstance(result, int)] == [5]
    seats, offers, places = standing(house, group)
    assert places == 5
    assert (seats, offers) == ({ZWOLLE, KAMPEN}, {HENGELO, DEVENTER})
