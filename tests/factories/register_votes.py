"""Votes in a register that is written from its bytes, with the documents that the portal would publish of them."""

import json
from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import cache
from hashlib import sha256
from typing import Any

from gemportal.voting import definition
from gemportal.voting.definition import CountedBallot, TrackedBallot, Voter
from gemportal.voting.methods import METHODS
from gemportal.voting.methods.lot import lot_commitment
from gemportal.voting.methods.option import Option
from tests.factories.register_book import OPENS, Book, key

CLOSES = OPENS + timedelta(days=7)
SECRET = bytes(range(32))
OPTIONS = [Option("a", "Aal", 30), Option("b", "Baars", 20), Option("c", "Coöperatief", 25)]
VOTE = "S-2026-001"
SIZE, KEPT = 300, 280
SAYS = ("number", "title", "question", "scope", "method", "rules", "secrecy", "force")


def hold_vote(
    book: Book,
    number: str,
    method: str,
    answers: Mapping[str, Any],
    *,
    weights: Mapping[str, int] | None = None,
    holders: Mapping[str, str] | None = None,
    secret: bool = False,
    **rules: Any,
) -> None:
    """A vote from its opening to its final result. One more organisation could vote than did. `holders` vote for whom they are
    named by.
    """
    way = METHODS[method]
    read = way.rules_from(rules)
    options = OPTIONS[:1] if way.shape in ("position", "consent") else OPTIONS
    roll = [Voter(code, code.title(), (weights or {}).get(code, 1)) for code in [*answers, "GM9999"]]
    values = {"number": number, "title": "Samen één loket", "question": "Doen wij dit?", "scope": "cooperative"}
    values |= {
        "method": method,
        "rules": read.as_json(),
        "secrecy": "secret" if secret else "open",
        "force": "decision",
    }
    sealed, digest = definition.seal(
        values,
        options=options,
        roll=roll,
        opens_at=OPENS,
        closes_at=CLOSES,
        proxies_per_holder=2,
        lot_commitment=lot_commitment(SECRET),
    )
    opened = book.add("voting:open", number, {"roll": len(roll), "definition_sha256": digest})
    cast = {code: way.validate(answer, options, read) for code, answer in answers.items()}
    given = {
        code: (book.add("voting:give-proxy", number, {"holder": by}, org=code), by)
        for code, by in (holders or {}).items()
    }
    ballots = [_cast(book, number, code, answer, given.get(code), secret=secret) for code, answer in cast.items()]
    tracked = [TrackedBallot(sha256(code.encode()).hexdigest()[:40], answer) for code, answer in sorted(cast.items())]
    counted: Sequence[CountedBallot | TrackedBallot] = tracked if secret else ballots
    result = definition.read(sealed).count(digest, SECRET, counted).as_json()
    said = {"outcome": result["outcome"], "result_sha256": definition.digest_of(result)}
    apart = {"ballots_sha256": definition.digest_of_ballots(tracked)} if secret else {}
    indexes = [ballot.entry_index for ballot in ballots]
    closed = book.add("voting:close", number, said | {"counted": indexes, "lot_secret": SECRET.hex()} | apart)
    published = book.add("voting:publish", number, said)
    vote = {name: values[name] for name in SAYS} | {"definition_sha256": digest}
    vote |= {"opened_at": definition.moment(OPENS), "closes_at": definition.moment(CLOSES)}
    vote |= {"closed_at": json.loads(book.entries[closed])["at"]}
    telling = definition.tally_document(
        vote,
        options=options,
        roll=roll,
        proxies=(holders or {}).items(),
        ballots=counted,
        voted=sorted(answers) if secret else None,
        result=result,
        lot_secret=SECRET,
        register={"opened": opened, "closed": closed, "published": published},
    )
    book.documents[f"stemmingen/{number}/definitie.json"] = sealed
    book.documents[f"stemmingen/{number}/telling.json"] = json.dumps(telling, ensure_ascii=False, indent=1).encode()


def seal_result(book: Book, entries: Sequence[int], result: Mapping[str, Any]) -> None:
    """Write another result into the entries that close and publish a vote."""
    said = {"outcome": result["outcome"], "result_sha256": definition.digest_of(result)}
    for index in entries:
        book.change(index, data={**json.loads(book.entries[index])["data"], **said})


def _cast(
    book: Book, number: str, code: str, answer: Any, given: tuple[int, str] | None, *, secret: bool
) -> CountedBallot:
    part = None if secret else {"answer": answer, "statement": "Omdat het mag"}
    at = OPENS + timedelta(seconds=len(book.entries), microseconds=7)
    proxy, holder = given or (None, None)
    said = {"cast_at": definition.moment(at)} | ({"line": code, "proxy": proxy} if given else {})
    index = book.add("voting:cast", number, said, org=holder or code, part=part)
    return CountedBallot(code, answer, "Omdat het mag", at, index, holder)


@cache
def honest() -> Book:
    """A log of two bundles: a change of keys, a vote from beginning to end, a decision, and parts, one of which is erased."""
    book = Book().fill(5)
    book.rotate(key(2))
    answers = {"GM0193": "for", "GM0150": "against", "GM0034": "for"}
    hold_vote(book, VOTE, "majority", answers, weights={"GM0193": 3, "GM0150": 2})
    book.add("decisions:record-vote", "B-2026-001", {"title": "Eén loket", "vote": VOTE, "ends": None})
    book.fill(SIZE)
    del book.parts[20]
    return book
