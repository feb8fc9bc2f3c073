"""Breaking ties so that anyone can see that nobody chose: more organisations first, then the public lot."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from typing import Any

import rfc8785

from gemportal.voting.methods.plain import Json
from gemportal.voting.methods.result import Tie


class NoLot(Exception):
    """A tie needs the lot, and there is none (its secret is not revealed yet, or not in the file)."""


@dataclass(frozen=True)
class Lot:
    """The public lot: it puts options in the order of SHA-256(seed ‖ option id), the id in UTF-8."""

    seed: bytes | None

    def order(self, tied: Iterable[str]) -> list[str]:
        """The tied options in the order of the lot."""
        if self.seed is None:
            raise NoLot
        seed = self.seed
        return sorted(tied, key=lambda option: number_drawn(seed, option))


def number_drawn(seed: bytes, option: str) -> bytes:
    """The number that the lot gives an option: the lowest goes first."""
    return sha256(seed + option.encode()).digest()


def lot_commitment(secret: bytes) -> str:
    """What the sealed definition holds of the secret until the vote closes: its SHA-256 in hexadecimal."""
    return sha256(secret).hexdigest()


def lot_seed(definition_sha256: str, secret: bytes, counted: Mapping[str, Json]) -> bytes:
    """SHA-256(definition digest ‖ secret ‖ digest of the counted ballots), all as raw bytes.

    Whoever knew the secret beforehand would have to know every ballot too, and the last voter does not know the secret.
    """
    return seed_from(definition_sha256, secret, counted_digest(counted))


def seed_from(definition_sha256: str, secret: bytes, ballots: bytes) -> bytes:
    """The same, from the digest of the counted ballots."""
    return sha256(bytes.fromhex(definition_sha256) + secret + ballots).digest()


def counted_digest(counted: Mapping[str, Json]) -> bytes:
    """The digest of the counted ballots: SHA-256 of the RFC 8785 form of the list of [voter, answer], in order of the voter's
    code points. `counted` maps each voter (the code of the organisation whose vote it is, or the tracker) to its canonical answer.
    """
    return sha256(rfc8785.dumps([[voter, counted[voter]] for voter in sorted(counted)])).digest()


def tiers(options: Iterable[str], key: Callable[[str], Any]) -> list[list[str]]:
    """The options grouped by `key`, the highest first."""
    return [list(tier) for _, tier in groupby(sorted(options, key=key, reverse=True), key)]


def complete_order(
    tied: Iterable[Collection[str]], heads: Mapping[str, int], lot: Lot
) -> tuple[tuple[str, ...], tuple[Tie, ...]]:
    """All options in one line, and each tie that had to be broken for it.

    `tied` are tiers from first to last. Within one, more organisations (`heads`) go first, then the lot decides.
    """
    order: list[str] = []
    ties: list[Tie] = []
    for tier in tied:
        by_heads = tiers(tier, lambda option: heads[option])
        if len(by_heads) > 1:
            ties.append(Tie(tuple(sorted(tier)), "heads"))
        for equal in by_heads:
            if len(equal) > 1:
                ties.append(Tie(tuple(sorted(equal)), "lot"))
            order += lot.order(equal) if len(equal) > 1 else equal
    return tuple(order), tuple(ties)
