#!/usr/bin/env python3
"""Check the public register of a cooperative's portal, without trusting the portal.

    python3 verify.py https://portal.example
    python3 verify.py https://portal.example --vote S-2026-021 --decision B-2026-008
    python3 verify.py https://portal.example --download log     (keep the log as files)
    python3 verify.py log --key 'portal.example/register+…'     (check those files)

It needs Python 3.9 or newer and nothing else, and shares no line with the portal: read it before you run it. It writes only
the checkpoint that it keeps to compare with next time, the key beside it, and what you ask it to download.

What it checks, in the order of this file:
 1. signatures   the checkpoint (how many entries, which root) is signed by the key you trust             RFC 8032, C2SP signed-note
 2. the tree     the root follows from the entries, every hash the log serves too, and the entries that
                 you saw last time are still there, unchanged                                             RFC 6962, C2SP tlog-tiles
 3. the entries  each is spelled in the one right way, they count from 0, and their time never goes back  RFC 8785
 4. the parts    what stands apart (a reason, a ballot) is what its entry committed to
 5. the keys     another key may sign only after the key before it said so in the log
 6. votes        definition, ballots and result are those in the register; the ballots, counted again, give that result
 7. where from   the web or a folder; nothing that a server sends is trusted to be short, complete or well-formed

It ends with 0 when all is well, with 1 at the first difference, and with 2 when something could not be checked.
"""

from __future__ import annotations

import argparse
import base64
import binascii
import hashlib
import http.client
import itertools
import json
import os
import re
import shutil
import sys
import tempfile
import time
import unicodedata
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from fractions import Fraction
from math import ceil, floor
from pathlib import Path
from typing import Any, Callable, NamedTuple, NoReturn

Said = tuple[str, str]  # one sentence, in English and in Dutch
Entry = dict[str, Any]

TILE = 256  # entries in a bundle, and hashes in a tile
HASH = 32


class Difference(Exception):
    """Something is not what it should be, said in English and in Dutch."""


class CannotCheck(Exception):
    """Something is not there, or cannot be read, so that nothing can be said of it."""


# 1. Signatures: Ed25519 (RFC 8032, section 5.1), on points of the curve as (X, Y, Z, T) with x = X/Z, y = Y/Z, xy = T/Z.

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
Point = tuple[int, int, int, int]
NEUTRAL: Point = (0, 1, 1, 0)


def add(a: Point, b: Point) -> Point:
    """The sum of two points; also right for a point and itself."""
    A, B = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    C, Z = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    E, F, G, H = B - A, Z - C, Z + C, B + A
    return E * F % P, G * H % P, F * G % P, E * H % P


def times(number: int, point: Point) -> Point:
    """`point` added to itself so many times. Takes no pains to hide `number`: everything here is public."""
    total = NEUTRAL
    while number:
        if number & 1:
            total = add(total, point)
        point, number = add(point, point), number >> 1
    return total


def decoded(raw: bytes) -> Point | None:
    """The point in these 32 bytes; None when they are no point, or another spelling of one."""
    y = int.from_bytes(raw, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - square) % P or (sign and not x):
        return None
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


def encoded(point: Point) -> bytes:
    """The 32 bytes of a point."""
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


BASE: Point = decoded((4 * pow(5, P - 2, P) % P).to_bytes(32, "little")) or NEUTRAL


def signature_holds(public_key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether `public_key` signed `message`. Refuses keys of small order, under which everything would hold."""
    point = decoded(public_key) if len(public_key) == 32 and len(signature) == 64 else None
    if point is None or encoded(times(8, point)) == encoded(NEUTRAL):
        return False
    r, s = signature[:32], int.from_bytes(signature[32:], "little")
    if s >= ORDER:
        return False
    k = int.from_bytes(hashlib.sha512(r + public_key + message).digest(), "little") % ORDER
    minus = (P - point[0], point[1], point[2], P - point[3])
    return encoded(add(times(s, BASE), times(k, minus))) == r


class Key(NamedTuple):
    """A verifier key: the name of the log and its public key, written as `name+hash+key`."""

    name: str
    public: bytes

    @property
    def hash(self) -> bytes:
        return hashlib.sha256(self.name.encode() + b"\n\x01" + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.hash.hex()}+{base64.b64encode(bytes([1]) + self.public).decode()}"


def read_key(text: str) -> Key | None:
    """The verifier key in this text; None unless it is exactly one."""
    parts = text.strip().split("+", 2)
    try:
        key = Key(parts[0], base64.b64decode(parts[2], validate=True)[1:])
        return key if len(key.public) == 32 and str(key) == text.strip() else None
    except (IndexError, ValueError):
        return None


def signed_by(note: str, key: Key) -> bool:
    """Whether `key` signed the text of this note. Signatures by others (witnesses) are left aside."""
    text, _, signatures = note.rpartition("\n\n")
    ours = []
    for line in signatures.removesuffix("\n").split("\n"):
        dash, _, rest = line.partition(" ")
        name, _, code = rest.partition(" ")
        try:
            signature = base64.b64decode(code, validate=True)
        except (ValueError, binascii.Error):
            return False
        if dash == "\N{EM DASH}" and name == key.name and signature.startswith(key.hash):
            ours.append(signature_holds(key.public, f"{text}\n".encode(), signature[4:]))
    return bool(ours) and all(ours)


class Checkpoint(NamedTuple):
    """What was signed: the log of this origin has so many entries and this root. `note` is how it was signed."""

    origin: str
    size: int
    root: bytes
    note: str


def read_checkpoint(raw: bytes) -> Checkpoint:
    """The checkpoint in these bytes. Lines after the root are extensions, and mean nothing here."""
    try:
        note = raw.decode()
        origin, size, root = note.split("\n", 3)[:3]
        found = Checkpoint(origin, int(size[:20]), base64.b64decode(root, validate=True), note)
        respelled = f"{found.origin}\n{found.size}\n{base64.b64encode(found.root).decode()}\n"
        if origin and found.size >= 0 and len(found.root) == HASH and note.startswith(respelled):
            return found
    except (ValueError, binascii.Error):
        pass
    raise Difference(
        "The checkpoint is not laid out as one.", "Het controlepunt heeft niet de vorm van een controlepunt."
    )


# 2. The tree (RFC 6962, section 2.1) in tiles of 256 hashes (C2SP tlog-tiles).


def leaf_hash(entry: bytes) -> bytes:
    """The hash of an entry."""
    return hashlib.sha256(b"\x00" + entry).digest()


def root_of(hashes: Sequence[bytes]) -> bytes:
    """The root over these hashes: in pairs, a last one without a partner moves up as it is. That is the tree of RFC 6962."""
    if not hashes:
        return hashlib.sha256().digest()
    row = list(hashes)
    while len(row) > 1:
        pairs = [hashlib.sha256(b"\x01" + a + b).digest() for a, b in zip(row[::2], row[1::2])]
        row = pairs + row[len(pairs) * 2 :]
    return row[0]


class Tree:
    """A tree that grows by bundles. `rows[level]` are the hashes of the tile of that level that is not full yet.

    `compare(level, number, hashes)` is called for each tile that is full, and by `end` for the last ones, that are not.
    """

    def __init__(self, compare: Callable[[int, int, list[bytes]], None]) -> None:
        self.rows: list[list[bytes]] = [[]]
        self.compare = compare

    def root(self, width: int = TILE) -> bytes:
        """The root, or what it was when the last bundle had only `width` entries."""
        edge: list[bytes] = []
        for row in [self.rows[0][:width], *self.rows[1:]]:
            edge = [root_of(row + edge)] if row or edge else []
        return root_of(edge)

    def carry(self, number: int) -> None:
        """Bundle `number` is in. A full tile becomes one hash in the tile above it, and so on upwards."""
        level = 0
        while len(self.rows[level]) == TILE:
            self.compare(level, number >> 8 * level, self.rows[level])
            if level + 1 == len(self.rows):
                self.rows.append([])
            self.rows[level + 1].append(root_of(self.rows[level]))
            self.rows[level] = []
            level += 1

    def end(self, size: int) -> None:
        """There are no more bundles: compare the tiles that are not full."""
        for level, row in enumerate(self.rows):
            if row:
                self.compare(level, size >> 8 * (level + 1), row)


def path_of(kind: str, number: int, width: int = TILE) -> str:
    """Where a tile stands: number 1234067 is `x001/x234/067`, and a tile of less than 256 names its width."""
    digits = f"{number:0{-(-len(str(number)) // 3) * 3}d}"
    groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    place = "/".join([f"x{group}" for group in groups[:-1]] + groups[-1:])
    return f"{kind}/{place}" + (f".p/{width}" if width < TILE else "")


def tiles_of(kind: str, count: int) -> Iterator[tuple[str, int]]:
    """The address and width of each tile of this kind, when there are `count` things to put in them."""
    yield from ((path_of(kind, number), TILE) for number in range(count // TILE))
    if count % TILE:
        yield path_of(kind, count // TILE, count % TILE), count % TILE


def hash_tiles(size: int) -> Iterator[tuple[str, int]]:
    """The address and width of every hash tile of a log of `size` entries."""
    for level in itertools.count():
        if not size >> 8 * level:
            return
        yield from tiles_of(f"tile/{level}", size >> 8 * level)


# 3. The entries: canonical JSON (RFC 8785) without fractions, in Unicode's form NFC.

FIELDS = {"v", "i", "at", "act", "org", "office", "subject", "data"}
WITH_PART = FIELDS | {"private"}
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
DIGEST = re.compile(r"[0-9a-f]{64}")
LARGEST = 2**53 - 1  # beyond it, not every language reads the same number
ASTRAL = re.compile(b"[\xf0-\xf4]")  # the first byte of a sign that RFC 8785 and Python sort differently


def integer(digits: str) -> int:
    number = int(digits[:18])  # more digits than that are too large anyhow, and a million of them take long
    if -LARGEST <= number <= LARGEST:
        return number
    raise ValueError


def refuse(_: str) -> NoReturn:
    raise ValueError


def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) < len(pairs):
        raise ValueError
    return dict(pairs)


read_json = json.JSONDecoder(parse_int=integer, parse_float=refuse, parse_constant=refuse).decode
read_unique_json = json.JSONDecoder(
    parse_int=integer, parse_float=refuse, parse_constant=refuse, object_pairs_hook=unique
).decode
write_json = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, check_circular=False).encode


def in_order(value: Any) -> Any:
    """The same value with its names in the order of RFC 8785; ValueError when a text is not in NFC."""
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        return {in_order(name): in_order(value[name]) for name in names}
    if isinstance(value, list):
        return [in_order(item) for item in value]
    if isinstance(value, str) and not unicodedata.is_normalized("NFC", value):
        raise ValueError
    return value


def canonical(value: Any) -> bytes:
    """The one spelling of a value; ValueError when it has none."""
    text = json.dumps(in_order(value), separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def read_entry(body: bytes, index: int) -> Any:
    """What an entry says; Difference unless these bytes are the one spelling of it."""
    try:
        entry = read_json(body.decode())
        if canonical(entry) == body:
            return entry
    except (ValueError, RecursionError):
        pass
    raise Difference(f"Entry {index} is not canonical JSON.", f"Inschrijving {index} is geen canonieke JSON.")


def bundle_of(raw: bytes) -> list[bytes]:
    """The entries in a bundle: of each its length in two bytes, then itself. ValueError when the last one is cut off."""
    bodies, at = [], 0
    while at < len(raw):
        start = at + 2
        at = start + int.from_bytes(raw[at:start], "big")
        bodies.append(raw[start:at])
    if at > len(raw):
        raise ValueError
    return bodies


def read_entries(bodies: Sequence[bytes], first: int) -> list[Entry]:
    """What these entries say, of which the first is entry `first`.

    To be fast, they are spelled again all at once. That is as strict as one by one: each was read by itself, and no object is
    the beginning of another, so the two long texts can only agree when every entry does.
    """
    together = b"[" + b",".join(bodies) + b"]"
    try:
        entries = [read_json(body.decode()) for body in bodies]
        alike = write_json(entries).encode() == together and not ASTRAL.search(together)
        alike = alike and (together.isascii() or unicodedata.is_normalized("NFC", together.decode()))
    except (ValueError, RecursionError):
        alike = False
    if not alike:
        entries = [read_entry(body, index) for index, body in enumerate(bodies, first)]
    for index, entry in enumerate(entries, first):
        if not well_formed(entry):
            raise Difference(
                f"Entry {index} is not laid out as an entry.",
                f"Inschrijving {index} heeft niet de vorm van een inschrijving.",
            )
        if entry["i"] != index:
            raise Difference(
                f"Entry {index} calls itself entry {entry['i']}.",
                f"Inschrijving {index} noemt zich inschrijving {entry['i']}.",
            )
    return entries


def well_formed(entry: Any) -> bool:
    """Whether an entry has the fields it should have, of the kind they should be."""
    if type(entry) is not dict or not (entry.keys() == FIELDS or entry.keys() == WITH_PART):
        return False
    return (
        type(entry["i"]) is type(entry["v"]) is int
        and entry["v"] == 1
        and type(entry["at"]) is type(entry["act"]) is type(entry["subject"]) is str
        and MOMENT.fullmatch(entry["at"]) is not None
        and (entry["org"] is None or type(entry["org"]) is str)
        and (entry["office"] is None or type(entry["office"]) is str)
        and type(entry["data"]) is dict
        and (
            "private" not in entry or (type(entry["private"]) is str and DIGEST.fullmatch(entry["private"]) is not None)
        )
    )


# 4. The parts, and the walk along the whole log.


class Log:
    """A log in a folder, walked once from its first entry to its last.

    `watch` are subjects (S-2026-021) and indexes of which the entries are wanted afterwards.
    """

    def __init__(self, folder: Folder, head: Checkpoint, kept: Checkpoint | None, watch: Iterable[object]) -> None:
        self.folder, self.head, self.kept = folder, head, kept
        self.watch = set(watch)
        self.watched: list[Entry] = []
        self.parts: dict[int, str] = {}
        self.keys: list[tuple[int, Key]] = []  # from which size each key signs, as the entries of kind 5 say
        self.opened = self.closed = self.hashes = 0
        self.at = ""
        self.tree = Tree(self.compare_tile)
        self.kept_root = self.tree.root()  # over as many entries as the kept checkpoint has

    def walk(self) -> Iterator[Said]:
        """Check everything; raises Difference at the first thing that is wrong."""
        size = self.head.size
        for number, (path, width) in enumerate(tiles_of("tile/entries", size)):
            bodies = self.bodies(number, path, width)
            self.tree.rows[0] = [leaf_hash(body) for body in bodies]
            entries = read_entries(bodies, number * TILE)
            self.look_at(entries)
            self.compare_parts(number, entries)
            if self.kept and number * TILE < self.kept.size <= number * TILE + width:
                self.kept_root = self.tree.root(self.kept.size - number * TILE)
            self.tree.carry(number)
        self.tree.end(size)
        if self.tree.root() != self.head.root:
            raise Difference(
                f"The entries do not lead to the root that was signed over {size} entries.",
                f"De inschrijvingen leiden niet tot de wortel die over {size} inschrijvingen is ondertekend.",
            )
        yield (
            f"{size} entries: each spelled as it should be, counted from 0, in order of time. Last: {self.at or '-'}",
            f"{size} inschrijvingen: elk juist gespeld, geteld vanaf 0, op volgorde van tijd. Laatste: {self.at or '-'}",
        )
        yield (
            f"The root over them is the one that was signed, and {self.hashes} hashes that the log serves agree.",
            f"De wortel daarover is de ondertekende, en {self.hashes} hashes die het register geeft, kloppen.",
        )
        yield (
            f"{self.opened} public parts are what their entry committed to; {self.closed} others are not public, or erased.",
            f"{self.opened} openbare delen zijn wat hun inschrijving vastlegde; {self.closed} andere zijn gesloten of gewist.",
        )

    def bodies(self, number: int, path: str, width: int) -> list[bytes]:
        first = number * TILE
        raw = self.folder.read(path)
        if raw is None:
            raise Difference(
                f"{self.head.size} entries were signed, and those from {first} on are not there ({path}).",
                f"Er zijn {self.head.size} inschrijvingen ondertekend, en vanaf {first} zijn zij er niet ({path}).",
            )
        try:
            bodies = bundle_of(raw)
        except ValueError:
            bodies = []
        if len(bodies) != width:
            raise Difference(
                f"{path} should hold the {width} entries from {first} on, and holds something else.",
                f"{path} hoort de {width} inschrijvingen vanaf {first} te bevatten, en bevat iets anders.",
            )
        return bodies

    def look_at(self, entries: Sequence[Entry]) -> None:
        """Time, the keys, and what is wanted afterwards."""
        for entry in entries:
            index = entry["i"]
            if entry["at"] < self.at:
                raise Difference(
                    f"Entry {index} is older than the entry before it.",
                    f"Inschrijving {index} is ouder dan die ervoor.",
                )
            self.at = entry["at"]
            if entry["act"] == ROTATION:
                self.keys += rotation(entry, self.head.origin, self.keys)
            if self.watch and (entry["subject"] in self.watch or index in self.watch or ends(entry) in self.watch):
                self.watched.append(entry)

    def compare_parts(self, number: int, entries: Sequence[Entry]) -> None:
        committed = {entry["i"]: entry["private"] for entry in entries if "private" in entry}
        for line in (self.folder.read(path_of("parts", number)) or b"").splitlines():
            index, salt, part = read_part(line, number)
            if index >= self.head.size:
                break  # written after the checkpoint: the next check will see it
            if committed.get(index) != hashlib.sha256(salt + part.encode()).hexdigest():
                raise Difference(
                    f"The part of entry {index} is not what the entry committed to.",
                    f"Het deel van inschrijving {index} is niet wat de inschrijving vastlegde.",
                )
            del committed[index]  # there is one part to an entry
            self.opened += 1
            if any(entry["i"] == index for entry in self.watched[-TILE:]):
                self.parts[index] = part
        self.closed += len(committed)

    def compare_tile(self, level: int, number: int, row: Sequence[bytes]) -> None:
        path = path_of(f"tile/{level}", number, len(row))
        served = self.folder.read(path)
        if served != b"".join(row):
            at = next(
                (at for at, one in enumerate(row) if (served or b"")[at * HASH : at * HASH + HASH] != one), len(row)
            )
            first = (number * TILE + at) * TILE**level
            raise Difference(
                f"The hashes in {path} are not those of the entries: entry {first} is the first that does not fit.",
                f"De hashes in {path} zijn niet die van de inschrijvingen: inschrijving {first} is de eerste die niet past.",
            )
        self.hashes += len(row)


def ends(entry: Entry) -> object:
    """The decision that this entry takes back or replaces, if it does."""
    found = entry["data"].get("ends")
    return found if isinstance(found, str) else None


def read_part(line: bytes, number: int) -> tuple[int, bytes, str]:
    try:
        read = read_json(line.decode())
        index, salt, part = read["i"], bytes.fromhex(read["salt"]), read["part"]
        part.encode()
        if type(index) is int and index // TILE == number and len(salt) == 32:
            return index, salt, part
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        pass
    raise Difference(
        f"Among the parts of entries {number * TILE} and further stands something that is no part.",
        f"Bij de delen van inschrijving {number * TILE} en verder staat iets dat geen deel is.",
    )


# 5. The keys.

ROTATION = "register:rotate-key"


def rotation(entry: Entry, origin: str, before: Sequence[tuple[int, Key]]) -> list[tuple[int, Key]]:
    """What a change of keys adds to the keys before it, as (from which size, key); the first change adds the first key too."""
    index, data = entry["i"], entry["data"]
    old, new = (read_key(str(data.get(name, ""))) for name in ("from", "to"))
    note = str(data.get("note", ""))
    said = f"gemportal key rotation\n{origin}\n{new}\n{index}\n"
    sound = old and new and old.name == new.name == origin and (not before or before[-1][1] == old)
    if not sound or not old or not new or not note.startswith(f"{said}\n") or not signed_by(note, old):
        raise Difference(
            f"Entry {index} hands the log over to another key, and the key before it did not sign that.",
            f"Inschrijving {index} draagt het register over aan een andere sleutel, en de vorige sleutel tekende daar niet voor.",
        )
    return ([] if before else [(0, old)]) + [(index + 1, new)]


def key_at(size: int, trusted: Key, keys: Sequence[tuple[int, Key]]) -> Key:
    """Which key signs a log of this size."""
    return [trusted, *(key for start, key in keys if start <= size)][-1]


def check_signature(head: Checkpoint, trusted: Key, keys: Sequence[tuple[int, Key]]) -> Key:
    """The key that signed this checkpoint; Difference unless it is the one that signs a log of that size."""
    if keys and trusted not in [key for _, key in keys]:
        raise Difference(
            f"The log was never signed by the key you trust ({trusted}), and no key handed over from it.",
            f"Het register is nooit ondertekend met de sleutel die u vertrouwt ({trusted}), en die droeg ook niets over.",
        )
    key = key_at(head.size, trusted, keys)
    if not signed_by(head.note, key):
        raise Difference(f"The checkpoint is not signed by {key}.", f"Het controlepunt is niet ondertekend met {key}.")
    return key


# 6. Votes and decisions.

TELLING = "gemportal-tally/1"


class Vote:
    """What the register says of one vote, beside the two documents that the portal publishes of it."""

    def __init__(self, number: str, log: Log, definition: bytes, telling: bytes) -> None:
        self.number, self.log = number, log
        self.sealed = definition
        self.definition: dict[str, Any] = read_unique_json(definition.decode())
        self.telling: dict[str, Any] = read_unique_json(telling.decode())
        self.vote: dict[str, Any] = self.telling["vote"]
        self.result: dict[str, Any] = self.telling["result"]
        self.secret = self.definition["secrecy"] == "secret"
        self.entries = [entry for entry in log.watched if entry["subject"] == number]
        self.opened, self.closed = self.one("voting:open"), self.one("voting:close")
        published = [entry for entry in self.entries if entry["act"] == "voting:publish"]
        self.published = published[0] if published else None

    def differs(self, english: str, dutch: str) -> Difference:
        return Difference(f"Vote {self.number}: {english}", f"Stemming {self.number}: {dutch}")

    def one(self, act: str) -> Entry:
        found = [entry for entry in self.entries if entry["act"] == act]
        if len(found) != 1:
            raise self.differs(
                f"the register holds {len(found)} entries of the kind {act} instead of one.",
                f"het register heeft {len(found)} inschrijvingen van de soort {act} in plaats van één.",
            )
        return found[0]

    def check(self) -> Iterator[Said]:
        self.check_definition()
        self.check_result()
        ballots = self.counted_entries()
        self.check_proxies(ballots)
        if self.secret:
            self.check_secret_ballots(ballots)
        else:
            self.check_ballots(ballots)
        opened = sum(1 for entry in ballots.values() if entry["i"] in self.log.parts)
        yield (
            f"Vote {self.number}: question, rules, options and roll are those that entry {self.opened['i']} sealed.",
            f"Stemming {self.number}: vraag, regels, keuzes en kiezers zijn die van inschrijving {self.opened['i']}.",
        )
        yield (
            f"The result is the one in entry {self.closed['i']}; {len(ballots)} ballots were counted, all that count, no others.",
            f"De uitslag is die van inschrijving {self.closed['i']}; {len(ballots)} stemmen zijn geteld, alle die tellen.",
        )
        if self.secret:
            yield (
                "It was secret: the list of ballots is the one that was counted. Who cast which, nobody can check.",
                "Zij was geheim: de lijst van stemmen is de getelde. Wie welke uitbracht, kan niemand nagaan.",
            )
        else:
            yield (
                f"{opened} of its ballots were opened, and say what their voters committed to.",
                f"{opened} van de stemmen zijn geopend, en zeggen wat de stemmers vastlegden.",
            )
        yield self.check_count()

    def check_definition(self) -> None:
        """The sealed definition is the one in the register, and the telling says the same of the vote."""
        digest = hashlib.sha256(self.sealed).hexdigest()
        if digest != self.opened["data"]["definition_sha256"] or digest != self.vote["definition_sha256"]:
            raise self.differs(
                "its definition is not the one that was sealed when it opened.",
                "de definitie is niet die van bij het openen.",
            )
        same_names = ("number", "title", "question", "scope", "method", "rules", "secrecy", "force")
        pairs = [(name, self.vote.get(name), self.definition.get(name)) for name in same_names]
        pairs += [(name, self.telling.get(name), self.definition.get(name)) for name in ("options", "roll")]
        pairs += [("opened_at", self.vote.get("opened_at"), self.definition.get("opens_at"))]
        pairs += [("closes_at", self.vote.get("closes_at"), self.definition.get("closes_at"))]
        pairs += [("ties", self.vote.get("ties", "lot"), self.definition.get("ties", "lot"))]
        for name, told, sealed in pairs:
            if canonical(told) != canonical(sealed):
                raise self.differs(
                    f"“{name}” in telling.json is not what was sealed when it opened.",
                    f"“{name}” in telling.json is niet wat bij het openen is vastgelegd.",
                )
        named = self.telling["register"]
        known = [
            self.opened["i"],
            self.closed["i"],
            self.published["i"] if self.published and named["published"] else None,
        ]
        if self.definition["number"] != self.number or [named["opened"], named["closed"], named["published"]] != known:
            raise self.differs("telling.json names other entries.", "telling.json noemt andere inschrijvingen.")
        if self.telling["format"] != TELLING or self.vote["closed_at"] != self.closed["at"]:
            raise self.differs(
                "telling.json is of another kind, or names another moment of closing.",
                "telling.json is van een andere soort, of noemt een ander moment van sluiten.",
            )

    def check_result(self) -> None:
        digest = hashlib.sha256(canonical(self.result)).hexdigest()
        for entry in filter(None, (self.closed, self.published)):
            if entry["data"]["result_sha256"] != digest or entry["data"]["outcome"] != self.result["outcome"]:
                raise self.differs(
                    f"the result is not the one in entry {entry['i']}.",
                    f"de uitslag is niet die van inschrijving {entry['i']}.",
                )
        secret = bytes.fromhex(self.telling["lot"]["secret"])
        promised = hashlib.sha256(secret).hexdigest() == self.definition["lot_commitment"]
        if not promised or self.closed["data"]["lot_secret"] != secret.hex():
            raise self.differs("the secret of the lot is another one.", "het geheim van het lot is een ander.")

    def counted_entries(self) -> dict[str, Entry]:
        """The last ballot of each line of the roll that voted. They must be those that were counted."""
        last: dict[str, Entry] = {}
        for entry in self.entries:
            if entry["act"] == "voting:cast" and entry["i"] < self.closed["i"]:
                last[entry["data"].get("line", entry["org"])] = entry
        if sorted(entry["i"] for entry in last.values()) != sorted(self.closed["data"]["counted"]):
            raise self.differs(
                "the ballots that were counted are not the last one of each voter.",
                "de getelde stemmen zijn niet de laatste van elke stemmer.",
            )
        if strangers := last.keys() - {line["organisation"] for line in self.definition["roll"]}:
            names = ", ".join(sorted(strangers))
            raise self.differs(
                f"a ballot was counted of who is not on its roll: {names}.",
                f"er is een stem geteld van wie niet mocht stemmen: {names}.",
            )
        return last

    def check_proxies(self, counted: dict[str, Entry]) -> None:
        """Who voted for another held its proxy then; telling.json names those that were used, and no other than were given."""
        given: dict[str, Entry] = {}
        for entry in self.entries:
            if entry["act"] == "voting:give-proxy" and entry["i"] < self.closed["i"]:
                given[entry["org"]] = entry
            elif entry["act"] == "voting:revoke-proxy":
                given.pop(entry["org"], None)
            elif entry["act"] == "voting:cast" and "proxy" in entry["data"]:
                proxy = given.get(entry["data"]["line"])
                if proxy is None or [proxy["i"], proxy["data"]["holder"]] != [entry["data"]["proxy"], entry["org"]]:
                    raise self.differs(
                        f"entry {entry['i']} is a ballot by a proxy that nobody gave.",
                        f"inschrijving {entry['i']} is een stem met een volmacht die niemand gaf.",
                    )
        used = {(who, entry["org"]) for who, entry in counted.items() if "proxy" in entry["data"]}
        held = {(giver, entry["data"]["holder"]) for giver, entry in given.items()}
        told = [(proxy["giver"], proxy["holder"]) for proxy in self.telling["proxies"]]
        # One that lapsed with a membership or a seat was given too, and need not be told.
        if not used <= set(told) <= used | held or len({giver for giver, _ in told}) != len(told):
            raise self.differs(
                "telling.json names other proxies than the register.",
                "telling.json noemt andere volmachten dan het register.",
            )

    def check_ballots(self, entries: dict[str, Entry]) -> None:
        opens, closes = moment(self.definition["opens_at"]), moment(self.definition["closes_at"])
        ballots = {ballot["organisation"]: ballot for ballot in self.telling["ballots"]}
        if len(ballots) != len(self.telling["ballots"]) or ballots.keys() != entries.keys():
            odd = ", ".join(sorted(ballots.keys() ^ entries.keys())) or "?"
            raise self.differs(
                f"telling.json has other ballots than the register: {odd}.",
                f"telling.json heeft andere stemmen dan het register: {odd}.",
            )
        for who, entry in entries.items():
            ballot, index = ballots[who], entry["i"]
            holder = entry["org"] if "proxy" in entry["data"] else None
            at = ballot["cast_at"]
            in_time = at == entry["data"]["cast_at"] and opens <= moment(at) < closes
            if ballot.get("by_proxy_of") != holder or not in_time:
                raise self.differs(
                    f"when or by whom the ballot of {who} was cast is not as entry {index} and the rules say.",
                    f"wanneer of door wie de stem van {who} is uitgebracht, klopt niet met inschrijving {index} en de regels.",
                )
            part = {"answer": ballot["answer"], "statement": ballot.get("statement", "")}
            if index in self.log.parts and canonical(part).decode() != self.log.parts[index]:
                raise self.differs(
                    f"the ballot of {who} is not the one that was cast in entry {index}.",
                    f"de stem van {who} is niet die van inschrijving {index}.",
                )
            if index not in self.log.parts:
                raise self.differs(
                    f"it was counted, and the ballot of {who} (entry {index}) was not opened.",
                    f"zij is geteld, en de stem van {who} (inschrijving {index}) is niet geopend.",
                )

    def check_secret_ballots(self, entries: dict[str, Entry]) -> None:
        opens, closes = moment(self.definition["opens_at"]), moment(self.definition["closes_at"])
        for who, entry in entries.items():
            if not opens <= moment(entry["data"]["cast_at"]) < closes:
                raise self.differs(
                    f"the ballot of {who} (entry {entry['i']}) was not cast while it was open.",
                    f"de stem van {who} (inschrijving {entry['i']}) is niet uitgebracht toen zij open was.",
                )
        ballots = sorted([ballot["tracker"], ballot["answer"]] for ballot in self.telling["ballots"])
        digest = hashlib.sha256(canonical({"ballots": ballots})).hexdigest()
        if digest != self.closed["data"]["ballots_sha256"] or len({tracker for tracker, _ in ballots}) != len(ballots):
            raise self.differs(
                "the ballots are not those that were counted.", "de stemmen zijn niet die welke zijn geteld."
            )
        if len(ballots) != len(entries) or sorted(self.telling["voted"]) != sorted(entries):
            raise self.differs(
                "there are not as many ballots as voters.", "er zijn niet evenveel stemmen als stemmers."
            )

    def count(self) -> Count:
        """The ballots, laid out for counting by what was sealed."""
        weights = {line["organisation"]: 1 if self.secret else line["weight"] for line in self.definition["roll"]}
        answers = {
            ballot["tracker" if self.secret else "organisation"]: ballot["answer"] for ballot in self.telling["ballots"]
        }
        ballots = [Ballot(answer, 1 if self.secret else weights[voter]) for voter, answer in answers.items()]
        heads, weight = len(weights), sum(line["weight"] for line in self.definition["roll"])
        seed = [self.sealed_digest, bytes.fromhex(self.telling["lot"]["secret"]), digest_of_answers(answers)]
        return Count(self.definition, ballots, heads, weight, hashlib.sha256(b"".join(seed)).digest())

    def check_count(self) -> Said:
        method = self.definition["method"]
        if method not in COUNTED:
            return (
                f"The count itself is not done again here (“{method}”): the portal's own `flask tally telling.json` does it.",
                f"De telling zelf is hier niet overgedaan (“{method}”): dat doet `flask tally telling.json` van het portaal.",
            )
        count = self.count()
        result = count.result()
        undecided = self.definition.get("ties") == "revote" and count.lots
        names = ("quorum", "totals") if undecided and self.result["outcome"] == "tied" else tuple(result)
        for name in names:
            if canonical(result[name]) != canonical(self.result[name]):
                raise self.differs(
                    f"counted again, “{name}” of the result is another one.",
                    f"nageteld is “{name}” van de uitslag een andere.",
                )
        outcome, uitslag = (ELECTED if self.secret else OUTCOMES)[self.result["outcome"]]
        return (
            f"Counted again by “{method}”: the result follows from the ballots. Outcome: {outcome}.",
            f"Nageteld met “{method}”: de uitslag volgt uit de stemmen. Uitslag: {uitslag}.",
        )

    @property
    def sealed_digest(self) -> bytes:
        return hashlib.sha256(self.sealed).digest()


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def share(text: str) -> Fraction:
    """The part of a whole that a rule names, such as 2/3. Not all that Python takes for a fraction: 1e999999999 fills a machine."""
    found = re.fullmatch(r"([0-9]{1,9})/([0-9]{1,9})", text)
    if found is None:
        raise ValueError
    return Fraction(int(found[1]), int(found[2]))


def digest_of_answers(answers: dict[str, Any]) -> bytes:
    return hashlib.sha256(canonical([[voter, answers[voter]] for voter in sorted(answers)])).digest()


class Ballot(NamedTuple):
    """One answer. A weight of w counts as w ballots that say the same."""

    answer: Any
    weight: int


# Totals, ranking and winners, and the outcome when there is a quorum.
Counted = tuple[dict[str, int], list[Any], list[str], Any]


class Count:
    """The count of one vote, written for reading: slow, and apart from the portal's. Whole numbers and fractions only."""

    def __init__(
        self, definition: dict[str, Any], ballots: Sequence[Ballot], heads: int, weight: int, seed: bytes
    ) -> None:
        self.ballots, self.heads, self.weight, self.seed = ballots, heads, weight, seed
        self.method: str = definition["method"]
        self.rules: dict[str, Any] = definition["rules"]
        self.ids = sorted(option["id"] for option in definition["options"])
        self.ties: list[dict[str, Any]] = []
        self.lots = 0

    def result(self) -> dict[str, Any]:
        """The outcome, quorum, totals, ranking, winners and ties, as telling.json spells them."""
        quorum = self.quorum()
        totals, ranking, winners, adopted = COUNTED[self.method](self)
        outcome = adopted if quorum["met"] else "no-quorum"
        if not quorum["met"]:
            ranking, winners, self.ties = [], [], []
        return {
            "outcome": outcome, "quorum": quorum, "totals": totals, "ranking": ranking, "winners": winners, "ties": self.ties,
        }  # fmt: skip

    def quorum(self) -> dict[str, Any]:
        rule = self.rules.get("quorum", {})
        least, by = share(rule.get("at_least", "1/2")), rule.get("by", "heads")
        heads, weight = len(self.ballots), sum(ballot.weight for ballot in self.ballots)
        enough_heads = by == "weight" or heads >= least * self.heads
        enough_weight = by == "heads" or weight >= least * self.weight
        return {
            "at_least": f"{least.numerator}/{least.denominator}",
            "by": by,
            "heads": {"present": heads, "roll": self.heads},
            "weight": {"present": weight, "roll": self.weight},
            "met": enough_heads and enough_weight,
        }

    # For or against one proposal.

    def majority(self) -> Counted:
        names = ("for", "against", "abstain", "blank")
        weight = {name: sum(b.weight for b in self.ballots if b.answer == name) for name in names}
        heads = {name: sum(1 for b in self.ballots if b.answer == name) for name in names}
        verdicts = [self.passes(weight, self.weight)]
        if self.method == "double-majority":
            verdicts.append(self.passes(heads, self.heads))
        if any(tied for _, tied in verdicts):
            self.ties = [{"between": ["against", "for"], "broken_by": "rejection"}]
        adopted = all(passed for passed, _ in verdicts)
        return weight, [], self.ids if adopted else [], "adopted" if adopted else "rejected"

    def passes(self, votes: dict[str, int], roll: int) -> tuple[bool, bool]:
        """Whether enough were for it, and whether there was a tie. A tie is a rejection."""
        in_favour, against = votes["for"], votes["against"]
        base = {"cast": in_favour + against, "present": sum(votes.values()), "roll": roll}[
            self.rules.get("base", "cast")
        ]
        ((how, part),) = self.rules.get("threshold", {"more_than": "1/2"}).items()
        needed = floor(share(part) * base) + 1 if how == "more_than" else max(1, ceil(share(part) * base))
        tied = 0 < in_favour == against
        return in_favour >= needed and not tied, tied

    def consent(self) -> Counted:
        names = ("consent", "concern", "objection", "aside")
        totals = {name: sum(b.weight for b in self.ballots if b.answer["position"] == name) for name in names}
        adopted = not totals["objection"] and totals["consent"] + totals["concern"] > 0
        return totals, [], self.ids if adopted else [], "adopted" if adopted else "rejected"

    # Several options, in an order.

    def approval(self) -> Counted:
        totals = {o: sum(b.weight for b in self.ballots if o in b.answer) for o in self.ids}
        heads = {o: sum(1 for b in self.ballots if o in b.answer) for o in self.ids}
        return self.ordered(totals, self.tiers(self.ids, totals), heads)

    def score(self) -> Counted:
        """By total; where a missing score is ignored, by the mean of those that were given. Points count the same way."""
        totals = {o: sum(b.weight * b.answer.get(o, 0) for b in self.ballots) for o in self.ids}
        heads = {o: sum(1 for b in self.ballots if b.answer.get(o, 0)) for o in self.ids}
        order: dict[str, Any] = totals
        if self.rules.get("missing") == "ignore":
            given = {o: sum(b.weight for b in self.ballots if o in b.answer) for o in self.ids}
            order = {o: Fraction(totals[o], given[o]) if given[o] else -1 for o in self.ids}
        return self.ordered(totals, self.tiers(self.ids, order), heads)

    def ranked(self) -> Counted:
        """Schulze, by winning votes: an option beats another when the strongest chain of won duels to it is the stronger one."""
        place = [{o: at for at, tier in enumerate(ballot.answer) for o in tier} for ballot in self.ballots]
        last = len(self.ids)
        duel = {
            (a, b): sum(ballot.weight for ballot, at in zip(self.ballots, place) if at.get(a, last) < at.get(b, last))
            for a, b in itertools.permutations(self.ids, 2)
        }
        chain = {(a, b): votes if votes > duel[b, a] else 0 for (a, b), votes in duel.items()}
        for via, a, b in itertools.permutations(self.ids, 3):
            chain[a, b] = max(chain[a, b], min(chain[a, via], chain[via, b]))
        tiers, left = [], list(self.ids)
        while left:
            tiers.append([a for a in left if all(chain[a, b] >= chain[b, a] for b in left if b != a)])
            left = [o for o in left if o not in tiers[-1]]
        heads = {o: sum(1 for b in self.ballots if any(o in tier for tier in b.answer)) for o in self.ids}
        return self.ordered(self.first_places(), tiers, heads)

    def first_places(self) -> dict[str, int]:
        return {o: sum(b.weight for b in self.ballots if b.answer and o in b.answer[0]) for o in self.ids}

    def tiers(self, options: Iterable[str], worth: dict[str, Any]) -> list[list[str]]:
        by_worth: dict[Any, list[str]] = defaultdict(list)
        for option in sorted(options):
            by_worth[worth[option]].append(option)
        return [by_worth[value] for value in sorted(by_worth, reverse=True)]

    def ordered(self, totals: dict[str, int], tiers: Iterable[Sequence[str]], heads: dict[str, int]) -> Counted:
        """A complete order. Among equals more organisations go first, and then the lot decides."""
        order: list[str] = []
        for tier in tiers:
            by_heads = self.tiers(tier, heads)
            if len(by_heads) > 1:
                self.ties.append({"between": sorted(tier), "broken_by": "heads"})
            for equal in by_heads:
                order += self.by_lot(equal)
        winners = [option for option in order[: self.rules.get("winners", 1)] if heads[option]]
        return totals, [[option] for option in order], winners, None

    def by_lot(self, tied: Sequence[str]) -> list[str]:
        """The public lot: by SHA-256 of the seed and the option, the lowest first."""
        if len(tied) < 2:
            return list(tied)
        self.lots += 1
        self.ties.append({"between": sorted(tied), "broken_by": "lot"})
        return sorted(tied, key=lambda option: hashlib.sha256(self.seed + option.encode()).digest())

    # Rounds: one winner (irv), or several seats by the Scottish rules (stv).

    def rounds(self) -> Counted:
        seats = self.rules.get("seats", 1) if self.method == "stv" else None
        race = Race(self)
        race.run(seats)
        named = {option for tier in race.elected + race.out for option in tier} | set(race.running)
        rest = self.tiers(race.running, race.history[-1]) if race.history else []
        unnamed = [[o for o in self.ids if o not in named]]
        ranking = [tier for tier in [*race.elected, *rest, *reversed(race.out), *unnamed] if tier]
        return self.first_places(), ranking, [o for tier in race.elected for o in tier], None


class Paper(NamedTuple):
    order: tuple[str, ...]
    weight: int
    value: int


class Race:
    """A count in rounds. A vote is worth 100,000 units, so that five decimals of it are whole numbers (SSI 2007/42, rule 48)."""

    UNIT = 100_000

    def __init__(self, count: Count) -> None:
        self.count = count
        papers = [Paper(tuple(o for tier in b.answer for o in tier), b.weight, self.UNIT) for b in count.ballots]
        self.votes = sum(paper.weight for paper in papers if paper.order)
        named = {o for paper in papers for o in paper.order}
        self.running = [o for o in count.ids if o in named]
        self.elected: list[list[str]] = []
        self.out: list[list[str]] = []
        self.history: list[dict[str, int]] = []  # what each option had, round after round
        self.kept: dict[str, int] = {}
        self.piles: dict[str, list[Paper]] = {o: [] for o in self.running}
        self.deal(papers)

    def deal(self, papers: Iterable[Paper]) -> None:
        """Each paper goes to the first option on it that is still running."""
        for paper in papers:
            option = next((o for o in paper.order if o in self.running), None)
            if option is not None:
                self.piles[option].append(paper)

    def run(self, seats: int | None) -> None:
        vacancies = seats or 1
        while self.running and vacancies:
            totals = {o: self.kept.get(o, 0) + sum(p.weight * p.value for p in pile) for o, pile in self.piles.items()}
            self.history.append(totals)
            # Of irv the denominator is what still lies with somebody; of stv the quota is fixed.
            quota = (self.votes // (seats + 1) + 1) * self.UNIT if seats else sum(totals.values()) // 2 + 1
            chosen = [o for o in self.running if totals[o] >= quota]
            if seats and len(self.running) <= vacancies:
                chosen = list(self.running)
            self.elected += self.count.tiers(chosen, totals)
            self.running = [o for o in self.running if o not in chosen]
            vacancies -= len(chosen)
            surplus = {o: totals[o] - quota for tier in self.elected for o in tier if totals[o] > quota}
            if not (self.running and vacancies):
                return
            if surplus:
                most = max(surplus.values())
                self.transfer(self.pick([o for o in surplus if surplus[o] == most], lowest=False), most, totals)
            else:
                self.drop(vacancies, totals)

    def transfer(self, option: str, surplus: int, totals: dict[str, int]) -> None:
        papers, self.piles[option] = self.piles[option], []
        self.kept[option] = totals[option] - surplus
        self.deal(Paper(p.order, p.weight, surplus * p.value // totals[option]) for p in papers)

    def drop(self, vacancies: int, totals: dict[str, int]) -> None:
        """The last one leaves the race; all who have nothing leave together, where enough others stay."""
        least = min(totals[o] for o in self.running)
        lowest = [o for o in self.running if totals[o] == least]
        if least or len(self.running) - len(lowest) < vacancies:
            lowest = [self.pick(lowest, lowest=True)]
        self.out.append(lowest)
        self.running = [o for o in self.running if o not in lowest]
        self.deal([paper for o in lowest for paper in self.piles.pop(o)])

    def pick(self, tied: Iterable[str], *, lowest: bool) -> str:
        """One of these: by the latest round in which they differed, then by the number of ballots, then by the lot."""
        left = sorted(tied)
        heads = {o: len(self.piles[o]) for o in left}
        for how, worth in [*(("round", totals) for totals in reversed(self.history[:-1])), ("heads", heads)]:
            edge = (min if lowest else max)(worth[o] for o in left)
            equal = [o for o in left if worth[o] == edge]
            if len(equal) < len(left):
                self.count.ties.append({"between": left, "broken_by": how})
            left = equal
        return self.count.by_lot(left)[-1 if lowest else 0]


COUNTED: dict[str, Callable[[Count], Counted]] = {
    "majority": Count.majority,
    "double-majority": Count.majority,
    "consent": Count.consent,
    "approval": Count.approval,
    "score": Count.score,
    "points": Count.score,
    "ranked": Count.ranked,
    "irv": Count.rounds,
    "stv": Count.rounds,
}

# How a vote ended, in words. A secret vote is about persons, and one candidate for one seat is counted as a proposal is.
OUTCOMES: dict[str | None, Said] = {
    "adopted": ("adopted", "aangenomen"),
    "rejected": ("rejected", "verworpen"),
    "no-quorum": ("no valid result, too few for the quorum", "geen geldige uitslag, te weinig voor het quorum"),
    "tied": ("a tie", "gelijke stand"),
    None: ("an order", "een volgorde"),
}
ELECTED = OUTCOMES | {"adopted": ("elected", "gekozen"), "rejected": ("not elected", "niet gekozen")}

# A document laid out otherwise than promised shows itself by one of these, wherever it is read.
MALFORMED = (KeyError, TypeError, ValueError, AttributeError, IndexError, RecursionError, ZeroDivisionError)


def check_vote(number: str, log: Log) -> Iterator[Said]:
    """All that can be checked of a closed vote."""
    documents = [log.folder.read(f"stemmingen/{number}/{name}") for name in ("definitie.json", "telling.json")]
    if None in documents:
        acts = {entry["act"] for entry in log.watched if entry["subject"] == number}
        if "voting:close" in acts:
            raise Difference(
                f"Vote {number} was counted, and its telling.json or definitie.json is not there.",
                f"Stemming {number} is geteld, en telling.json of definitie.json is er niet.",
            )
        if "voting:annul" in acts:
            raise CannotCheck(
                f"Vote {number} was declared void, and not counted.",
                f"Stemming {number} is ongeldig verklaard, en niet geteld.",
            )
        raise CannotCheck(f"Vote {number} was not counted yet.", f"Stemming {number} is nog niet geteld.")
    try:
        yield from Vote(number, log, documents[0] or b"", documents[1] or b"").check()
    except MALFORMED:
        raise Difference(
            f"The documents of vote {number} are not laid out as they should be.",
            f"De documenten van stemming {number} hebben niet de vorm die zij horen te hebben.",
        ) from None


def show(entry: Entry) -> Said:
    """An entry as it stands in the log, to compare with what a page says."""
    text = canonical(entry).decode()
    return f"Entry {entry['i']} is in the log: {text}", f"Inschrijving {entry['i']} staat in het register: {text}"


def check_decision(number: str, log: Log) -> Iterator[Said]:
    found = [entry for entry in log.watched if entry["subject"] == number or ends(entry) == number]
    if not any(entry["subject"] == number for entry in found):
        raise Difference(f"Decision {number} is not in the log.", f"Besluit {number} staat niet in het register.")
    yield from map(show, found)


def check_entry(index: int, log: Log) -> Iterator[Said]:
    if index >= log.head.size:
        raise Difference(f"Entry {index} is not in the log.", f"Inschrijving {index} staat niet in het register.")
    yield from (show(entry) for entry in log.watched if entry["i"] == index)


# 7. Where the log comes from.

SECONDS = 60  # for one answer as a whole, so that a server that drips cannot hold us
LIMITS = {
    "tile/entries/": TILE * (2 + 0xFFFF),
    "tile/": TILE * HASH,
    "parts/": 1 << 26,
    "stemmingen/": 1 << 26,
    "": 1 << 20,
}
MOST = 10**9  # entries


class Folder:
    """A downloaded log: files at the places that the addresses of the portal name."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self, name: str) -> bytes | None:
        """The file; None when there is none. No file of a log is longer than its limit."""
        try:
            with (self.path / name).open("rb") as file:
                return within(name, file.read(limit_of(name) + 1))
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise CannotCheck(f"{name} cannot be read: {error}", f"{name} is niet te lezen: {error}") from None

    def write(self, name: str, content: bytes) -> None:
        write(self.path / name, content)


def write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f"{path.name}.new")
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        raise CannotCheck(f"{path} cannot be written: {error}", f"{path} is niet te schrijven: {error}") from None


def limit_of(name: str) -> int:
    return next(limit for start, limit in LIMITS.items() if name.startswith(start))


def within(name: str, content: bytes) -> bytes:
    if len(content) > limit_of(name):
        raise Difference(f"{name} is longer than it can be.", f"{name} is langer dan het kan zijn.")
    return content


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """What is checked is what stands at the address that was asked, and nowhere else."""

    def redirect_request(self, *_: Any) -> None:
        return None


class Web:
    """The portal at an address."""

    def __init__(self, address: str) -> None:
        self.site = re.sub(r"(/en)?(/register)?/?$", "", address)
        self.opener = urllib.request.build_opener(NoRedirect)

    def get(self, name: str) -> bytes | None:
        """What the portal answers; None when it says that there is nothing."""
        address = (
            f"{self.site}/{name}" if name.startswith("stemmingen/") else f"{self.site}/register/{name}".rstrip("/")
        )
        until, found = time.monotonic() + SECONDS, b""
        try:
            with self.opener.open(urllib.request.Request(address), timeout=SECONDS) as response:
                while len(found) <= limit_of(name):
                    piece = response.read1(1 << 16)
                    if time.monotonic() > until:
                        raise TimeoutError("too slow")
                    if not piece:
                        break
                    found += piece
                if response.length:  # it promised more than it sent
                    raise http.client.IncompleteRead(found, response.length)
        except urllib.error.HTTPError as error:
            if error.code in (404, 410):
                return None
            where = error.headers.get("Location", "")
            why = f"{error.code} {where}".strip()
            raise CannotCheck(f"{address} answers: {why}", f"{address} antwoordt: {why}") from None
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise CannotCheck(
                f"{address} cannot be reached: {error}", f"{address} is niet te bereiken: {error}"
            ) from None
        return within(name, found)


def download(web: Web, folder: Folder, head: Checkpoint, votes: Iterable[str]) -> Iterator[Said]:
    """Bring the folder up to date with this checkpoint. Full tiles never change, and are fetched once."""
    if head.size > MOST:
        raise CannotCheck(
            f"The log says that it has {head.size} entries: more than this program can check.",
            f"Het register zegt {head.size} inschrijvingen te hebben: meer dan dit programma aankan.",
        )
    yield f"Fetching {head.size} entries …", f"{head.size} inschrijvingen worden opgehaald …"
    tiles = itertools.chain(tiles_of("tile/entries", head.size), hash_tiles(head.size))
    missing = (name for name, width in tiles if width < TILE or not (folder.path / name).is_file())
    # What is public can be opened and erased, so parts and documents are fetched anew each time.
    parts = (path_of("parts", number) for number in range(-(-head.size // TILE)))
    documents = (f"stemmingen/{number}/{name}" for number in votes for name in ("definitie.json", "telling.json"))
    names = itertools.chain(missing, parts, documents)
    with ThreadPoolExecutor(4) as several:
        while batch := list(itertools.islice(names, 64)):
            for name, content in zip(batch, several.map(web.get, batch)):
                keep_file(folder, name, content)
    folder.write("checkpoint", head.note.encode())


def keep_file(folder: Folder, name: str, content: bytes | None) -> None:
    """Write what was fetched, in the place of what was there; a tile that is not full has one width at a time."""
    if content is None:
        (folder.path / name).unlink(missing_ok=True)
        return
    shutil.rmtree((folder.path / name).parent if ".p/" in name else folder.path / f"{name}.p", ignore_errors=True)
    folder.write(name, content)


# The whole of it.


class Asked(NamedTuple):
    """What somebody asked this program to do."""

    address: str
    key: Key | None
    keep: Path
    download: Path | None
    votes: list[str]
    decisions: list[str]
    entries: list[int]


def check(asked: Asked) -> Iterator[Said]:
    """Check all that was asked, telling sentence by sentence what was found."""
    if not re.match(r"https?://", asked.address):
        yield from check_folder(asked, Folder(Path(asked.address)), None)
        return
    with tempfile.TemporaryDirectory() as passing:
        yield from check_folder(asked, Folder(asked.download or Path(passing)), Web(asked.address))


def check_folder(asked: Asked, folder: Folder, web: Web | None) -> Iterator[Said]:
    raw = web.get("checkpoint") if web else folder.read("checkpoint")
    if raw is None:
        raise CannotCheck("There is no checkpoint here.", "Hier is geen controlepunt.")
    head = read_checkpoint(raw)
    yield (
        f"The register of {head.origin}, {head.size} entries.",
        f"Het register van {head.origin}, {head.size} inschrijvingen.",
    )
    trusted, remark = trusted_key(asked, web, head)
    yield remark
    if trusted.name != head.origin:
        raise Difference(
            f"This is another log: it calls itself {head.origin}, and you trust the key of {trusted.name}.",
            f"Dit is een ander register: het noemt zich {head.origin}, en u vertrouwt de sleutel van {trusted.name}.",
        )
    kept = kept_checkpoint(asked.keep, head, trusted)
    if web:
        yield from download(web, folder, head, asked.votes)
    log = Log(folder, head, kept, [*asked.votes, *asked.decisions, *asked.entries])
    yield from log.walk()
    key = check_signature(head, trusted, log.keys)
    yield f"The checkpoint is signed by {key}.", f"Het controlepunt is ondertekend met {key}."
    if len(log.keys) > 1:
        yield (
            f"The key was changed {len(log.keys) - 1} times, each time signed by the key before.",
            f"De sleutel is {len(log.keys) - 1} keer veranderd, en telkens tekende de vorige daarvoor.",
        )
    if kept:
        if not signed_by(kept.note, key_at(kept.size, trusted, log.keys)):
            raise not_ours(asked.keep)
        if kept.root != log.kept_root:
            raise Difference(
                f"The log was REWRITTEN: its first {kept.size} entries are not those of the checkpoint in {asked.keep}.",
                f"Het register is HERSCHREVEN: de eerste {kept.size} inschrijvingen zijn niet die van {asked.keep}.",
            )
        yield (
            f"It extends what was kept in {asked.keep} ({kept.size} entries): nothing of that was changed or removed.",
            f"Het bouwt voort op wat in {asked.keep} was bewaard ({kept.size} inschrijvingen): daarvan is niets veranderd of weg.",
        )
    yield from itertools.chain(
        *(check_vote(number, log) for number in asked.votes),
        *(check_decision(number, log) for number in asked.decisions),
        *(check_entry(index, log) for index in asked.entries),
    )
    write(asked.keep, head.note.encode())
    write(key_file(asked.keep), f"{key}\n".encode())
    yield (
        f"Kept for next time: {asked.keep}. Compare it with what others see: only so can you know that all see one log.",
        f"Bewaard voor de volgende keer: {asked.keep}. Vergelijk het met wat anderen zien: zien allen hetzelfde register?",
    )


def key_file(keep: Path) -> Path:
    return keep.with_name(f"{keep.name}.key")


def trusted_key(asked: Asked, web: Web | None, head: Checkpoint) -> tuple[Key, Said]:
    """The key that was given, else the one that was kept, else (once) the one on the portal's own page."""
    if asked.key:
        return asked.key, (f"Key, as given: {asked.key}", f"Sleutel, zoals opgegeven: {asked.key}")
    if key_file(asked.keep).is_file():
        key = read_key(key_file(asked.keep).read_text(errors="replace"))
        if key is None:
            raise CannotCheck(f"{key_file(asked.keep)} holds no key.", f"In {key_file(asked.keep)} staat geen sleutel.")
        return key, (f"Key, as kept last time: {key}", f"Sleutel, zoals vorige keer bewaard: {key}")
    page = (web.get("") if web else None) or b""
    spelled = re.findall(rf"{re.escape(head.origin)}\+[0-9a-f]{{8}}\+[A-Za-z0-9+/]+=*", page.decode(errors="replace"))
    for key in filter(None, map(read_key, spelled)):
        if signed_by(head.note, key):
            return key, (
                f"Key, TRUSTED ON FIRST SIGHT from the portal's own page: {key}. Ask somebody else which key they see.",
                f"Sleutel, OP HET EERSTE GEZICHT VERTROUWD van de pagina van het portaal: {key}. Vraag een ander welke die ziet.",
            )
    if spelled:
        raise Difference(
            "The checkpoint is not signed by any key on the portal's own page.",
            "Het controlepunt is niet ondertekend met een sleutel op de pagina van het portaal.",
        )
    raise CannotCheck("Which key do you trust? Say so with --key.", "Welke sleutel vertrouwt u? Noem die met --key.")


def kept_checkpoint(keep: Path, head: Checkpoint, trusted: Key) -> Checkpoint | None:
    """What was kept last time; Difference when the log plainly does not extend it."""
    try:
        kept = read_checkpoint(keep.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, Difference):
        raise CannotCheck(f"{keep} is not a checkpoint.", f"{keep} is geen controlepunt.") from None
    if kept.origin != head.origin:
        raise Difference(
            f"This is another log: it calls itself {head.origin}, and the checkpoint in {keep} is of {kept.origin}.",
            f"Dit is een ander register: het noemt zich {head.origin}, en het controlepunt in {keep} is van {kept.origin}.",
        )
    conflict = kept.size > head.size or (kept.size == head.size and kept.root != head.root)
    if conflict and not signed_by(kept.note, trusted):
        raise not_ours(keep)
    if kept.size > head.size:
        raise Difference(
            f"The log was ROLLED BACK: it had {kept.size} entries, and now has {head.size}. Keep {keep}: it is the proof.",
            f"Het register is TERUGGEDRAAID: het had {kept.size} inschrijvingen, nu {head.size}. Bewaar {keep}: dat is het bewijs.",
        )
    if kept.size == head.size and kept.root != head.root:
        raise Difference(
            f"There are TWO LOGS of {kept.size} entries, with different roots. Keep {keep} and today's checkpoint as the proof.",
            f"Er zijn TWEE REGISTERS van {kept.size} inschrijvingen, met andere wortels. Bewaar {keep} en dat van nu als bewijs.",
        )
    return kept


def not_ours(keep: Path) -> CannotCheck:
    return CannotCheck(
        f"The checkpoint in {keep} is not signed by the key of this log, so it proves nothing.",
        f"Het controlepunt in {keep} is niet ondertekend met de sleutel van dit register, en bewijst dus niets.",
    )


def asked_for(words: Sequence[str] | None) -> tuple[Asked, int]:
    """What the words on the command line ask for, and in which language to tell it (0 is English, 1 is Dutch)."""
    parser = argparse.ArgumentParser(description="Check a public register. Read this file: it says what it does.")
    parser.add_argument("address", help="https://… of the portal, or the folder of a downloaded log")
    parser.add_argument("--key", type=a(read_key), help="the verifier key that you trust: name+hash+key")
    parser.add_argument("--keep", type=Path, metavar="FILE", help="where the checkpoint is kept (default: a file here)")
    parser.add_argument(
        "--download", type=Path, metavar="FOLDER", help="keep the log as files; next time only what is new is fetched"
    )
    parser.add_argument("--vote", type=a(r"S-\d{4}-\d{3,9}"), action="append", default=[], metavar="S-2026-021")
    parser.add_argument("--decision", type=a(r"B-\d{4}-\d{3,9}"), action="append", default=[], metavar="B-2026-008")
    parser.add_argument("--entry", type=a(r"\d{1,12}"), action="append", default=[], metavar="N")
    dutch = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    parser.add_argument(
        "--taal", choices=["en", "nl"], default="nl" if dutch.startswith("nl") else "en", help="language"
    )
    found = parser.parse_args(words)
    name = re.sub(r"^https?://", "", found.address.rstrip("/")) or "log"
    keep = found.keep or Path(re.sub(r"[^\w.-]+", "-", name).strip("-.") + ".checkpoint")
    entries = [int(index) for index in found.entry]
    asked = Asked(found.address, found.key, keep, found.download, found.vote, found.decision, entries)
    return asked, ["en", "nl"].index(found.taal)


def a(kind: Any) -> Callable[[str], Any]:
    """What argparse needs to refuse a word that is no such thing."""

    def read(text: str) -> Any:
        value = kind(text) if callable(kind) else re.fullmatch(kind, text) and text
        if not value:
            raise argparse.ArgumentTypeError(f"{text!r}?")
        return value

    return read


def tell(sentence: str, where: Any = None) -> None:
    """Print a sentence. Signs that steer a terminal could come from a log, and are left out."""
    plain = "".join(sign if sign.isprintable() else "?" for sign in sentence)
    encoding = getattr(where or sys.stdout, "encoding", None) or "utf-8"
    print(plain.encode(encoding, "replace").decode(encoding), file=where or sys.stdout, flush=True)


def main(words: Sequence[str] | None = None) -> int:
    """Do it, and give the exit code."""
    asked, language = asked_for(words)
    try:
        for said in check(asked):
            tell(said[language])
    except Difference as difference:
        tell(["DIFFERENCE: ", "VERSCHIL: "][language] + difference.args[language], sys.stderr)
        return 1
    except CannotCheck as obstacle:
        tell(["COULD NOT CHECK: ", "NIET TE CONTROLEREN: "][language] + obstacle.args[language], sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 2
    tell(["Everything agrees.", "Alles klopt."][language])
    return 0


if __name__ == "__main__":
    sys.exit(main())
