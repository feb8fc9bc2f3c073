"""Votes, their options, rolls, ballots and results. The database itself refuses to change what was sealed."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Mapped, mapped_column

from gemportal.kernel.db import Base
from gemportal.kernel.guards import NEVER, Guard, guard
from gemportal.voting.methods.option import Option
from gemportal.voting.rules import Force, Scope, Secrecy, VoteStatus, Weights

# An absent effect is absent in SQL too, not the JSON word null.
_ANY_JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")


class Vote(Base):
    """One question put to a roll. From opening on `definition` holds the sealed bytes; the columns repeat them for searching.

    `opened_entry`, `closed_entry` and `published_entry` are indexes in the register. `lot_secret` is for nobody's eyes until
    the vote is closed.
    `effect` is `{"act": name, "values": {…}}`; `effect_refusal` says why it was not carried out. `given_weights` are by the code of
    an organisation, and go into the roll at opening. `meeting_on` is the day of the meeting that the vote is for.
    """

    __tablename__ = "vote"
    __table_args__ = (
        sa.CheckConstraint("(status = 'prepared') = (number IS NULL)", name="numbered_when_opened"),
        sa.CheckConstraint("(definition IS NULL) = (number IS NULL)", name="sealed_when_opened"),
        sa.CheckConstraint("(definition IS NULL) = (definition_sha256 IS NULL)", name="sealed_with_its_digest"),
        sa.CheckConstraint("(status = 'annulled') = (annulled_reason IS NOT NULL)", name="annulled_with_a_reason"),
        sa.CheckConstraint("(scope = 'group') = (group_number IS NOT NULL)", name="scope_names_its_group"),
        sa.CheckConstraint("closes_at > opens_at", name="closes_after_it_opens"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str | None] = mapped_column(unique=True)
    status: Mapped[VoteStatus] = mapped_column(index=True)
    scope: Mapped[Scope]
    group_number: Mapped[str | None]
    title: Mapped[str]
    question: Mapped[str]
    explanation: Mapped[str]
    method: Mapped[str]
    rules: Mapped[dict[str, Any]]
    secrecy: Mapped[Secrecy]
    force: Mapped[Force]
    effect: Mapped[Any | None] = mapped_column(_ANY_JSON)
    early_close: Mapped[bool]
    weights: Mapped[Weights] = mapped_column(server_default=Weights.EQUAL.value)
    given_weights: Mapped[dict[str, Any]] = mapped_column(server_default="{}")
    meeting_on: Mapped[date | None]
    follows: Mapped[str | None] = mapped_column(index=True)
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime]
    definition: Mapped[bytes | None]
    definition_sha256: Mapped[str | None]
    lot_secret: Mapped[bytes | None]
    closed_at: Mapped[datetime | None]
    publish_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]
    annulled_at: Mapped[datetime | None]
    annulled_reason: Mapped[str | None]
    effect_refusal: Mapped[str | None]
    opened_entry: Mapped[int | None]
    closed_entry: Mapped[int | None]
    published_entry: Mapped[int | None]


class VoteOption(Base):
    """Something one can vote for: an initiative under its number, or a text under a key of the vote's own."""

    __tablename__ = "vote_option"
    __table_args__ = (sa.UniqueConstraint("vote_id", "position"),)

    vote_id: Mapped[int] = mapped_column(sa.ForeignKey(Vote.id), primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    title: Mapped[str]
    initiative_number: Mapped[str | None] = mapped_column(index=True)
    cost: Mapped[int | None]
    excludes: Mapped[list[Any]] = mapped_column(server_default="[]")

    @property
    def option(self) -> Option:
        """As the methods count it."""
        return Option(self.key, self.title, self.cost, tuple(self.excludes or ()))


class RollLine(Base):
    """One organisation that may vote, as it was when the vote opened."""

    __tablename__ = "roll_line"
    __table_args__ = (sa.CheckConstraint("weight > 0", name="weighs_something"), sa.Index(None, "organisation_code"))

    vote_id: Mapped[int] = mapped_column(sa.ForeignKey(Vote.id), primary_key=True, autoincrement=False)
    organisation_code: Mapped[str] = mapped_column(sa.ForeignKey("organisation.code"), primary_key=True)
    name: Mapped[str]
    weight: Mapped[int]


class Ballot(Base):
    """The one effective ballot of an organisation on the roll. `cast_at` is when it arrived; `entry_index` is its commitment.

    `by_proxy_of` is the organisation that cast it with a proxy; None when the organisation itself did. In a secret vote the row
    says only that this organisation voted: it has no answer and no statement, and what was voted is nowhere near it.
    In a database that is rebuilt from the register, a ballot that is not public has JSON's null for its answer.
    """

    __tablename__ = "ballot"
    __table_args__ = (
        sa.ForeignKeyConstraint(["vote_id", "organisation_code"], [RollLine.vote_id, RollLine.organisation_code]),
        sa.ForeignKeyConstraint(["vote_id", "by_proxy_of"], [RollLine.vote_id, RollLine.organisation_code]),
        sa.CheckConstraint("by_proxy_of <> organisation_code", name="proxy_is_of_another"),
        sa.Index(None, "organisation_code"),
    )

    vote_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    organisation_code: Mapped[str] = mapped_column(primary_key=True)
    answer: Mapped[Any | None] = mapped_column(_ANY_JSON)
    statement: Mapped[str | None]
    cast_at: Mapped[datetime]
    entry_index: Mapped[int] = mapped_column(unique=True)
    by_proxy_of: Mapped[str | None]


class HandedIn(Base):
    """That a page with this key was handed in, and which entry it led to: handing it in again leads there again.

    Only digests are kept. `request` is one of everything that was sent, salted with the key, so that whoever has the table
    cannot find out by trying what was voted.
    """

    __tablename__ = "handed_in"

    key_digest: Mapped[bytes] = mapped_column(primary_key=True)
    request: Mapped[bytes]
    entry_index: Mapped[int] = mapped_column(sa.ForeignKey("register_entry.index"), unique=True)


class VoteResult(Base):
    """What the tally said, as `telling.json` publishes it."""

    __tablename__ = "vote_result"

    vote_id: Mapped[int] = mapped_column(sa.ForeignKey(Vote.id), primary_key=True, autoincrement=False)
    result: Mapped[dict[str, Any]]


SEALED_COLUMNS = (
    "number", "scope", "group_number", "title", "question", "explanation", "method", "rules", "secrecy", "force", "effect",
    "early_close", "weights", "meeting_on", "follows", "opens_at", "closes_at", "definition", "definition_sha256",
)  # fmt: skip
_SEALED = "an opened vote is sealed"
_OPENED = "OLD.definition IS NOT NULL"
guard(
    Vote.__table__,
    Guard("vote_sealed", "vote", f"UPDATE OF {', '.join(SEALED_COLUMNS)}", _OPENED, _SEALED),
    Guard("vote_kept", "vote", "DELETE", _OPENED, _SEALED),
    # Sealed with the vote; but in a database that is rebuilt from the register it is not known before the closing tells it.
    Guard("vote_lot_kept", "vote", "UPDATE OF lot_secret", "OLD.lot_secret IS NOT NULL", _SEALED),
)


def _part_of_opened(row: str) -> str:
    return f"(SELECT definition FROM vote WHERE id = {row}.vote_id) IS NOT NULL"  # noqa: S608 - no stranger's words here


for _part in (VoteOption, RollLine):
    _name = _part.__tablename__
    guard(
        _part.__table__,
        *(
            Guard(f"{_name}_sealed_{_event.lower()}", _name, _event, _part_of_opened(_row), _SEALED)
            for _event, _row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD"))
        ),
        # One that is moved to another vote leaves an unsealed one; where it goes is asked here.
        Guard(f"{_name}_not_moved", _name, "UPDATE OF vote_id", _part_of_opened("NEW"), _SEALED),
    )

_APART = (
    "CASE WHEN (SELECT secrecy FROM vote WHERE id = NEW.vote_id) = 'secret' "
    "THEN NEW.answer IS NOT NULL OR NEW.statement IS NOT NULL OR NEW.by_proxy_of IS NOT NULL ELSE NEW.answer IS NULL END"
)
_CHOICE_APART = "in a secret vote, and in no other, a voter stands without a choice"
guard(
    Ballot.__table__,
    Guard(
        "ballot_in_an_open_vote", "ballot", "INSERT", "(SELECT status FROM vote WHERE id = NEW.vote_id) <> 'open'",
        "ballots are cast while a vote is open",
    ),
    Guard("ballot_apart_insert", "ballot", "INSERT", _APART, _CHOICE_APART),
    Guard("ballot_apart_update", "ballot", "UPDATE", _APART, _CHOICE_APART),
    Guard(
        "ballot_counted", "ballot", "UPDATE", "(SELECT status FROM vote WHERE id = OLD.vote_id) <> 'open'",
        "a ballot stays as it was when its vote was closed",
    ),
    Guard("ballot_kept", "ballot", "DELETE", NEVER, "a ballot is replaced, and never taken away"),
)  # fmt: skip

_COUNTED_ONCE = "what was counted stays as it was counted"
guard(
    VoteResult.__table__,
    Guard("vote_result_stays", "vote_result", "UPDATE", NEVER, _COUNTED_ONCE),
    Guard("vote_result_kept", "vote_result", "DELETE", NEVER, _COUNTED_ONCE),
)

_GOES_BACK = (
    "NEW.status <> OLD.status AND "
    "(OLD.status IN ('published', 'annulled') OR (NEW.status = 'open' AND OLD.status <> 'prepared'))"
)
guard(
    Vote.__table__,
    Guard("vote_goes_on", "vote", "UPDATE OF status", _GOES_BACK, "a vote that is over does not open again"),
)
