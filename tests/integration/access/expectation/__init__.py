"""The access matrix, by hand, from the words of the domain: every route, every method, on the objects that make a difference.

It is not derived from the policy tables, which say the same in another way: where the two differ, one of them is wrong. The objects
in braces are told in `world.py`.
"""

from tests.integration.access.expectation.accounts import ACCOUNT, FACTORS, NOTICES, PROVIDER, SESSIONS
from tests.integration.access.expectation.cooperative import COOPERATIVE, MEMBERSHIP
from tests.integration.access.expectation.counted import COUNTED
from tests.integration.access.expectation.people import DELEGATION, OVERSIGHT, PEOPLE, PRIVACY
from tests.integration.access.expectation.public import PUBLIC
from tests.integration.access.expectation.votes import DECISIONS, OWN_GROUPS, PROXIES, VOTES
from tests.integration.access.expectation.work import GROUPS, INITIATIVES, LESSONS

ROWS = (
    PUBLIC
    + PEOPLE
    + DELEGATION
    + OVERSIGHT
    + PRIVACY
    + FACTORS
    + ACCOUNT
    + PROVIDER
    + SESSIONS
    + NOTICES
    + COOPERATIVE
    + MEMBERSHIP
    + INITIATIVES
    + GROUPS
    + LESSONS
    + VOTES
    + COUNTED
    + DECISIONS
    + PROXIES
    + OWN_GROUPS
)

__all__ = ["PROVIDER", "ROWS"]
