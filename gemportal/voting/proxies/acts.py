"""What can happen to proxies."""

from datetime import datetime

import sqlalchemy as sa

from gemportal.kernel import acts, clock, db, policy
from gemportal.kernel.actor import Actor
from gemportal.kernel.acts import act
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.holding import holds
from gemportal.kernel.words import _l
from gemportal.register.log import record
from gemportal.voting import definition, rules
from gemportal.voting import queries as votes
from gemportal.voting.models import Vote
from gemportal.voting.policy import Line
from gemportal.voting.proxies import queries
from gemportal.voting.proxies.models import Proxy
from gemportal.voting.proxies.policy import GIVE, REVOKE
from gemportal.voting.proxies.rules import refusal


@act(GIVE, _l("geeft een volmacht"), holds=holds("holder"))
def give_proxy(actor: Actor, number: str, holder: str) -> None:
    """Let `holder` vote for the actor's organisation in this vote, until it is revoked or the vote closes."""
    vote = _open_vote(actor, GIVE, number)
    giver = actor.organisation or ""
    sealed = definition.read(vote.definition or b"")
    bonds = queries.bonds_in(vote.id)
    stopped = queries.obstacle(vote.id, sealed, giver, bonds)
    if stopped is not None:
        raise RuleBroken(stopped)
    if holder not in sealed.names or holder not in queries.taking_part(vote):
        raise RuleBroken(_l("Alleen een lid dat in deze stemming mag stemmen, kan een volmacht krijgen."))
    refused = refusal(giver, holder, bonds.both, sealed.proxies_per_holder)
    if refused is not None:
        raise RuleBroken(refused)
    forget_lapsed(vote.id, clock.now())
    entry = record(number, {"holder": holder})
    db.session().add(
        Proxy(vote_id=vote.id, giver_code=giver, holder_code=holder, given_at=votes.moment_of(entry), entry_index=entry)
    )


@act(REVOKE, _l("trekt een volmacht in"), holds=holds("holder", "given"))
def revoke_proxy(actor: Actor, number: str) -> None:
    """Take back the proxy that the actor's organisation gave. A ballot that the holder cast stands until it is replaced."""
    vote = _open_vote(actor, REVOKE, number)
    given = queries.row_of(vote.id, actor.organisation)
    if given is None:
        raise RuleBroken(_l("Uw organisatie gaf in deze stemming geen volmacht."))
    record(number, {"holder": given.holder_code, "given": given.entry_index})
    db.session().delete(given)


def _open_vote(actor: Actor, permission: str, number: str) -> Vote:
    """The vote, if the actor may do this in it and asked in time: as exactly as for a ballot."""
    vote = votes.by_number(number)
    policy.require(actor, permission, Line(vote, actor.organisation))
    if vote.opens_at is None or not rules.in_time(acts.running().arrived_at, vote.opens_at, vote.closes_at):
        raise RuleBroken(_l("De stemming is gesloten. Aan volmachten verandert niets meer."))
    return vote


def forget_lapsed(vote_id: int, at: datetime) -> None:
    """The rows of proxies that lapsed go when another is given beside them, so that none comes back that would make a chain, or one
    too many: who left can come back. What happened stays in the register.
    """
    db.session().execute(sa.delete(Proxy).where(Proxy.vote_id == vote_id, sa.not_(queries.holds(at))))
