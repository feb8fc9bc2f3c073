"""What the lines of a file of people mean."""

from datetime import date

import pytest

from gemportal.kernel import csv_files
from gemportal.kernel.actor import MandateRole
from gemportal.kernel.csv_files import Judged
from gemportal.organisations.imports.rules import Directory, Known
from gemportal.organisations.rules import OrganisationKind
from gemportal.people.imports import rules
from gemportal.people.imports.rules import Invitee, MandateRow, Standing

TODAY = date(2026, 11, 25)
TITLES = "organisatie;naam;e-mailadres;rol;eerste_dag;laatste_dag"
DIRECTORY = Directory(
    (
        Known(code, name, name.lower(), OrganisationKind.MUNICIPALITY, closed=False)
        for code, name in (("GM0193", "Zwolle"), ("GM0166", "Kampen"), ("GM0164", "Hengelo"), ("GM0184", "Urk"))
    ),
    TODAY,
)
STANDING = Standing(
    own_email="zelf@gemportal.example",
    own=frozenset({"GM0164"}),
    representable=frozenset({"GM0193", "GM0166", "GM0164"}),
    invited=frozenset({("wacht@zwolle.example", "GM0193")}),
    terms={("is@zwolle.example", "GM0193"): [(date(2026, 1, 1), date(2026, 12, 31))]},
)


def judged(*lines: str, titles: str = TITLES) -> Judged[Invitee]:
    return rules.judge(csv_files.read("\n".join([titles, *lines]), rules.COLUMNS), DIRECTORY, STANDING, TODAY)


def test_a_line_says_who_is_invited_for_what_and_for_how_long() -> None:
    found = judged(
        "GM0193;An de  Wit;An@Zwolle.example;Vertegenwoordiger;1-12-2026;31-12-2027",
        "kampen;Bo;bo@kampen.example;plaatsvervanger;;",
    )
    assert found.right == (
        Invitee(
            *(2, "GM0193", "Zwolle", "An de Wit", "an@zwolle.example", MandateRole.REPRESENTATIVE),
            *(date(2026, 12, 1), date(2027, 12, 31)),
        ),
        Invitee(3, "GM0166", "Kampen", "Bo", "bo@kampen.example", MandateRole.DEPUTY, TODAY, None),
    )
    assert not found.wrong


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (";An;an@a.nl;plaatsvervanger;;", "De kolom “organisatie” is leeg."),
        ("Zwollle;An;an@a.nl;plaatsvervanger;;", "“Zwollle” kennen we niet."),
        ("Zwolle;;an@a.nl;plaatsvervanger;;", "De kolom “naam” is leeg."),
        (f"Zwolle;{'x' * 121};an@a.nl;plaatsvervanger;;", "Dit is geen naam"),
        ("Zwolle;An;an;plaatsvervanger;;", "Dit is geen e-mailadres."),
        ("Zwolle;An;an@a.nl;baas;;", "“baas” is geen rol."),
        ("Zwolle;An;an@a.nl;plaatsvervanger;morgen;", "“morgen” is geen datum."),
        ("Zwolle;An;an@a.nl;plaatsvervanger;;24-11-2026", "De laatste dag ligt voor de eerste dag"),
        ("Hengelo;An;an@a.nl;plaatsvervanger;;", "Dit mag niet voor de eigen organisatie."),
        ("Zwolle;Zelf;Zelf@gemportal.example;plaatsvervanger;;", "U kunt uzelf niet uitnodigen."),
        ("Urk;An;an@a.nl;plaatsvervanger;;", "Urk is geen lid en geen ketenpartner."),
        ("Zwolle;An;wacht@zwolle.example;plaatsvervanger;;", "staat deze uitnodiging al open"),
        ("Zwolle;An;is@zwolle.example;plaatsvervanger;;", "vertegenwoordigt deze organisatie al"),
    ],
)
def test_what_is_wrong_with_a_line_is_told_in_a_sentence(line: str, sentence: str) -> None:
    (fault,) = judged(line).wrong
    assert fault.number == 2
    assert sentence in " ".join(map(str, fault.sentences))


def test_somebody_is_invited_again_for_another_organisation_or_another_time() -> None:
    found = judged(
        "Kampen;An;wacht@zwolle.example;plaatsvervanger;;",
        "Kampen;An;is@zwolle.example;plaatsvervanger;;",
        "Zwolle;An;is@zwolle.example;plaatsvervanger;1-1-2027;",
    )
    assert found.numbers == [2, 3, 4]


def test_who_stands_twice_for_one_organisation_is_wrong_the_second_time() -> None:
    found = judged("Zwolle;An;an@a.nl;plaatsvervanger;;", "GM0193;An;AN@a.nl;vertegenwoordiger;;")
    assert found.numbers == [2]
    assert str(found.wrong[0].sentences[0]) == "Deze persoon staat voor deze organisatie ook op regel 2."


@pytest.mark.parametrize("with_email", [True, False])
def test_what_is_exported_is_read_again(*, with_email: bool) -> None:
    rows = [
        MandateRow("GM0193", "Zwolle", "=An", "an@zwolle.example", MandateRole.REPRESENTATIVE, TODAY, None),
        MandateRow("GM0166", "Kampen", "'Bo; de", "bo@kampen.example", MandateRole.DEPUTY, TODAY, date(2027, 1, 1)),
    ]
    text = csv_files.text_of(csv_files.write(*rules.exported(rows, with_email=with_email)))
    found = rules.judge(csv_files.read(text, rules.COLUMNS), DIRECTORY, STANDING, TODAY)
    if with_email:
        assert [(one.organisation, one.name, one.email, one.role, one.last_day) for one in found.right] == [
            (row.organisation, row.name, row.email, row.role, row.last_day) for row in rows
        ]
    else:
        assert "@" not in text
        assert [str(fault.sentences[0]) for fault in found.wrong] == [
            "De kolom “e-mailadres” ontbreekt in de eerste regel."
        ]
