"""What is remembered of witnesses between two ticks."""

import sqlalchemy as sa

from gemportal.kernel import db
from gemportal.kernel.acts import ACTS
from gemportal.register.witnessing import asking
from gemportal.register.witnessing.acts import claim_witness, end_alarm, note_alarm
from gemportal.register.witnessing.models import Asked, Cosigning
from gemportal.register.witnessing.rules import Alarm
from tests.factories.register import CLOCK, write
from tests.factories.witnesses import cosign
from tests.support.house import House
from tests.support.time import StoppedClock
from tests.support.witness import Notary


def test_what_witnesses_say_is_no_entry() -> None:
    """Or each cosignature would ask for the next."""
    acts = ("register:claim-witness", "register:note-cosignature", "register:note-alarm", "register:end-alarm")
    assert not any(ACTS[name].governance for name in acts)


def test_two_ticks_at_once_do_not_both_ask(house: House, clock: StoppedClock) -> None:
    assert house.perform(claim_witness, CLOCK, "w")
    assert not house.perform(claim_witness, CLOCK, "w")
    clock.advance(minutes=1)
    assert house.perform(claim_witness, CLOCK, "w")
    house.perform(note_alarm, CLOCK, "w", Alarm.CUT_OFF, 3)
    clock.advance(days=1)
    assert not house.perform(claim_witness, CLOCK, "w")
    house.perform(end_alarm, CLOCK, "w")
    assert house.perform(claim_witness, CLOCK, "w")


def test_a_word_that_comes_twice_is_kept_once(house: House, clock: StoppedClock) -> None:
    """The later one: it says that at that moment there was still nothing newer."""
    notary = Notary()
    house.perform(write, CLOCK)
    cosign(house, notary)
    clock.advance(minutes=1)
    cosign(house, notary)
    assert house.ask(lambda: list(db.session().scalars(sa.select(Cosigning.at)))) == [clock.now]


def test_an_unknown_witness_is_told_in_one_line(house: House) -> None:
    failed = house.app.test_cli_runner().invoke(args=["register", "witnesses", "--again", "nobody"])
    assert (failed.exit_code, failed.output) == (1, "gemportal: no witness is named nobody\n")


def test_without_witnesses_the_tick_asks_nothing(house: House) -> None:
    house.perform(write, CLOCK)
    assert house.ask(asking.ask) == 0
    assert house.ask(lambda: db.session().scalar(sa.select(sa.func.count()).select_from(Asked))) == 0
