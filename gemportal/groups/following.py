"""What follows in groups when something happens below: a membership or an initiative ends, a declaration is withdrawn."""

from datetime import datetime

from gemportal.groups import acts, queries, rules, seating
from gemportal.groups.policy import END_SEAT, END_STEP, OFFER
from gemportal.groups.steps import drafts
from gemportal.groups.steps import queries as steps
from gemportal.groups.steps.acts import EVALUATION_ENDS
from gemportal.kernel import schedule
from gemportal.kernel.actor import Actor, clock_for
from gemportal.kernel.acts import running


def end_seats_of(actor: Actor, code: str) -> None:
    """The clock's rule when a membership has ended: each group that the organisation takes part in loses it, by an act."""
    for number in sorted({group.number for group, _ in queries.living_rows_of(code)}):
        acts.end_seat(actor, number, code)


def when_membership_ends(code: str, after: datetime) -> None:
    """The clock will end what the organisation holds in groups, at the moment after its last day as a member."""
    schedule.put(END_SEAT, code, after)


def when_membership_goes_on(code: str) -> None:
    """The end was taken back before it came."""
    schedule.drop(END_SEAT, code)


def when_initiative_ends(number: str) -> None:
    """The group of an initiative that ended or is called for again, by whatever act, ends with it."""
    group = queries.living_group_for(number)
    if group is None:
        return
    seating.end_group(group, rules.INITIATIVE_ENDED)
    step = steps.under_way(group.id)
    if step is not None:
        # Nobody is left to go on with it, or to evaluate it.
        for kind in (END_STEP, EVALUATION_ENDS):
            schedule.drop(kind, str(step.id))
        drafts.forget(step.id)


def when_willingness_is_declared(number: str) -> None:
    """Whoever now stands in line for a group in which a place is free is offered it, in the order of the line."""
    group = queries.living_group_for(number)
    if group is not None and seating.wanted_now(group, queries.ranks_for(number)):
        acts.offer_seats(clock_for(OFFER), group.number)


def when_willingness_is_withdrawn(number: str, code: str) -> None:
    """Withdrawing declines the offer that came of the declaration, if it still waits for an answer."""
    group = queries.living_group_for(number)
    if group is not None and queries.may_answer(group.id, code):
        acts.decline_offer(running().actor, group.number)
