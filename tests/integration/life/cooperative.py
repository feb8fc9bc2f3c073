"""A cooperative in the hands of Hypothesis: whatever members, a coordinator and the clock try, in whatever order.

Anybody may try anything: what the portal refuses must leave nothing, and what it does must break no rule. So that a run gets
further than refusals, `go_on` lets a group do what naturally comes next.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, TypeVar

import sqlalchemy as sa
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from gemportal.groups import acts as groups
from gemportal.groups import queries as asking
from gemportal.groups.growing import acts as growing
from gemportal.groups.growing.queries import ladder_of
from gemportal.groups.models import Group
from gemportal.groups.queries import GroupPage
from gemportal.groups.rules import GroupStatus, YearPledged
from gemportal.groups.steps import acts as steps
from gemportal.groups.steps.rules import Conclusion, StepStatus
from gemportal.initiatives import acts as initiatives
from gemportal.initiatives.models import Initiative
from gemportal.initiatives.rules import Declaration, InitiativeStatus, Level
from gemportal.kernel import clock, db, schedule
from gemportal.kernel.actor import Actor
from gemportal.kernel.errors import Refusal
from gemportal.people.queries import holders_of
from gemportal.register.queries import number_of_entries
from tests.factories import groups as making
from tests.factories import initiatives as proposing
from tests.factories import members
from tests.factories.members import DEVENTER, HENGELO, KAMPEN, URK, ZWOLLE
from tests.integration.life.rules_of_domain import broken
from tests.support.house import House
from tests.support.replaying import differences
from tests.support.stores import Store
from tests.support.time import START, StoppedClock

MEMBERS = (ZWOLLE, KAMPEN, DEVENTER, HENGELO, URK)
WHY = "Zo besloten wij."
ALIVE = (InitiativeStatus.OPEN, InitiativeStatus.FORMING, InitiativeStatus.ACTIVE)

T = TypeVar("T")
which = st.integers(0, 99)
organisations = st.integers(0, len(MEMBERS))  # The last is the partner.
seldom = st.integers(0, 9).map(lambda drawn: drawn == 0)


def pick(found: Sequence[T], drawn: int) -> T:
    """One of these, the first where Hypothesis made the example small."""
    return found[drawn % len(found)]


class Cooperative(RuleBasedStateMachine):
    """Five members, a partner and a coordinator, who know what there is and try what they like."""

    def __init__(self, store: Store, time: StoppedClock) -> None:
        super().__init__()
        store.empty()
        time.set(START)
        self.house, self.time = House(store.app), time
        self.refused = self.done = 0

    @initialize(stage=st.integers(0, 12))
    def begin(self, stage: int) -> None:
        """Everybody signs in, and a first proposal is so far already."""
        partner = members.partner(self.house)
        self.actors = [members.representative(self.house, code) for code in (*MEMBERS, partner)]
        self.people = {
            str(actor.organisation): [line.person_id for line in self.house.ask(holders_of, str(actor.organisation))]
            for actor in self.actors
        }
        self.officer = members.coordinator(self.house)
        self.publish(0, 8, 14)
        self.go_on(0, stage, Conclusion.CONTINUE)

    def attempt(self, act: Callable[..., Any], actor: Actor, *args: Any, **values: Any) -> Any:
        """Try it. What is refused leaves no entry, and what is done leaves one at least."""
        before = self.house.ask(number_of_entries)
        try:
            result = self.house.perform(act, actor, *args, **values)
        except Refusal:
            self.refused += 1
            assert self.house.ask(number_of_entries) == before
            return None
        self.done += 1
        assert self.house.ask(number_of_entries) > before
        return result

    def calls(self, *statuses: InitiativeStatus) -> list[str]:
        query = sa.select(Initiative.number).where(Initiative.number.is_not(None)).order_by(Initiative.number)
        if statuses:
            query = query.where(Initiative.status.in_(statuses))
        return self.house.ask(lambda: list(db.session().scalars(query)))

    def formed(self) -> list[str]:
        """The living ones first, so that most of what is tried is tried on these."""
        query = sa.select(Group.number).order_by(Group.ended_at.is_not(None), Group.number)
        return self.house.ask(lambda: list(db.session().scalars(query)))

    def page(self, number: str) -> GroupPage:
        return self.house.ask(asking.page_of, number)

    def actor_for(self, code: str) -> Actor:
        return next(actor for actor in self.actors if actor.organisation == code)

    def within(self, on: int, by: int) -> tuple[str, Actor]:
        """A group, and mostly somebody who has a seat in it or was offered one."""
        number = pick(self.formed(), on)
        page = self.page(number)
        inside = [self.actor_for(one.code) for one in (*page.open_offers, *page.seats)]
        return number, pick([*inside, *inside, *self.actors], by)

    @precondition(lambda self: len(self.calls()) < 4)
    @rule(by=organisations, seats=st.sampled_from([2, 3, 8]), days=st.integers(1, 20))
    def publish(self, by: int, seats: int, days: int) -> None:
        text = replace(proposing.TEXT, title=f"Voorstel {len(self.calls()) + 1}", seats=seats)
        closes_on = clock.today() + timedelta(days=days)
        try:
            draft = self.house.perform(initiatives.draft, self.actors[by], text, closes_on)
        except Refusal:
            return
        self.attempt(initiatives.publish, self.actors[by], draft)

    @rule(days=st.sampled_from([0, 1, 6, 8, 20]))
    def wait(self, days: int) -> None:
        """Time goes by, and the clock does what is due."""
        self.time.advance(days=days, minutes=1)
        self.house.ask(schedule.tick)

    # What naturally comes next, so that there is more to try things on.

    @precondition(lambda self: self.calls(*ALIVE))
    @rule(on=which, times=st.integers(1, 9), advice=st.sampled_from([Conclusion.CONTINUE, *Conclusion]))
    def go_on(self, on: int, times: int, advice: Conclusion) -> None:
        number = pick(self.calls(*ALIVE), on)
        for _ in range(times):
            group = self.house.ask(asking.living_group_for, number)
            if group is None:
                self.come_together(number)
            else:
                self.go_on_together(self.page(group.number), advice)

    def come_together(self, number: str) -> None:
        """Everybody declares, the call closes, and a group is formed."""
        for actor in self.actors:
            self.attempt(initiatives.declare_willingness, actor, number, Declaration(Level.JOIN))
        self.wait(20)
        self.attempt(groups.form, self.officer, number)

    def go_on_together(self, page: GroupPage, advice: Conclusion) -> None:
        """Whoever was offered a seat takes it; then what the group does next."""
        for offer in page.open_offers:
            people = self.people[offer.code]
            pledges = [YearPledged(clock.today().year, 10, 1000)]
            values = {"pledges": pledges, "participants": people, "willing_to_lead": True}
            self.attempt(groups.accept_offer, self.actor_for(offer.code), page.number, **values)
        page = self.page(page.number)
        if page.status is GroupStatus.FORMING:
            self.settle_down(page)
        elif page.status is GroupStatus.WORKING:
            self.work_on(page, advice)

    def settle_down(self, page: GroupPage) -> None:
        """A charter to which everybody consents, and a beginning."""
        if page.lead is None:
            return
        lead = self.actor_for(page.lead.code)
        budget, ends_on = page.pledged_euros, clock.today() + timedelta(days=300)
        version = self.attempt(
            groups.propose_charter, lead, page.number, scope="Alles.", budget=budget, ends_on=ends_on
        )
        for seat in page.deciding:
            self.attempt(groups.consent_to_charter, self.actor_for(seat.code), page.number, version)
        self.attempt(groups.begin, lead, page.number)

    def work_on(self, page: GroupPage, advice: Conclusion) -> None:
        """The next thing to do with a step."""
        assert page.lead is not None
        lead = self.actor_for(page.lead.code)
        step = page.steps[-1] if page.steps else None
        if step is None or step.status is StepStatus.CONCLUDED:
            self.attempt(steps.plan_step, lead, page.number, making.plan(euros=0))
        elif step.status is StepStatus.PLANNED:
            self.attempt(steps.start_step, lead, page.number, step.ordinal)
        elif step.status is StepStatus.RUNNING:
            self.attempt(steps.end_step, lead, page.number, step.ordinal, WHY)
        else:
            for seat in page.deciding:
                judging = making.judging(advice=advice)
                self.attempt(steps.evaluate_step, self.actor_for(seat.code), page.number, step.ordinal, judging)
            values = {"conclusion": advice, "outcome": "Negentig", "lesson": "Begin klein."}
            self.attempt(steps.conclude_step, lead, page.number, step.ordinal, **values)
            self.climb(page)

    def climb(self, page: GroupPage) -> None:
        """Grow, when everybody wants that and it may be."""
        page = self.page(page.number)
        ladder = self.house.ask(lambda: ladder_of(asking.page_of(page.number)))
        if page.lead is None or ladder.following is None:
            return
        for seat in page.deciding:
            self.attempt(growing.consent_to_growing, self.actor_for(seat.code), page.number, ladder.following)
        self.attempt(growing.grow, self.actor_for(page.lead.code), page.number)

    @invariant()
    def no_rule_is_broken(self) -> None:
        assert self.house.ask(broken) == {}

    def teardown(self) -> None:
        if self.done:
            assert differences(self.house) == []
