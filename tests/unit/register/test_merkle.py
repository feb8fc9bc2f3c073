"""The tree against RFC 6962 as it is written: recursively, over the leaves themselves."""

from collections.abc import Sequence
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemportal.register import merkle

LARGEST = 70

# The inputs of the test vectors that Certificate Transparency's implementations share, and their roots.
INPUTS = [
    bytes.fromhex(text)
    for text in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def naive_root(leaves: Sequence[bytes]) -> bytes:
    """MTH of RFC 6962, section 2.1."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return sha256(b"\x00" + leaves[0]).digest()
    half = largest_power_below(len(leaves))
    return sha256(b"\x01" + naive_root(leaves[:half]) + naive_root(leaves[half:])).digest()


def largest_power_below(number: int) -> int:
    power = 1
    while power * 2 < number:
        power *= 2
    return power


def naive_path(index: int, leaves: Sequence[bytes]) -> list[bytes]:
    """PATH of section 2.1.1."""
    if len(leaves) == 1:
        return []
    half = largest_power_below(len(leaves))
    if index < half:
        return [*naive_path(index, leaves[:half]), naive_root(leaves[half:])]
    return [*naive_path(index - half, leaves[half:]), naive_root(leaves[:half])]


def naive_subproof(first: int, leaves: Sequence[bytes], *, known: bool) -> list[bytes]:
    """SUBPROOF of section 2.1.2."""
    if first == len(leaves):
        return [] if known else [naive_root(leaves)]
    half = largest_power_below(len(leaves))
    if first <= half:
        return [*naive_subproof(first, leaves[:half], known=known), naive_root(leaves[half:])]
    return [*naive_subproof(first - half, leaves[half:], known=False), naive_root(leaves[:half])]


class Tree:
    """A tree in memory, appended leaf by leaf, that counts how many nodes it is asked."""

    def __init__(self, leaves: Sequence[bytes]) -> None:
        self.nodes: dict[tuple[int, int], bytes] = {}
        self.asked = 0
        for size, leaf in enumerate(leaves):
            for level, index, value in list(merkle.appended(size, merkle.leaf_hash(leaf), self.node)):
                assert (level, index) not in self.nodes, "a node is written once"
                self.nodes[level, index] = value

    def node(self, level: int, index: int) -> bytes:
        self.asked += 1
        return self.nodes[level, index]


LEAVES = [f"entry {number}".encode() for number in range(LARGEST)]
TREE = Tree(LEAVES)


@pytest.mark.parametrize("size", range(1, len(INPUTS) + 1))
def test_the_known_vectors(size: int) -> None:
    assert merkle.root(size, Tree(INPUTS).node).hex() == ROOTS[size - 1]


def test_the_empty_tree() -> None:
    assert merkle.root(0, TREE.node) == naive_root([]) == merkle.EMPTY_ROOT


def test_known_proofs() -> None:
    tree = Tree(INPUTS)
    assert [value.hex() for value in merkle.inclusion_proof(5, 8, tree.node)] == [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]
    assert [value.hex() for value in merkle.consistency_proof(6, 8, tree.node)] == [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]


def test_every_root_and_every_inclusion_proof_is_the_one_of_the_standard() -> None:
    for size in range(1, LARGEST + 1):
        root = merkle.root(size, TREE.node)
        assert root == naive_root(LEAVES[:size])
        for index in range(size):
            proof = merkle.inclusion_proof(index, size, TREE.node)
            assert proof == naive_path(index, LEAVES[:size])
            assert merkle.includes(proof, index, size, merkle.leaf_hash(LEAVES[index]), root)


def test_every_consistency_proof_is_the_one_of_the_standard() -> None:
    roots = [naive_root(LEAVES[:size]) for size in range(LARGEST + 1)]
    for second in range(LARGEST + 1):
        for first in range(second + 1):
            proof = merkle.consistency_proof(first, second, TREE.node)
            assert proof == (naive_subproof(first, LEAVES[:second], known=True) if first else [])
            assert merkle.extends(proof, first, second, roots[first], roots[second])


def test_the_number_of_nodes_is_that_of_the_complete_subtrees() -> None:
    assert len(TREE.nodes) == sum(LARGEST >> level for level in range(LARGEST.bit_length()))


@given(size=st.integers(1, 2**40), data=st.data())
def test_few_nodes_are_asked_however_large_the_tree(size: int, data: st.DataObject) -> None:
    asked: list[tuple[int, int]] = []

    def node(level: int, index: int) -> bytes:
        assert (index + 1) << level <= size, "only a complete subtree has a hash"
        asked.append((level, index))
        return bytes(32)

    first = data.draw(st.integers(0, size))
    index = data.draw(st.integers(0, size - 1))
    for question in (
        lambda: merkle.root(size, node),
        lambda: list(merkle.appended(size, bytes(32), node)),
        lambda: merkle.inclusion_proof(index, size, node),
        lambda: merkle.consistency_proof(first, size, node),
    ):
        asked.clear()
        question()
        assert len(asked) <= 2 * size.bit_length()


@given(size=st.integers(1, LARGEST), data=st.data())
def test_no_other_leaf_passes(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    other = data.draw(st.integers(0, size - 1).filter(lambda number: number != index) if size > 1 else st.just(0))
    proof = merkle.inclusion_proof(index, size, TREE.node)
    root = merkle.root(size, TREE.node)
    leaf = merkle.leaf_hash(LEAVES[index])
    assert not merkle.includes(proof, index, size, merkle.leaf_hash(b"another entry"), root)
    assert other == index or not merkle.includes(proof, other, size, leaf, root)
    assert not merkle.includes([*proof, bytes(32)], index, size, leaf, root)
    assert not proof or not merkle.includes(proof[:-1], index, size, leaf, root)
    assert not merkle.includes(proof, size, size, leaf, root)
    assert not merkle.includes(proof, -1, size, leaf, root)


@given(data=st.data())
def test_no_rewritten_history_passes(data: st.DataObject) -> None:
    second = data.draw(st.integers(2, LARGEST))
    first = data.draw(st.integers(1, second - 1))
    changed = data.draw(st.integers(0, first - 1))
    rewritten = Tree([*LEAVES[:changed], b"rewritten", *LEAVES[changed + 1 :]])
    older, newer = merkle.root(first, TREE.node), merkle.root(second, rewritten.node)
    assert not merkle.extends(merkle.consistency_proof(first, second, rewritten.node), first, second, older, newer)
    assert not merkle.extends(merkle.consistency_proof(first, second, TREE.node), first, second, older, newer)
    honest = merkle.consistency_proof(first, second, TREE.node)
    truth = merkle.root(second, TREE.node)
    assert not merkle.extends([*honest, bytes(32)], first, second, older, truth)
    assert not merkle.extends(honest[:-1], first, second, older, truth)
    assert not merkle.extends([], first, second, older, truth)


def test_what_makes_no_sense_is_refused() -> None:
    with pytest.raises(ValueError, match="no leaf 3"):
        merkle.inclusion_proof(3, 3, TREE.node)
    with pytest.raises(ValueError, match="does not extend"):
        merkle.consistency_proof(4, 3, TREE.node)
    assert not merkle.extends([], 4, 3, merkle.EMPTY_ROOT, merkle.EMPTY_ROOT)
    assert not merkle.extends([], 3, 3, b"one root", b"another")
