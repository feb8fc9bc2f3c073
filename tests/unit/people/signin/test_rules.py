"""Which addresses one may be led back to, how long a session lasts, and how a place is called."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemportal.kernel.errors import TooMany
from gemportal.people.signin import rules
from gemportal.people.signin.rules import Bucket
from gemportal.settings.rules import KEYS


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
    "/x?q=\\", "/x?q=\n", "/x#\u2029", "/x?q=\u0378", "/x?q=\ue000", "/x?q=\U000e0001", "/" + "a" * 2000,
    "/\uff0fevil.example", "/\uff3cevil.example", "\uff0f\uff0fevil.example", "/%ef%bc%8fevil.example", "?naar=//evil.example",
    "#//evil.example", "//[::1]/x", "/" + "a" * 3000, "/%2525252525252fevil.example", "/\ud800x", "//", "/\\", "\\",
]  # fmt: skip


def test_a_way_back_may_be_two_thousand_characters_long() -> None:
    assert rules.local_address("/" + "a" * 1999)


@pytest.mark.parametrize("address", ELSEWHERE)
def test_redirect_targets_stay_on_this_origin(address: str | None) -> None:
    assert rules.local_address(address) is None


@given(st.text(alphabet="/\\.%2f5cC@:?#\t\n ehtpsx\uff0f", max_size=14))
def test_no_way_back_ever_leaves_this_origin(text: str) -> None:
    found = rules.local_address(text)
    assert found is None or (found.startswith("/") and found[1:2] not in {"/", "\\"} and "\\" not in found)


@pytest.mark.parametrize(
    ("address", "network", "line"),
    [
        ("203.0.113.77", "203.0.113.0/24", "203.0.113.77/32"),
        ("2001:db8:1:2:3::4", "2001:db8:1::/48", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.77", "203.0.113.0/24", "203.0.113.77/32"),
        ("fe80::1%eth0", "fe80::/48", "fe80::/64"),
        ("geen adres", "", ""),
        (None, "", ""),
    ],
)
def test_a_network_is_named_without_pointing_at_a_desk(address: str | None, network: str, line: str) -> None:
    assert rules.shortened(address) == network
    assert rules.line_of(address) == line


def test_a_device_is_called_by_its_browser_and_system() -> None:
    assert rules.device("Firefox", "Ubuntu", None) == rules.Device("Firefox, Ubuntu", "")
    assert rules.device("Firefox", None, "203.0.113.77").network == "203.0.113.0/24"
    assert rules.device("Firefox", None, None).description == "Firefox"
    assert rules.device("a\nb", None, None).description == ""
    assert len(rules.device("x" * 500, "y" * 500, None).description) == 80


def test_an_office_has_shorter_limits_than_a_mandate() -> None:
    values = {key: setting.default for key, setting in KEYS.items()}
    mandate, office = (
        rules.Limits(timedelta(hours=2), timedelta(hours=12)),
        rules.Limits(timedelta(minutes=30), timedelta(hours=8)),
    )
    assert rules.limits(values, "") == rules.limits(values, "m1 m2") == mandate
    assert rules.limits(values, "o3") == rules.limits(values, "m1 o3") == office


def test_rights_are_the_same_in_any_order() -> None:
    assert rules.rights(["o2", "m11", "m3"]) == rules.rights(["m3", "m11", "o2"])
    assert rules.rights(["o2", "m1"]).split() == ["m1", "o2"]
    assert rules.rights(["m1"]) != rules.rights(["m1", "o1"]) != rules.rights([]) == ""


def test_every_bucket_needs_room() -> None:
    one, two = Bucket(b"1", 1), Bucket(b"2", 2)
    rules.check_room([one, two], {b"2": 1})
    rules.check_room([], {})
    for counts in ({b"1": 1}, {b"2": 2}, {b"2": 3}):
        with pytest.raises(TooMany, match="te veel pogingen"):
            rules.check_room([one, two], counts)
