"""Abuse 16, for votes and decisions: nobody uses an office on a seat or a vote of the organisation they also represent."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from gemportal.decisions import acts as decisions
from gemportal.kernel import clock as house_clock
from gemportal.kernel import policy
from gemportal.kernel.actor import Actor, Office, clock_for
from gemportal.kernel.errors import NotAllowed
from gemportal.people import acts as people
from gemportal.people import standing
from gemportal.people.policy import DEMO
from gemportal.register import queries as register
from gemportal.voting import acts, queries
from gemportal.voting.contesting import queries as contests
from gemportal.voting.contesting.acts import contest, rule_on_contest
from gemportal.voting.contesting.policy import RULE
from gemportal.voting.preparing import acts as preparing_acts
from gemportal.voting.rounds.acts import settle_objection
from tests.factories import groups, voting
from tests.factories.decisions import WORDING, agreed
from tests.factories.members import KAMPEN, URK, ZWOLLE, coordinator, member, password_hash, representative
from tests.factories.merging import merged
from tests.support.house import House
from tests.support.time import StoppedClock

OF_OWN = "van.twee.kanten@gemportal.example"


def both(house: House, office: Office, code: str = KAMPEN) -> Actor:
    """Somebody who acts in this office, and also represents the organisation."""
    member(house, code)
    for held in ({"organisation": code}, {"office": office}):
        house.perform(people.enrol, clock_for(DEMO), OF_OWN, "Van Twee Kanten", password_hash(), **held)  # type: ignore[arg-type]
    return house.ask(standing.acting_as, OF_OWN, office=office)


@pytest.fixture(params=[Office.COORDINATOR, Office.CHAIR])
def office(request: pytest.FixtureRequest) -> Office:
    found: Office = request.param
    return found


Attempt = Callable[[House, Actor, dict[str, Any]], Any]
ATTEMPTS: dict[str, Attempt] = {
    "prepare": lambda house, who, at: house.perform(preparing_acts.prepare, who, at["draft"]),
    "change into": lambda house, who, at: house.perform(preparing_acts.change, who, at["of_members"], at["draft"]),
    "change": lambda house, who, at: house.perform(preparing_acts.change, who, at["prepared"], at["draft"]),
    "discard": lambda house, who, at: house.perform(preparing_acts.discard, who, at["prepared"]),
    "open": lambda house, who, at: house.perform(acts.open_vote, who, at["prepared"]),
    "annul": lambda house, who, at: house.perform(acts.annul, who, at["vote"], "een reden"),
    "record": lambda house, who, at: house.perform(decisions.record_decision, who, WORDING, at["group"]),
    "supersede": lambda house, who, at: house.perform(decisions.supersede, who, at["decision"], WORDING),
    "withdraw": lambda house, who, at: house.perform(decisions.withdraw, who, at["decision"], WORDING),
}


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_abuse_16_no_office_in_a_group_of_ones_own(
    house: House, clock: StoppedClock, office: Office, attempt: str
) -> None:
    group = groups.working(house, clock)
    draft = voting.replace(voting.PROPOSAL, closes_on=clock.now.date() + timedelta(days=7), group_number=group)
    at = {
        "group": group,
        "draft": draft,
        "prepared": house.perform(preparing_acts.prepare, coordinator(house), draft),
        "of_members": voting.prepared_vote(house),
        "vote": voting.open_vote(house, group_number=group),
        "decision": agreed(house, group, ZWOLLE, KAMPEN),
    }
    own = both(house, office)
    before = house.ask(register.number_of_entries)
    with pytest.raises(NotAllowed, match="eigen organisatie"):
        ATTEMPTS[attempt](house, own, at)
    assert house.ask(register.number_of_entries) == before
    house.perform(people.end_mandate, coordinator(house), representing(house).mandate_id)
    ATTEMPTS[attempt](house, house.ask(standing.acting_as, OF_OWN, office=office), at)


def representing(house: House) -> Actor:
    return house.ask(standing.acting_as, OF_OWN, organisation=KAMPEN)


def test_abuse_16_no_office_on_a_vote_in_which_ones_own_organisation_voted(
    house: House, clock: StoppedClock, office: Office
) -> None:
    number = voting.open_vote(house)
    own = both(house, office)
    voting.cast(house, number, KAMPEN, "against")
    with pytest.raises(NotAllowed, match="eigen organisatie heeft gestemd"):
        house.perform(acts.annul, own, number, "wij verliezen")
    voting.close(house, number)
    with house_clock.at(voting.closing_moment(house, number)), pytest.raises(NotAllowed):
        house.perform(acts.annul, own, number, "wij verloren")
    house.perform(acts.annul, coordinator(house), number, "een fout in de vraag")


def test_opening_a_vote_of_all_members_is_governing_also_for_who_represents_one(
    house: House, clock: StoppedClock, office: Office
) -> None:
    own = both(house, office)
    member(house, URK)
    draft = voting.replace(voting.PROPOSAL, closes_on=clock.now.date() + timedelta(days=7))
    number = house.perform(acts.open_vote, own, house.perform(preparing_acts.prepare, own, draft))
    house.perform(acts.annul, own, number, "een fout in de vraag, voor iemand stemde")
    assert house.ask(queries.page_of, number).turnout == 0


def test_abuse_16_no_office_on_the_vote_of_what_merged_into_ones_own(
    house: House, clock: StoppedClock, office: Office
) -> None:
    objection = {"position": "objection", "reason": "Zo kan het niet."}
    draft = voting.replace(voting.PROPOSAL, method="consent")
    number = voting.closed_vote(house, draft, {KAMPEN: objection, ZWOLLE: {"position": "consent"}})
    counted = voting.closing_moment(house, number)
    clock.set(counted)
    house.perform(contest, representative(house, KAMPEN), number, "De telling klopt niet.")
    other = voting.open_vote(house)
    voting.cast(house, other, KAMPEN, "for")
    own = both(house, office, URK)
    house.ask(lambda: policy.require(own, RULE, contests.contested_line(queries.by_number(number))))
    merged(house, clock, KAMPEN, URK)
    own = house.ask(standing.acting_as, OF_OWN, office=office)
    tries: list[tuple[Callable[..., Any], tuple[str, ...]]] = [
        (rule_on_contest, (number, "dismissed", "Toch wel.")),
        (settle_objection, (number, KAMPEN, "integrated", "Verwerkt.")),
        (acts.annul, (other, "een reden")),
    ]
    for what, values in tries:
        with pytest.raises(NotAllowed):
            house.perform(what, own, *values)


def test_abuse_16_nobody_voids_a_ballot_that_their_own_cast_with_a_proxy(
    house: House, clock: StoppedClock, office: Office
) -> None:
    number = voting.open_vote(house)
    voting.give(house, number, ZWOLLE, KAMPEN)
    voting.cast(house, number, KAMPEN, "for", line=ZWOLLE)
    with pytest.raises(NotAllowed):
        house.perform(acts.annul, both(house, office), number, "een reden")
