"""Setting second steps up and taking them away: the acts, their letters, and what is kept."""

import pytest
import sqlalchemy as sa

from gemportal.kernel import db, outbox
from gemportal.kernel.actor import NOBODY, Actor, Office
from gemportal.kernel.errors import NotAllowed, NotFound, RuleBroken
from gemportal.kernel.outbox import Letter
from gemportal.kernel.personal import KEPT
from gemportal.people.factors import acts, queries, rules
from gemportal.people.factors.models import CodeApp, Passkey, RecoveryCode
from gemportal.people.rules import digest_of
from gemportal.people.signin import queries as signin
from tests.factories import factors, members
from tests.factories.factors import LINK, PARTY, app_of, begun, passkey_of
from tests.factories.members import KAMPEN, ZWOLLE
from tests.support.house import House
from tests.support.passkeys import Authenticator
from tests.support.time import StoppedClock

TOKEN = digest_of("the next token")


@pytest.fixture
def zwolle(house: House, clock: StoppedClock) -> Actor:
    return members.representative(house, ZWOLLE)


def letters(house: House) -> list[Letter]:
    sent: list[Letter] = []
    house.ask(outbox.send_due, sent.append)
    return sent


def test_an_app_is_confirmed_by_its_first_code(house: House, zwolle: Actor) -> None:
    session = begun(house, zwolle)
    secret = rules.new_secret()
    house.perform(acts.begin_app, zwolle, secret, session=session)
    assert not house.ask(queries.has_factor, zwolle.person_id or 0)
    with pytest.raises(RuleBroken):
        house.perform(acts.confirm_app, zwolle, "000000", TOKEN, session=session, link=LINK)
    code = factors.App(secret).code()
    house.perform(acts.confirm_app, zwolle, f"{code[:3]} {code[3:]}", TOKEN, session=session, link=LINK)
    assert house.ask(queries.has_factor, zwolle.person_id or 0)
    now = house.ask(queries.session, TOKEN)
    assert now is not None
    assert now.factor_at is not None
    assert house.ask(signin.signed_in_by, session) is NOBODY
    assert [letter.subject for letter in letters(house)] == ["App voor codes ingesteld"]


def test_a_secret_does_not_lie_open_in_the_database(house: House, zwolle: Actor) -> None:
    app = app_of(house, zwolle)
    kept = house.ask(lambda: db.session().scalars(sa.select(CodeApp.secret)).one()) or b""
    assert app.secret.encode() not in kept
    assert house.ask(lambda: db.session().scalars(sa.select(CodeApp.new_secret)).one()) is None


def test_a_new_app_takes_over_only_when_it_is_confirmed(house: House, zwolle: Actor, clock: StoppedClock) -> None:
    old = app_of(house, zwolle)
    clock.advance(minutes=1)
    session = begun(house, zwolle)
    house.perform(acts.prove_by_code, NOBODY, old.code(), TOKEN, ending=session, link=LINK)
    house.perform(acts.begin_app, zwolle, rules.new_secret(), session=TOKEN)
    clock.advance(minutes=1)
    pending = begun(house, zwolle)
    assert house.perform(acts.prove_by_code, NOBODY, old.code(), b"x", ending=pending, link=LINK) == "right"


def test_several_passkeys_each_with_its_name(house: House, zwolle: Actor) -> None:
    first = begun(house, zwolle)
    passkey_of(house, zwolle, "laptop", first)
    session = begun(house, zwolle)
    held = Authenticator()
    with pytest.raises(RuleBroken):  # a password alone does not change what guards against a password alone
        house.perform(acts.add_passkey, zwolle, "", "telefoon", PARTY, TOKEN, session=session, link=LINK)
    proven = digest_of("proven")
    passkey = passkey_of(house, members.representative(house, KAMPEN), "van een ander")
    assert passkey is not held
    app_session = _proven(house, zwolle, proven)
    passkey_of(house, zwolle, "telefoon", app_session)
    names = [line.name for line in house.ask(queries.passkeys, zwolle.person_id or 0)]
    assert names == ["laptop", "telefoon"]


def _proven(house: House, actor: Actor, token: bytes) -> bytes:
    """A session in which a recovery code was the second step."""
    codes = house.ask(lambda: db.session().scalar(sa.select(sa.func.count()).select_from(RecoveryCode)))
    assert codes == 0
    session = begun(house, actor)
    house.perform(_give_codes, actor)
    assert house.perform(acts.prove_by_code, NOBODY, "code", token, ending=session, link=LINK) == "right"
    return token


def _give_codes(actor: Actor) -> None:
    from_hand = acts.proof.recovery_digests(["code"])
    db.session().add_all(RecoveryCode(code_hash=digest, person_id=actor.person_id) for digest in from_hand)


def test_one_passkey_is_nobody_elses_too(house: House, zwolle: Actor) -> None:
    held = passkey_of(house, zwolle)
    kampen = members.representative(house, KAMPEN)
    session = begun(house, kampen)
    answer = held.make(factors.question_to_make(house, kampen, session))
    assert not house.perform(acts.add_passkey, kampen, answer, "x", PARTY, TOKEN, session=session, link=LINK)
    assert house.ask(queries.passkeys, kampen.person_id or 0) == []


def test_no_more_than_ten_passkeys(house: House, zwolle: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "MOST_PASSKEYS", 0)
    session = begun(house, zwolle)
    with pytest.raises(RuleBroken):
        house.perform(acts.add_passkey, zwolle, "", "x", PARTY, TOKEN, session=session, link=LINK)


def test_who_changes_factors_proved_who_they_are_a_short_while_ago(
    house: House, zwolle: Actor, clock: StoppedClock
) -> None:
    session = begun(house, zwolle)
    clock.advance(minutes=10)
    with pytest.raises(RuleBroken):
        house.perform(acts.begin_app, zwolle, rules.new_secret(), session=session)
    house.perform(acts.prove_by_password, zwolle, members.password_hash(), TOKEN, ending=session)
    house.perform(acts.begin_app, zwolle, rules.new_secret(), session=TOKEN)
    with pytest.raises(RuleBroken):
        house.perform(acts.prove_by_password, zwolle, "another hash", b"x", ending=TOKEN)
    with pytest.raises(NotFound):
        house.perform(acts.begin_app, members.representative(house, KAMPEN), rules.new_secret(), session=TOKEN)


def test_a_password_is_no_proof_where_there_is_a_second_step(house: House, zwolle: Actor) -> None:
    app_of(house, zwolle)
    session = begun(house, zwolle)
    with pytest.raises(RuleBroken):
        house.perform(acts.prove_by_password, zwolle, members.password_hash(), TOKEN, ending=session)


def test_a_factor_is_taken_away_and_its_owner_hears_of_it(house: House, zwolle: Actor) -> None:
    app_of(house, zwolle, begun(house, zwolle))
    person = zwolle.person_id or 0
    session = _proven(house, zwolle, TOKEN)
    letters(house)
    house.perform(acts.remove_app, zwolle, session=session, link=LINK)
    assert not house.ask(queries.has_factor, person)
    assert house.ask(queries.own, person).codes == 0
    assert [letter.subject for letter in letters(house)] == ["App voor codes weggehaald"]
    with pytest.raises(RuleBroken):
        house.perform(acts.remove_app, zwolle, session=session, link=LINK)


def test_a_passkey_is_taken_away_by_its_owner_only(house: House, zwolle: Actor) -> None:
    passkey_of(house, zwolle)
    line = house.ask(queries.passkeys, zwolle.person_id or 0)[0]
    kampen = members.representative(house, KAMPEN)
    with pytest.raises(NotFound):
        house.perform(acts.remove_passkey, kampen, line.passkey_id, session=begun(house, kampen), link=LINK)
    session = _proven(house, zwolle, TOKEN)
    house.perform(acts.remove_passkey, zwolle, line.passkey_id, session=session, link=LINK)
    assert house.ask(queries.passkeys, zwolle.person_id or 0) == []


def test_new_recovery_codes_take_the_place_of_the_old(house: House, zwolle: Actor) -> None:
    session = begun(house, zwolle)
    with pytest.raises(RuleBroken):
        house.perform(acts.renew_recovery_codes, zwolle, ["x"], session=session, link=LINK)
    app_of(house, zwolle, session)
    session = _proven(house, zwolle, TOKEN)
    codes = rules.new_recovery_codes()
    house.perform(acts.renew_recovery_codes, zwolle, codes, session=session, link=LINK)
    own = house.ask(queries.own, zwolle.person_id or 0)
    assert (own.codes, own.codes_left) == (10, 10)
    pending = begun(house, zwolle)
    assert house.perform(acts.prove_by_code, NOBODY, "code", b"x", ending=pending, link=LINK) == "wrong"
    written = codes[0].upper().replace("-", " ")
    assert house.perform(acts.prove_by_code, NOBODY, written, b"x", ending=pending, link=LINK) == "right"
    assert house.ask(queries.own, zwolle.person_id or 0).codes_left == 9
    assert "nog 9 over" in letters(house)[-1].body


@pytest.mark.parametrize(
    ("office", "of", "allowed"),
    [
        (Office.COORDINATOR, "zwolle", True),
        (Office.COORDINATOR, "board", True),
        (Office.CHAIR, "zwolle", False),
        (Office.CHAIR, "board", True),
        (Office.COORDINATOR, "coordinator", False),
        (Office.CHAIR, "chair", False),
        (Office.ADMINISTRATOR, "zwolle", False),
    ],
)
def test_who_takes_away_the_factors_of_whom(
    house: House, zwolle: Actor, office: Office, of: str, allowed: bool
) -> None:
    whose = zwolle if of == "zwolle" else members.officer(house, Office(of))
    app_of(house, whose)
    session = begun(house, whose)
    officer = members.officer(house, office)
    letters(house)
    if not allowed:
        with pytest.raises(NotAllowed):
            house.perform(acts.reset_factors, officer, whose.person_id or 0, link=LINK)
        return
    house.perform(acts.reset_factors, officer, whose.person_id or 0, link=LINK)
    assert not house.ask(queries.has_factor, whose.person_id or 0)
    assert house.ask(queries.session, session) is None
    told = letters(house)
    assert [letter.subject for letter in told] == ["Uw tweede stap is weggehaald"]
    assert str(office.label) in told[0].body
    with pytest.raises(RuleBroken):
        house.perform(acts.reset_factors, officer, whose.person_id or 0, link=LINK)


def test_what_is_kept_of_a_person_is_declared_told_and_erased(house: House, zwolle: Actor) -> None:
    passkey_of(house, zwolle)
    person = zwolle.person_id or 0
    session = _proven(house, zwolle, TOKEN)
    app_of(house, zwolle, session)
    house.perform(acts.prove_by_code, NOBODY, "fout", b"x", ending=begun(house, zwolle), link=LINK)
    told = house.ask(KEPT["factors"].export, person)
    assert [set(line) & {"passkey", "app_since", "recovery_codes"} for line in told] == [
        {"passkey"},
        {"app_since"},
        {"recovery_codes"},
    ]
    assert len(house.ask(KEPT["wrong-codes"].export, person)) == 1

    def erase(actor: Actor) -> None:
        for kind in ("factors", "wrong-codes"):
            kept = KEPT[kind]
            assert kept.erase is not None
            kept.erase(person)

    house.perform(erase, zwolle)
    assert house.ask(KEPT["factors"].export, person) == house.ask(KEPT["wrong-codes"].export, person) == []
    assert house.ask(lambda: db.session().scalars(sa.select(Passkey.id)).all()) == []
