"""What the lines of a file of members mean."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemportal.kernel import csv_files
from gemportal.kernel.csv_files import Judged
from gemportal.organisations.imports import rules
from gemportal.organisations.imports.rules import Admission, Directory, Known
from gemportal.organisations.rules import OrganisationKind, slug_of

MUNICIPALITY, PARTNER = OrganisationKind.MUNICIPALITY, OrganisationKind.PARTNER
DAY = date(2026, 11, 25)


def known(code: str, name: str, *last_days: date | None, kind: OrganisationKind = MUNICIPALITY) -> Known:
    return Known(code, name, slug_of(name), kind, name == "Haaren", last_days)


DIRECTORY = Directory(
    [
        known("GM0193", "Zwolle", None),
        known("GM0166", "Kampen"),
        known("GM0796", "’s-Hertogenbosch", date(2026, 6, 30)),
        known("GM0164", "Hengelo"),
        known("GM0788", "Haaren"),
        known("KP0001", "Waterschap Voorbeeld", kind=PARTNER),
    ],
    date(2026, 11, 25),
)


def judged(*lines: str, titles: str = "code;naam;eerste_dag;besluit") -> Judged[Admission]:
    return rules.judge(csv_files.read("\n".join([titles, *lines]), rules.COLUMNS), DIRECTORY, frozenset({"GM0164"}))


def wrong(*lines: str) -> list[tuple[int, str]]:
    return [(fault.number, " ".join(map(str, fault.sentences))) for fault in judged(*lines).wrong]


@pytest.mark.parametrize(
    "organisation", ["GM0796;", "gm0796;", ";'s-Hertogenbosch", ";S HERTOGENBOSCH", "GM0796;’s-Hertogenbosch"]
)
def test_a_municipality_is_found_by_its_code_or_its_name(organisation: str) -> None:
    assert judged(f"{organisation};25-11-2026;Besluit 7").right == (
        Admission(2, "GM0796", "’s-Hertogenbosch", DAY, "Besluit 7"),
    )


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("GM9999;;25-11-2026;x", "“GM9999” kennen we niet."),
        ("GM0166;Zwolle;25-11-2026;x", "De code is van Kampen, de naam van Zwolle."),
        ("GM0193;;25-11-2026;x", "Zwolle is al lid."),
        ("GM0796;;30-6-2026;x", "’s-Hertogenbosch is al lid."),
        ("GM0788;;25-11-2026;x", "Alleen een bestaande gemeente kan lid worden."),
        ("KP0001;;25-11-2026;x", "Alleen een bestaande gemeente kan lid worden."),
        ("GM0166;;ooit;x", "“ooit” is geen datum."),
        ("GM0166;;25-11-2026;", "Noem het besluit."),
        ("GM0166;;25-11-2026;" + "x" * 301, "Het besluit is te lang"),
        ("GM0166;;25-11-2026;mail an@kampen.nl", "Haal e-mailadressen"),
        ("GM0164;;25-11-2026;x", "Dit mag niet voor de eigen organisatie."),
    ],
)
def test_what_is_wrong_with_a_line_is_told_in_a_sentence(line: str, sentence: str) -> None:
    ((number, told),) = wrong(line)
    assert number == 2
    assert sentence in told


def test_all_that_is_wrong_with_a_line_is_told_at_once() -> None:
    ((_, told),) = wrong("GM9999;;ooit;")
    assert [word in told for word in ("GM9999", "ooit", "Noem het besluit.")] == [True] * 3


def test_a_line_without_an_organisation_among_others_is_wrong() -> None:
    assert wrong("GM0166;;25-11-2026;x", ";;25-11-2026;x") == [(3, "Vul een code of een naam in.")]


def test_who_is_named_twice_is_wrong_the_second_time() -> None:
    found = judged("GM0166;;25-11-2026;x", ";Kampen;26-11-2026;x")
    assert found.numbers == [2]
    assert wrong("GM0166;;25-11-2026;x", ";Kampen;26-11-2026;x") == [(3, "Deze gemeente staat ook op regel 2.")]


def test_faults_stand_in_the_order_of_the_file() -> None:
    numbers = [number for number, _ in wrong("GM9999;;ooit;", "a;b;c;d;e", "GM9998;;ooit;")]
    assert numbers == [2, 3, 4]


def test_a_file_without_any_organisation_is_wrong_once() -> None:
    found = judged("25-11-2026;x", "26-11-2026;x", titles="eerste_dag;besluit")
    assert [(fault.number, str(fault.sentences[0])) for fault in found.wrong] == [
        (1, "De kolom “code” of “naam” ontbreekt, of is leeg.")
    ]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["GM0166", "GM0193", "GM0164", "", "x"]),
            st.sampled_from(["Kampen", "Zwolle", ""]),
            st.sampled_from(["25-11-2026", "2026-11-25", "", "x"]),
            st.sampled_from(["Besluit", "", "a@b"]),
        ),
        max_size=8,
    )
)
def test_every_line_is_right_or_wrong_and_never_both(lines: list[tuple[str, ...]]) -> None:
    text = csv_files.write(["code", "naam", "eerste_dag", "besluit"], lines).decode()
    sheet = csv_files.read(text, rules.COLUMNS)
    found = rules.judge(sheet, DIRECTORY, frozenset({"GM0164"}))
    told = [*found.numbers, *(fault.number for fault in found.wrong)]
    assert len(told) == len(set(told))
    named = any(line.cells["code"] or line.cells["naam"] for line in sheet.lines)
    assert not named or sorted(told) == [line.number for line in sheet.lines]
