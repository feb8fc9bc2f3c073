"""What one takes away from a vote: the sealed definition, `telling.json`, a file for other tools, and the receipt of a ballot."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from gemportal.kernel import db
from gemportal.kernel.errors import NotFound, RuleBroken
from gemportal.kernel.words import _l
from gemportal.register.models import Checkpoint, Entry
from gemportal.voting import definition
from gemportal.voting.formats import interop
from gemportal.voting.policy import CAST
from gemportal.voting.proxies import queries as proxies
from gemportal.voting.queries.one import VotePage, by_number, page_of, sealed_bytes


def roll_call_of(number: str) -> VotePage:
    """The page of a counted vote of which everybody may read who voted what; else not found."""
    page = page_of(number)
    if page.sealed.secret:
        raise NotFound(_l("Deze stemming is geheim. Wie wat stemde, is nergens te lezen."))
    if page.result is None:
        raise NotFound(_l("Wie wat stemde, komt hier te staan zodra de stemming gesloten en geteld is."))
    return page


def definition_of(number: str) -> bytes:
    """The sealed bytes, exactly as their digest was made of them."""
    return sealed_bytes(by_number(number))


def tally_document(number: str) -> dict[str, Any]:
    """`telling.json` of a counted vote; not found before that, since it says how the vote stands."""
    page = page_of(number)
    vote = page.vote
    if page.result is None or vote.closed_at is None or vote.lot_secret is None:
        raise NotFound(_l("De telling van deze stemming komt hier te staan zodra de stemming gesloten en geteld is."))
    sealed = page.sealed.document
    return definition.tally_document(
        {key: sealed[key] for key in ("number", "title", "question", "scope", "method", "rules", "secrecy", "force")}
        | {
            "opened_at": sealed["opens_at"],
            "closes_at": sealed["closes_at"],
            "closed_at": definition.moment(vote.closed_at),
        }
        | {"definition_sha256": vote.definition_sha256}
        | ({"ties": page.sealed.ties} if page.sealed.secret else {}),
        options=page.sealed.options,
        roll=page.sealed.roll,
        proxies=proxies.for_the_record(vote.id, vote.closed_at),
        ballots=page.tracked if page.sealed.secret else page.ballots,
        voted=page.voted if page.sealed.secret else None,
        result=page.result,
        lot_secret=vote.lot_secret,
        register={"opened": vote.opened_entry, "closed": vote.closed_entry, "published": vote.published_entry},
    )


def export_of(number: str) -> interop.Export:
    """The counted vote in a format for other tools; not found before that, nor for a method that has none."""
    try:
        return interop.export(tally_document(number))
    except RuleBroken as refused:
        raise NotFound(refused.sentence) from None


@dataclass(frozen=True)
class Receipt:
    """What a voter takes home: the entry of the ballot, its commitment, and the first checkpoint that holds it.

    There is no commitment to a secret ballot: its entry says only that this line voted.
    `line` is the organisation whose vote it is, `by` the one that cast it.
    """

    line: str
    by: str
    index: int
    at: datetime
    commitment: str | None
    size: int
    root: str
    checkpoint: str


def receipt(number: str, index: int, code: str | None) -> Receipt:
    """The receipt of a ballot in this vote, for the organisation that cast it and the one it was cast for; else not found."""
    row = (
        db.session()
        .execute(
            sa.select(Entry.at, Entry.organisation, Entry.body, Checkpoint.size, Checkpoint.note)
            .join(Checkpoint, Checkpoint.size > Entry.index)
            .where(Entry.index == index, Entry.act == CAST, Entry.subject == number)
            .order_by(Checkpoint.size)
            .limit(1)
        )
        .one_or_none()
    )
    if row is None:
        raise NotFound
    body = json.loads(row.body)
    line = body["data"].get("line", row.organisation)
    if code not in {line, row.organisation}:
        raise NotFound
    root = row.note.split("\n")[2]
    return Receipt(line, row.organisation, index, row.at, body.get("private"), row.size, root, row.note)
