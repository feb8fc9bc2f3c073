"""How machines read the register: places, bundles, parts and proofs, as their specifications spell them."""

import json
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemportal.register.canonical import canonical
from gemportal.register.log import digest
from gemportal.register.proving import formats
from gemportal.register.proving.formats import Place
from tests.support.register_folder import place


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("000", Place(0)),
        ("005", Place(5)),
        ("999.p/1", Place(999, 1)),
        ("x001/000", Place(1000)),
        ("x001/067.p/255", Place(1067, 255)),
        ("x001/x234/067", Place(1234067)),
    ],
)
def test_a_place_is_spelled_as_the_specification_does(path: str, expected: Place) -> None:
    assert Place.read(path) == expected
    assert str(expected) == path


@given(st.integers(0, 2**40), st.integers(1, 256))
def test_every_place_is_read_as_it_is_written(index: int, width: int) -> None:
    path = place(index) if width == 256 else f"{place(index)}.p/{width}"
    assert str(Place(index, width)) == path
    assert Place.read(path) == Place(index, width)


WRONG = [
    *("", "0", "00", "5", "0000", "1000", "x000", "x000/000", "x000/005", "x001", "x001/", "/000", "000/", "001/000"),
    *("x1/000", "x001/x000/", "x001//000", "X001/000", "-01", "+01", " 000", "000 ", "000\n", "٠٠٠", "1e3", "0x0"),
    *("000.p", "000.p/", "000.p/0", "000.p/00", "000.p/01", "000.p/256", "000.p/257", "000.p/999", "000.p/1000"),
    *("000.p/-1", "000.p/1.p/1", "000p/1", "000.p/١", "000.P/1", f"{'x999/' * 2000}999"),
]


@pytest.mark.parametrize("path", WRONG)
def test_there_is_one_way_to_write_a_place(path: str) -> None:
    with pytest.raises(ValueError, match=r"place|written|integer"):
        Place.read(path)


def test_a_bundle_has_the_length_of_each_entry_before_it() -> None:
    assert formats.bundle([b"", b"ab", bytes(65_535)]) == b"\0\0" + b"\0\2ab" + b"\xff\xff" + bytes(65_535)


@given(st.dictionaries(st.text(), st.text() | st.integers(-(2**53) + 1, 2**53 - 1) | st.none()))
def test_the_bytes_of_a_part_come_across(values: dict[str, str | int | None]) -> None:
    try:
        part = canonical(values)
    except UnicodeEncodeError:
        return  # half a surrogate pair is no text, and never enters
    salt = sha256(part).digest()
    line = formats.part_line(7, salt, part)
    assert line.endswith("\n")
    assert line.isascii()
    assert "\n" not in line[:-1]
    read = json.loads(line)
    assert read.keys() == {"i", "part", "salt"}
    assert digest(bytes.fromhex(read["salt"]), read["part"].encode()) == digest(salt, part)


def test_a_proof_is_the_text_of_the_specification() -> None:
    note = "log.example\n3\nAAAA\n\n\N{EM DASH} log.example c2lnbmF0dXJl\n"
    assert formats.tlog_proof(1, [bytes(32), b"\xff" * 32], note) == (
        "c2sp.org/tlog-proof@v1\nindex 1\n"
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n//////////////////////////////////////////8=\n"
        f"\n{note}"
    )
    assert formats.tlog_proof(0, [], note) == f"c2sp.org/tlog-proof@v1\nindex 0\n\n{note}"
