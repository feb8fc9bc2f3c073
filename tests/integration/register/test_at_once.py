"""Two hundred acts at once on PostgreSQL: no gap, no fork, no lost entry, and each checkpoint extends the one before it."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from gemportal.kernel import db
from gemportal.kernel.actor import Actor
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.words import Message
from gemportal.register import keys, merkle, queries, tree
from gemportal.register.log import record
from gemportal.register.models import Checkpoint
from gemportal.register.notes import TreeHead
from gemportal.register.verify import verify
from tests.factories.register import CLOCK, cause, trial, write
from tests.support.house import House

ACTS = 200
AT_ONCE = 40


@trial("trial:refused-late")
def refused_late(actor: Actor, number: int) -> None:
    record("I-2026-001", {"number": number})
    db.session().flush()
    raise RuleBroken(Message("Dit gaat niet door."))


@pytest.mark.parametrize("store", ["postgresql"], indirect=True)
def test_two_hundred_acts_at_once_leave_one_log(house: House) -> None:
    start = threading.Barrier(AT_ONCE)

    def perform(number: int) -> int | None:
        if number < AT_ONCE:
            start.wait()
        if number % 10 == 3:  # leaves two entries
            return house.perform(cause, CLOCK)
        if number % 10 == 7:  # fails after it wrote its entry
            with pytest.raises(RuleBroken):
                house.perform(refused_late, CLOCK, number)
            return None
        return house.perform(write, CLOCK, "I-2026-001", {"number": number})

    with ThreadPoolExecutor(AT_ONCE) as pool:
        given = [index for index in pool.map(perform, range(ACTS)) if index is not None]

    done = ACTS - ACTS // 10
    assert len(set(given)) == len(given) == done
    bodies = house.ask(lambda: [queries.body_of(index) for index in range(queries.number_of_entries())])
    assert len(bodies) == done + ACTS // 10
    assert [json.loads(body)["i"] for body in bodies] == list(range(len(bodies)))
    written = {json.loads(body)["data"].get("number") for body in bodies} - {None}
    assert written == {number for number in range(ACTS) if number % 10 not in {3, 7}}
    house.ask(_every_checkpoint_extends_the_one_before, bodies, done)
    assert house.ask(lambda: verify(keys.signer().verifier)).differences == []


def _every_checkpoint_extends_the_one_before(bodies: list[bytes], expected: int) -> None:
    notes = db.session().scalars(sa.select(Checkpoint.note).order_by(Checkpoint.size)).all()
    heads = [TreeHead.read(keys.signer().verifier.open(note)) for note in notes]
    assert len(heads) == expected, "one checkpoint for each act that was done"
    assert heads[-1].size == len(bodies)
    roots = _roots(bodies)
    before = TreeHead("", 0, merkle.EMPTY_ROOT)
    for head in heads:
        assert head.root == roots[head.size]
        proof = tree.consistency_proof(before.size, head.size)
        assert merkle.extends(proof, before.size, head.size, before.root, head.root)
        before = head


def _roots(bodies: list[bytes]) -> dict[int, bytes]:
    """The root over each size, from the entries alone."""
    nodes: dict[tuple[int, int], bytes] = {}
    roots = {}
    for size, body in enumerate(bodies):
        for level, index, value in merkle.appended(size, merkle.leaf_hash(body), lambda *at: nodes[at]):
            nodes[level, index] = value
        roots[size + 1] = merkle.root(size + 1, lambda *at: nodes[at])
    return roots
