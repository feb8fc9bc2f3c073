"""Abuse 36: what a file is follows from what is in it, and what it carries besides does not come in."""

import struct
import zipfile
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemportal.files import archives
from gemportal.files.judging import judge
from gemportal.files.rules import MEGABYTE, Kind
from gemportal.kernel.errors import RuleBroken
from tests.factories import files
from tests.factories.files import DOCX, PDF, PLACE, PNG, PPTX, XLSX, archive, exif, jpeg, opendocument


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, Kind.PDF),
        (PNG, Kind.PNG),
        (jpeg(), Kind.JPEG),
        (archive(DOCX, zipfile.ZIP_DEFLATED), Kind.DOCX),
        (archive(XLSX), Kind.XLSX),
        (archive(PPTX), Kind.PPTX),
        (archive(opendocument(Kind.ODT)), Kind.ODT),
        (archive(opendocument(Kind.ODS)), Kind.ODS),
        (archive(opendocument(Kind.ODP)), Kind.ODP),
        ("Eén regel\n".encode(), Kind.TXT),
        ("\ufeffnaam;aantal\nZwolle;3\n".encode(), Kind.TXT),
    ],
)
@pytest.mark.parametrize("name", ["foto.exe", "x.html", "", "verslag.pdf", "plaatje.svg"])
def test_the_name_does_not_say_what_it_is(name: str, content: bytes, kind: Kind) -> None:
    found = judge(name, content, 10)
    assert found.kind is kind
    assert found.name.endswith(f".{kind.extension}")


def test_of_plain_texts_the_name_says_which() -> None:
    kinds = [judge(name, b"# Kop\n", 1).kind for name in ("a.md", "B.CSV", "c.txt", "d.docx")]
    assert kinds == [Kind.MARKDOWN, Kind.CSV, Kind.TXT, Kind.TXT]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"MZ\x90\0\x03\0\0\0",
        b"\x7fELF\x02\x01\x01\0",
        b"#!/bin/sh\nrm -rf /\n",
        b"<!DOCTYPE html><script>alert(1)</script>",
        b" \n\t<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        "\ufeff<html>".encode(),
        b"<?xml version='1.0'?><svg/>",
        b"<?php system($_GET[0]);",
        b"GIF89a\x01\0\x01\0<script>alert(1)</script>",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        b"caf\xe9 in een oud tekenstelsel",
        "geen einde".encode("utf-16"),
        PDF[:40],
        PNG[:-4],
        PNG.replace(b"IDAT", b"IDAX"),
        b"\x89PNG\r\n\x1a\n<script>alert(1)</script>",
        b"\xff\xd8\xff<script>alert(1)</script>",
        jpeg()[:-9],
        archive({"iets.txt": b"Een gewoon archief"}),
        archive({**DOCX, **XLSX}),
        b"PK\x03\x04" + bytes(40),
    ],
)
@pytest.mark.parametrize("name", ["verslag.pdf", "verslag.txt", "foto.jpg"])
def test_what_is_no_file_of_these_is_refused(name: str, content: bytes) -> None:
    with pytest.raises(RuleBroken):
        judge(name, content, 10)


def test_size_is_bounded() -> None:
    assert judge("a.pdf", files.pdf(MEGABYTE), 1).size == MEGABYTE
    with pytest.raises(RuleBroken, match="hoogstens 1 MB"):
        judge("a.pdf", files.pdf(MEGABYTE + 1), 1)


def test_a_picture_keeps_nothing_but_the_picture() -> None:
    texts = [files.chunk(name, PLACE) for name in (b"tEXt", b"eXIf", b"iTXt", b"zTXt", b"tIME", b"prVt")]
    content = files.PNG_BEGIN + b"".join(texts) + files.PNG_REST + b"<script>" + PLACE + archive(DOCX)
    assert judge("foto.png", content, 1).content == PNG


def test_a_photo_forgets_where_it_was_taken_and_knows_which_side_is_up() -> None:
    added = [
        files.segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + PLACE),
        files.segment(0xED, b"Photoshop 3.0\0" + PLACE),
        files.segment(0xFE, PLACE),
        files.segment(0xE2, b"MPF\0" + PLACE),
        files.segment(0xE0, b"JFXX\0" + PLACE),
    ]
    profile = files.segment(0xE2, b"ICC_PROFILE\0kleuren")
    kept = judge("foto.jpg", jpeg(*added, profile, after=b"<script>" + jpeg(exif(1))), 1).content
    assert kept == jpeg(profile)
    for order in "<>":
        turned = judge("foto.jpg", jpeg(exif(6, order)), 1).content
        assert PLACE not in turned
        assert turned == jpeg(
            files.segment(0xE1, b"Exif\0\0MM\0*" + struct.pack(">IHHHIHHI", 8, 1, 0x112, 3, 1, 6, 0, 0))
        )
        assert judge("foto.jpg", turned, 1).content == turned, "cleaning twice is cleaning once"
    assert judge("foto.jpg", jpeg(exif(99)), 1).content == jpeg()


@given(st.binary(max_size=400))
def test_whatever_comes_is_judged_or_refused(rest: bytes) -> None:
    """No bytes make it fail otherwise, and what is kept is the same when it is judged again."""
    for begin in (b"", PDF, PNG[:33], jpeg()[:40], archive(DOCX)[:60], archive(opendocument())):
        try:
            found = judge("a.txt", begin + rest, 1)
        except RuleBroken:
            continue
        assert judge(found.name, found.content, 1) == found


@given(st.integers(0, len(archive(opendocument())) - 1), st.integers(0, 255))
def test_an_archive_with_a_byte_changed_is_judged_or_refused(at: int, value: int) -> None:
    content = bytearray(archive(opendocument()))
    content[at] = value
    with suppress(RuleBroken):
        assert judge("a.odt", bytes(content), 1).kind in Kind


@pytest.mark.parametrize(
    "extra",
    [
        {"word/vbaProject.bin": b"x"},
        {"word/VBAPROJECT.BIN": b"x"},
        {"word/embeddings/loader.exe": b"x"},
        {"../../etc/passwd": b"x"},
        {"/etc/passwd": b"x"},
        {"C:evil.xml": b"x"},
    ],
)
def test_a_document_with_programs_or_ways_out_is_refused(extra: dict[str, bytes]) -> None:
    with pytest.raises(RuleBroken):
        judge("a.docx", archive({**DOCX, **extra}), 10)


@pytest.mark.parametrize("name", ["Basic/Standard/Module1.xml", "Scripts/python/x.py"])
def test_an_opendocument_with_macros_is_refused(name: str) -> None:
    with pytest.raises(RuleBroken, match="macro"):
        judge("a.odt", archive({**opendocument(), name: b"x"}), 10)


def test_a_bomb_is_refused_and_never_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    def unpacked(*args: object, **kwargs: object) -> None:
        raise AssertionError("nothing is unpacked")

    bomb = archive({**DOCX, "word/media/nul.bin": bytes(60 * MEGABYTE)}, zipfile.ZIP_DEFLATED)
    many = archive([*DOCX.items(), *((f"{number}", b"") for number in range(archives.MOST_MEMBERS))])
    monkeypatch.setattr(zipfile.ZipFile, "open", unpacked)
    monkeypatch.setattr(zipfile.ZipFile, "read", unpacked)
    monkeypatch.setattr(archives, "MOST_UNPACKED", 50 * MEGABYTE)
    with pytest.raises(RuleBroken, match="te veel"):
        judge("a.docx", bomb, 10)
    with pytest.raises(RuleBroken, match="te veel"):
        judge("a.docx", many, 10)


def test_members_that_share_their_bytes_are_refused() -> None:
    """A bomb of members that overlap: every one of them unpacks the same bytes."""
    content = bytearray(archive([*DOCX.items(), ("word/a.xml", b"a" * 50), ("word/b.xml", b"b" * 50)]))
    entry = content.rfind(b"PK\x01\x02")
    first = content.rfind(b"PK\x01\x02", 0, entry)
    content[entry + 42 : entry + 46] = content[first + 42 : first + 46]
    with pytest.raises(RuleBroken):
        judge("a.docx", bytes(content), 10)


@pytest.mark.parametrize(
    "wrap", [lambda c: PDF + c, lambda c: c + PDF, lambda c: c + b"\0", lambda c: b"PK\x03\x04" + c]
)
def test_two_files_in_one_are_never_an_archive(wrap: Callable[[bytes], bytes]) -> None:
    content = wrap(archive(DOCX))
    with suppress(RuleBroken):
        assert judge("a.docx", content, 10).kind is Kind.PDF


def test_a_document_with_a_password_is_refused() -> None:
    content = bytearray(archive(DOCX))
    content[content.find(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(RuleBroken, match="wachtwoord"):
        judge("a.docx", bytes(content), 10)


def test_36_an_archive_of_nothing_is_refused_and_breaks_nothing() -> None:
    with pytest.raises(RuleBroken):
        judge("niets.docx", b"PK\x03\x04" + struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 0, 0, 0, 4, 0), 10)


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xd8" + b"\xff\xdb\x00\x02" * 2001 + files.SCAN + b"\xff\xd9",
        b"\xff\xd8" + b"\xff\xd0" * 2001 + files.SCAN + b"\xff\xd9",
        files.PNG_BEGIN + files.chunk(b"tEXt", b"") * 50_000 + files.PNG_REST,
    ],
)
def test_36_a_picture_of_a_million_parts_keeps_nobody_busy(content: bytes) -> None:
    with pytest.raises(RuleBroken, match="beschadigd"):
        judge("foto.jpg", content, 10)


def test_a_jpeg_may_be_filled_up_between_its_parts() -> None:
    filled = b"\xff\xd8" + files.JFIF + b"\xff" * 9 + files.SCAN + b"\xff" * 9 + b"\xff\xd9"
    assert judge("foto.jpg", filled, 10).content.startswith(b"\xff\xd8" + files.JFIF + files.SCAN)
