"""The tree as it is stored: appending a leaf, its root, and its proofs, each with a single read of the nodes it needs."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import TypeVar

import sqlalchemy as sa

from gemportal.kernel import db
from gemportal.register import merkle
from gemportal.register.merkle import Node as NodeReader
from gemportal.register.models import Node

R = TypeVar("R")


def append(size: int, leaf: bytes) -> None:
    """Add `leaf` after `size` leaves."""
    complete = _with_nodes(lambda node: list(merkle.appended(size, leaf, node)))
    db.session().add_all(Node(level=level, index=index, hash=value) for level, index, value in complete)


def root(size: int) -> bytes:
    """The root over the first `size` leaves."""
    return _with_nodes(lambda node: merkle.root(size, node))


def inclusion_proof(index: int, size: int) -> list[bytes]:
    """The hashes that lead from leaf `index` to the root over `size` leaves."""
    return _with_nodes(lambda node: merkle.inclusion_proof(index, size, node))


def consistency_proof(first: int, second: int) -> list[bytes]:
    """The hashes that show that the tree over `second` leaves begins with that over `first`; none for the same size, or for 0."""
    return _with_nodes(lambda node: merkle.consistency_proof(first, second, node))


def _with_nodes(compute: Callable[[NodeReader], R]) -> R:
    """Compute twice: once on blank hashes to learn which nodes are needed, then on those nodes, read in one query."""
    needed: set[tuple[int, int]] = set()

    def notice(level: int, index: int) -> bytes:
        needed.add((level, index))
        return bytes(32)

    compute(notice)
    found = dict(_read(needed))
    return compute(lambda level, index: found[level, index])


def _read(needed: set[tuple[int, int]]) -> Iterator[tuple[tuple[int, int], bytes]]:
    if not needed:
        return
    values: dict[str, int] = {}
    for at, (level, index) in enumerate(needed):
        values |= {f"level_{at}": level, f"index_{at}": index}
    for level, index, value in db.session().execute(_nodes(len(needed)), values):
        yield (level, index), value


@cache
def _nodes(number: int) -> sa.Select[int, int, bytes]:
    """The question for so many nodes, made once for each number: there are some sixty, and every act asks one behind the lock.

    One condition for each node: SQLite would answer a list of pairs by reading the whole table.
    """
    wanted = (
        sa.and_(Node.level == sa.bindparam(f"level_{at}"), Node.index == sa.bindparam(f"index_{at}"))
        for at in range(number)
    )
    return sa.select(Node.level, Node.index, Node.hash).where(sa.or_(*wanted))
