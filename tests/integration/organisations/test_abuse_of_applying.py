"""What applying must not allow: flooding, peeping, deciding for oneself, confirming by a glance."""

import hashlib
import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from gemportal.kernel import db
from gemportal.kernel.actor import NOBODY, Office, clock_for
from gemportal.kernel.errors import NotAllowed, RuleBroken, TooMany
from gemportal.kernel.tokens import digest_of
from gemportal.organisations.applying import acts, queries, rules
from gemportal.organisations.applying.models import Application
from gemportal.organisations.applying.rules import ApplicationStatus
from tests.factories.applications import FILLED_IN, WHO, apply, letters, rows, waiting
from tests.factories.members import (
    KAMPEN,
    URK,
    ZWOLLE,
    both_roles,
    coordinator,
    municipality,
    officer,
    representative,
)
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.time import StoppedClock

TODAY = date(2026, 3, 2)


def test_abuse_24_opening_the_link_confirms_nothing(house: House, client: StrictClient) -> None:
    apply(house, municipality(house, KAMPEN), link="abc")
    for _ in range(3):
        client.get("/aanmelding/abc")
        assert client.response.status_code == 200
    assert house.ask(queries.held_by, digest_of("abc")).status is ApplicationStatus.UNCONFIRMED
    assert house.ask(queries.confirmed) == []


@pytest.mark.parametrize("name", ["Kanarie\u200b de Vries", "\u202eseirV ed", "K" * 121])
def test_abuse_24_whoever_applies_is_called_as_whoever_is_invited(house: House, name: str) -> None:
    """Else a coordinator lets somebody in whose name no invitation takes, and cannot."""
    municipality(house, KAMPEN)
    with pytest.raises(RuleBroken, match="geen naam"):
        house.perform(acts.apply, NOBODY, replace(WHO, name=name), digest_of("t"), "https://voorbeeld", code=KAMPEN)


def test_abuse_23_only_the_digest_of_a_link_is_kept(house: House, client: StrictClient) -> None:
    municipality(house, KAMPEN)
    client.get(f"/gemeenten/{KAMPEN}/lid-worden")
    client.submit("main form", FILLED_IN)
    (link,) = re.findall(r"/aanmelding/([\w-]+)", letters(house)[0].body)
    kept = house.ask(lambda: db.session().scalar(sa.select(Application.token_hash)))
    assert kept == hashlib.sha256(link.encode()).digest()
    for wrong in (link[:-1], kept.hex(), "x", link.swapcase()):
        client.get(f"/aanmelding/{wrong}")
        assert client.response.status_code == 404


def test_abuse_nobody_floods_an_address_or_an_organisation(house: House, clock: StoppedClock) -> None:
    """Nor learns from the answer that somebody applied."""
    municipality(house, KAMPEN), municipality(house, URK)
    for place in range(4):
        apply(house, KAMPEN, link=f"a{place}")
    assert (rows(house), len(letters(house))) == (rules.MOST_FROM_AN_ADDRESS, rules.MOST_FROM_AN_ADDRESS)
    for place in range(8):
        apply(house, KAMPEN, link=f"b{place}", email=f"n{place}@kampen.example")
    assert rows(house) == rules.MOST_FOR_AN_ORGANISATION
    apply(house, URK, link="c", email="n@urk.example")
    for place in range(8):
        apply(house, None, link=f"d{place}", email=f"p{place}@gas.example", partner_name="Gas en licht")
    assert rows(house) == 2 * rules.MOST_FOR_AN_ORGANISATION + 1


def test_abuse_nobody_makes_the_portal_write_to_many_strangers(house: House, clock: StoppedClock) -> None:
    """Each under a name of its own, from an address of its own."""
    for place in range(rules.MOST_IN_AN_HOUR):
        apply(house, None, link=f"e{place}", email=f"s{place}@else.example", partner_name=f"Partner {place}")
    with pytest.raises(TooMany):
        apply(house, None, link="f", email="one@more.example", partner_name="Nog een")
    assert (rows(house), len(letters(house))) == (rules.MOST_IN_AN_HOUR, 50)
    clock.advance(hours=1)
    apply(house, None, link="f", email="one@more.example", partner_name="Nog een")
    assert rows(house) == rules.MOST_IN_AN_HOUR + 1


def test_abuse_16_only_a_coordinator_of_others_decides(house: House, clock: StoppedClock) -> None:
    number = waiting(house)
    deciding: tuple[tuple[Any, ...], ...] = (
        (acts.grant_application, number, TODAY, "besluit"),
        (acts.decline_application, number, "nee"),
        (acts.invite_to_apply, KAMPEN, "a@b.example", "https://x"),
    )
    strangers = [officer(house, office) for office in Office if office is not Office.COORDINATOR]
    own = both_roles(house, KAMPEN)
    for actor in (NOBODY, representative(house, ZWOLLE), own, clock_for("organisations:merge"), *strangers):
        for act, *values in deciding:
            with pytest.raises(NotAllowed):
                house.perform(act, actor, *values)
    for actor in (NOBODY, coordinator(house), representative(house, ZWOLLE)):
        with pytest.raises(NotAllowed):
            house.perform(acts.forget_application, actor, str(number))
    with pytest.raises(NotAllowed):
        apply_as_the_clock(house)
    assert rows(house) == 1


def apply_as_the_clock(house: House) -> None:
    house.perform(acts.apply, clock_for("organisations:merge"), WHO, b"z", "https://x", code=URK)


def test_abuse_19_an_application_is_nowhere_in_public(house: House, client: StrictClient, clock: StoppedClock) -> None:
    municipality(house, URK)
    number = waiting(house)
    waiting(house, None, link="p", email="p@gas.example", partner_name="Kanarie Gas")
    apply(house, URK, link="u", email="u@urk.example")
    addresses = [
        "/",
        "/gemeenten",
        "/gemeenten?q=Kanarie",
        f"/gemeenten/{KAMPEN}",
        f"/gemeenten/{KAMPEN}/lid-worden",
        f"/gemeenten/{URK}",
        "/register",
        "/wie-mag-wat",
        "/privacy",
        f"/leden/aanmeldingen/{number}",
    ]
    for address in addresses:
        client.get(address, follow_redirects=True)
        assert "Kanarie" not in client.response.text.replace("q=Kanarie", "").replace('value="Kanarie"', "")
        assert WHO.email not in client.response.text
    house.perform(acts.grant_application, coordinator(house), number, TODAY, "besluit B-2026-001")
    for address in addresses[:-1]:
        client.get(address, follow_redirects=True)
        assert WHO.name not in client.response.text
        assert WHO.email not in client.response.text
