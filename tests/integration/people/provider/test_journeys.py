"""Signing in, accepting and linking, against a provider that behaves."""

import pytest
import sqlalchemy as sa
from flask import Flask

from gemportal.kernel import db, outbox
from gemportal.kernel.actor import Office
from gemportal.people import standing
from gemportal.people.models import Person
from gemportal.people.provider import queries
from gemportal.people.provider.models import ProviderLink
from gemportal.people.signin.models import SignIn
from gemportal.people.signin.rules import Way
from gemportal.register.models import Entry
from tests.factories import members
from tests.factories import provider as going
from tests.factories.members import KAMPEN, ZWOLLE
from tests.factories.people import office_holder, person_with_mandate, sign_in, signed_in
from tests.support import provider as providers
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.provider import RealProvider

JAN = "jan@zwolle.example"


def rows(house: House, kind: type[db.Base]) -> int:
    return house.ask(lambda: db.session().scalar(sa.select(sa.func.count()).select_from(kind))) or 0


def letters(house: House) -> list[outbox.Letter]:
    found: list[outbox.Letter] = []
    house.ask(outbox.send_due, found.append)
    return found


def test_a_newcomer_accepts_by_the_address_that_the_provider_vouches_for(
    client: StrictClient, house: House, provider: RealProvider
) -> None:
    going.invited(house, JAN)
    provider.knows("jan-1", email="Jan@Zwolle.example", email_verified=True, cbs_code="GM0193")
    entries = rows(house, Entry)
    going.through(client, provider, "jan-1")
    assert client.address == "/aanmelden/organisatie/uitnodiging"
    assert (rows(house, Entry), house.ask(standing.credentials, JAN)) == (entries, None)
    assert "Zwolle" in client.page.main.text
    assert JAN in client.page.main.text
    client.submit()
    assert client.address == "/mijn"
    assert "Welkom" in client.page.main.text
    assert "namens Zwolle" in client.page.one(".site-header").text
    assert rows(house, Entry) == entries + 1
    person = house.ask(lambda: db.session().scalars(sa.select(Person).where(Person.email == JAN)).one())
    assert (person.name, person.password_hash) == ("Jan Jansen", None)
    session = house.ask(lambda: db.session().scalars(sa.select(SignIn).where(SignIn.person_id == person.id)).one())
    assert (session.way, session.factor_at) == (Way.PROVIDER, None)


def test_who_is_linked_signs_in_again_and_comes_where_they_were_going(
    client: StrictClient, house: House, provider: RealProvider
) -> None:
    going.invited(house, JAN)
    provider.knows("jan-2", email=JAN, email_verified=True)
    going.through(client, provider, "jan-2")
    client.submit()
    client.submit(".site-header form")
    provider.knows("jan-2", email="another@zwolle.example")
    going.through(client, provider, "jan-2", "/aanmelden?naar=/initiatieven/nieuw")
    assert client.address == "/initiatieven/nieuw"


def test_several_capacities_are_chosen_from_as_after_a_password(
    client: StrictClient, house: House, provider: RealProvider
) -> None:
    going.invited(house, JAN)
    going.invited(house, JAN, KAMPEN)
    provider.knows("jan-3", email=JAN, email_verified=True)
    going.through(client, provider, "jan-3", "/aanmelden?naar=/register")
    assert "Kampen" in client.page.main.text
    client.submit()
    assert client.address == "/namens?naar=/register"


def test_a_holder_of_the_link_accepts_with_an_account_of_any_address(
    client: StrictClient, house: House, provider: RealProvider
) -> None:
    token = going.invited(house, "jan.thuis@example.nl")
    going.invited(house, "jan.thuis@example.nl", KAMPEN)
    provider.knows("jan-4", preferred_username="jjansen")
    going.through(client, provider, "jan-4", f"/uitnodiging/{token}")
    assert client.address == "/aanmelden/organisatie/uitnodiging"
    assert "jjansen" in client.page.main.text
    assert "Kampen" not in client.page.main.text
    client.submit(values={"named_in_public": True})
    assert client.address == "/mijn"
    client.get(f"/uitnodiging/{token}")
    assert client.response.status_code == 409
    assert house.ask(standing.credentials, "jan.thuis@example.nl") is not None


def test_who_is_linked_accepts_a_second_invitation_to_their_own_address_only(
    client: StrictClient, other: StrictClient, house: House, provider: RealProvider
) -> None:
    zwolle = members.representative(house, ZWOLLE)
    going.link(house, zwolle, provider.issuer, "zwolle-1")
    provider.knows("zwolle-1")
    theirs = going.invited(house, members.email_of(ZWOLLE), KAMPEN)
    anothers = going.invited(house, "iemand@kampen.example", KAMPEN)
    going.through(client, provider, "zwolle-1", f"/uitnodiging/{anothers}")
    assert client.response.status_code == 409
    assert "ander e-mailadres" in client.page.main.text
    going.through(other, provider, "zwolle-1", f"/uitnodiging/{theirs}")
    other.submit()
    assert other.address == "/namens"
    assert len(house.ask(standing.choices, zwolle.person_id)) == 2


def test_somebody_unknown_is_told_so_and_nothing_is_kept(
    client: StrictClient, house: House, provider: RealProvider
) -> None:
    provider.knows("stranger", email="vreemd@example.nl", email_verified=True, cbs_code="GM0193")
    going.through(client, provider, "stranger")
    assert client.response.status_code == 409
    assert "uitnodiging van een coördinator nodig" in client.page.main.text
    assert (rows(house, Person), rows(house, ProviderLink), rows(house, SignIn)) == (0, 0, 0)
    client.follow(".site-header a[href='/aanmelden']")
    assert client.address == "/aanmelden"
    client.get("/mijn")
    assert client.response.status_code == 303
    client.get("/aanmelden/organisatie/uitnodiging")
    assert client.response.status_code == 409


@pytest.mark.parametrize("claims", [{}, {"email_verified": False}, {"email_verified": "true"}, {"email_verified": 1}])
def test_an_address_that_nobody_vouches_for_opens_no_invitation(
    client: StrictClient, house: House, provider: RealProvider, claims: dict[str, object]
) -> None:
    going.invited(house, JAN)
    provider.knows("liar", email=JAN, **claims)
    going.through(client, provider, "liar")
    assert client.response.status_code == 409
    assert house.ask(standing.credentials, JAN) is None


def test_an_unverified_address_counts_only_where_the_configuration_says_so(
    app: Flask, client: StrictClient, house: House, running_provider: RealProvider
) -> None:
    going.invited(house, JAN)
    running_provider.knows("entra", email=JAN)
    with providers.connected(app, running_provider.issuer, OIDC_TRUSTS_EMAIL=True):
        going.through(client, running_provider, "entra")
        assert client.address == "/aanmelden/organisatie/uitnodiging"


def test_an_address_never_lets_anybody_in_as_somebody_who_is_here_already(
    app: Flask, client: StrictClient, other: StrictClient, house: House, running_provider: RealProvider
) -> None:
    """Whatever the provider vouches for, and however much of it the configuration believes."""
    email = person_with_mandate(app, ZWOLLE)
    token = going.invited(house, email, KAMPEN)
    running_provider.knows("thief", email=email, email_verified=True)
    with providers.connected(app, running_provider.issuer, OIDC_TRUSTS_EMAIL=True):
        for visitor, page in ((client, "/aanmelden"), (other, f"/uitnodiging/{token}")):
            going.through(visitor, running_provider, "thief", page)
            assert visitor.response.status_code == 409
            assert "Meld u dan eerst aan met uw wachtwoord" in visitor.page.main.text
            visitor.get("/mijn")
            assert visitor.response.status_code == 303
    assert rows(house, ProviderLink) == 0


def test_linking_while_signed_in_and_signing_in_with_it(
    app: Flask, other: StrictClient, house: House, provider: RealProvider
) -> None:
    email = person_with_mandate(app, ZWOLLE)
    zwolle = signed_in(app, email)
    provider.knows("z-5", email="z@zwolle.example", cbs_code=193)
    address = going.leave(zwolle, "/mijn/organisatie-account")
    assert "prompt=login" in address
    zwolle.get(provider.vouches(address, "z-5"), follow_redirects=True)
    assert zwolle.address == "/mijn/organisatie-account"
    assert "z@zwolle.example" in zwolle.page.main.text
    assert rows(house, ProviderLink) == 0
    zwolle.submit()
    assert "is gekoppeld" in zwolle.page.main.text
    letter = letters(house)[0]
    assert (letter.to, "z@zwolle.example" in letter.body) == (email, True)
    assert "http://localhost/mijn/organisatie-account" in letter.body
    going.through(other, provider, "z-5")
    assert other.address == "/mijn"
    zwolle.get("/mijn/organisatie-account")
    assert "GM0193" in zwolle.page.main.text
    zwolle.post(
        "/mijn/organisatie-account", data={"csrf_token": zwolle.page.all("main input[name=csrf_token]")[0]["value"]}
    )
    assert zwolle.response.status_code == 409


def test_unlinking_ends_what_the_account_opened_elsewhere(
    app: Flask, other: StrictClient, house: House, provider: RealProvider
) -> None:
    zwolle = members.representative(house, ZWOLLE)
    going.link(house, zwolle, provider.issuer, "z-6")
    provider.knows("z-6")
    going.through(other, provider, "z-6")
    letters(house)
    own = signed_in(app, members.email_of(ZWOLLE))
    own.get("/mijn/organisatie-account")
    own.submit("main form")
    assert "ontkoppeld" in own.page.main.text
    other.get("/mijn")
    assert other.response.status_code == 303
    own.get("/mijn")
    assert own.response.status_code == 200
    assert "niet meer aanmelden" in letters(house)[0].body
    going.through(other, provider, "z-6")
    assert other.response.status_code == 409


def test_the_only_way_in_is_not_unlinked(client: StrictClient, house: House, provider: RealProvider) -> None:
    going.invited(house, JAN)
    provider.knows("jan-7", email=JAN, email_verified=True)
    going.through(client, provider, "jan-7")
    client.submit()
    client.get("/mijn/organisatie-account")
    assert not client.page.all("main form")
    token = client.page.one(".site-header input[name=csrf_token]")["value"]
    client.post("/mijn/organisatie-account/ontkoppelen", data={"csrf_token": token})
    assert client.response.status_code == 409
    assert "geen wachtwoord" in client.page.main.text
    assert rows(house, ProviderLink) == 1


def test_an_account_belongs_to_one_person(app: Flask, house: House, provider: RealProvider) -> None:
    going.link(house, members.representative(house, ZWOLLE), provider.issuer, "z-8")
    provider.knows("z-8")
    kampen = signed_in(app, person_with_mandate(app, KAMPEN))
    kampen.get(provider.vouches(going.leave(kampen, "/mijn/organisatie-account"), "z-8"), follow_redirects=True)
    kampen.submit()
    assert kampen.response.status_code == 409
    assert "iemand anders" in kampen.page.main.text
    assert rows(house, ProviderLink) == 1


def test_a_coordinator_sees_from_where_somebody_signs_in_when_that_is_elsewhere(
    app: Flask, house: House, provider: RealProvider
) -> None:
    members.municipality(house, KAMPEN)
    zwolle = members.representative(house, ZWOLLE)
    going.link(house, zwolle, provider.issuer, "z-9")
    coordinator = signed_in(app, office_holder(app, Office.COORDINATOR))
    for code, shown in (("0166", "meldt zich aan vanuit Kampen (GM0166)"), ("9999", "vanuit GM9999"), ("GM0193", None)):
        provider.knows("z-9", cbs_code=code)
        visitor = going.browser(app)
        going.through(visitor, provider, "z-9")
        assert "namens Zwolle" in visitor.page.one(".site-header").text
        coordinator.get("/mensen")
        assert shown is None or shown in coordinator.page.main.text
        assert ("meldt zich aan" in coordinator.page.main.text) is (shown is not None)
    assert house.ask(queries.origins, [zwolle.person_id]) == {zwolle.person_id: queries.Origin("GM0193", "Zwolle")}


def test_a_second_factor_counts_when_the_provider_proved_one_that_the_configuration_names(
    app: Flask, house: House, running_provider: RealProvider
) -> None:
    zwolle = members.representative(house, ZWOLLE)
    with providers.connected(app, running_provider.issuer, OIDC_MFA=frozenset({"mfa"})):
        going.link(house, zwolle, running_provider.issuer, "z-10")
        for methods in (["pwd"], ["pwd", "mfa"], []):
            running_provider.knows("z-10", amr=methods)
            going.through(going.browser(app), running_provider, "z-10")
        query = sa.select(SignIn.factor_at).order_by(SignIn.started_at)
        found = house.ask(lambda: db.session().scalars(query).all())
        assert [moment is not None for moment in found] == [False, True, False]


def test_who_reads_english_comes_back_in_english(client: StrictClient, house: House, provider: RealProvider) -> None:
    going.link(house, members.representative(house, ZWOLLE), provider.issuer, "z-11")
    provider.knows("z-11")
    address = going.leave(client, "/en/aanmelden?naar=/namens")
    assert "redirect_uri=http%3A%2F%2Flocalhost%2Faanmelden%2Forganisatie%2Fterug&" in address
    client.get(provider.vouches(address, "z-11"), follow_redirects=True)
    assert client.address == "/en/namens"


def test_without_a_provider_there_is_no_button_and_no_door(app: Flask, client: StrictClient, house: House) -> None:
    sign_in(client, person_with_mandate(app, ZWOLLE))
    token = client.page.all("input[name=csrf_token]")[0]["value"]
    doors = ("/aanmelden/organisatie", "/mijn/organisatie-account/koppelen", "/mijn/organisatie-account/ontkoppelen")
    for address in doors:
        assert client.post(address, data={"csrf_token": token}).status_code == 404
    for address in ("/aanmelden/organisatie/terug", "/aanmelden/organisatie/uitnodiging", "/mijn/organisatie-account"):
        assert client.get(address).status_code == 404
    client.submit(".site-header form")
    assert not client.page.all("main form[action*=organisatie]")
