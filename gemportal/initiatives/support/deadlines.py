"""Until when an organisation considers: a deadline that only shows. The clock never changes what somebody declared."""

from datetime import date

from gemportal.initiatives import queries
from gemportal.kernel import clock, schedule

# The subject is the number and the code, such as "I-2026-014 GM0193".
CONSIDERING_ENDS = "initiatives:end-considering"


def considers_until(number: str, code: str | None, until: date | None) -> None:
    """Set the deadline of a declaration that was just made; None takes an earlier one away."""
    if until is None:
        schedule.drop(CONSIDERING_ENDS, f"{number} {code}")
    else:
        schedule.put(CONSIDERING_ENDS, f"{number} {code}", clock.end_of(until))


def when_withdrawn(number: str, code: str) -> None:
    """Hear that a declaration was withdrawn: nothing is considered any more."""
    considers_until(number, code, None)


def when_ended(number: str) -> None:
    """Hear that an initiative ended: there is nothing left to consider."""
    for code in queries.considering(number):
        considers_until(number, code, None)
