"""What people type, as they mean it: paragraphs, and lists."""

import re

from hypothesis import given
from hypothesis import strategies as st

from gemportal.kernel.prose import Block, Kind, blocks, on_one_line

DECIDED = (
    "De leden kozen:\n- Elif Grutto\n* Noor Fuut\n\nZij beginnen\nin mei.\n\nDaarna:\n1. Zwolle\n\n2) Urk, Assen\n"
)


def test_blank_lines_part_paragraphs_and_marks_make_lists() -> None:
    assert blocks(DECIDED) == (
        Block(Kind.PARAGRAPH, ("De leden kozen:",)),
        Block(Kind.POINTS, ("Elif Grutto", "Noor Fuut")),
        Block(Kind.PARAGRAPH, ("Zij beginnen", "in mei.")),
        Block(Kind.PARAGRAPH, ("Daarna:",)),
        Block(Kind.NUMBERED, ("Zwolle", "Urk, Assen")),
    )
    assert blocks(None) == blocks(" \n\n") == ()


def test_on_one_line_a_list_reads_as_a_sentence() -> None:
    assert on_one_line(DECIDED) == (
        "De leden kozen: Elif Grutto; Noor Fuut. Zij beginnen in mei. Daarna: 1. Zwolle; 2. Urk, Assen"
    )
    assert on_one_line(None) == ""


def test_a_number_that_does_not_count_on_stays_as_it_was_typed() -> None:
    assert blocks("2. Zwolle\n3. Urk") == (Block(Kind.PARAGRAPH, ("2. Zwolle", "3. Urk")),)
    assert blocks("1. Zwolle\n3. Urk")[1] == Block(Kind.PARAGRAPH, ("3. Urk",))
    for typed in ("2026. Een jaar", "1.000 euro", "-5 graden", "-", "1."):
        assert blocks(typed) == (Block(Kind.PARAGRAPH, (typed,)),)


@given(st.lists(st.sampled_from(["- een", "1. twee", "2) drie", "vier  vijf", "", "* zes", "7. zeven"])))
def test_no_word_is_lost_and_none_changes_its_place(lines: list[str]) -> None:
    said = [line for block in blocks("\n".join(lines)) for line in block.lines]
    assert re.findall("[a-z]+", " ".join(said)) == re.findall("[a-z]+", " ".join(lines))
