"""Abuse 23, 25, 26 and 27, as far as second factors go."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import sqlalchemy as sa

from gemportal.kernel import clock as time_of_the_house
from gemportal.kernel import db
from gemportal.kernel.actor import NOBODY, Actor
from gemportal.kernel.acts import perform
from gemportal.kernel.errors import NotFound, Refusal
from gemportal.people.factors import acts, proof, queries, rules
from gemportal.people.factors.models import Passkey, PasskeyChallenge, RecoveryCode
from gemportal.people.factors.rules import Outcome, Purpose
from gemportal.people.rules import digest_of, new_token
from gemportal.people.signin.queries import signed_in_by
from tests.factories import members
from tests.factories.factors import LINK, PARTY, app_of, begun, passkey_of, question_to_make, question_to_prove
from tests.factories.members import KAMPEN, ZWOLLE
from tests.support.house import House
from tests.support.time import StoppedClock

TOKEN, OTHER = digest_of("the next token"), digest_of("another token")
BROWSER = digest_of("a browser")


@pytest.fixture
def zwolle(house: House, clock: StoppedClock) -> Actor:
    return members.representative(house, ZWOLLE)


def prove(house: House, code: str, ending: bytes, token: bytes = TOKEN) -> Outcome:
    return house.perform(acts.prove_by_code, NOBODY, code, token, ending=ending, link=LINK)


def at_once(house: House, attempts: list[Callable[[], object]]) -> list[object]:
    """Start all attempts at one moment; gives what each returned, or its refusal."""
    start, moment = Barrier(len(attempts)), time_of_the_house.now()

    def run(attempt: Callable[[], object]) -> object:
        with house.app.app_context(), time_of_the_house.at(moment):
            start.wait()
            try:
                return attempt()
            except Refusal as refusal:
                return refusal

    with ThreadPoolExecutor(len(attempts)) as pool:
        return list(pool.map(run, attempts))


def test_abuse_26_a_code_works_once(house: House, zwolle: Actor, clock: StoppedClock) -> None:
    app = app_of(house, zwolle)
    first, second = begun(house, zwolle), begun(house, zwolle)
    assert prove(house, app.code(), first) is Outcome.WRONG  # the code that confirmed the app
    clock.advance(seconds=30)
    code = app.code()
    assert prove(house, f"{code[:3]} {code[3:]}", first) is Outcome.RIGHT
    assert prove(house, code, second, OTHER) is Outcome.WRONG
    assert prove(house, app.code(-1), second, OTHER) is Outcome.WRONG
    clock.advance(seconds=29)
    assert prove(house, app.code(), second, OTHER) in {Outcome.WRONG, Outcome.RIGHT}


def test_abuse_26_one_code_sent_at_once_from_many_sessions_opens_one(
    house: House, zwolle: Actor, clock: StoppedClock
) -> None:
    app = app_of(house, zwolle)
    clock.advance(minutes=1)
    sessions = [begun(house, zwolle) for _ in range(8)]
    code = app.code()

    def attempt(session: bytes) -> Callable[[], object]:
        token = digest_of(new_token())
        return lambda: perform(acts.prove_by_code, NOBODY, code, token, ending=session, link=LINK)

    results = at_once(house, [attempt(session) for session in sessions])
    assert results.count(Outcome.RIGHT) == 1


def test_abuse_26_a_recovery_code_works_once(house: House, zwolle: Actor, clock: StoppedClock) -> None:
    app = app_of(house, zwolle)
    clock.advance(minutes=1)
    session = begun(house, zwolle)
    assert prove(house, app.code(), session) is Outcome.RIGHT
    codes = rules.new_recovery_codes()
    house.perform(acts.renew_recovery_codes, zwolle, codes, session=TOKEN, link=LINK)
    assert prove(house, codes[3], begun(house, zwolle), OTHER) is Outcome.RIGHT
    again = begun(house, zwolle)
    assert prove(house, codes[3], again) is Outcome.WRONG
    assert house.ask(signed_in_by, again) is NOBODY


def test_abuse_26_a_challenge_is_answered_once(house: House, zwolle: Actor) -> None:
    held = passkey_of(house, zwolle)
    answer = held.prove(question_to_prove(house, zwolle, Purpose.SIGN_IN, BROWSER))
    sent = (acts.sign_in_by_passkey, NOBODY, answer, PARTY)
    assert house.perform(*sent, TOKEN, bound_to=BROWSER) == 1
    # An authenticator that does not count cannot tell a replay by its count.
    house.perform(lambda actor: db.session().execute(sa.update(Passkey).values(sign_count=0)) and None, zwolle)
    assert house.perform(*sent, OTHER, bound_to=BROWSER) is None
    assert house.ask(signed_in_by, OTHER) is NOBODY


def test_abuse_26_a_wrong_answer_uses_its_challenge_up(house: House, zwolle: Actor) -> None:
    held = passkey_of(house, zwolle)
    question = question_to_prove(house, zwolle, Purpose.SIGN_IN, BROWSER)
    held.origin = "https://evil.example"
    wrong = held.prove(question)
    held.origin = "http://localhost"
    right = held.prove(question)
    assert house.perform(acts.sign_in_by_passkey, NOBODY, wrong, PARTY, TOKEN, bound_to=BROWSER) is None
    assert house.perform(acts.sign_in_by_passkey, NOBODY, right, PARTY, TOKEN, bound_to=BROWSER) is None


def test_abuse_26_a_challenge_of_one_browser_session_or_purpose_is_worth_nothing_in_another(
    house: House, zwolle: Actor
) -> None:
    held = passkey_of(house, zwolle)
    one, other = begun(house, zwolle), begun(house, zwolle)
    for purpose, bound_to in ((Purpose.PROVE, other), (Purpose.SIGN_IN, one), (Purpose.REGISTER, one)):
        answer = held.prove(question_to_prove(house, zwolle, purpose, bound_to))
        assert house.perform(acts.prove_by_passkey, NOBODY, answer, PARTY, TOKEN, ending=one) is Outcome.WRONG
    for purpose, bound_to in ((Purpose.PROVE, BROWSER), (Purpose.SIGN_IN, digest_of("another browser"))):
        answer = held.prove(question_to_prove(house, zwolle, purpose, bound_to))
        assert house.perform(acts.sign_in_by_passkey, NOBODY, answer, PARTY, TOKEN, bound_to=BROWSER) is None
    assert house.ask(signed_in_by, TOKEN) is NOBODY


def test_abuse_26_a_challenge_expires_and_is_cleared_away(house: House, zwolle: Actor, clock: StoppedClock) -> None:
    held = passkey_of(house, zwolle)
    answer = held.prove(question_to_prove(house, zwolle, Purpose.SIGN_IN, BROWSER))
    clock.advance(minutes=5)
    assert house.perform(acts.sign_in_by_passkey, NOBODY, answer, PARTY, TOKEN, bound_to=BROWSER) is None
    question_to_prove(house, zwolle, Purpose.SIGN_IN, BROWSER)
    assert house.ask(lambda: db.session().scalar(sa.select(sa.func.count()).select_from(PasskeyChallenge))) == 1


def test_abuse_26_a_challenge_that_we_did_not_make_is_no_challenge(house: House, zwolle: Actor) -> None:
    held = passkey_of(house, zwolle)
    answer = held.prove({"challenge": "AAAA"})
    assert house.perform(acts.sign_in_by_passkey, NOBODY, answer, PARTY, TOKEN, bound_to=BROWSER) is None


def test_abuse_26_the_passkey_of_another_is_no_second_step(house: House, zwolle: Actor) -> None:
    passkey_of(house, zwolle)
    anothers = passkey_of(house, members.representative(house, KAMPEN))
    session = begun(house, zwolle)
    answer = anothers.prove(question_to_prove(house, zwolle, Purpose.PROVE, session))
    assert house.perform(acts.prove_by_passkey, NOBODY, answer, PARTY, TOKEN, ending=session) is Outcome.WRONG


def test_abuse_26_a_count_that_goes_back_is_a_copy(house: House, zwolle: Actor) -> None:
    held = passkey_of(house, zwolle)
    for count, outcome in ((7, 1), (7, None), (3, None), (8, 1)):
        held.count = count - 1
        answer = held.prove(question_to_prove(house, zwolle, Purpose.SIGN_IN, BROWSER))
        token = digest_of(new_token())
        assert house.perform(acts.sign_in_by_passkey, NOBODY, answer, PARTY, token, bound_to=BROWSER) == outcome


def test_abuse_25_fifty_guesses_at_once_are_five(
    house: House, zwolle: Actor, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_of(house, zwolle)
    clock.advance(minutes=1)
    session = begun(house, zwolle)
    judged: list[str] = []
    original = proof.spend_code_of_app

    def counted(person_id: int, code: str) -> bool:
        judged.append(code)
        return original(person_id, code)

    monkeypatch.setattr(proof, "spend_code_of_app", counted)
    wrong = [f"{number:06}" for number in range(50) if f"{number:06}" not in {app.code(step) for step in (-1, 0, 1)}]

    def attempt(code: str) -> Callable[[], object]:
        token = digest_of(new_token())
        return lambda: perform(acts.prove_by_code, NOBODY, code, token, ending=session, link=LINK)

    results = at_once(house, [attempt(code) for code in wrong])
    assert len(judged) == rules.WRONG_IN_A_SESSION
    assert results.count(Outcome.WRONG) == rules.WRONG_IN_A_SESSION - 1
    assert results.count(Outcome.ENDED) == 1
    with pytest.raises(NotFound):
        prove(house, app.code(), session)


def test_abuse_25_beginning_again_and_again_gives_no_more_guesses(
    house: House, zwolle: Actor, clock: StoppedClock
) -> None:
    app = app_of(house, zwolle)
    clock.advance(minutes=1)
    outcomes = []
    for _ in range(5):
        session = begun(house, zwolle)
        outcomes += [prove(house, "geen code", session) for _ in range(4)]
    assert set(outcomes) == {Outcome.WRONG}
    session = begun(house, zwolle)
    assert prove(house, app.code(), session) is Outcome.LATER
    clock.advance(hours=1)
    assert prove(house, app.code(), session) is Outcome.RIGHT


def test_abuse_23_recovery_codes_are_hashed_and_work_for_their_owner_only(house: House, zwolle: Actor) -> None:
    kampen = members.representative(house, KAMPEN)
    codes = rules.new_recovery_codes()
    for actor in (zwolle, kampen):
        app_of(house, actor)

    def give(actor: Actor) -> None:
        digests = proof.recovery_digests(codes)
        db.session().add_all(RecoveryCode(code_hash=digest, person_id=actor.person_id) for digest in digests)

    house.perform(give, zwolle)
    kept = house.ask(lambda: db.session().scalars(sa.select(RecoveryCode.code_hash)).all())
    assert all(len(digest) == 32 for digest in kept)
    assert not any(rules.normal_code(code).encode() in digest for code in codes for digest in kept)
    assert prove(house, codes[0], begun(house, kampen)) is Outcome.WRONG
    for blank in ("", " ", "null", "[]", "0" * 16):
        assert prove(house, blank, begun(house, zwolle)) is Outcome.WRONG
    assert prove(house, codes[0], begun(house, zwolle)) is Outcome.RIGHT


def test_abuse_27_the_token_changes_at_the_second_step(house: House, zwolle: Actor, clock: StoppedClock) -> None:
    app = app_of(house, zwolle)
    clock.advance(minutes=1)
    session = begun(house, zwolle)
    assert house.ask(signed_in_by, session) is NOBODY
    prove(house, app.code(), session)
    assert house.ask(queries.session, session) is None
    assert house.ask(signed_in_by, TOKEN) == zwolle


def test_abuse_27_the_token_changes_when_a_factor_is_added(house: House, zwolle: Actor) -> None:
    session = begun(house, zwolle)
    held = passkey_of(house, zwolle, session=session)
    assert house.ask(signed_in_by, session) is NOBODY
    with pytest.raises(NotFound):
        held.make(question_to_make(house, zwolle, session)) and house.perform(
            acts.add_passkey, zwolle, "x", "x", PARTY, TOKEN, session=session, link=LINK
        )
