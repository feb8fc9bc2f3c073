"""What follows from a published vote, and what becomes of it when it cannot be carried out."""

from typing import Any

import pytest

from gemportal.kernel import clock as house_clock
from gemportal.kernel import schedule
from gemportal.kernel.actor import Actor
from gemportal.kernel.acts import EFFECTS, listen
from gemportal.kernel.acts import _listeners as listeners
from gemportal.kernel.errors import NotAllowed, RuleBroken
from gemportal.kernel.words import _l
from gemportal.register import queries as register
from gemportal.voting import acts, queries
from gemportal.voting.preparing import options
from gemportal.voting.rules import SETS_AGENDA, VoteStatus
from tests.factories import voting
from tests.factories.members import KAMPEN, URK, ZWOLLE, coordinator
from tests.support.house import House
from tests.support.time import StoppedClock


def status(house: House, number: str) -> VoteStatus:
    return house.ask(lambda: queries.by_number(number).status)


HALF_DONE = ("voting:what-a-refused-effect-left", "agenda")


class TestEffects:
    """What follows from a published vote."""

    @pytest.fixture
    def agenda(self, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
        done: list[dict[str, Any]] = []

        def set_agenda(actor: Actor, **values: Any) -> None:
            if len(values["order"]) > 2 and not done:
                done.append({})
                schedule.put(*HALF_DONE, house_clock.now())
                raise RuleBroken(_l("De agenda is op slot."))
            done.append(values)

        monkeypatch.setitem(EFFECTS, acts.rules.AGENDA, set_agenda)
        return done

    def vote_on_the_agenda(self, house: House, monkeypatch: pytest.MonkeyPatch) -> str:
        titles = {f"I-2026-00{n}": f"Initiatief {n}" for n in range(1, 4)}
        monkeypatch.setattr(options.initiatives, "open_numbers", lambda: list(titles))
        monkeypatch.setattr(options.initiatives, "titles", lambda numbers: {n: titles[n] for n in numbers})
        return voting.published_vote(
            house,
            voting.replace(voting.PRIORITIES, written=(), initiatives=tuple(titles), effect=SETS_AGENDA),
            {ZWOLLE: ["I-2026-002", "I-2026-003"], KAMPEN: ["I-2026-002"], URK: []},
        )

    def test_a_refused_effect_never_stops_the_publication(
        self, house: House, clock: StoppedClock, agenda: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        number = self.vote_on_the_agenda(house, monkeypatch)
        assert status(house, number) is VoteStatus.PUBLISHED
        assert house.ask(lambda: schedule._find(*HALF_DONE)) is None
        assert house.ask(lambda: queries.by_number(number).effect_refusal) == "De agenda is op slot."
        last = house.ask(register.entries_about, [number])[-1]
        assert (last.act, last.data["reason"]) == ("voting:leave-undone", "De agenda is op slot.")
        house.run("register", "verify")
        who = coordinator(house)
        assert [asked.endpoint for asked in house.ask(queries.asked_of, who)] == ["voting.carry_out"]
        house.perform(acts.carry_out, who, number)
        assert agenda[-1]["order"] == ["I-2026-002", "I-2026-003", "I-2026-001"]
        assert house.ask(queries.asked_of, who) == []
        with pytest.raises(RuleBroken):
            house.perform(acts.carry_out, who, number)
        with pytest.raises(NotAllowed):
            house.perform(acts.leave_undone, who, number, "ik wil het niet")

    def test_whoever_listens_hears_of_the_publication(
        self, house: House, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        heard: list[str] = []
        monkeypatch.setitem(listeners, "voting:published", [])

        def hear(number: str) -> None:
            heard.append(number)

        listen("voting:published", hear)
        number = voting.published_vote(house)
        assert heard == [number]
