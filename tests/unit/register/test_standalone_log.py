"""verify.py walks a log: tiles and roots of every size, entries in their one spelling, and what is kept for the next time."""

import ast
import json
from pathlib import Path
from typing import Any

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from gemportal.register.canonical import canonical
from tests.factories.register_book import MANY, Book, place, tree_hash
from tests.support import standalone

verify = standalone.load()

texts = st.text(st.characters(codec="utf-8"), max_size=6)
values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)


def test_it_is_python_3_9_and_imports_only_the_standard_library() -> None:
    tree = ast.parse(standalone.PROGRAM.read_text(), feature_version=(3, 9))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    known = {
        "__future__",
        "argparse",
        "base64",
        "binascii",
        "hashlib",
        "http",
        "itertools",
        "json",
        "os",
        "re",
        "shutil",
        "sys",
    }
    known |= {"tempfile", "time", "unicodedata", "urllib", "collections", "concurrent", "datetime", "fractions", "math"}
    known |= {"pathlib", "typing"}
    assert {name.partition(".")[0] for name in names} <= known


@pytest.mark.parametrize("size", [0, 1, 255, 256, 257, 70_000])
def test_logs_of_every_size_are_accepted(size: int, tmp_path: Path) -> None:
    book = Book().fill(size)
    folder = book.write(tmp_path / "log")
    for kept in {size // 2} if size > MANY else {0, 1, size // 2, size}:
        assert standalone.verdict(folder, book.verifier, book.checkpoint(kept) if 0 < kept <= size else None) is None


@given(st.integers(0, 3000), st.data())
def test_the_root_of_every_size_and_of_every_size_before_it(size: int, data: st.DataObject) -> None:
    leaves = [b"%032d" % number for number in range(size)]
    kept = data.draw(st.integers(0, size))
    seen: dict[tuple[int, int], list[bytes]] = {}
    tree, kept_root = verify.Tree(lambda level, number, row: seen.update({(level, number): list(row)})), tree_hash([])
    for number in range(-(-size // 256)):
        tree.rows[0] = leaves[number * 256 : number * 256 + 256]
        if number * 256 < kept <= number * 256 + 256:
            kept_root = tree.root(kept - number * 256)
        tree.carry(number)
    tree.end(size)
    assert tree.root() == tree_hash(leaves)
    assert kept_root == tree_hash(leaves[:kept])
    above = [tree_hash(leaves[at : at + 256]) for at in range(0, size - 255, 256)]
    assert seen.get((1, 0), []) == above
    assert b"".join(seen[0, n][0] for n in range(-(-size // 256))) == b"".join(leaves[::256])


@given(st.integers(0, 10**10))
def test_places_are_spelled_as_tlog_tiles_says(number: int) -> None:
    assert verify.path_of("tile/0", number) == f"tile/0/{place(number)}"
    assert verify.path_of("tile/0", 1234067, 8) == "tile/0/x001/x234/067.p/8"


@settings(max_examples=30)
@given(values)
def test_what_is_canonical_here_is_canonical_there(value: Any) -> None:
    """The portal, rfc8785 and verify.py spell alike, whichever names and signs there are."""
    spelled = canonical({"value": value})
    assert verify.canonical(json.loads(spelled)) == spelled == rfc8785.dumps(json.loads(spelled))
    assert verify.read_entry(spelled, 0) == json.loads(spelled)


@pytest.mark.parametrize(
    "body",
    [
        b'{"a": 1}', b'{"b":1,"a":2}', b'{"a":1,"a":1}', b'{"a":1.0}', b'{"a":1e2}', b'{"a":-0}', b'{"a":01}', b'{"a":NaN}',
        b'{"a":9007199254740992}', b'{"a":"\\u0041"}', b'{"a":"\\/"}', b'{"a":"e\xcc\x81"}', b'{"a":"\xff"}', b'{"a":"\\ud800"}',
        b'{"a":1}\n', b"\xef\xbb\xbf{}", b"", b"[" * 5000, b'{"\xee\x80\x80":2,"\xf0\x90\x80\x80":1}',
    ],
)  # fmt: skip
def test_any_other_spelling_is_refused(body: bytes) -> None:
    with pytest.raises(verify.Difference, match="Entry 7 is not canonical"):
        verify.read_entry(body, 7)
    with pytest.raises(verify.Difference, match="Entry 7 is not canonical"):
        verify.read_entries([body], 7)


def test_signs_that_python_sorts_otherwise_take_the_slow_way() -> None:
    book = Book()
    book.add("trial:write", "x", {"\U00010000": 1, "\ue000": 2, "\n\u0303": "\n\u0303"})
    assert verify.read_entries(book.entries, 0)[0]["i"] == 0


def test_two_entries_cannot_lend_each_other_a_brace() -> None:
    """All are spelled again at once: what is wrong in one must not be made good by its neighbour."""
    whole = Book().fill(2).entries
    together = b",".join(whole)
    for at in range(1, len(together)):
        if at != len(whole[0]):
            with pytest.raises(verify.Difference):
                verify.read_entries([together[:at], together[at:].removeprefix(b",")], 0)


@pytest.mark.parametrize(
    "change",
    [
        {"v": 2},
        {"v": True},
        {"i": "0"},
        {"i": False},
        {"at": "2026-11-02"},
        {"at": "٢٠٢٦-11-02T08:00:00Z"},
        {"act": 1},
        {"org": 3},
        {"data": []},
        {"extra": 1},
        {"private": "00"},
    ],
    ids=str,
)
def test_an_entry_has_its_fields(change: dict[str, Any]) -> None:
    book = Book().fill(1)
    book.change(0, **change)
    with pytest.raises(verify.Difference, match="Entry 0 is not laid out"):
        verify.read_entries(book.entries, 0)


def test_the_checkpoint_and_the_key_are_kept_when_all_is_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    book = Book().fill(3)
    folder = book.write(tmp_path / "log")
    assert standalone.run(folder)[0] == 2  # which key?
    assert standalone.run("log", "--key", book.verifier)[0] == 0
    assert (tmp_path / "log.checkpoint").read_text() == book.checkpoint()
    assert (tmp_path / "log.checkpoint.key").read_text() == f"{book.verifier}\n"
    book.fill(300).write(folder)
    code, told, _ = standalone.run("log")
    assert (code, "It extends what was kept in log.checkpoint (3 entries)" in told) == (0, True)
    book.entries.pop()
    book.write(folder)
    kept = (tmp_path / "log.checkpoint").read_text()
    code, _, complaint = standalone.run("log")
    assert (
        code,
        complaint.startswith("DIFFERENCE: The log was ROLLED BACK: it had 300 entries, and now has 299."),
    ) == (1, True)
    assert (tmp_path / "log.checkpoint").read_text() == kept


def test_it_speaks_dutch(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = Book().fill(1)
    folder = book.write(tmp_path / "log")
    assert verify.main([str(folder), "--key", book.verifier, "--keep", str(tmp_path / "k"), "--taal", "nl"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "Alles klopt."


@pytest.mark.parametrize("words", [["x", "--key", "y"], ["x", "--vote", "../../etc"], ["x", "--entry", "-1"], []])
def test_bad_words_are_refused(words: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        standalone.run(*words)
    assert stopped.value.code == 2
