"""A forgotten password: the answer comes by letter, and says nothing to anybody else."""

import pytest
import sqlalchemy as sa
from flask import Flask

from gemportal.kernel import acts as kernel
from gemportal.kernel import clock as time
from gemportal.kernel import db, outbox, sealing
from gemportal.kernel.actor import NOBODY, Actor, Office, clock_for
from gemportal.kernel.errors import NotFound, RuleBroken
from gemportal.people import acts as people
from gemportal.people.account import acts, queries
from gemportal.people.account.models import PasswordReset, ResetRequest
from gemportal.people.account.policy import ANSWERING
from gemportal.people.models import Person
from gemportal.people.signin import acts as signin
from tests.factories import accounts, members
from tests.factories.accounts import digest_of, forget, letters, link_in
from tests.factories.members import DEVENTER, KAMPEN, URK, ZWOLLE
from tests.factories.people import person_with_mandate, signed_in
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.time import StoppedClock

EMAIL, CHOSEN = members.email_of(ZWOLLE), "een heel ander wachtwoord"


@pytest.fixture
def owner(app: Flask, clock: StoppedClock) -> StrictClient:
    return signed_in(app, person_with_mandate(app, ZWOLLE))


def reset(house: House, token: str) -> None:
    house.perform(acts.reset_password, NOBODY, digest_of(token), "another hash")


def test_from_forgetting_to_signing_in_where_one_was_going(
    app: Flask, client: StrictClient, owner: StrictClient, house: House
) -> None:
    client.get("/namens", follow_redirects=True)
    client.follow("Wachtwoord vergeten?")
    client.submit("main form.form", {"email": EMAIL.upper()})
    assert client.page.heading == "Kijk in uw e-mail"
    (letter,) = letters(house)
    assert letter.to == EMAIL
    link = link_in(letter)
    client.get(link)
    assert client.page.one("input[name=username]")["value"] == EMAIL
    client.submit("main form.form", {"password": CHOSEN, "again": CHOSEN})
    assert client.address == "/aanmelden?naar=/namens"
    assert owner.get("/mijn").status_code == 303, "a reset ends every session"
    client.submit(values={"email": EMAIL, "password": CHOSEN})
    assert client.address == "/namens"
    assert [told.subject for told in letters(house)] == ["Uw wachtwoord is gewijzigd"]
    client.get(link)
    assert client.response.status_code == 409


@pytest.mark.parametrize("asked", ["//evil.example", "https://evil.example", "/\\evil.example", "x" * 3000])
def test_a_reset_leads_nowhere_else(client: StrictClient, house: House, owner: StrictClient, asked: str) -> None:
    client.get("/wachtwoord-vergeten", query_string={"naar": asked})
    client.submit("main form.form", {"email": EMAIL})
    (letter,) = letters(house)
    assert "evil" not in letter.body
    client.get(link_in(letter))
    client.submit("main form.form", {"password": CHOSEN, "again": CHOSEN})
    assert client.address == "/aanmelden"


def test_a_reset_in_another_browser_leads_to_signing_in(
    owner: StrictClient, client: StrictClient, house: House
) -> None:
    client.get(f"/wachtwoord-herstellen/{forget(house, EMAIL)}")
    client.submit("main form.form", {"password": CHOSEN, "again": CHOSEN})
    assert client.address == "/aanmelden"


def test_a_new_password_by_link_is_held_to_the_same_rules(
    owner: StrictClient, client: StrictClient, house: House
) -> None:
    client.get(f"/wachtwoord-herstellen/{forget(house, EMAIL)}")
    for password, again, sentence in (("kort", "kort", "15 tekens of meer"), (CHOSEN, "x", "niet gelijk")):
        client.submit("main form.form", {"password": password, "again": again})
        assert client.response.status_code == 422
        assert sentence in client.page.main.text


def test_abuse_25_the_page_does_the_same_for_every_address(
    app: Flask, client: StrictClient, house: House, clock: StoppedClock
) -> None:
    """Known, unknown, invited only, asked too often: the same page for the same statements, and the lookup is left to the tick."""
    known = person_with_mandate(app, ZWOLLE)
    often = person_with_mandate(app, KAMPEN)
    for _ in range(4):
        forget(house, often)
    invited = "genood@gemportal.example"
    house.perform(
        people.invite, members.coordinator(house), b"x", invited, "x", office=Office.BOARD, first_day=time.today()
    )
    answers = []
    for email in (known, "niemand@gemportal.example", invited, often):
        client.get("/wachtwoord-vergeten")
        client.submit("main form.form", {"email": email})
        answers.append((client.statements, client.response.text.replace(email, "")))
    assert answers[0] == answers[1] == answers[2] == answers[3]
    assert not any(" person " in statement for statement in answers[0][0])
    assert [letter.to for letter in letters(house)] == [often] * 3 + [known]


def test_three_letters_an_hour_and_the_last_link_goes_on_working(house: House, clock: StoppedClock) -> None:
    members.representative(house, ZWOLLE)
    tokens = [forget(house, EMAIL) for _ in range(4)]
    assert len(letters(house)) == 3
    for token in (*tokens[:2], tokens[3]):
        with pytest.raises((NotFound, RuleBroken)):
            reset(house, token)
    clock.advance(minutes=59)
    reset(house, tokens[2])
    clock.advance(minutes=1)
    letters(house)
    forget(house, EMAIL)
    assert len(letters(house)) == 1


def test_several_requests_at_one_tick_are_one_letter_each_with_the_newest_link(
    client: StrictClient, house: House, clock: StoppedClock
) -> None:
    members.representative(house, ZWOLLE), members.representative(house, KAMPEN)
    made = [(email, *accounts.link()) for email in (EMAIL, EMAIL, members.email_of(KAMPEN), "niemand@x.example")]
    for email, _, link in made:
        house.perform(acts.ask_reset, NOBODY, email, link)
    sent = {letter.to: letter.body for letter in letters(house)}
    assert sent.keys() == {EMAIL, members.email_of(KAMPEN)}
    assert made[1][1] in sent[EMAIL]
    assert house.ask(lambda: db.session().scalars(sa.select(ResetRequest.id)).all()) == []
    assert not house.ask(queries.something_waits)


def test_a_tick_asks_as_much_for_few_as_for_many(house: House, clock: StoppedClock) -> None:
    watch = house.app.extensions["watch"]
    counts = []
    for codes in ((ZWOLLE,), (KAMPEN, DEVENTER, URK)):
        for code in codes:
            members.representative(house, code)
            house.perform(acts.ask_reset, NOBODY, members.email_of(code), accounts.link()[1])
        watch.clear()
        house.perform(acts.answer_resets, clock_for(ANSWERING))
        counts.append(len(watch.statements))
    # On one of the databases each new row is a statement, whoever writes it.
    assert counts[1] - counts[0] <= 2 * len(("a reset", "a letter"))


def test_a_request_that_cannot_be_read_is_dropped(house: House, clock: StoppedClock) -> None:
    members.representative(house, ZWOLLE)
    house.perform(acts.ask_reset, NOBODY, EMAIL, accounts.link()[1])
    sealing.seal_with("another key, as long as the one before it was")
    try:
        house.perform(acts.answer_resets, clock_for(ANSWERING))
    finally:
        sealing.seal_with(house.app.config["SECRET_KEY"])
    assert letters(house) == []
    assert not house.ask(queries.something_waits)


def test_a_link_lives_an_hour_and_is_then_forgotten(house: House, clock: StoppedClock) -> None:
    members.representative(house, ZWOLLE)
    token = forget(house, EMAIL)
    clock.advance(hours=1)
    with pytest.raises(RuleBroken):
        reset(house, token)
    letters(house)
    with pytest.raises(NotFound):
        reset(house, token)
    assert house.ask(lambda: db.session().scalars(sa.select(PasswordReset.token_hash)).all()) == []


def test_a_person_has_one_link_that_lives(house: House, clock: StoppedClock) -> None:
    person_id = members.representative(house, ZWOLLE).person_id or 0

    def two(actor: Actor) -> None:
        now = time.now()
        for token in (b"1", b"2"):
            db.session().add(PasswordReset(token_hash=token, person_id=person_id, asked_at=now, expires_at=now))

    with pytest.raises(sa.exc.IntegrityError):
        house.perform(two, NOBODY)


def test_a_link_dies_with_a_new_password(house: House, clock: StoppedClock) -> None:
    zwolle = members.representative(house, ZWOLLE)
    token = forget(house, EMAIL)
    house.perform(signin.sign_in, NOBODY, zwolle.person_id or 0, members.password_hash(), b"old")
    house.perform(acts.change_password, zwolle, members.password_hash(), "hash", b"new", ending=b"old")
    with pytest.raises(RuleBroken):
        reset(house, token)


def test_who_has_no_password_gets_none_by_letter(app: Flask, house: House, clock: StoppedClock) -> None:
    """Whoever signs in through their own organisation is let in by it alone, also when they leave it."""
    owner = signed_in(app, person_with_mandate(app, ZWOLLE))

    def forget_it(actor: Actor) -> None:
        db.session().execute(sa.update(Person).values(password_hash=None))

    house.perform(forget_it, NOBODY)
    tokens = [forget(house, EMAIL) for _ in range(4)]
    sent = letters(house)
    assert [letter.subject for letter in sent] == ["Uw account heeft geen wachtwoord"] * 3
    assert "http" not in sent[0].body
    for token in tokens:
        with pytest.raises((NotFound, RuleBroken)):
            reset(house, token)
    for address in ("/mijn/wachtwoord", "/mijn/e-mailadres"):
        owner.get(address)
        assert "via uw eigen organisatie" in owner.page.main.text
        assert not owner.page.all("main form.form")


def test_a_reset_changes_the_password_and_sessions_and_nothing_else(house: House, clock: StoppedClock) -> None:
    """Above all no second factor: the next sign-in asks for it as ever."""
    zwolle = members.representative(house, ZWOLLE)
    token = forget(house, EMAIL)
    house.perform(signin.sign_in, NOBODY, zwolle.person_id or 0, members.password_hash(), b"here")
    before = everything(house)
    reset(house, token)
    after = everything(house)
    assert {name for name in after if after[name] != before[name]} == {
        "outbox",
        "password_reset.ended_at",
        "person.password_hash",
        "sign_in.ended_at",
    }
    names = ("change-password", "ask-reset", "answer-resets", "reset-password")
    assert not any(kernel.ACTS[f"people:{name}"].governance for name in names)


def everything(house: House) -> dict[str, list[str]]:
    """What stands in each column of each table; of the outbox, how many letters."""

    def read() -> dict[str, list[str]]:
        found = {"outbox": [str(db.session().scalar(sa.select(sa.func.count()).select_from(outbox.Waiting)))]}
        for table in db.metadata.sorted_tables:
            # PostgreSQL hands back a changed row after those that stayed as they were.
            rows = db.session().execute(sa.select(table).order_by(*table.primary_key)).mappings().all()
            for column in () if table.name == "outbox" else table.c:
                found[f"{table.name}.{column.name}"] = [repr(row[column.name]) for row in rows]
        return found

    return house.ask(read)
