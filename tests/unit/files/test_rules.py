"""Names that mislead nobody, links that are what they seem, and bounds."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemportal.files.rules import (
    LONGEST_NAME,
    MEGABYTE,
    Kind,
    check_link,
    check_total,
    free_slot,
    host_of,
    name_of,
    size_in_words,
)
from gemportal.kernel.errors import RuleBroken


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("Verslag stap 1.pdf", "Verslag stap 1.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\anna\\Mijn verslag.docx", "Mijn verslag.pdf"),
        ("foto\u202egpj.exe", "fotogpj.pdf"),
        ("a\r\nSet-Cookie: x=1.pdf", "aSet-Cookie- x=1.pdf"),
        ('a"; filename="b.html', "a-- filename=-b.pdf"),
        ("verslag.tar.gz", "verslag.tar.pdf"),
        ("Notitie 3.2 over geld", "Notitie 3.2 over geld.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("...", "bijlage.pdf"),
        ("", "bijlage.pdf"),
        ("\u200b\ufeff", "bijlage.pdf"),
        ("cafe\u0301.pdf", "café.pdf"),
    ],
)
def test_a_file_is_saved_under_what_it_is(given_name: str, kept: str) -> None:
    assert name_of(given_name, Kind.PDF) == kept


@given(st.text(max_size=400), st.sampled_from([kind for kind in Kind if kind is not Kind.LINK]))
def test_no_name_leads_elsewhere_or_hides_what_it_is(text: str, kind: Kind) -> None:
    name = name_of(text, kind)
    stem = name.removesuffix(f".{kind.extension}")
    assert stem != name
    assert 0 < len(stem) <= LONGEST_NAME
    assert not stem.startswith((".", " "))
    assert not set(stem) & set('/\\<>:"|?*%;\r\n\0')
    assert not any(unicodedata.category(one)[0] == "C" for one in name)
    assert name_of(name, kind) == name


@pytest.mark.parametrize(
    "url",
    [
        "http://www.zwolle.nl/",
        "javascript:alert(1)",
        "data:text/html,x",
        "//zwolle.nl/",
        "https://anna:geheim@zwolle.nl/",
        "https://zwolle.nl@evil.example/",
        "https:///pad",
        "https://localhost/",
        "https://zwolle.nl\\@evil.example/",
        "https://zwolle.nl/a b",
        "https://zwolle.nl/\u202e",
        "https://zw\u043elle.nl/",
        "https://zwolle.nl:bad/",
        "https://[::1",
        "https://zwolle.nl/<script>",
        "https://zwolle.nl/" + "a" * 1000,
        "",
    ],
)
def test_a_link_is_https_to_a_name_without_a_way_to_sign_in(url: str) -> None:
    with pytest.raises(RuleBroken):
        check_link("Het voorstel", url)


def test_a_link_is_kept_as_it_is_with_the_host_that_it_leads_to() -> None:
    link = check_link(" Het\u202e voorstel ", " https://raad.zwolle.nl:8443/a?b=c#d ")
    assert (link.title, link.url) == ("Het voorstel", "https://raad.zwolle.nl:8443/a?b=c#d")
    assert host_of(link.url) == "raad.zwolle.nl"
    with pytest.raises(RuleBroken):
        check_link("\u200b ", "https://zwolle.nl/")


def test_places_and_space_run_out() -> None:
    assert free_slot(frozenset({1, 3}), 3) == 2
    with pytest.raises(RuleBroken, match="al 3 bijlagen"):
        free_slot(frozenset({1, 2, 3}), 3)
    check_total(1, MEGABYTE - 1, 1)
    with pytest.raises(RuleBroken, match="hoogstens 1 MB"):
        check_total(2, MEGABYTE - 1, 1)


def test_a_size_is_said_in_words() -> None:
    assert [str(size_in_words(size)) for size in (1, 2048, MEGABYTE, 10 * MEGABYTE)] == [
        "1 kB",
        "2 kB",
        "1 MB",
        "10 MB",
    ]
