"""What the register tells of proxies."""

from collections.abc import Iterator

import sqlalchemy as sa

from gemportal.kernel import db
from gemportal.register.replaying.telling import Shown, Told, replays, shows
from gemportal.voting import queries
from gemportal.voting.definition import moment
from gemportal.voting.models import Vote
from gemportal.voting.proxies.acts import forget_lapsed
from gemportal.voting.proxies.models import Proxy
from gemportal.voting.proxies.policy import GIVE, REVOKE


@replays(GIVE)
def given(told: Told) -> None:
    """Those that lapsed may still lie there: they go."""
    vote_id = queries.by_number(told.subject).id
    forget_lapsed(vote_id, told.at)
    db.session().add(
        Proxy(
            vote_id=vote_id,
            giver_code=told.organisation,
            holder_code=told.data["holder"],
            given_at=told.at,
            entry_index=told.index,
        )
    )


@replays(REVOKE)
def revoked(told: Told) -> None:
    vote_id = queries.by_number(told.subject).id
    db.session().execute(sa.delete(Proxy).where(Proxy.vote_id == vote_id, Proxy.giver_code == told.organisation))


@shows("proxy")
def proxies() -> Iterator[tuple[str, Shown]]:
    """Whether one holds today follows from the memberships, which are told elsewhere."""
    query = sa.select(Vote.number, Proxy).join(Vote, Vote.id == Proxy.vote_id)
    for number, row in db.session().execute(query):
        yield (
            f"{number} {row.giver_code}",
            {"holder": row.holder_code, "given_at": moment(row.given_at), "entry": row.entry_index},
        )
