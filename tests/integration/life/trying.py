"""What anybody may try in a cooperative, one act at a time: most of it will be refused, and none of it may break a rule."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from gemportal.groups import acts as groups
from gemportal.groups.growing import acts as growing
from gemportal.groups.rules import YearPledged
from gemportal.groups.steps import acts as steps
from gemportal.groups.steps.rules import Conclusion
from gemportal.initiatives import acts as initiatives
from gemportal.initiatives.rules import Declaration, InitiativeStatus, Level
from gemportal.kernel import clock
from tests.factories import groups as making
from tests.factories import initiatives as proposing
from tests.integration.life.cooperative import WHY, Cooperative, organisations, pick, seldom, which


class Trying(Cooperative):
    """The same, with everything that members and the coordinator try beside what naturally comes next."""

    # What happens to initiatives.

    @precondition(lambda self: self.calls())
    @rule(by=organisations, on=which, level=st.sampled_from(Level))
    def declare(self, by: int, on: int, level: Level) -> None:
        until = clock.today() + timedelta(days=9) if level is Level.CONSIDERING else None
        declaration = Declaration(level, considering_until=until)
        self.attempt(initiatives.declare_willingness, self.actors[by], pick(self.calls(), on), declaration)

    @precondition(lambda self: self.calls())
    @rule(by=organisations, on=which)
    def withdraw_willingness(self, by: int, on: int) -> None:
        self.attempt(initiatives.withdraw_willingness, self.actors[by], pick(self.calls(), on))

    @precondition(lambda self: self.calls())
    @rule(by=organisations, on=which, goal=st.sampled_from([proposing.TEXT.goal, "Een ander doel."]))
    def revise(self, by: int, on: int, goal: str) -> None:
        number = pick(self.calls(), on)
        text = replace(proposing.TEXT, goal=goal, summary=f"Kort gezegd, {self.done}.")
        self.attempt(initiatives.revise, self.actors[by], number, text)

    @precondition(lambda self: self.calls())
    @rule(by=organisations, on=which)
    def confirm(self, by: int, on: int) -> None:
        self.attempt(initiatives.confirm_willingness, self.actors[by], pick(self.calls(), on))

    @precondition(lambda self: self.calls())
    @rule(on=which, ending=st.sampled_from([initiatives.stop, initiatives.lapse]), really=seldom)
    def end(self, on: int, ending: Callable[..., Any], really: bool) -> None:
        if really:
            self.attempt(ending, self.officer, pick(self.calls(), on), WHY)

    @precondition(lambda self: self.calls())
    @rule(on=which, days=st.integers(1, 9))
    def reopen(self, on: int, days: int) -> None:
        closes_on = clock.today() + timedelta(days=days)
        self.attempt(initiatives.reopen, self.officer, pick(self.calls(), on), WHY, closes_on)

    # What happens to groups.

    @precondition(lambda self: self.calls(InitiativeStatus.OPEN))
    @rule(on=which, out=st.sets(organisations, max_size=2))
    def form(self, on: int, out: set[int]) -> None:
        passing_over = {str(self.actors[one].organisation): WHY for one in out}
        number = pick(self.calls(InitiativeStatus.OPEN), on)
        self.attempt(groups.form, self.officer, number, passing_over=passing_over)

    @precondition(lambda self: self.formed())
    @rule(on=which, by=which, people=st.integers(0, 3), leads=st.booleans())
    def accept(self, on: int, by: int, people: int, leads: bool) -> None:
        number, actor = self.within(on, by)
        taking_part = [person for persons in self.people.values() for person in persons][:people]
        self.attempt(
            groups.accept_offer,
            actor,
            number,
            pledges=[YearPledged(clock.today().year, 10, 1000)],
            participants=taking_part if people > 1 else self.people[str(actor.organisation)][:people],
            willing_to_lead=leads,
        )

    @precondition(lambda self: self.formed())
    @rule(on=which, by=which)
    def leave(self, on: int, by: int) -> None:
        number, actor = self.within(on, by)
        self.attempt(groups.leave_seat, actor, number, WHY)

    @precondition(lambda self: self.formed())
    @rule(on=which, by=which)
    def decline(self, on: int, by: int) -> None:
        number, actor = self.within(on, by)
        self.attempt(groups.decline_offer, actor, number, WHY)

    @precondition(lambda self: self.formed())
    @rule(on=which, by=which)
    def take_lead(self, on: int, by: int) -> None:
        number, actor = self.within(on, by)
        self.attempt(groups.take_lead, actor, number)

    @precondition(lambda self: self.formed())
    @rule(on=which, who=organisations)
    def pass_over(self, on: int, who: int) -> None:
        code = str(self.actors[who].organisation)
        self.attempt(groups.pass_over, self.officer, pick(self.formed(), on), code, WHY)

    @precondition(lambda self: self.formed())
    @rule(on=which, days=st.none() | st.integers(1, 9), really=seldom)
    def give_up(self, on: int, days: int | None, really: bool) -> None:
        if really:
            closes_on = clock.today() + timedelta(days=days) if days else None
            self.attempt(groups.give_up, self.officer, pick(self.formed(), on), WHY, closes_on=closes_on)

    @precondition(lambda self: self.formed())
    @rule(on=which, by=which, weeks=st.integers(-1, 14), euros=st.integers(0, 2000))
    def plan(self, on: int, by: int, weeks: int, euros: int) -> None:
        number, actor = self.within(on, by)
        plan = making.plan(due_on=clock.today() + timedelta(weeks=weeks), euros=euros)
        self.attempt(steps.plan_step, actor, number, plan)

    @precondition(lambda self: self.formed())
    @rule(on=which, by=which, ordinal=st.integers(1, 4))
    def start(self, on: int, by: int, ordinal: int) -> None:
        number, actor = self.within(on, by)
        self.attempt(steps.start_step, actor, number, ordinal)

    @precondition(lambda self: self.formed())
    @rule(on=which, by=which, advice=st.sampled_from(Conclusion))
    def evaluate(self, on: int, by: int, advice: Conclusion) -> None:
        number, actor = self.within(on, by)
        last = len(self.page(number).steps)
        self.attempt(steps.evaluate_step, actor, number, last, making.judging(advice=advice))

    @precondition(lambda self: self.formed())
    @rule(on=which, by=which, conclusion=st.sampled_from(Conclusion))
    def conclude(self, on: int, by: int, conclusion: Conclusion) -> None:
        number, actor = self.within(on, by)
        last = len(self.page(number).steps)
        values = {"conclusion": conclusion, "outcome": "Negentig", "lesson": "Begin klein."}
        self.attempt(steps.conclude_step, actor, number, last, **values)

    @precondition(lambda self: self.formed())
    @rule(on=which, by=which, places=st.integers(2, 8))
    def grow(self, on: int, by: int, places: int) -> None:
        number, actor = self.within(on, by)
        self.attempt(growing.consent_to_growing, actor, number, places)
        self.attempt(growing.grow, actor, number)
