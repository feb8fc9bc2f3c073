"""Which addresses one may be led back to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemportal.people.signin import rules


@pytest.mark.parametrize(
    "address",
    ["/", "/mijn", "/initiatieven/I-2026-001", "/initiatieven?q=a%20b&status=open", "/zoeken?q=//evil.example", "/en/mijn",
     "/gemeenten/GM0193?naar=https://a.example", "/x#y", "/caf%C3%A9", "/a b", "/@evil.example", "/x;y=1", "/a:b"],
)  # fmt: skip
def test_an_address_of_this_site_is_a_way_back(address: str) -> None:
    assert rules.local_address(address) == address


ELSEWHERE = [
    None, "", " ", "mijn", "evil.example", "https://evil.example", "http:evil.example", "https:/evil.example", "HTTPS://evil.example",
    "//evil.example", "///evil.example", "////evil.example", "/\\evil.example", "\\\\evil.example", "\\/evil.example",
    "/\\/evil.example", "/\\\\evil.example", "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x",
    "/\t/evil.example", "/\n/evil.example", "/\r\n/evil.example", "\t//evil.example", " //evil.example", "\x00//evil.example",
    "/%2f/evil.example", "/%2fevil.example", "%2f%2fevil.example", "/%2Fevil.example", "/%5cevil.example", "/%5C%5Cevil.example",
    "/%252fevil.example", "/%25252fevil.example", "/%255cevil.example", "/%09/evil.example", "/%0d%0aLocation:https://evil.example",
    "/%00", "/.//evil.example", "/..//evil.example", "/../evil", "/./x", "/%2e%2e/x", "/x//y", "/x/%2f/y", "//evil.example/%2f..",
    "///evil.example/..", "//evil.example\\@x", "//user@evil.example", "/\u2028/evil.example", "/\u200b/evil.example",
    "/\uff0fevil.example", "/\uff3cevil.example", "\uff0f\uff0fevil.example", "/%ef%bc%8fevil.example", "?naar=//evil.example",
    "#//evil.example", "//[::1]/x", "/" + "a" * 3000, "/%2525252525252fevil.example", "/\ud800x", "//", "/\\", "\\",
]  # fmt: skip


@pytest.mark.parametrize("address", ELSEWHERE)
def test_redirect_targets_stay_on_this_origin(address: str | None) -> None:
    assert rules.local_address(address) is None


@given(st.text(alphabet="/\\.%2f5cC@:?#\t\n ehtpsx\uff0f", max_size=14))
def test_no_way_back_ever_leaves_this_origin(text: str) -> None:
    found = rules.local_address(text)
    assert found is None or (found.startswith("/") and found[1:2] not in {"/", "\\"} and "\\" not in found)
