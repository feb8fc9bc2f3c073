"""Votes as lines of a list, each with its outcome in one sentence."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from gemportal.kernel import clock, db
from gemportal.kernel.words import Message
from gemportal.voting import outcome, rules
from gemportal.voting.methods import method_named
from gemportal.voting.models import Ballot, RollLine, Vote, VoteOption, VoteResult
from gemportal.voting.rules import Secrecy, VoteStatus


@dataclass(frozen=True)
class VoteLine:
    """A vote in a list. `result` holds what its sentence needs of the stored result; it is None before the count."""

    id: int
    opened_entry: int
    number: str
    title: str
    status: VoteStatus
    method: str
    secrecy: Secrecy
    closes_at: datetime
    published_at: datetime | None
    annulled_reason: str | None
    turnout: int
    voters: int
    result: Mapping[str, Any] | None
    titles: Mapping[str, str] = field(default_factory=dict)

    @property
    def state(self) -> tuple[Message, str]:
        return rules.state(self.status, self.closes_at, clock.now())

    @property
    def last_day(self) -> datetime:
        return clock.just_before(self.closes_at)

    @property
    def outcome(self) -> Message | None:
        """The outcome in one sentence, as on the page of the vote."""
        if not self.result:
            return None
        method = method_named(self.method, secret=self.secrecy is Secrecy.SECRET)
        return outcome.sentence(method, self.result, self.titles)


def _lines() -> sa.Select[*tuple[Any, ...]]:
    """The columns of a VoteLine. The outcome comes from the stored result, so there is none before the count."""
    cast = sa.select(sa.func.count()).where(Ballot.vote_id == Vote.id).scalar_subquery()
    voters = sa.select(sa.func.count()).where(RollLine.vote_id == Vote.id).scalar_subquery()
    return (
        sa.select(
            Vote.id,
            Vote.opened_entry,
            Vote.number,
            Vote.title,
            Vote.status,
            Vote.method,
            Vote.secrecy,
            Vote.closes_at,
            Vote.published_at,
            Vote.annulled_reason,
            cast,
            voters,
            *(VoteResult.result[key] for key in outcome.GIST),
            *(VoteResult.result["detail"][key] for key in outcome.GIST_OF_DETAIL),
        )
        .outerjoin(VoteResult, VoteResult.vote_id == Vote.id)
        .where(Vote.number.is_not(None))
    )


def _told(query: sa.Select[*tuple[Any, ...]]) -> list[VoteLine]:
    """The lines of this query; the titles that their sentences name take one query more, whatever their number."""
    rows = db.session().execute(query).all()
    values = len(outcome.GIST) + len(outcome.GIST_OF_DETAIL)
    results = {row[0]: _result(row[-values:]) for row in rows}
    titles = _titles(results)
    return [VoteLine(*(*row[:-values], results[row[0]], titles.get(row[0], {}))) for row in rows]


def _result(values: Sequence[Any]) -> dict[str, Any] | None:
    """A part of a result, put together again from its values; None where there is no result."""
    result = dict(zip(outcome.GIST, values, strict=False))
    if result["quorum"] is None:
        return None
    detail = zip(outcome.GIST_OF_DETAIL, values[len(outcome.GIST) :], strict=True)
    return result | {"detail": {key: value for key, value in detail if value is not None}}


def _titles(results: Mapping[int, Mapping[str, Any] | None]) -> dict[int, dict[str, str]]:
    named = {(vote_id, option) for vote_id, result in results.items() if result for option in outcome.names(result)}
    if not named:
        return {}
    query = sa.select(VoteOption.vote_id, VoteOption.key, VoteOption.title).where(
        VoteOption.vote_id.in_({vote_id for vote_id, _ in named}), VoteOption.key.in_({option for _, option in named})
    )
    found: dict[int, dict[str, str]] = {}
    for vote_id, option, title in db.session().execute(query):
        found.setdefault(vote_id, {})[option] = title
    return found


def lines(*, only: str = "", limit: int = 25, before: int | None = None) -> list[VoteLine]:
    """Votes, the last to be opened first; `only` is "open" or "gesloten", `before` the `opened_entry` at the end of the page
    before.
    """
    query = _lines().order_by(Vote.opened_entry.desc()).limit(limit)
    open_now = sa.and_(Vote.status == VoteStatus.OPEN, Vote.closes_at > clock.now())
    if only == "open":
        query = query.where(open_now)
    elif only == "gesloten":
        query = query.where(sa.not_(open_now))
    if before is not None:
        query = query.where(Vote.opened_entry < before)
    return _told(query)


def open_votes() -> list[VoteLine]:
    """The votes in which one can vote now, the first to close on top."""
    open_now = sa.and_(Vote.status == VoteStatus.OPEN, Vote.closes_at > clock.now())
    return _told(_lines().where(open_now).order_by(Vote.closes_at, Vote.opened_entry))


def votes_about(numbers: Collection[str]) -> list[VoteLine]:
    """The opened votes in which one of these initiatives (or the vote of one of these groups) is at stake, the latest first."""
    return _told(_lines().where(_at_stake(numbers)).order_by(Vote.opened_entry.desc()))


def titled(numbers: Collection[str]) -> sa.Select[Any, Any]:
    """The query for (number, title) of these votes."""
    return sa.select(Vote.number, Vote.title).where(Vote.number.in_(numbers))


def outcomes_of(numbers: Collection[str]) -> dict[str, Message]:
    """The outcome of each of these votes in one sentence, by number, for those that were counted.

    Not of secret ones: those are about people, and the sentence would name them.
    """
    query = _lines().where(Vote.number.in_(numbers), Vote.secrecy == Secrecy.OPEN)
    return {line.number: line.outcome for line in _told(query) if line.outcome}


def numbers_about(numbers: Collection[str]) -> set[str]:
    """The numbers of the opened votes that are about one of these initiatives, or of one of these groups."""
    return set(db.session().scalars(sa.select(Vote.number).where(_at_stake(numbers), Vote.number.is_not(None))))


def _at_stake(numbers: Collection[str]) -> sa.ColumnElement[bool]:
    about = sa.select(VoteOption.vote_id).where(VoteOption.initiative_number.in_(numbers))
    return sa.or_(Vote.id.in_(about), Vote.group_number.in_(numbers))
