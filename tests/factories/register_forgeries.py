"""The attack pack for whoever checks a downloaded register: an honest log, and what can be wrong with it, by name.

Those who change files hold the server but not the key. Those who change the book sign what they changed: they are the
portal itself.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.factories.register_book import Book, key, signed
from tests.factories.register_votes import KEPT, SIZE

VERIFY_PY, GO, BROWSER = "verify.py", "go", "browser"
ALL = frozenset({VERIFY_PY, GO, BROWSER})
# What is said in an entry, for those who read entries; and what takes more than one entry to see.
READERS = frozenset({VERIFY_PY, BROWSER})
OWN = frozenset({VERIFY_PY})
# The browser looks at the tiles only when it has a checkpoint of the visit before.
PROGRAMS = frozenset({VERIFY_PY, GO})


@dataclass(frozen=True)
class Forgery:
    """An attack, and the verifiers that must reject it; all others accept it. `says` is what verify.py must name.

    One that `needs_kept` is sound by itself: everybody accepts it who kept no checkpoint of `KEPT` entries.
    """

    forge: Callable[[Book, Path], None]
    seen_by: frozenset[str]
    needs_kept: bool
    says: str


FORGERIES: dict[str, Forgery] = {}


Forge = Callable[[Book, Path], None]


def forgery(says: str, *, seen_by: frozenset[str] = ALL, needs_kept: bool = False) -> Callable[[Forge], None]:
    def declare(forge: Forge) -> None:
        FORGERIES[forge.__name__] = Forgery(forge, seen_by, needs_kept, says)

    return declare


def _edit(file: Path, change: Callable[[bytes], bytes]) -> None:
    before = file.read_bytes()
    after = change(before)
    if after == before:
        raise AssertionError(f"{file} was not attacked")
    file.write_bytes(after)


def put(folder: Path, forged: Book, *names: str) -> None:
    """Write the forged book over the honest files; with `names` only those that begin so."""
    aside = forged.write(folder.with_name("forged"))
    for file in sorted(path for path in aside.rglob("*") if path.is_file()):
        name = str(file.relative_to(aside))
        if not names or name.startswith(names):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(file.read_bytes())


@forgery("entry 4 is the first")
def flipped_entry(book: Book, folder: Path) -> None:
    _edit(folder / "tile/entries/000", lambda raw: raw.replace(b'"to":4}', b'"to":5}'))


@forgery("the root that was signed")
def flipped_entry_with_the_tree_above_it(book: Book, folder: Path) -> None:
    book.change(4, data={"from": 14, "to": 99})
    put(folder, book, "tile/")


@forgery("entry 2 is the first")
def flipped_tile(book: Book, folder: Path) -> None:
    _edit(folder / "tile/0/000", lambda raw: raw[:64] + bytes(32) + raw[96:])


@forgery("entry 0 is the first", seen_by=PROGRAMS)
def flipped_upper_tile(book: Book, folder: Path) -> None:
    _edit(folder / "tile/1/000.p/1", lambda raw: bytes(32))


@forgery("Entry 8 calls itself entry 9")
def swapped_entries(book: Book, folder: Path) -> None:
    book.entries[8], book.entries[9] = book.entries[9], book.entries[8]
    put(folder, book, "tile/entries/")


@forgery("those from 256 on are not there")
def cut_off_tail(book: Book, folder: Path) -> None:
    (folder / "tile/entries/001.p/44").unlink()


@forgery("the 44 entries from 256 on")
def cut_off_tail_within_a_bundle(book: Book, folder: Path) -> None:
    book.entries = book.entries[: SIZE - 10]
    shorter = book.write(folder.with_name("shorter"))
    (folder / "tile/entries/001.p/44").write_bytes((shorter / "tile/entries/001.p/34").read_bytes())


@forgery("the 256 entries from 0 on")
def truncated_bundle(book: Book, folder: Path) -> None:
    _edit(folder / "tile/entries/000", lambda raw: raw[:-7])


@forgery("The part of entry 100")
def inserted_entry(book: Book, folder: Path) -> None:
    book.entries.insert(100, book.entries[99])
    book.entries.pop()
    for index in range(100, SIZE):
        book.change(index, i=index)
    put(folder, book, "tile/")


@forgery("is not signed by")
def forged_checkpoint(book: Book, folder: Path) -> None:
    book.change(4, data={"from": 14, "to": 99})
    book.signer = key(66)
    put(folder, book)


@forgery("is not signed by")
def altered_signature(book: Book, folder: Path) -> None:
    _edit(folder / "checkpoint", lambda raw: raw[:-10] + (b"A" if raw[-10:-9] != b"A" else b"B") + raw[-9:])


@forgery("is not signed by")
def altered_size(book: Book, folder: Path) -> None:
    signature = book.checkpoint().encode().partition(b"\n\n")[2]
    book.entries = book.entries[:290]
    put(folder, book)
    _edit(folder / "checkpoint", lambda raw: raw.partition(b"\n\n")[0] + b"\n\n" + signature)


@forgery("This is another log")
def another_origin(book: Book, folder: Path) -> None:
    text = book.checkpoint().partition("\n\n")[0].replace("gemportal.example", "elsewhere.example")
    (folder / "checkpoint").write_text(signed(f"{text}\n", book.signer))


@forgery("Entry 50 calls itself entry 51", seen_by=READERS)
def wrong_index(book: Book, folder: Path) -> None:
    book.change(50, i=51)
    put(folder, book)


@forgery("Entry 50 is older", seen_by=OWN)
def time_goes_back(book: Book, folder: Path) -> None:
    book.change(50, at="2026-11-02T08:00:00Z")
    put(folder, book)


@forgery("Entry 50 is not canonical", seen_by=READERS)
def spelled_otherwise(book: Book, folder: Path) -> None:
    book.entries[50] = book.entries[50].replace(b'"to":50', b'"to": 50')
    put(folder, book)


@forgery("Entry 50 is not laid out", seen_by=READERS)
def missing_field(book: Book, folder: Path) -> None:
    book.entries[50] = book.entries[50].replace(b'"office":"coordinator",', b"")
    put(folder, book)


@forgery("The part of entry 0 ", seen_by=READERS)
def changed_part(book: Book, folder: Path) -> None:
    _edit(folder / "parts/000", lambda raw: raw.replace(b"Meer tijd", b"Geen tijd", 1))


@forgery("The part of entry 5 ", seen_by=READERS)
def part_of_an_entry_that_has_none(book: Book, folder: Path) -> None:
    book.parts[5] = bytes(32), b"{}"
    put(folder, book, "parts/")


@forgery("Entry 5 hands the log over", seen_by=OWN)
def forged_rotation(book: Book, folder: Path) -> None:
    entry = json.loads(book.entries[5])
    note = signed(f"gemportal key rotation\n{book.origin}\n{entry['data']['to']}\n5\n", key(66))
    book.change(5, data={**entry["data"], "note": note})
    put(folder, book)


@forgery("Entry 300 hands the log over")
def seized_by_a_forged_rotation(book: Book, folder: Path) -> None:
    book.rotate(key(66), by=key(66))
    put(folder, book)


@forgery("is not signed by")
def signed_by_the_key_that_was_replaced(book: Book, folder: Path) -> None:
    """An old key that leaked signs a log that goes on after it was replaced."""
    book.signer = key(1)
    (folder / "checkpoint").write_text(book.checkpoint())


# Signed by the portal, and sound by itself: only whoever kept a checkpoint sees these.


@forgery("ROLLED BACK: it had 280 entries, and now has 270", needs_kept=True)
def rolled_back(book: Book, folder: Path) -> None:
    book.entries = book.entries[:270]
    put(folder, book)


@forgery("ROLLED BACK", needs_kept=True)
def old_checkpoint_replayed(book: Book, folder: Path) -> None:
    book.write(folder, 260)


@forgery("TWO LOGS of 280", needs_kept=True)
def fork_of_the_same_size(book: Book, folder: Path) -> None:
    book.entries = book.entries[:KEPT]
    book.change(200, data={"from": 14, "to": 99})
    put(folder, book)


@forgery("REWRITTEN: its first 280", needs_kept=True)
def rewritten_and_gone_on(book: Book, folder: Path) -> None:
    book.change(200, data={"from": 14, "to": 99})
    put(folder, book)
