"""What can happen to second factors. An attempt that fails is an outcome and no refusal: what it used up stays used up."""

import sqlalchemy as sa

from gemportal.kernel import clock, db, policy
from gemportal.kernel.actor import Actor
from gemportal.kernel.acts import act
from gemportal.kernel.errors import NotFound, RuleBroken
from gemportal.kernel.texts import check_text
from gemportal.kernel.words import _l
from gemportal.people.factors import passkeys, proof, queries, rules, sealed
from gemportal.people.factors.models import CodeApp, Passkey, RecoveryCode
from gemportal.people.factors.passkeys import RelyingParty, Unfit
from gemportal.people.factors.rules import Outcome, Purpose
from gemportal.people.models import Person
from gemportal.people.signin.opening import end_sessions_of, go_on, open_session
from gemportal.people.signin.rules import Device, Way

_NOWHERE = Device()
_ASKED_UNDER = {
    Purpose.REGISTER: "people:change-own-factors",
    Purpose.SIGN_IN: "people:sign-in-by-passkey",
    Purpose.PROVE: "people:prove-factor",
}


@act("people:ask-passkey", _l("vraagt om een passkey"), holds=None)
def ask_passkey(actor: Actor, purpose: Purpose, bound_to: bytes, challenge: bytes) -> None:
    """Let a passkey answer this challenge once, within minutes, in the browser that holds what `bound_to` is the digest of."""
    policy.require(actor, _ASKED_UNDER[purpose])
    proof.keep_challenge(purpose, bound_to, challenge)


@act("people:sign-in-by-passkey", _l("meldt zich aan met een passkey"), holds=None)
def sign_in_by_passkey(
    actor: Actor,
    answer: str,
    party: RelyingParty,
    token_digest: bytes,
    *,
    bound_to: bytes,
    device: Device = _NOWHERE,
    ending: bytes | None = None,
) -> int | None:
    """Let the device speak for whoever's passkey answers: it checked that it is them, so it counts for both steps.

    Returns how many capacities there are to choose from; None for an answer that proves nothing.
    """
    policy.require(actor, "people:sign-in-by-passkey")
    found = proof.passkey_that_answers(Purpose.SIGN_IN, bound_to, answer, party)
    person = db.session().get(Person, found.person_id) if found else None
    if person is None:
        return None
    return open_session(person, token_digest, Way.PASSKEY, device, ending=ending, factor=True)


@act("people:prove-by-passkey", _l("zet de tweede stap met een passkey"), holds=None)
def prove_by_passkey(actor: Actor, answer: str, party: RelyingParty, token_digest: bytes, *, ending: bytes) -> Outcome:
    """Prove in the session under `ending` that one of its person's passkeys is here; it goes on under another token."""
    policy.require(actor, "people:prove-factor")
    person_id = proof.session_of(ending).person_id
    if proof.passkey_that_answers(Purpose.PROVE, ending, answer, party, of=person_id) is None:
        return Outcome.WRONG
    go_on(token_digest, person_id, ending=ending, factor=True)
    return Outcome.RIGHT


@act("people:prove-by-code", _l("zet de tweede stap met een code"), holds=None)
def prove_by_code(actor: Actor, code: str, token_digest: bytes, *, ending: bytes, link: str) -> Outcome:
    """The same with a code of an app, or a recovery code, whose use the person is told of with a `link` to their security page.

    Wrong codes are counted here, under the one writer's lock, so that guessing many at once helps nobody.
    """
    policy.require(actor, "people:prove-factor")
    person = db.session().get_one(Person, proof.session_of(ending).person_id)
    meant = rules.normal_code(code)
    if proof.too_many_guesses(person.id):
        return Outcome.LATER
    if not queries.has_factor(person.id):
        raise RuleBroken(_l("U hebt nog geen tweede stap ingesteld."))
    if not proof.spend_code_of_app(person.id, meant):
        left = proof.spend_recovery_code(person.id, meant)
        if left is None:
            return proof.note_wrong_code(person, ending, link)
        used = _l(
            "Er is een herstelcode gebruikt om bij uw account aan te melden. U hebt er nog %(left)s over.", left=left
        )
        proof.tell_of_a_change(person, _l("Uw herstelcode is gebruikt"), used, link)
    go_on(token_digest, person.id, ending=ending, factor=True)
    return Outcome.RIGHT


@act("people:prove-by-password", _l("bevestigt zichzelf met het wachtwoord"), holds=None)
def prove_by_password(actor: Actor, password_hash: str, token_digest: bytes, *, ending: bytes) -> None:
    """Note that the password, checked against `password_hash`, was given once more; only for who has no second step yet."""
    policy.require(actor, "people:change-own-factors")
    person = _own(actor)
    if person.password_hash != password_hash:
        raise RuleBroken(_l("Uw wachtwoord is intussen gewijzigd. Probeer het opnieuw."))
    if queries.has_factor(person.id):
        raise RuleBroken(_l("Bevestig met uw tweede stap dat u het bent."))
    go_on(token_digest, person.id, ending=ending, password=True)


def _own(actor: Actor) -> Person:
    person = db.session().get(Person, actor.person_id)
    if person is None:
        raise NotFound
    return person


@act("people:begin-app", _l("begint met een app voor codes"), holds=None)
def begin_app(actor: Actor, secret: str, *, session: bytes) -> None:
    """Keep a new `secret` for an app, until its first code confirms it. An app that was confirmed goes on meanwhile."""
    policy.require(actor, "people:change-own-factors")
    proof.require_fresh(session, actor.person_id)
    person = _own(actor)
    kept = sealed.closed(person.id, secret)
    app = db.session().get(CodeApp, person.id)
    if app is None:
        db.session().add(CodeApp(person_id=person.id, new_secret=kept))
    else:
        app.new_secret = kept


@act("people:confirm-app", _l("stelt een app voor codes in"), holds=None)
def confirm_app(actor: Actor, code: str, token_digest: bytes, *, session: bytes, link: str) -> None:
    """Take the app into use by its first code. The session counts as proven from now on, under another token."""
    policy.require(actor, "people:change-own-factors")
    proof.require_fresh(session, actor.person_id)
    person = _own(actor)
    secret = sealed.opened(person.id, queries.new_secret(person.id))
    step = rules.step_of(secret, rules.normal_code(code), clock.now(), None) if secret else None
    if step is None:
        raise RuleBroken(
            _l("Deze code klopt niet. Kijk of de klok van uw telefoon goed staat, en probeer de volgende code.")
        )
    app = db.session().get_one(CodeApp, person.id)
    app.secret, app.new_secret, app.last_step, app.confirmed_at = app.new_secret, None, step, clock.now()
    go_on(token_digest, person.id, ending=session, factor=True)
    what = _l("Bij uw account is een app voor codes ingesteld.")
    proof.tell_of_a_change(person, _l("App voor codes ingesteld"), what, link)


@act("people:remove-app", _l("haalt de app voor codes weg"), holds=None)
def remove_app(actor: Actor, *, session: bytes, link: str) -> None:
    """Take one's own app away; not the last factor of who must have one."""
    policy.require(actor, "people:change-own-factors")
    proof.require_fresh(session, actor.person_id)
    person = _own(actor)
    if queries.own(person.id).app_since is None:
        raise RuleBroken(_l("U hebt geen app voor codes ingesteld."))
    _let_one_go(person.id)
    db.session().execute(sa.delete(CodeApp).where(CodeApp.person_id == person.id))
    what = _l("De app voor codes is van uw account weggehaald.")
    proof.tell_of_a_change(person, _l("App voor codes weggehaald"), what, link)


def _let_one_go(person_id: int) -> None:
    """Pass when one of these factors may go; recovery codes go with the last."""
    own = queries.own(person_id)
    if own.factors > 1:
        return
    if own.required:
        raise RuleBroken(_l("Dit is uw enige tweede stap, en uw rol vraagt er een. Stel eerst een andere in."))
    db.session().execute(sa.delete(RecoveryCode).where(RecoveryCode.person_id == person_id))


@act("people:add-passkey", _l("voegt een passkey toe"), holds=None)
def add_passkey(
    actor: Actor, answer: str, name: str, party: RelyingParty, token_digest: bytes, *, session: bytes, link: str
) -> bool:
    """Keep the passkey that was made, under a `name` of one's own; the session counts as proven, under another token.

    False for an answer that is worth nothing.
    """
    policy.require(actor, "people:change-own-factors")
    proof.require_fresh(session, actor.person_id)
    person = _own(actor)
    called = check_text(name, _l("Geef de passkey een naam."), rules.LONGEST_PASSKEY_NAME)
    known = db.session().scalar(sa.select(sa.func.count()).where(Passkey.person_id == person.id)) or 0
    if known >= rules.MOST_PASSKEYS:
        raise RuleBroken(_l("U hebt al %(count)s passkeys. Haal er eerst een weg.", count=known))
    try:
        made = passkeys.made(answer, party, proof.take_challenge(Purpose.REGISTER, session, answer))
    except Unfit:
        return False
    if db.session().scalar(sa.select(Passkey.id).where(Passkey.credential_id == made.credential_id)) is not None:
        return False
    now = clock.now()
    db.session().add(
        Passkey(
            person_id=person.id,
            credential_id=made.credential_id,
            public_key=made.public_key,
            sign_count=made.sign_count,
            name=called,
            added_at=now,
        )
    )
    go_on(token_digest, person.id, ending=session, factor=True)
    what = _l("Bij uw account is een passkey toegevoegd: “%(name)s”.", name=called)
    proof.tell_of_a_change(person, _l("Passkey toegevoegd"), what, link)
    return True


@act("people:remove-passkey", _l("haalt een passkey weg"), holds=None)
def remove_passkey(actor: Actor, passkey_id: int, *, session: bytes, link: str) -> None:
    """Take one of one's own passkeys away; not the last factor of who must have one."""
    policy.require(actor, "people:change-own-factors")
    proof.require_fresh(session, actor.person_id)
    person = _own(actor)
    line = queries.passkey(person.id, passkey_id)
    _let_one_go(person.id)
    db.session().execute(sa.delete(Passkey).where(Passkey.id == passkey_id))
    what = _l("De passkey “%(name)s” is van uw account weggehaald.", name=line.name)
    proof.tell_of_a_change(person, _l("Passkey weggehaald"), what, link)


@act("people:renew-recovery-codes", _l("maakt nieuwe herstelcodes"), holds=None)
def renew_recovery_codes(actor: Actor, codes: list[str], *, session: bytes, link: str) -> None:
    """Let these codes take the place of all earlier ones. Only their digests are kept."""
    policy.require(actor, "people:change-own-factors")
    proof.require_fresh(session, actor.person_id)
    person = _own(actor)
    if not queries.has_factor(person.id):
        raise RuleBroken(_l("Stel eerst een passkey of een app in. Herstelcodes zijn voor als u die kwijt bent."))
    db.session().execute(sa.delete(RecoveryCode).where(RecoveryCode.person_id == person.id))
    digests = proof.recovery_digests(codes)
    db.session().add_all(RecoveryCode(code_hash=digest, person_id=person.id) for digest in digests)
    what = _l("Er zijn nieuwe herstelcodes voor uw account gemaakt. De oude werken niet meer.")
    proof.tell_of_a_change(person, _l("Nieuwe herstelcodes"), what, link)


@act("people:reset-factors", _l("haalt de tweede stap van een ander weg"), holds=None)
def reset_factors(actor: Actor, person_id: int, *, link: str) -> None:
    """Take away every factor of somebody who lost them all; they are signed out everywhere, and told.

    No decision of the cooperative but help to one person, and an entry would point at them: so a house act.
    """
    policy.require(actor, "people:reset-factors", queries.account(person_id))
    if not queries.has_factor(person_id):
        raise RuleBroken(_l("Deze persoon heeft geen tweede stap ingesteld."))
    proof.forget_factors(person_id)
    end_sessions_of(person_id)
    office = actor.office.label if actor.office else actor.label
    what = _l(
        "Uw passkeys, app en herstelcodes zijn weggehaald door: %(office)s. U bent overal afgemeld.", office=office
    )
    proof.tell_of_a_change(db.session().get_one(Person, person_id), _l("Uw tweede stap is weggehaald"), what, link)
