"""Mergers of municipalities, recorded and carried out as the clock does."""

from datetime import timedelta

from gemportal.kernel import clock as kernel_clock
from gemportal.kernel import schedule
from gemportal.organisations.merging import acts
from tests.factories.members import coordinator, municipality
from tests.support.house import House
from tests.support.time import StoppedClock


def record(house: House, code: str, successor: str, *, days: int = 3) -> None:
    """The coordinator records that `code` goes into `successor`, so many days from now."""
    municipality(house, code), municipality(house, successor)
    day = kernel_clock.today() + timedelta(days=days)
    house.perform(acts.record_merger, coordinator(house), code, successor, day)


def merged(house: House, time: StoppedClock, code: str, successor: str, *, days: int = 3) -> None:
    """The day of the merger has come, and the clock did its work."""
    record(house, code, successor, days=days)
    time.set(kernel_clock.start_of(kernel_clock.today() + timedelta(days=days)))
    house.ask(schedule.tick)
