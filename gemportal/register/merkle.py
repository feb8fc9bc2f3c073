"""The Merkle tree of RFC 6962 (SHA-256), as pure functions over the hashes of its complete subtrees.

`node(level, index)` answers the hash over the leaves `index << level` up to `(index + 1) << level`; it is only asked for
subtrees that are complete. Which ones are asked depends on the sizes alone, never on a hash. All functions are iterative
and ask O(log n) nodes.
"""

from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256

Node = Callable[[int, int], bytes]

EMPTY_ROOT = sha256().digest()


def leaf_hash(entry: bytes) -> bytes:
    """The hash of a leaf. Its prefix differs from that of a node, so that neither can pass for the other."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of a node over its two children."""
    return sha256(b"\x01" + left + right).digest()


def appended(size: int, leaf: bytes, node: Node) -> Iterator[tuple[int, int, bytes]]:
    """The subtrees that become complete when `leaf` follows `size` leaves, from the leaf up, as (level, index, hash).

    Each trailing one in `size` is a complete subtree to the left that waited for this leaf.
    """
    level, index, value = 0, size, leaf
    yield level, index, value
    while index & 1:
        value = node_hash(node(level, index - 1), value)
        level, index = level + 1, index >> 1
        yield level, index, value


def root(size: int, node: Node) -> bytes:
    """The hash over the first `size` leaves."""
    return _range(0, size, node) if size else EMPTY_ROOT


def _range(start: int, end: int, node: Node) -> bytes:
    """The hash over the leaves [start, end), where `start` is a multiple of a power of two that is at least their number.

    The ones in the binary number of leaves are the complete subtrees, of which the lowest is the rightmost.
    """
    value = b""
    for level in range((end - start).bit_length()):
        if (end - start) >> level & 1:
            left = node(level, (end >> level) - 1)
            value = node_hash(left, value) if value else left
    return value


def _split(start: int, end: int) -> int:
    """Where the tree over [start, end) divides: after the largest power of two that is smaller than the whole."""
    return start + (1 << (end - start - 1).bit_length() - 1)


def inclusion_proof(index: int, size: int, node: Node) -> list[bytes]:
    """The hashes that lead from leaf `index` to the root over `size` leaves, the nearest first."""
    if not 0 <= index < size:
        raise ValueError(f"there is no leaf {index} in a tree of {size}")
    start, end, path = 0, size, []
    while end - start > 1:
        middle = _split(start, end)
        if index < middle:
            path.append(_range(middle, end, node))
            end = middle
        else:
            path.append(_range(start, middle, node))
            start = middle
    return path[::-1]


def consistency_proof(first: int, second: int, node: Node) -> list[bytes]:
    """The hashes that show that the tree of `second` leaves begins with the tree of `first` leaves."""
    if not 0 <= first <= second:
        raise ValueError(f"a tree of {second} does not extend a tree of {first}")
    if first in {0, second}:
        return []
    start, end, path = 0, second, []
    while first != end:
        middle = _split(start, end)
        if first <= middle:
            path.append(_range(middle, end, node))
            end = middle
        else:
            path.append(_range(start, middle, node))
            start = middle
    if start:
        path.append(_range(start, end, node))
    return path[::-1]


def includes(proof: Sequence[bytes], index: int, size: int, leaf: bytes, expected_root: bytes) -> bool:
    """Whether `proof` shows that `leaf` is leaf `index` of the tree (RFC 9162, section 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    position, last, value = index, size - 1, leaf
    for sibling in proof:
        if not last:
            return False
        if position & 1 or position == last:
            value = node_hash(sibling, value)
            while position and not position & 1:
                position, last = position >> 1, last >> 1
        else:
            value = node_hash(value, sibling)
        position, last = position >> 1, last >> 1
    return not last and value == expected_root


def extends(proof: Sequence[bytes], first: int, second: int, first_root: bytes, second_root: bytes) -> bool:
    """Whether `proof` shows that the tree of `second` leaves begins with the tree of `first` (RFC 9162, section 2.1.4.2)."""
    if not 0 < first < second:
        return not proof and (first_root == second_root if first == second else first == 0 and first_root == EMPTY_ROOT)
    # A first tree that is complete is itself the first node; the proof then leaves it out.
    path = [first_root, *proof] if first & (first - 1) == 0 else list(proof)
    if not path:
        return False
    position, last = first - 1, second - 1
    while position & 1:
        position, last = position >> 1, last >> 1
    older = newer = path[0]
    for sibling in path[1:]:
        if not last:
            return False
        if position & 1 or position == last:
            older, newer = node_hash(sibling, older), node_hash(sibling, newer)
            while position and not position & 1:
                position, last = position >> 1, last >> 1
        else:
            newer = node_hash(newer, sibling)
        position, last = position >> 1, last >> 1
    return not last and older == first_root and newer == second_root
