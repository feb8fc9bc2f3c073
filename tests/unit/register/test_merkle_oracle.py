"""The tree against an independent library, pymerkle: another author's roots and paths, on sizes that are drawn."""

import pymerkle
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemportal.register import merkle

LARGEST = 600


class Both:
    """The same leaves in the oracle's tree and in ours."""

    def __init__(self) -> None:
        self.oracle = pymerkle.InmemoryTree(algorithm="sha256")
        self.nodes: dict[tuple[int, int], bytes] = {}
        for number in range(LARGEST):
            entry = f"entry {number}".encode()
            self.oracle.append_entry(entry)
            for level, index, value in merkle.appended(number, merkle.leaf_hash(entry), self.node):
                self.nodes[level, index] = value

    def node(self, level: int, index: int) -> bytes:
        return self.nodes[level, index]


@pytest.fixture(scope="module")
def both() -> Both:
    return Both()


sizes = st.integers(1, LARGEST) | st.sampled_from([255, 256, 257, 511, 512, 513])


@given(size=sizes, data=st.data())
def test_root_and_inclusion_are_those_of_the_oracle(both: Both, size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    assert merkle.root(size, both.node) == both.oracle.get_root(size)
    # The oracle counts leaves from one, and begins a path with the leaf itself.
    leaf, *path = (bytes.fromhex(value) for value in both.oracle.prove_inclusion(index + 1, size).serialize()["path"])
    assert merkle.inclusion_proof(index, size, both.node) == path
    assert merkle.includes(path, index, size, leaf, both.oracle.get_root(size))


@given(first=sizes, second=sizes)
def test_a_consistency_proof_holds_between_the_roots_of_the_oracle(both: Both, first: int, second: int) -> None:
    first, second = sorted((first, second))
    proof = merkle.consistency_proof(first, second, both.node)
    assert merkle.extends(proof, first, second, both.oracle.get_root(first), both.oracle.get_root(second))
