"""What every tick does for accounts, before the letters go: the answer to who forgot a password is a letter."""

from gemportal.kernel.actor import clock_for
from gemportal.kernel.acts import perform
from gemportal.people.account import acts, queries
from gemportal.people.account.policy import ANSWERING


def answer() -> None:
    """Answer who forgot a password; takes the writer's lock only when there is something to do."""
    if queries.something_waits():
        perform(acts.answer_resets, clock_for(ANSWERING))
