"""Signing in with the account of one's own organisation, at a provider on another site."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from gemportal.kernel import clock
from gemportal.kernel.actor import MandateRole, Office
from gemportal.people import acts as people
from gemportal.people import standing
from gemportal.people.rules import digest_of, new_token
from tests.browser.conftest import Live
from tests.support import provider as providers
from tests.support.browser import Complaints, accessible
from tests.support.journeys import button, email_of, heading, link, sign_in
from tests.support.provider import LABEL, RealProvider

JAN = "jan.jansen@kampen.example"


@pytest.fixture
def provider(live: Live, complaints: Complaints) -> Iterator[RealProvider]:
    """A provider on localhost: another site than 127.0.0.1, so that cookies and the security policy are held to it."""
    with providers.running() as found, providers.connected(live.app, found.issuer):
        complaints.friends.append(found.issuer)
        yield found


def at_the_provider(page: Page, provider: RealProvider, subject: str) -> None:
    """Prove to be `subject` there, and come back."""
    page.wait_for_url(f"{provider.issuer}/**")
    page.get_by_role("textbox").fill(subject)
    page.get_by_role("button", name="Authorize").click()


def invite(live: Live, email: str) -> None:
    """A coordinator invites somebody to represent Kampen as well."""
    coordinator = live.house.ask(standing.acting_as, email_of("coordinator"), office=Office.COORDINATOR)
    live.house.perform(
        people.invite,
        coordinator,
        digest_of(new_token()),
        email,
        "Jan Jansen",
        organisation="GM0166",
        role=MandateRole.DEPUTY,
        first_day=clock.today(),
    )


def test_a_newcomer_who_was_invited_comes_in_through_the_provider(
    live: Live, page: Page, provider: RealProvider
) -> None:
    invite(live, JAN)
    provider.knows("jan", email=JAN, email_verified=True, cbs_code="GM0166")
    page.goto("/aanmelden")
    accessible(page)
    button(page, f"Aanmelden met {LABEL}").click()
    at_the_provider(page, provider, "jan")
    page.wait_for_url("**/aanmelden/organisatie/uitnodiging")
    assert heading(page) == "U bent uitgenodigd"
    accessible(page)
    button(page, "Uitnodiging aannemen").click()
    page.wait_for_url("**/mijn")
    assert "Jan Jansen" in page.inner_text("header")
    page.get_by_role("button", name="Afmelden").click()
    page.goto("/aanmelden?naar=/register")
    button(page, f"Aanmelden met {LABEL}").click()
    at_the_provider(page, provider, "jan")
    page.wait_for_url("**/register")


def test_somebody_unknown_is_told_to_get_an_invitation(page: Page, provider: RealProvider) -> None:
    provider.knows("vreemd", email="vreemd@example.nl", email_verified=True)
    page.goto("/aanmelden")
    button(page, f"Aanmelden met {LABEL}").click()
    at_the_provider(page, provider, "vreemd")
    page.wait_for_url("**/aanmelden/organisatie/terug?**")
    assert "uitnodiging van een coördinator nodig" in page.inner_text("main")
    accessible(page)


def test_an_account_is_linked_by_who_is_signed_in(page: Page, provider: RealProvider) -> None:
    provider.knows("z", email="z@zwolle.example")
    sign_in(page, "zwolle")
    link(page, f"Aanmelden met {LABEL}").click()
    accessible(page)
    button(page, f"Koppel {LABEL}").click()
    at_the_provider(page, provider, "z")
    page.wait_for_url("**/mijn/organisatie-account")
    assert heading(page) == "Is dit uw account?"
    accessible(page)
    button(page, "Ja, koppel dit account").click()
    page.get_by_text("Het account is gekoppeld").wait_for()
    accessible(page)
    page.get_by_role("button", name="Afmelden").click()
    button(page, f"Aanmelden met {LABEL}").click()
    at_the_provider(page, provider, "z")
    page.wait_for_url("**/mijn")
