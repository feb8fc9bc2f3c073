"""Papers as PDF: tagged, the same every time, and deaf to whatever a text would have the typesetter do."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from gemportal.kernel.paper import Grid, Paper, Section, pdf, qr_code, shortened
from gemportal.kernel.prose import blocks

PAPER = Paper(
    kind="Memo",
    title="Samen melden",
    language="nl",
    at=datetime(2026, 3, 4, 12, tzinfo=UTC),
    address="https://gemportal.example/initiatieven/I-2026-001",
    facts=(("Aan", "het college"),),
    sections=(
        Section("Alinea’s", blocks("Eén.\n\nTwee.\n- een\n- twee\n\n1. eerst\n2. dan"), facts=(("Kosten", "€ 5"),)),
        Section("Per jaar", grid=Grid(("Jaar", "Uren"), (("2026", "40"),))),
    ),
    foot="Gemaakt uit I-2026-001",
)
UA = b"pdfuaid:part>1<"


def pages(file: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", file))


def with_text(text: str) -> bytes:
    return pdf(
        replace(PAPER, title=text, sections=(Section(text, (*blocks(text), *blocks(f"- {text}")), ((text, text),)),))
    )


def test_a_paper_is_tagged_dated_and_in_its_language() -> None:
    file = pdf(PAPER)
    assert file.startswith(b"%PDF-")
    assert UA in file
    assert b"/Lang(nl)" in file
    assert b"2026-03-04" in file
    assert pages(file) == 1


def test_the_same_paper_is_the_same_file_and_another_is_not() -> None:
    assert pdf(PAPER) == pdf(PAPER)
    assert pdf(PAPER) != pdf(replace(PAPER, at=PAPER.at + timedelta(days=1)))
    assert pdf(PAPER) != pdf(replace(PAPER, foot="Anders"))


@pytest.mark.parametrize(
    "text",
    [
        '#panic("hij leest mij")', '#read("/etc/passwd")', '#import "@preview/x:0.1.0": *', "*vet* _schuin_ `code` $x^2$ <a> @b \\",
        '"; ] } #eval("1")', "// weg /* ook weg", "= Kop\n- punt\n+ nummer", "א\N{RIGHT-TO-LEFT OVERRIDE}ב",
    ],
)  # fmt: skip
def test_a_text_is_never_a_command(text: str) -> None:
    assert UA in with_text(text)


@pytest.mark.parametrize("text", ["\N{GRINNING FACE} gelukt", "漢字", "\x07\x0b\x1b"])
def test_a_sign_that_no_font_has_does_not_stop_the_paper(text: str) -> None:
    file = with_text(text)
    assert file.startswith(b"%PDF-")
    assert UA not in file


def test_a_long_paper_goes_on_on_the_next_page() -> None:
    assert pages(pdf(replace(PAPER, sections=(Section("Lang", blocks("Een zin die vaak terugkomt. " * 400)),)))) > 1


def test_a_long_word_is_broken_and_stays_on_the_paper() -> None:
    sections = [(Section("Woord", blocks("W" * times)),) for times in (600, 90 * 60)]
    assert [pages(pdf(replace(PAPER, sections=one))) for one in sections] == [1, 2]


def test_one_page_is_one_page() -> None:
    long = (Section("Lang", blocks("Een zin die vaak terugkomt. " * 250)),)
    assert pages(pdf(replace(PAPER, sections=long))) == 2
    assert pages(pdf(replace(PAPER, sections=long, one_page=True))) == 1


def test_a_text_that_is_cut_says_where_the_rest_is() -> None:
    assert shortened(" Een  zin\nop één regel. ", 40) == "Een zin op één regel."
    assert shortened("een twee drie", 9) == "een twee … (lees verder op de pagina)"
    assert shortened("w" * 30, 10) == "w" * 10 + " … (lees verder op de pagina)"
    assert shortened("Nodig:\n- een\n- twee", 40) == "Nodig: een; twee"
    assert shortened(None, 5) == ""


def test_the_code_is_a_picture_of_the_address() -> None:
    assert qr_code("https://a.example").startswith("<svg")
    assert qr_code("https://a.example") != qr_code("https://b.example")


def test_letters_under_a_pile_of_marks_keep_no_typesetter_busy() -> None:
    """Thousands of accents on one letter took twenty seconds, for whoever asked."""
    few, many = ((Section("Woord", blocks("e" + "\N{COMBINING ACUTE ACCENT}" * times + "en")),) for times in (8, 4000))
    assert pdf(replace(PAPER, sections=many)) == pdf(replace(PAPER, sections=few))
