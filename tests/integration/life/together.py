"""What goes on within a group and around it: who leads, reads along, is put out or invited, and who leaves the cooperative."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from gemportal.groups.leading import acts as leading
from gemportal.groups.mediating import acts as mediating
from gemportal.groups.observing import acts as observing
from gemportal.groups.room import acts as room
from gemportal.groups.room.rules import Proposal
from gemportal.initiatives.acts import declare_willingness
from gemportal.initiatives.inviting import acts as inviting
from gemportal.initiatives.rules import Declaration, Level
from gemportal.kernel import clock
from gemportal.organisations import acts as joining
from tests.integration.life.cooperative import WHY, organisations, pick, seldom, which
from tests.integration.life.trying import Trying

ordinals = st.integers(1, 3)


class Together(Trying):
    """The same, with everything that happens between those in one group."""

    @precondition(lambda self: self.calls())
    @rule(by=organisations, on=which, joins=st.booleans())
    def invite_the_partner(self, by: int, on: int, joins: bool) -> None:
        number, partner = pick(self.calls(), on), self.actors[-1]
        code = str(partner.organisation)
        if joins:
            self.attempt(inviting.invite_partner, self.actors[by], number, code)
            self.attempt(declare_willingness, partner, number, Declaration(Level.JOIN))
        else:
            self.attempt(inviting.take_back_invitation, self.actors[by], number, code)

    @precondition(lambda self: self.formed())
    @rule(
        on=which, by=which, to=organisations, answer=st.sampled_from([leading.accept_lead, leading.decline_lead, None])
    )
    def hand_over(self, on: int, by: int, to: int, answer: Callable[..., Any] | None) -> None:
        number, actor = self.within(on, by)
        self.attempt(leading.offer_lead, actor, number, str(self.actors[to].organisation))
        if answer:
            self.attempt(answer, self.actors[to], number)

    @precondition(lambda self: self.formed())
    @rule(on=which, by=which)
    def take_the_lead_back(self, on: int, by: int) -> None:
        number, actor = self.within(on, by)
        self.attempt(leading.take_back_lead, actor, number)

    @precondition(lambda self: self.formed())
    @rule(on=which, by=which, who=organisations)
    def read_along(self, on: int, by: int, who: int) -> None:
        number, actor = self.within(on, by)
        self.attempt(observing.observe, self.actors[who], number)
        self.attempt(observing.invite_observer, actor, number, str(self.actors[who].organisation))

    @precondition(lambda self: self.formed())
    @rule(on=which, by=which, who=st.none() | organisations)
    def propose(self, on: int, by: int, who: int | None) -> None:
        number, actor = self.within(on, by)
        if who is None:
            self.attempt(room.propose_decision, actor, number, Proposal("Zo doen we het", "Dit.", "Daarom."))
        else:
            self.attempt(room.propose_ending_seat, actor, number, str(self.actors[who].organisation), WHY)

    @precondition(lambda self: self.formed())
    @rule(on=which, ordinal=ordinals)
    def consent_all(self, on: int, ordinal: int) -> None:
        number = pick(self.formed(), on)
        for actor in self.actors:
            self.attempt(room.consent_to_motion, actor, number, ordinal)

    @precondition(lambda self: self.formed())
    @rule(on=which, by=which, ordinal=ordinals, objects=st.booleans())
    def object_or_withdraw(self, on: int, by: int, ordinal: int, objects: bool) -> None:
        number, actor = self.within(on, by)
        act, words = (room.object_to_motion, (WHY,)) if objects else (room.withdraw_motion, ())
        self.attempt(act, actor, number, ordinal, *words)

    @precondition(lambda self: self.formed())
    @rule(on=which, by=which)
    def mediate(self, on: int, by: int) -> None:
        number, actor = self.within(on, by)
        self.attempt(mediating.ask_mediation, actor, number, WHY)
        for act in (mediating.take_up_mediation, mediating.close_mediation):
            self.attempt(act, self.officer, number, str(actor.organisation))

    @rule(who=organisations, days=st.integers(0, 9), really=seldom)
    def leave_the_cooperative(self, who: int, days: int, really: bool) -> None:
        if really:
            last_day = clock.today() + timedelta(days=days)
            self.attempt(joining.end_membership, self.officer, str(self.actors[who].organisation), last_day, WHY)
