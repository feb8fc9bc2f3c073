"""What every tick looks for: who was away for long, and what was over long enough ago."""

from gemportal.kernel.actor import clock_for
from gemportal.kernel.acts import perform
from gemportal.kernel.web.links import link_to
from gemportal.people.privacy import acts, queries
from gemportal.people.privacy.policy import FORGET, WARN_IDLE


def sweep() -> int:
    """Do what is due, a bounded part of it at a time. What another tick did meanwhile is found done."""
    count = 0
    if queries.something_is_old():
        count += perform(acts.forget, clock_for(FORGET))
    if queries.idle_and_unaware():
        count += perform(acts.warn_idle, clock_for(WARN_IDLE), link_to("signin.sign_in"))
    return count
