"""How support at home grows, and which links lead to a paper."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemportal.initiatives.rules import LENGTHS, Backing, Level, is_paper, paper_host
from gemportal.initiatives.support.rules import at_least, check_strengthened
from gemportal.kernel.errors import RuleBroken

PERSON, MANAGEMENT, EXECUTIVE, COUNCIL = Backing
PAPER, OTHER = "https://zwolle.example/besluit", "https://raad.example/stuk?id=1"


def test_support_goes_from_a_person_to_the_council() -> None:
    assert at_least(EXECUTIVE) == (EXECUTIVE, COUNCIL)
    assert at_least(PERSON) == tuple(Backing)


@given(before=st.sampled_from(Backing), after=st.sampled_from(Backing))
def test_support_never_becomes_weaker(before: Backing, after: Backing) -> None:
    weaker = list(Backing).index(after) < list(Backing).index(before)
    if weaker or after is before:
        with pytest.raises(RuleBroken):
            check_strengthened((before, PAPER), (after, None), Level.JOIN)
    else:
        assert check_strengthened((before, PAPER), (after, f" {OTHER} "), Level.JOIN) == OTHER


def test_stronger_support_does_not_take_the_paper_of_the_weaker() -> None:
    assert check_strengthened((MANAGEMENT, PAPER), (COUNCIL, ""), Level.JOIN) is None


def test_the_same_support_may_get_a_paper_or_another() -> None:
    assert check_strengthened((EXECUTIVE, None), (EXECUTIVE, PAPER), Level.CONTRIBUTE) == PAPER
    assert check_strengthened((EXECUTIVE, PAPER), (EXECUTIVE, OTHER), Level.CONTRIBUTE) == OTHER
    with pytest.raises(RuleBroken, match="staat er al"):
        check_strengthened((EXECUTIVE, PAPER), (EXECUTIVE, PAPER), Level.CONTRIBUTE)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "http://x.nl", "https://x.nl/" + "x" * LENGTHS["backing_url"]])
def test_a_wrong_link_is_refused(url: str) -> None:
    with pytest.raises(RuleBroken):
        check_strengthened((PERSON, None), (COUNCIL, url), Level.JOIN)


def test_who_does_not_take_part_has_nothing_to_back() -> None:
    with pytest.raises(RuleBroken, match="doet nu niet mee"):
        check_strengthened((PERSON, None), (COUNCIL, None), Level.NO)


@pytest.mark.parametrize("url", ["https://raad.zwolle.nl/stuk?id=1", "https://x.nl:8443/@college", "HTTPS://x.nl"])
def test_links_to_papers(url: str) -> None:
    assert is_paper(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://voorbeeld.nl", "javascript:alert(1)", "//zwolle.nl", "https://", "https://localhost/x", "https://.", "https://[x",
        "https://naam:geheim@x.nl", "https://zwolle.nl@boef.example", "https://zwolle.nl\\@boef.example", "https://a b.nl",
        "https://x.nl/\N{RIGHT-TO-LEFT OVERRIDE}nl", "https://x.nl:99999", "https://x.nl/\n", "ftp://x.nl", "data:text/html,x",
        "https://zw\N{CYRILLIC SMALL LETTER O}lle.nl",
    ],
)  # fmt: skip
def test_other_links(url: str) -> None:
    assert not is_paper(url)


@given(st.text(max_size=60), st.sampled_from(["", "https://", "https://x.nl", "https://x.nl@"]))
def test_what_is_shown_as_host_is_where_the_link_leads(text: str, beginning: str) -> None:
    url = beginning + text
    if is_paper(url):
        parts = urlsplit(url)
        assert (parts.scheme, parts.hostname, parts.username) == ("https", paper_host(url), None)
