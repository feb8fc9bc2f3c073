"""Which role and which pledges remain when two seats become one."""

from collections.abc import Sequence

from gemportal.groups.rules import SeatRole, YearPledged


def highest(*roles: SeatRole) -> SeatRole:
    """The role that ranks highest: a lead leads, whoever it merged with."""
    return min(roles, key=list(SeatRole).index)


def added_up(*pledges: Sequence[YearPledged]) -> list[YearPledged]:
    """What was promised by either stays promised: for each calendar year the sum."""
    years: dict[int, tuple[int, int]] = {}
    for pledge in (one for some in pledges for one in some):
        hours, euros = years.get(pledge.year, (0, 0))
        years[pledge.year] = hours + pledge.hours, euros + pledge.euros
    return [YearPledged(year, *amounts) for year, amounts in sorted(years.items())]
