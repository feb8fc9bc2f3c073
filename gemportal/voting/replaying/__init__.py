"""What the register tells of votes, told to an empty database; and what the public sees of their rows.

It promises that a vote that is opened is sealed by the definition in the register, that a ballot shows no earlier than its vote
is counted, and that the count is done again: no result is believed. The parts of this room tell of their own rows.
"""

from gemportal.voting.contesting import replaying as contests
from gemportal.voting.proxies import replaying as proxies
from gemportal.voting.replaying import ballots, votes
from gemportal.voting.rounds import replaying as objections

__all__ = ["ballots", "contests", "objections", "proxies", "votes"]
