"""Abuse 22, with the acts of the house themselves: no act without its entry, and no entry without its act."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from gemportal.decisions import acts as decisions
from gemportal.decisions.rules import Wording
from gemportal.groups import acts as groups
from gemportal.initiatives import acts as initiatives
from gemportal.initiatives.rules import Declaration, Level
from gemportal.kernel import acts, clock, db
from gemportal.kernel.actor import clock_for
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.policy import CHAPTERS
from gemportal.organisations import acts as organisations
from gemportal.people import acts as people
from gemportal.people.privacy.models import Authorship
from gemportal.people.privacy.queries import running_terms
from gemportal.register import keys, log, tree
from gemportal.register.queries import number_of_entries
from gemportal.register.rotating.acts import rotate_key
from gemportal.register.rotating.rules import ROTATE
from gemportal.settings.acts import change_setting
from gemportal.voting.rules import DAYS_TO_CONTEST
from tests.factories import groups as of_groups
from tests.factories import initiatives as of_initiatives
from tests.factories import lessons as of_lessons
from tests.factories import voting as of_votes
from tests.factories.members import KAMPEN, UTRECHT, ZWOLLE, coordinator, municipality, representative
from tests.support.dump import Cell, cells
from tests.support.house import House
from tests.support.time import StoppedClock

Attempt = Callable[[], object]


def everything(house: House) -> list[tuple[Cell, str]]:
    return sorted(house.ask(cells))


def acts_of_each_room(house: House, time: StoppedClock) -> dict[str, Attempt]:
    """One governance act of every room, ready to be done."""
    own, office = representative(house, ZWOLLE), coordinator(house)
    call = of_groups.closed_call(house, time)
    municipality(house, UTRECHT)
    draft = of_initiatives.draft(house)
    number = of_initiatives.published(house)
    vote = of_votes.open_vote(house)
    (mandate_id,) = house.ask(running_terms, representative(house, KAMPEN).person_id)[0]
    words = Wording("Een besluit", "Zo doen we het.", "Daarom.")
    join = Declaration(Level.JOIN, reason="Graag", who_would="Wij")
    house.ask(keys.prepare)
    return {
        "register": lambda: house.perform(rotate_key, clock_for(ROTATE)),
        "settings": lambda: house.perform(change_setting, office, DAYS_TO_CONTEST.key, 5, "Daarom."),
        "organisations": lambda: house.perform(organisations.admit, office, UTRECHT, clock.today(), "besluit"),
        "people": lambda: house.perform(people.end_mandate, office, mandate_id),
        "sharing": lambda: of_lessons.shared(house),
        "publish": lambda: house.perform(initiatives.publish, own, draft),
        "declare": lambda: house.perform(initiatives.declare_willingness, own, number, join),
        "groups": lambda: house.perform(groups.form, office, call),
        "voting": lambda: house.perform(of_votes.acts.cast, own, vote, "for"),
        "decisions": lambda: house.perform(decisions.record_decision, office, words),
    }


class Lost(Exception):
    """What a test makes go wrong."""


def lose(*args: Any, **values: Any) -> None:
    raise Lost


def test_abuse_22_no_act_of_any_room_happens_without_its_entry(
    house: House, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempts = acts_of_each_room(house, clock)
    # Letters and what somebody follows are nobody else's business: that room has house acts only; that of overviews has none.
    assert {name.partition(".")[0] for name in CHAPTERS} <= attempts.keys() | {"initiatives", "notices", "site"}
    before = everything(house)
    with monkeypatch.context() as broken:
        broken.setattr(tree, "append", lose)
        for name, attempt in attempts.items():
            with pytest.raises(Lost):
                attempt()
            assert everything(house) == before, name
    for name, attempt in attempts.items():
        attempt()
        assert everything(house) != before, name


def test_abuse_22_no_entry_of_any_room_stays_without_its_act(
    house: House, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempts = acts_of_each_room(house, clock)
    before, size = everything(house), house.ask(number_of_entries)
    with monkeypatch.context() as broken:
        # After the entry is written, and everything that listens has heard of it.
        broken.setitem(acts._listeners, log.RECORDED, [*acts._listeners[log.RECORDED], lose])
        for name, attempt in attempts.items():
            with pytest.raises(Lost):
                attempt()
            assert everything(house) == before, name
    assert house.ask(number_of_entries) == size
    house.run("register", "verify")


def test_abuse_22_what_the_register_refuses_does_not_happen(house: House, clock: StoppedClock) -> None:
    draft = of_initiatives.draft(house, summary="Mail naar iemand@example.nl")
    before = everything(house)
    with pytest.raises(RuleBroken, match="e-mailadressen"):
        house.perform(initiatives.publish, representative(house, ZWOLLE), draft)
    assert everything(house) == before


def test_abuse_22_who_did_it_is_kept_for_every_act_of_a_person(house: House, clock: StoppedClock) -> None:
    attempts = acts_of_each_room(house, clock)
    # The key is changed on the machine, by nobody that the portal knows.
    del attempts["register"]
    size = house.ask(number_of_entries)
    for attempt in attempts.values():
        attempt()
    noted = sa.select(Authorship.entry_index).where(Authorship.entry_index >= size)
    found = house.ask(lambda: set(db.session().scalars(noted)))
    assert found == set(range(size, house.ask(number_of_entries)))
