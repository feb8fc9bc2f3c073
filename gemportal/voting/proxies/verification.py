"""What the register says of proxies, held against their rows."""

import json
from collections.abc import Iterator

import sqlalchemy as sa

from gemportal.kernel import db
from gemportal.register.models import Entry
from gemportal.voting.models import Vote
from gemportal.voting.proxies.models import Proxy
from gemportal.voting.proxies.policy import GIVE, REVOKE


def differences() -> Iterator[tuple[int, str]]:
    """The last word of each giver in each vote must be what the rows say: this proxy, or none."""
    rows = sa.select(Vote.number, Proxy.giver_code, Proxy.holder_code, Proxy.entry_index).join(
        Vote, Vote.id == Proxy.vote_id
    )
    found: dict[tuple[str | None, str | None], tuple[str, int]] = {
        (number, giver): (holder, index) for number, giver, holder, index in db.session().execute(rows)
    }
    said = (
        sa.select(Entry.index, Entry.subject, Entry.organisation, Entry.act, Entry.body)
        .where(Entry.act.in_((GIVE, REVOKE)))
        .order_by(Entry.index)
    )
    last = {(number, giver): (index, act, body) for index, number, giver, act, body in db.session().execute(said)}
    for (number, giver), (index, act, body) in last.items():
        expected = (json.loads(body)["data"]["holder"], index) if act == GIVE else None
        if found.pop((number, giver), None) != expected:
            yield index, f"the proxy of {giver} in {number} is not the one that was given"
    for stray, row in found.items():
        yield row[1], f"the proxy of {stray[1]} in {stray[0]} was never given"
