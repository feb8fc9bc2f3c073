"""Another address: asked with a password, and confirmed at both mailboxes."""

import pytest
from flask import Flask

from gemportal.kernel import acts as kernel
from gemportal.kernel.actor import NOBODY, MandateRole, clock_for
from gemportal.kernel.clock import today
from gemportal.kernel.errors import NotFound, RuleBroken
from gemportal.people import acts as people
from gemportal.people import standing
from gemportal.people.account import acts, queries
from gemportal.people.policy import ERASE
from gemportal.people.privacy.acts import erase
from gemportal.people.queries import invitation
from gemportal.people.signin import queries as signin
from gemportal.people.signin.acts import sign_in as begin
from tests.factories import accounts, members
from tests.factories.accounts import ask_for, letters, link_in
from tests.factories.members import KAMPEN, PASSWORD, ZWOLLE
from tests.factories.people import person_with_mandate, signed_in
from tests.support.client import StrictClient
from tests.support.dump import places_of
from tests.support.house import House
from tests.support.time import StoppedClock

OLD, NEW = members.email_of(ZWOLLE), "nieuw@gemportal.example"


@pytest.fixture
def owner(app: Flask, clock: StoppedClock) -> StrictClient:
    return signed_in(app, person_with_mandate(app, ZWOLLE))


def ask(owner: StrictClient, email: str = NEW, current: str = PASSWORD) -> None:
    owner.get("/mijn/e-mailadres")
    owner.submit("main form.form", {"email": email, "current": current})


def confirm(house: House, token: str) -> bool:
    return house.perform(acts.confirm_email, NOBODY, accounts.digest_of(token))


def address_of(house: House, email: str) -> bool:
    return house.ask(standing.credentials, email) is not None


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_both_mailboxes_confirm_in_any_order(
    app: Flask, owner: StrictClient, client: StrictClient, house: House, order: tuple[int, int]
) -> None:
    elsewhere = signed_in(app, OLD)
    ask(owner)
    assert owner.address == "/mijn/profiel"
    assert NEW in owner.page.main.text
    sent = letters(house)
    assert [letter.to for letter in sent] == [OLD, NEW]
    assert NEW in sent[0].body
    assert OLD not in sent[1].body, "the new mailbox may be a stranger's"
    first, second = (link_in(sent[number]) for number in order)
    client.get(first)
    client.submit("main form.form")
    assert client.response.status_code == 200
    assert "bevestigd" in client.page.main.text
    assert address_of(house, OLD)
    owner.get(second)
    owner.submit("main form.form")
    assert owner.address == "/mijn/profiel"
    assert NEW in owner.page.main.text
    assert not address_of(house, OLD)
    assert elsewhere.get("/mijn").status_code == 303, "sessions elsewhere have ended"
    assert [(letter.to, letter.subject) for letter in letters(house)] == [
        (OLD, "Uw e-mailadres is gewijzigd"),
        (NEW, "Uw e-mailadres is gewijzigd"),
    ]
    signed_in(app, NEW)
    for link in (first, second):
        assert owner.get(link).status_code == 409


def test_invitations_go_along_so_that_erasing_finds_them(
    owner: StrictClient, client: StrictClient, house: House
) -> None:
    """Also one that was taken: it says by which address and name its taker was known."""
    known = house.ask(standing.credentials, OLD)
    members.member(house, KAMPEN)
    offer = {"organisation": KAMPEN, "role": MandateRole.DEPUTY, "first_day": today()}
    taken, waits = accounts.digest_of("taken"), accounts.digest_of("waits")
    coordinator = members.coordinator(house)
    house.perform(people.invite, coordinator, taken, OLD, "Zet Zwolle", **offer)
    house.perform(people.accept_invitation, NOBODY, taken, known.password_hash)
    house.perform(people.invite, coordinator, waits, OLD, "Zet Zwolle", **offer)
    letters(house)
    ask(owner)
    for letter in letters(house):
        confirm(house, link_in(letter).rpartition("/")[2])
    assert {house.ask(invitation, digest).email for digest in (taken, waits)} == {NEW}
    letters(house)
    house.perform(erase, clock_for(ERASE), str(known.person_id))
    assert house.ask(places_of, OLD, NEW) == set()


def test_confirmed_where_nobody_is_signed_in_leads_to_signing_in(
    owner: StrictClient, client: StrictClient, house: House
) -> None:
    ask(owner)
    for letter in letters(house):
        client.get(link_in(letter))
        client.submit("main form.form")
    assert client.address == "/aanmelden"
    assert owner.get("/mijn").status_code == 303, "this browser was not the one that confirmed"


def test_one_mailbox_counts_once(house: House, clock: StoppedClock) -> None:
    old, new = ask_for(house, ZWOLLE, NEW)
    assert not confirm(house, new)
    with pytest.raises(RuleBroken):
        confirm(house, new)
    assert not address_of(house, NEW)
    assert confirm(house, old)
    for token in (old, new):
        with pytest.raises(RuleBroken):
            confirm(house, token)


def test_the_old_mailbox_can_stop_it(owner: StrictClient, client: StrictClient, house: House) -> None:
    ask(owner)
    old, new = map(link_in, letters(house))
    client.get(new)
    assert not client.page.all("form[action$=tegenhouden]")
    client.submit("main form.form")
    client.get(old)
    client.submit("form[action$=tegenhouden]")
    assert client.page.heading == "Uw e-mailadres blijft zoals het was"
    assert client.page.one("main .page-top a")["href"] == "/wachtwoord-vergeten"
    for link in (old, new):
        assert client.get(link).status_code == 409
    owner.get("/mijn/profiel")
    assert NEW not in owner.page.main.text


def test_the_new_mailbox_cannot_stop_it(house: House, clock: StoppedClock) -> None:
    old, new = ask_for(house, ZWOLLE, NEW)
    with pytest.raises(NotFound):
        house.perform(acts.stop_email_change, NOBODY, accounts.digest_of(new))
    house.perform(acts.stop_email_change, NOBODY, accounts.digest_of(old))
    with pytest.raises(RuleBroken):
        house.perform(acts.stop_email_change, NOBODY, accounts.digest_of(old))


def test_links_expire_after_a_day_and_are_then_forgotten(house: House, clock: StoppedClock) -> None:
    old, new = ask_for(house, ZWOLLE, NEW)
    clock.advance(hours=24, seconds=-1)
    assert not confirm(house, old)
    clock.advance(seconds=1)
    with pytest.raises(RuleBroken):
        confirm(house, new)
    letters(house)
    with pytest.raises(NotFound):
        confirm(house, new)


def test_another_wish_replaces_the_first(house: House, clock: StoppedClock) -> None:
    first = ask_for(house, ZWOLLE, NEW)
    second = ask_for(house, ZWOLLE, "anders@gemportal.example")
    for token in first:
        with pytest.raises(RuleBroken):
            confirm(house, token)
    assert [confirm(house, token) for token in second] == [False, True]


def test_no_page_tells_who_has_an_account(owner: StrictClient, house: House) -> None:
    """Asked for an address that is free and for one that is taken: the same answer, for the same statements."""
    taken = members.email_of(KAMPEN)
    members.representative(house, KAMPEN)
    seen = []
    for email in (NEW, taken):
        owner.get("/mijn/e-mailadres")
        owner.submit("main form.form", {"email": email, "current": PASSWORD}, follow=False)
        statements = owner.statements
        owner.get("/mijn/profiel")
        sent = letters(house)
        assert [letter.to for letter in sent] == [OLD, email]
        old = link_in(sent[0])
        owner.get(old)
        token = owner.page.one("form.form input[name=csrf_token]")["value"]
        seen.append((statements, owner.response.text.replace(email, "").replace(old, "").replace(token, "")))
    assert seen[0] == seen[1]
    assert "hoort al een account" in sent[1].body
    assert "http" not in sent[1].body
    owner.submit("main form.form")
    assert owner.response.status_code == 200
    assert address_of(house, OLD)


def test_an_address_taken_meanwhile_is_not_taken_twice(house: House, clock: StoppedClock) -> None:
    of_zwolle, of_kampen = ask_for(house, ZWOLLE, NEW), ask_for(house, KAMPEN, NEW)
    assert [confirm(house, token) for token in of_zwolle] == [False, True]
    assert not confirm(house, of_kampen[0])
    with pytest.raises(RuleBroken, match="ander account"):
        confirm(house, of_kampen[1])
    assert address_of(house, members.email_of(KAMPEN))


def test_a_link_in_the_old_mailbox_is_worth_nothing_afterwards(house: House, clock: StoppedClock) -> None:
    tokens = ask_for(house, ZWOLLE, NEW)
    reset = accounts.forget(house, OLD)
    for token in tokens:
        confirm(house, token)
    with pytest.raises(RuleBroken):
        house.perform(acts.reset_password, NOBODY, accounts.digest_of(reset), "hash")


def test_it_takes_the_password(owner: StrictClient, house: House) -> None:
    ask(owner, current="een ander wachtwoord")
    assert owner.response.status_code == 422
    assert owner.page.one("input[name=email]")["value"] == NEW
    ask(owner, current="")
    assert "Vul uw wachtwoord van nu in." in owner.page.main.text
    assert letters(house) == []
    zwolle, (_, old), (_, new) = members.representative(house, ZWOLLE), accounts.link(), accounts.link()
    with pytest.raises(RuleBroken):
        house.perform(acts.ask_email_change, zwolle, "a hash of before", NEW, old, new)


@pytest.mark.parametrize("email", [OLD, OLD.upper(), "geen adres"])
def test_an_address_that_will_not_do(owner: StrictClient, house: House, email: str) -> None:
    ask(owner, email)
    assert owner.response.status_code == 409
    assert letters(house) == []


def test_three_times_an_hour(house: House, clock: StoppedClock) -> None:
    for number in range(3):
        ask_for(house, ZWOLLE, f"n{number}@gemportal.example")
    with pytest.raises(RuleBroken):
        ask_for(house, ZWOLLE, NEW)
    clock.advance(hours=1)
    ask_for(house, ZWOLLE, NEW)


def test_the_session_that_confirms_is_spared_and_no_other(house: House, clock: StoppedClock) -> None:
    zwolle, kampen = members.representative(house, ZWOLLE), members.representative(house, KAMPEN)
    for actor, token in ((zwolle, b"here"), (zwolle, b"elsewhere"), (kampen, b"of kampen")):
        house.perform(begin, NOBODY, actor.person_id or 0, members.password_hash(), token)
    old, new = ask_for(house, ZWOLLE, NEW)
    confirm(house, old)
    house.perform(acts.confirm_email, NOBODY, accounts.digest_of(new), sparing=b"here")
    alive = [house.ask(signin.signed_in_by, token).signed_in for token in (b"here", b"elsewhere", b"of kampen")]
    assert alive == [True, False, True]
    assert house.ask(queries.awaited_email, zwolle.person_id) is None
    names = ("ask-email-change", "confirm-email", "stop-email-change")
    assert not any(kernel.ACTS[f"people:{name}"].governance for name in names)
