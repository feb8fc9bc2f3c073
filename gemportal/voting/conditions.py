"""What is asked of a vote in preparation, when it is written down and again when it opens: its weights, force and effect hold.

Meanwhile members come and go, charters lapse and initiatives stop.
"""

from gemportal.groups import queries as groups
from gemportal.kernel.clock import day_of, just_before
from gemportal.voting import effects, force, queries
from gemportal.voting.force import Standing
from gemportal.voting.models import Vote


def check(vote: Vote) -> None:
    """Pass, or say in a sentence what stands in the way."""
    effects.check(vote.effect, vote.method, vote.scope, vote.group_number)
    group = groups.group(vote.group_number) if vote.group_number else None
    force.check(
        Standing(
            vote.force,
            vote.method,
            vote.rules,
            of_group=group is not None,
            chartered=group is not None and groups.charter_is_valid(group.id),
            last_day=day_of(just_before(vote.closes_at)),
            meeting_on=vote.meeting_on,
        )
    )
    # Weights that were given one by one must be there for everybody who could vote now.
    queries.roll_now(vote.group_number, vote.weights, vote.given_weights)
