"""Second steps in a real browser: an officer sets up a passkey and signs in with it alone; a member sets up an app with codes.

Chromium's virtual authenticator stands in for a finger on a phone. A passkey belongs to a name and never to a number, so the
portal is served by the name of this machine.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Page, expect

from gemportal.kernel import clock
from tests.browser.conftest import Live
from tests.support import browser, stores
from tests.support.browser import accessible
from tests.support.house import House
from tests.support.journeys import PASSWORD, button, email_of, follow, heading, link


@pytest.fixture(scope="module")
def live(demo_database: Path) -> Iterator[Live]:
    """The portal on a copy of the demo, where offices need a second step."""
    folder = stores.quick_folder()
    for name in ("demo.sqlite3", "register.key"):
        shutil.copyfile(demo_database.parent / name, folder / name)
    app = stores.make_app(f"sqlite:///{folder / 'demo.sqlite3'}", folder, SECOND_FACTOR=True)
    with browser.served(app) as address:
        named = address.replace("127.0.0.1", "localhost")
        app.config["BASE_URL"] = named
        yield Live(named, app, House(app))


def with_authenticator(page: Page) -> None:
    """Give the browser a place for passkeys, with a finger that is always there."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def give_password(page: Page, name: str) -> None:
    page.goto("/aanmelden")
    page.get_by_label("E-mailadres").fill(email_of(name))
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    button(page, "Aanmelden").click()
    page.wait_for_url(lambda url: not url.endswith("/aanmelden"))


def sign_out(page: Page) -> None:
    page.get_by_role("banner").get_by_role("button", name="Afmelden").click()
    page.wait_for_url("**/aanmelden")


def keep_recovery_codes(page: Page) -> list[str]:
    button(page, "Maak herstelcodes").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Uw herstelcodes")
    accessible(page)
    codes = page.locator("code.secret").all_inner_texts()
    follow(page, "Ik heb ze bewaard")
    return codes


def test_an_officer_sets_up_a_passkey_and_signs_in_with_it_alone(page: Page) -> None:
    with_authenticator(page)
    give_password(page, "coordinator")
    expect(page.get_by_role("banner")).not_to_contain_text("als coördinator")
    follow(page, "Voor uw rol is een tweede stap bij het aanmelden nodig")
    assert heading(page) == "Beveiliging"
    accessible(page)
    page.goto("/namens")
    assert heading(page) == "Eerst de tweede stap"
    accessible(page)
    follow(page, "Naar Beveiliging")

    follow(page, "Voeg een passkey toe")
    accessible(page)
    page.get_by_label("Naam van de passkey").fill("Laptop van het werk")
    button(page, "Maak de passkey").click()
    page.wait_for_url("**/mijn/beveiliging")
    expect(page.get_by_role("status")).to_contain_text("De passkey is toegevoegd.")
    accessible(page)
    assert len(keep_recovery_codes(page)) == 10
    follow(page, "Kies uw rol")
    page.get_by_label("coördinator van de coöperatie").check()
    button(page, "Verder").click()
    page.wait_for_url("**/mijn")
    expect(page.get_by_role("banner")).to_contain_text("als coördinator")
    page.goto("/mijn/beveiliging")
    follow(page, "Weghalen")
    accessible(page)
    button(page, "Weghalen").click()
    expect(page.get_by_role("alert")).to_contain_text("enige tweede stap")

    sign_out(page)
    accessible(page)
    button(page, "Aanmelden met een passkey").click()
    page.wait_for_url("**/mijn")
    expect(page.get_by_role("banner")).to_contain_text("als coördinator")

    sign_out(page)
    give_password(page, "coordinator")
    assert heading(page) == "De tweede stap"
    accessible(page)
    button(page, "Gebruik uw passkey").click()
    page.wait_for_url("**/mijn")
    expect(page.get_by_role("banner")).to_contain_text("als coördinator")


def test_a_member_sets_up_an_app_with_codes_and_loses_it(page: Page) -> None:
    give_password(page, "zwolle")
    link(page, "Beveiliging").click()
    button(page, "Stel een app in").click()
    page.wait_for_url("**/mijn/beveiliging/app")
    accessible(page)
    app = pyotp.TOTP(page.locator("code.secret").inner_text().replace(" ", ""))
    page.get_by_label("Code uit de app").fill("123 456")
    button(page, "Instellen").click()
    expect(page.get_by_role("alert")).to_be_focused()
    accessible(page)
    page.get_by_label("Code uit de app").fill(app.at(clock.now()))
    button(page, "Instellen").click()
    page.wait_for_url("**/mijn/beveiliging")
    codes = keep_recovery_codes(page)
    sign_out(page)

    give_password(page, "zwolle")
    assert heading(page) == "De tweede stap"
    next_code = app.at(clock.now(), counter_offset=1)
    page.get_by_label("Code").fill(f"{next_code[:3]} {next_code[3:]}")
    button(page, "Verder").click()
    page.wait_for_url("**/mijn")
    sign_out(page)

    give_password(page, "zwolle")
    page.get_by_label("Code").fill(codes[0])
    button(page, "Verder").click()
    page.wait_for_url("**/mijn")
    page.goto("/mijn/beveiliging")
    expect(page.get_by_role("main")).to_contain_text("nog 9 ongebruikte herstelcodes van de 10")


def test_a_passkey_that_gives_no_answer_may_be_asked_again(visitor: Callable[[], Page]) -> None:
    page = visitor()
    with_authenticator(page)
    page.goto("/aanmelden")
    button(page, "Aanmelden met een passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("U kunt het opnieuw proberen.")
    accessible(page)


def test_without_javascript_the_page_says_that_a_passkey_needs_it(
    visitor: Callable[[], Page], live: Live, complaints: browser.Complaints
) -> None:
    running = visitor().context.browser
    assert running is not None
    context = running.new_context(base_url=live.address, java_script_enabled=False)
    complaints.watch(context, live.address)
    page = context.new_page()
    page.goto("/aanmelden")
    expect(page.get_by_role("main")).to_contain_text("Daarvoor zijn JavaScript")
    expect(page.get_by_role("main").get_by_role("button", name="Aanmelden met een passkey")).to_be_hidden()
    context.close()
