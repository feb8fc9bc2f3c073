"""One vote. While it is open, nothing here tells how it stands: only how many have voted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from gemportal.groups import queries as groups
from gemportal.groups.rules import DECIDING
from gemportal.kernel import clock, db
from gemportal.kernel.errors import NotFound, RuleBroken
from gemportal.kernel.words import Message, _l
from gemportal.organisations import queries as organisations
from gemportal.register.canonical import normal
from gemportal.register.models import Entry
from gemportal.settings.queries import value
from gemportal.voting import definition, rules, weighing
from gemportal.voting.definition import CountedBallot, Sealed, TrackedBallot, Voter
from gemportal.voting.models import Ballot, HandedIn, Vote, VoteOption, VoteResult
from gemportal.voting.proxies import queries as proxies
from gemportal.voting.proxies.queries import ProxyLine
from gemportal.voting.rules import Secrecy, VoteStatus, Weights
from gemportal.voting.secrecy import queries as secrecy
from gemportal.voting.terms import Terms, terms_of
from gemportal.voting.weighing import Table

DecisionOf = Callable[[str], str | None]


def _no_decision(number: str) -> str | None:
    return None


_decision: DecisionOf = _no_decision


@dataclass(frozen=True)
class VotePage:
    """Everything the page of one vote shows. `ballots` and `result` are empty until it was counted; `proxies` from then on.

    Of a secret vote, `tracked` are the ballots and `voted` is who took part; `ballots` is then empty.
    """

    vote: Vote
    sealed: Sealed
    turnout: int
    ballots: tuple[CountedBallot, ...]
    result: dict[str, Any] | None
    proxies: tuple[ProxyLine, ...] = ()
    tracked: tuple[TrackedBallot, ...] = ()
    voted: tuple[str, ...] = ()

    @property
    def state(self) -> tuple[Message, str]:
        return rules.state(self.vote.status, self.vote.closes_at, clock.now())

    @property
    def counted(self) -> dict[str, Any]:
        """The answers that were counted, by whose they are; of a secret vote by tracker."""
        return {b.organisation: b.answer for b in self.ballots} | {b.tracker: b.answer for b in self.tracked}

    @property
    def outcome(self) -> str | None:
        """The outcome in one word; None before the count, and where the result is an order or a choice."""
        return (self.result or {}).get("outcome")

    @property
    def being_counted(self) -> bool:
        return rules.being_counted(self.vote.status, self.vote.closes_at, clock.now())

    @property
    def over(self) -> bool:
        """Whether no ballot can be cast any more: it was counted or annulled, or its deadline passed."""
        return self.vote.status is not VoteStatus.OPEN or self.being_counted

    @property
    def last_day(self) -> datetime:
        return clock.just_before(self.vote.closes_at)

    @property
    def closes_on(self) -> date:
        """The last day on which one can vote."""
        return clock.day_of(self.last_day)

    @property
    def terms(self) -> Terms:
        """What the result means, what follows from it, and what the votes weigh."""
        return terms_of(self.vote, self.sealed.roll, self.sealed.weighing)


def name_decisions_with(decision: DecisionOf) -> None:
    """Let `decision(number)` answer the number of the decision that a vote made.

    The room that keeps decisions stands above this one, and installs it. Without it no vote has one.
    """
    global _decision  # noqa: PLW0603 - wired once, at start
    _decision = decision


def decision_of(number: str) -> str | None:
    """The number of the decision that this vote made; None where it made none."""
    return _decision(number)


def by_number(number: str) -> Vote:
    """The vote with this number."""
    found = db.session().scalar(sa.select(Vote).where(Vote.number == number))
    if found is None:
        raise NotFound
    return found


def prepared(vote_id: int) -> Vote:
    """The vote in preparation with this id; also after it opened, so that its maker is led to its page."""
    found = db.session().get(Vote, vote_id)
    if found is None:
        raise NotFound
    return found


def options_of(vote_id: int) -> list[VoteOption]:
    """The options of a vote in their order."""
    return list(
        db.session().scalars(sa.select(VoteOption).where(VoteOption.vote_id == vote_id).order_by(VoteOption.position))
    )


def roll_now(
    group_number: str | None, weights: Weights = Weights.EQUAL, given: Mapping[str, int] | None = None
) -> list[Voter]:
    """Who would vote if the vote opened now, and with what weight: all members, or the seats in a group that decide."""
    if group_number is None:
        voters = organisations.members()
    else:
        seats = groups.seats(groups.group(group_number).id)
        voters = organisations.with_codes(seat.organisation_code for seat in seats if seat.role in DECIDING)
    lines = [(voter.code, normal(voter.name), voter.population) for voter in voters]
    return weighing.weigh(weights, lines, table_of_weights(), given or {})


def table_of_weights() -> Table:
    """What votes by inhabitants weigh today, by the cooperative's settings."""
    return Table(value(weighing.INHABITANTS), value(weighing.MOST_VOTES))


def ballots_of(vote_id: int) -> tuple[CountedBallot, ...]:
    """The effective ballots, in order of the organisations' codes. Nobody may see them before the vote is closed."""
    query = (
        sa.select(
            Ballot.organisation_code,
            Ballot.answer,
            Ballot.statement,
            Ballot.cast_at,
            Ballot.entry_index,
            Ballot.by_proxy_of,
        )
        .where(Ballot.vote_id == vote_id)
        .order_by(Ballot.organisation_code)
    )
    return tuple(CountedBallot(*row) for row in db.session().execute(query))


def own_ballot(vote_id: int, code: str | None) -> Ballot | None:
    """An organisation's present ballot, for that organisation."""
    return db.session().get(Ballot, (vote_id, code)) if code else None


def ballot_to_replace(vote_id: int, code: str | None, by_proxy_of: str | None) -> Ballot | None:
    """The ballot that a new one for this line would replace; what an organisation voted itself, no holder replaces or sees."""
    found = own_ballot(vote_id, code)
    if found is not None and by_proxy_of is not None and found.by_proxy_of is None:
        raise RuleBroken(_l("Deze organisatie heeft zelf gestemd. Haar eigen stem gaat voor uw volmacht."))
    return found


def handed_in(key_digest: bytes) -> HandedIn | None:
    """What a page with this key led to before, if anything."""
    return db.session().get(HandedIn, key_digest)


def turnout(vote_id: int) -> int:
    """How many have voted."""
    return db.session().scalars(sa.select(_turnout(vote_id))).one()


def _turnout(vote_id: Any) -> sa.ScalarSelect[int]:
    return sa.select(sa.func.count()).where(Ballot.vote_id == vote_id).scalar_subquery()


def moment_of(index: int) -> datetime:
    """When an entry was written: by that an act is dated for the public, so that the register says the same as the page."""
    return db.session().get_one(Entry, index).at


def result_of(vote_id: int) -> dict[str, Any] | None:
    """The result; None until the vote was counted."""
    return db.session().scalar(sa.select(VoteResult.result).where(VoteResult.vote_id == vote_id))


def repeats_a_tie(vote: Vote) -> bool:
    """Whether this vote is the new one that follows on a tie."""
    followed = by_number(vote.follows) if vote.follows else None
    return followed is not None and (result_of(followed.id) or {}).get("outcome") == "tied"


def page_of(number: str) -> VotePage:
    """The page of one vote, in two queries whatever its size; of a secret one that was counted in three."""
    query = sa.select(Vote, VoteResult.result, _turnout(Vote.id)).outerjoin(VoteResult, VoteResult.vote_id == Vote.id)
    row = db.session().execute(query.where(Vote.number == number)).one_or_none()
    if row is None:
        raise NotFound
    vote, result, turnout = row
    ballots = ballots_of(vote.id) if result is not None else ()
    secret = vote.secrecy is Secrecy.SECRET
    return VotePage(
        vote,
        definition.read(sealed_bytes(vote)),
        turnout,
        () if secret else ballots,
        result,
        proxies.of_vote(vote.id) if vote.status is VoteStatus.OPEN else (),
        secrecy.ballots_of(vote.id) if secret and result is not None else (),
        tuple(ballot.organisation for ballot in ballots) if secret else (),
    )


def sealed_bytes(vote: Vote) -> bytes:
    """What was sealed at opening; a vote in preparation has nothing of the kind."""
    if vote.definition is None:
        raise NotFound
    return vote.definition
