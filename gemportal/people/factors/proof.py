"""What the acts of this part share: the session they are in, challenges and passkeys, guesses, and letters. Only inside an act."""

from hashlib import sha256

import sqlalchemy as sa
import structlog

from gemportal.kernel import clock, db, outbox
from gemportal.kernel.errors import NotFound, RuleBroken
from gemportal.kernel.words import Message, _l
from gemportal.people.factors import passkeys, queries, rules, sealed
from gemportal.people.factors.models import CodeApp, Passkey, PasskeyChallenge, RecoveryCode, WrongCode
from gemportal.people.factors.passkeys import NewPasskey, RelyingParty, Unfit
from gemportal.people.factors.queries import Session
from gemportal.people.factors.rules import Outcome, Purpose
from gemportal.people.models import Person
from gemportal.people.signin.opening import end_session

log = structlog.get_logger()


def session_of(token_digest: bytes) -> Session:
    """The session under this token; NotFound when it is dead."""
    found = queries.session(token_digest)
    if found is None:
        raise NotFound(_l("Meld u opnieuw aan."))
    return found


def require_fresh(token_digest: bytes, person_id: int | None) -> None:
    """Pass a session of this person in which something was proven a short while ago."""
    found = session_of(token_digest)
    if found.person_id != person_id:
        raise NotFound(_l("Meld u opnieuw aan."))
    if not found.fresh:
        raise RuleBroken(_l("Bevestig eerst opnieuw dat u het bent. Begin daarvoor bij Beveiliging."))


def keep_challenge(purpose: Purpose, bound_to: bytes, challenge: bytes) -> None:
    """Let this challenge be answered once, in the browser that holds what `bound_to` is the digest of."""
    now = clock.now()
    db.session().execute(sa.delete(PasskeyChallenge).where(PasskeyChallenge.expires_at <= now))
    db.session().add(
        PasskeyChallenge(
            digest=_digest(challenge), purpose=purpose, bound_to=bound_to, expires_at=now + rules.CHALLENGE_LASTS
        )
    )


def _digest(challenge: bytes) -> bytes:
    return sha256(challenge).digest()


def take_challenge(purpose: Purpose, bound_to: bytes, answer: str) -> bytes:
    """The challenge that was answered, which is gone from now on, whatever the answer is worth; else `Unfit`."""
    challenge = passkeys.challenge_in(answer)
    row = db.session().get(PasskeyChallenge, _digest(challenge))
    if row is None or row.purpose is not purpose or row.bound_to != bound_to:
        raise Unfit("another's challenge, or none")
    db.session().delete(row)
    if row.expires_at <= clock.now():
        raise Unfit("too late")
    return challenge


def passkey_that_answers(
    purpose: Purpose, bound_to: bytes, answer: str, party: RelyingParty, *, of: int | None = None
) -> Passkey | None:
    """The passkey (`of` this person, if one is named) that gave a right answer. A wrong one: None, and its challenge is gone."""
    try:
        challenge = take_challenge(purpose, bound_to, answer)
        row = _known(answer, of)
        known = NewPasskey(row.credential_id, row.public_key, row.sign_count)
        row.sign_count = passkeys.proven(answer, party, challenge, known, rules.handle_of(row.person_id))
    except Unfit as unfit:
        log.warning("passkey.refused", purpose=purpose.value, reason=str(unfit))
        return None
    row.last_used_at = clock.now()
    return row


def _known(answer: str, of: int | None) -> Passkey:
    credential_id = passkeys.credential_in(answer)
    row = db.session().scalar(sa.select(Passkey).where(Passkey.credential_id == credential_id))
    if row is None or (of is not None and row.person_id != of):
        raise Unfit("unknown passkey")
    return row


def spend_code_of_app(person_id: int, code: str) -> bool:
    """Whether this (normal) code is one of the person's app that was not used yet; from now on it is."""
    app = db.session().get(CodeApp, person_id)
    secret = sealed.opened(person_id, app.secret) if app else None
    step = rules.step_of(secret, code, clock.now(), app.last_step) if app and secret else None
    if app is None or step is None:
        return False
    app.last_step = step
    return True


def spend_recovery_code(person_id: int, code: str) -> int | None:
    """How many are left after this (normal) code was used; None when it is no unused code of this person."""
    row = db.session().get(RecoveryCode, _digest(code.encode()))
    if row is None or row.person_id != person_id or row.used_at is not None:
        return None
    row.used_at = clock.now()
    db.session().flush()
    return queries.own(person_id).codes_left


def recovery_digests(codes: list[str]) -> list[bytes]:
    """What is kept of recovery codes."""
    return [_digest(rules.normal_code(code).encode()) for code in codes]


def too_many_guesses(person_id: int) -> bool:
    """Whether so many codes were wrong of late that none is judged now."""
    return _guesses(WrongCode.person_id == person_id) >= rules.WRONG_IN_AN_HOUR


def _guesses(of: sa.ColumnElement[bool]) -> int:
    since = clock.now() - rules.GUESSES_COUNT_FOR
    return db.session().scalar(sa.select(sa.func.count()).where(of, WrongCode.at > since)) or 0


def note_wrong_code(person: Person, token_digest: bytes, link: str) -> Outcome:
    """Count a wrong code; after too many the session ends, and the person hears that somebody has their password."""
    now = clock.now()
    db.session().execute(sa.delete(WrongCode).where(WrongCode.at <= now - rules.GUESSES_COUNT_FOR))
    db.session().add(WrongCode(person_id=person.id, session_hash=token_digest, at=now))
    db.session().flush()
    if _guesses(WrongCode.session_hash == token_digest) < rules.WRONG_IN_A_SESSION:
        return Outcome.WRONG
    end_session(token_digest)
    tell(
        person,
        _l("Te vaak een verkeerde code"),
        _l(
            "Iemand meldde zich bij uw account aan en vulde te vaak een verkeerde code in. Wij braken de aanmelding af."
        ),
        _l("Was u dit niet? Dan kent een ander misschien uw wachtwoord. Wijzig het meteen."),
        link,
    )
    return Outcome.ENDED


def tell(person: Person, subject: Message, *paragraphs: Message | str) -> None:
    """Write to a person about their own account."""
    outbox.post(person.email, person.language, subject, _l("Beste %(name)s,", name=person.name), *paragraphs)


def tell_of_a_change(person: Person, subject: Message, what: Message, link: str) -> None:
    """Write that something changed in how a person signs in, and what to do if that was somebody else."""
    warning = _l("Was u dit niet? Wijzig dan meteen uw wachtwoord, en waarschuw een coördinator.")
    tell(person, subject, what, warning, link)


def forget_factors(person_id: int) -> None:
    """Take away everything that a person set up."""
    for table in (CodeApp, Passkey, RecoveryCode, WrongCode):
        db.session().execute(sa.delete(table).where(table.person_id == person_id))
