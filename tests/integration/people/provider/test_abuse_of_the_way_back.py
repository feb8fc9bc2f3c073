"""Abuse 23, 24, 27, 29 and 31, on the way to the provider and back."""

from datetime import timedelta
from urllib.parse import parse_qs, quote, urljoin, urlsplit

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from gemportal.kernel import clock, db
from gemportal.kernel.actor import NOBODY
from gemportal.people.models import Invitation
from gemportal.people.provider.models import ProviderLink
from gemportal.people.signin.models import SignIn
from tests.factories import members
from tests.factories import provider as going
from tests.factories.members import KAMPEN, ZWOLLE
from tests.factories.people import person_with_mandate, signed_in
from tests.integration.access.test_abuse_of_reading import PAYLOADS
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.page import Page
from tests.support.provider import Liar, RealProvider
from tests.support.time import StoppedClock

BACK = "/aanmelden/organisatie/terug"


def test_abuse_23_an_answer_counts_in_the_browser_that_asked_for_it_once(
    client: StrictClient, other: StrictClient, house: House, provider: RealProvider
) -> None:
    going.link(house, members.representative(house, ZWOLLE), provider.issuer, "z-20")
    provider.knows("z-20")
    answer = provider.vouches(going.leave(client), "z-20")
    other.get(answer)
    going.refused(other, house)
    going.leave(other)
    other.get(answer)
    going.refused(other, house)
    client.get(answer, follow_redirects=True)
    assert client.address == "/mijn"
    client.get(answer)
    assert client.response.status_code == 409
    assert going.sessions(house) == 1


def test_abuse_23_a_cookie_of_before_does_not_revive_the_answer(
    app: Flask, client: StrictClient, house: House, provider: RealProvider
) -> None:
    going.link(house, members.representative(house, ZWOLLE), provider.issuer, "z-21")
    provider.knows("z-21")
    answer = provider.vouches(going.leave(client), "z-21")
    before = client.get_cookie("gemportal")
    client.get(answer, follow_redirects=True)
    thief = going.browser(app)
    thief.set_cookie("gemportal", before.value if before else "")
    thief.get(answer)
    assert thief.response.status_code == 409
    assert going.sessions(house) == 1


@pytest.mark.parametrize(
    "state", ["", "state=", "state=null", "state=%00x", "state[]=x", "state=%C3%A9", "state=x&state=y"]
)
def test_abuse_23_without_its_state_an_answer_is_worth_nothing(
    client: StrictClient, house: House, liar: Liar, linked: str, state: str
) -> None:
    liar.vouches(going.leave(client))
    assert client.get(f"{BACK}?code=a-code&{state}").status_code in {400, 409}
    assert (liar.asked, going.sessions(house)) == ([], 0)


@pytest.mark.parametrize(
    "more", [{"iss": "https://login.evil.example"}, {"code": ""}, {"code": "", "error": "access_denied"}]
)
def test_abuse_23_an_answer_of_another_provider_or_without_a_code_signs_nobody_in(
    client: StrictClient, house: House, liar: Liar, linked: str, more: dict[str, str]
) -> None:
    answer = liar.vouches(going.leave(client), **more)
    client.get(answer)
    assert client.response.status_code == 409
    assert not liar.asked
    client.get(answer.replace("code=&", "code=a-code&"))
    assert client.response.status_code == 409
    assert not liar.asked


def test_who_says_no_at_the_provider_is_told_what_to_do(
    client: StrictClient, house: House, provider: RealProvider
) -> None:
    client.get(provider.denies(going.leave(client)))
    going.refused(client, house)


def test_abuse_23_an_answer_that_comes_too_late_is_refused(
    client: StrictClient, house: House, liar: Liar, clock: StoppedClock
) -> None:
    going.link(house, members.representative(house, ZWOLLE), liar.issuer, "jan")
    answer = liar.vouches(going.leave(client))
    clock.advance(minutes=10)
    client.get(answer)
    assert "verlopen" in client.page.main.text
    going.refused(client, house)
    assert not liar.asked


def test_abuse_23_an_acceptance_that_comes_too_late_is_refused(
    client: StrictClient, house: House, liar: Liar, clock: StoppedClock
) -> None:
    liar.claims = {"sub": "jan", "email": "jan@zwolle.example", "email_verified": True}
    going.invited(house, "jan@zwolle.example")
    client.get(liar.vouches(going.leave(client)), follow_redirects=True)
    clock.advance(minutes=10)
    client.submit()
    assert client.response.status_code == 409
    assert going.sessions(house) == 0


def test_abuse_23_a_revoked_or_expired_invitation_is_not_revived(
    app: Flask, client: StrictClient, house: House, provider: RealProvider
) -> None:
    token = going.invited(house, "jan@zwolle.example")
    provider.knows("jan-22", email="jan@zwolle.example", email_verified=True)
    through = going.browser(app)
    going.through(through, provider, "jan-22", f"/uitnodiging/{token}")
    going.through(client, provider, "jan-22")
    assert client.address == "/aanmelden/organisatie/uitnodiging"
    number = house.ask(lambda: db.session().scalar(sa.select(Invitation.id))) or 0
    house.perform(going.people.revoke_invitation, members.coordinator(house), number)
    for visitor in (client, through):
        visitor.submit()
        assert visitor.response.status_code == 409
    assert going.sessions(house) == 0


def test_abuse_24_coming_back_accepts_and_links_nothing_by_itself(
    app: Flask, client: StrictClient, house: House, provider: RealProvider
) -> None:
    """The way back is a GET by the protocol: it may let somebody in who is linked, and begins nothing."""
    going.invited(house, "jan@zwolle.example")
    provider.knows("jan-23", email="jan@zwolle.example", email_verified=True)
    going.through(client, provider, "jan-23")
    client.get("/aanmelden/organisatie/uitnodiging")
    kampen = signed_in(app, person_with_mandate(app, KAMPEN))
    kampen.get(provider.vouches(going.leave(kampen, "/mijn/organisatie-account"), "jan-23"), follow_redirects=True)
    kampen.get("/mijn/organisatie-account")
    used = sa.select(sa.func.count()).where(Invitation.used_at.is_not(None))
    links = sa.select(sa.func.count()).select_from(ProviderLink)
    assert house.ask(lambda: (db.session().scalar(used), db.session().scalar(links))) == (0, 0)


def test_abuse_24_leaving_needs_the_token_of_the_form(app: Flask, client: StrictClient, provider: RealProvider) -> None:
    client.get("/aanmelden")
    assert client.post("/aanmelden/organisatie").status_code == 400
    assert client.get("/aanmelden/organisatie").status_code == 405
    zwolle = signed_in(app, person_with_mandate(app, ZWOLLE))
    for action in ("", "/koppelen", "/ontkoppelen"):
        assert zwolle.post(f"/mijn/organisatie-account{action}").status_code == 400


def test_abuse_27_the_session_changes_and_keeps_nothing_of_before(
    app: Flask, client: StrictClient, house: House, provider: RealProvider
) -> None:
    going.link(house, members.representative(house, ZWOLLE), provider.issuer, "z-24")
    provider.knows("z-24")
    address = going.leave(client)
    with client.session_transaction() as session:
        session["planted"] = "by somebody else"
    client.get(provider.vouches(address, "z-24"), follow_redirects=True)
    with client.session_transaction() as session:
        assert "planted" not in session
        assert not [name for name in session if name.startswith("provider")]
    first = client.get_cookie("gemportal")
    client.submit(".site-header form")
    thief = going.browser(app)
    thief.set_cookie("gemportal", first.value if first else "")
    assert thief.get("/mijn").status_code == 303


def test_abuse_27_the_session_that_was_here_dies_when_another_signs_in(
    app: Flask, client: StrictClient, house: House, provider: RealProvider
) -> None:
    going.link(house, members.representative(house, ZWOLLE), provider.issuer, "z-25")
    provider.knows("z-25")
    address = going.leave(client)
    kampen = person_with_mandate(app, KAMPEN)
    departure = client.get_cookie("gemportal")
    with client.session_transaction() as session:
        kept = {name: value for name, value in session.items() if name.startswith("provider")}
    client.get("/aanmelden")
    client.submit("main form.form", {"email": kampen, "password": members.PASSWORD})
    before = client.get_cookie("gemportal")
    with client.session_transaction() as session:
        session.update(kept)
    client.get(provider.vouches(address, "z-25"), follow_redirects=True)
    assert "namens Zwolle" in client.page.one(".site-header").text
    thief = going.browser(app)
    thief.set_cookie("gemportal", before.value if before else "")
    assert thief.get("/mijn").status_code == 303
    assert departure is not None


def test_abuse_27_an_account_is_linked_to_who_asked_for_it_only(
    app: Flask, client: StrictClient, house: House, provider: RealProvider
) -> None:
    zwolle = signed_in(app, person_with_mandate(app, ZWOLLE))
    kampen = signed_in(app, person_with_mandate(app, KAMPEN))
    provider.knows("z-26")
    answer = provider.vouches(going.leave(zwolle, "/mijn/organisatie-account"), "z-26")
    with zwolle.session_transaction() as session:
        kept = session["provider-departure"]
    with kampen.session_transaction() as session:
        session["provider-departure"] = kept
    kampen.get(answer)
    assert kampen.response.status_code == 409
    assert "als iemand anders" in kampen.page.main.text


def test_who_links_long_after_signing_in_shows_first_who_they_are(
    app: Flask, house: House, provider: RealProvider
) -> None:
    zwolle = signed_in(app, person_with_mandate(app, ZWOLLE))
    long_ago = sa.update(SignIn).values(proven_at=clock.now() - timedelta(hours=1))
    house.perform(lambda actor: db.session().execute(long_ago), NOBODY)
    zwolle.get("/mijn/organisatie-account")
    zwolle.submit('form[action*="koppelen"]')
    assert zwolle.address == "/mijn/beveiliging/bevestigen?naar=/mijn/organisatie-account"
    zwolle.submit(values={"password": members.PASSWORD})
    assert zwolle.address == "/mijn/organisatie-account"
    going.leave(zwolle, "/mijn/organisatie-account")


@pytest.mark.parametrize("forged", [{"Host": "evil.example"}, {"X-Forwarded-Host": "evil.example"}])
def test_abuse_29_where_the_provider_sends_people_back_comes_from_the_configuration(
    client: StrictClient, liar: Liar, forged: dict[str, str]
) -> None:
    client.get("/aanmelden")
    token = client.page.one("main form.form:not([data-passkey]) input[name=csrf_token]")["value"]
    cookie = client.get_cookie("gemportal")
    headers = {**forged, "Cookie": f"gemportal={cookie.value if cookie else ''}"}
    plain = FlaskClient(client.application, use_cookies=False)
    answer = plain.post("/aanmelden/organisatie", data={"csrf_token": token}, headers=headers)
    asked = parse_qs(urlsplit(Page(answer.text).one(going.AT_THE_PROVIDER)["href"]).query)
    assert asked["redirect_uri"] == [f"http://localhost{BACK}"]
    assert asked["code_challenge_method"] == ["S256"]
    assert "evil" not in answer.text


def test_abuse_31_after_the_provider_one_stays_on_this_origin(
    app: Flask, house: House, liar: Liar, linked: str
) -> None:
    visitor = going.browser(app)
    for payload in PAYLOADS:
        visitor.delete_cookie("gemportal")
        visitor.get(liar.vouches(going.leave(visitor, f"/aanmelden?naar={quote(payload, safe='')}")))
        assert visitor.response.status_code == 303, payload
        landed = urlsplit(urljoin("http://localhost/x", visitor.response.location.replace("\\", "/")))
        assert (landed.scheme, landed.netloc) == ("http", "localhost"), payload
        assert not visitor.response.location.startswith(("//", "/\\")), payload


def test_abuse_31_a_long_address_to_return_to_is_forgotten_and_the_cookie_fits(
    client: StrictClient, liar: Liar, linked: str
) -> None:
    client.get(liar.vouches(going.leave(client, f"/aanmelden?naar=/register%3Fact={'é' * 490}")), follow_redirects=True)
    assert client.address.startswith("/register")
    client.submit(".site-header form")
    client.get(liar.vouches(going.leave(client, f"/aanmelden?naar=/register%3Fact={'é' * 900}")), follow_redirects=True)
    assert client.address == "/mijn"
