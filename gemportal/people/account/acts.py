"""What can happen to an account. All of it is the owner's own affair: the register learns nothing of it.

Passwords are hashed and checked before an act begins, and links are made by the page: an act is given the digests.
"""

import json
from collections.abc import Collection

import sqlalchemy as sa

from gemportal.kernel import clock, db, policy
from gemportal.kernel.actor import Actor
from gemportal.kernel.acts import act
from gemportal.kernel.errors import NotFound, RuleBroken
from gemportal.kernel.public_state import raise_public_revision
from gemportal.kernel.sealing import BrokenSeal, seal, unseal
from gemportal.kernel.words import _l
from gemportal.people.account import letters, queries, rules
from gemportal.people.account.models import EmailChange, PasswordReset, ResetRequest
from gemportal.people.account.policy import ANSWERING
from gemportal.people.account.rules import Link
from gemportal.people.models import Invitation, Mandate, Person
from gemportal.people.rules import Language, normal_email, normal_name
from gemportal.people.signin.opening import end_sessions_of, go_on

_PURPOSE = "reset request"
_AT_ONCE = 500


@act("people:change-profile", _l("wijzigt het eigen profiel"), holds=None)
def change_profile(actor: Actor, name: str, language: Language, named_in_public: Collection[int]) -> None:
    """Change one's own name and language. `named_in_public` are the ids of those of one's mandates that may show the name."""
    policy.require(actor, "people:change-profile")
    person = _person(actor.person_id)
    mandates = db.session().scalars(sa.select(Mandate).where(Mandate.person_id == person.id)).all()
    before = _in_public(person, mandates)
    person.name, person.language = normal_name(name), language
    for mandate in mandates:
        mandate.named_in_public = mandate.id in named_in_public
    if _in_public(person, mandates) != before:
        raise_public_revision()


def _in_public(person: Person, mandates: Collection[Mandate]) -> set[tuple[int, str]]:
    """Where the public reads which name."""
    return {(mandate.id, person.name) for mandate in mandates if mandate.named_in_public}


@act("people:ask-email-change", _l("vraagt een ander e-mailadres"), holds=None)
def ask_email_change(actor: Actor, password_hash: str, email: str, old: Link, new: Link) -> None:
    """Ask the owners of both mailboxes whether one's address may become `email`. An earlier wish is replaced.

    `old` and `new` are the links for the two. Whether the new address has an account already is told to its owner alone.
    """
    policy.require(actor, "people:ask-email-change")
    person = _person(actor.person_id)
    _check_password_is_still(person, password_hash)
    address = normal_email(email)
    if address == person.email:
        raise RuleBroken(_l("Dit is uw e-mailadres al."))
    rules.check_number_of_letters(queries.changes_asked_lately(person.id))
    _end(EmailChange, person.id)
    now = clock.now()
    db.session().add(
        EmailChange(
            person_id=person.id,
            new_email=address,
            old_token_hash=old.digest,
            new_token_hash=new.digest,
            asked_at=now,
            expires_at=now + rules.EMAIL_CHANGE_LASTS,
        )
    )
    letters.asked_of_old_address(person.email, person.language, address, old.address)
    owner = _owner_of(address)
    if owner is None:
        letters.asked_of_new_address(address, person.language, new.address)
    else:
        letters.new_address_is_taken(address, owner.language)


@act("people:confirm-email", _l("bevestigt een ander e-mailadres"), holds=None)
def confirm_email(actor: Actor, token_digest: bytes, *, sparing: bytes | None = None) -> bool:
    """Consent for one of the two mailboxes. With the second consent the address changes, and True is returned.

    Sessions of the person end then, but for the one whose token has the digest `sparing`.
    """
    policy.require(actor, "people:confirm-email")
    change = queries.live_change(token_digest)
    now = clock.now()
    of_old = change.old_token_hash == token_digest
    if (change.old_confirmed_at if of_old else change.new_confirmed_at) is not None:
        raise RuleBroken(_l("Dit hebt u al bevestigd. Bevestig het nu ook met de link in de andere e-mail."))
    complete = (change.new_confirmed_at if of_old else change.old_confirmed_at) is not None
    if complete:
        change.ended_at = now
    if of_old:
        change.old_confirmed_at = now
    else:
        change.new_confirmed_at = now
    if complete:
        _move(_person(change.person_id), change.new_email, sparing)
    return complete


def _move(person: Person, email: str, sparing: bytes | None) -> None:
    """Give a person another address. A link that waits in the old mailbox is worth nothing from now on.

    Invitations go along, taken ones too: by the address one sees what is kept of oneself, and has it erased.
    """
    if _owner_of(email) is not None:
        raise RuleBroken(_l("Dit e-mailadres hoort intussen bij een ander account."))
    before, person.email = person.email, email
    db.session().execute(sa.update(Invitation).where(Invitation.email == before).values(email=email))
    _end(PasswordReset, person.id)
    end_sessions_of(person.id, but=sparing)
    for address in (before, email):
        letters.email_changed(address, person.language, email)


@act("people:stop-email-change", _l("houdt een ander e-mailadres tegen"), holds=None)
def stop_email_change(actor: Actor, token_digest: bytes) -> None:
    """Say from the old mailbox that it was not its owner who asked: both links are dead from now on."""
    policy.require(actor, "people:stop-email-change")
    change = queries.live_change(token_digest)
    if change.old_token_hash != token_digest:
        raise NotFound(rules.DEAD_LINK)
    change.ended_at = clock.now()


@act("people:change-password", _l("wijzigt het eigen wachtwoord"), holds=None)
def change_password(actor: Actor, before: str, password_hash: str, token_digest: bytes, *, ending: bytes) -> None:
    """Replace the password that was checked against `before`. All sessions end; this one goes on under a new token.

    So whoever took the cookie of this very session is out as well. `ending` is the digest of its token.
    """
    policy.require(actor, "people:change-password")
    person = _person(actor.person_id)
    _check_password_is_still(person, before)
    go_on(token_digest, person.id, ending=ending)
    _renew(person, password_hash, sparing=token_digest)


@act("people:ask-reset", _l("vraagt een nieuw wachtwoord"), holds=None)
def ask_reset(actor: Actor, email: str, link: Link) -> None:
    """Note that somebody forgot the password of this address.

    Whose it is, if anybody's, is looked up at the next tick: this does the same for every address, and so takes the same time.
    """
    policy.require(actor, "people:ask-reset")
    asked = {"email": normal_email(email), "digest": link.digest.hex(), "link": link.address}
    db.session().add(ResetRequest(sealed=seal(_PURPOSE, json.dumps(asked).encode()), asked_at=clock.now()))


@act(ANSWERING, _l("beantwoordt vragen om een nieuw wachtwoord"), holds=None)
def answer_resets(actor: Actor) -> None:
    """Write to those with an account who forgot their password; the newest link alone works. Clear dead links away."""
    policy.require(actor, ANSWERING)
    now = clock.now()
    for kind in (PasswordReset, EmailChange):
        db.session().execute(sa.delete(kind).where(kind.expires_at <= now))
    waiting = db.session().scalars(sa.select(ResetRequest).order_by(ResetRequest.id).limit(_AT_ONCE)).all()
    links = {email: link for email, link in map(_opened, waiting) if email}
    answered = [person for person in queries.who_of(links) if person.asked < rules.LETTERS_AN_HOUR]
    _end(PasswordReset, *(person.person_id for person in answered))
    for person in answered:
        link = links[person.email]
        db.session().add(
            PasswordReset(
                token_hash=link.digest,
                person_id=person.person_id,
                asked_at=now,
                expires_at=now + rules.RESET_LASTS,
                ended_at=None if person.has_password else now,
            )
        )
        if person.has_password:
            letters.reset(person.email, person.language, link.address)
        else:
            letters.no_password(person.email, person.language)
    db.session().execute(sa.delete(ResetRequest).where(ResetRequest.id.in_([row.id for row in waiting])))


def _opened(request: ResetRequest) -> tuple[str, Link]:
    """For which address it was, with the link to send there; an empty address when SECRET_KEY changed meanwhile."""
    try:
        asked = json.loads(unseal(_PURPOSE, request.sealed))
    except BrokenSeal:
        return "", Link(b"", "")
    return asked["email"], Link(bytes.fromhex(asked["digest"]), asked["link"])


@act("people:reset-password", _l("kiest een nieuw wachtwoord"), holds=None)
def reset_password(actor: Actor, token_digest: bytes, password_hash: str) -> None:
    """Spend a link on a new password. Every session of the person ends; a second factor stays as it was."""
    policy.require(actor, "people:reset-password")
    reset = db.session().get(PasswordReset, token_digest)
    if reset is None:
        raise NotFound(rules.DEAD_LINK)
    rules.check_alive(clock.now(), expires_at=reset.expires_at, ended_at=reset.ended_at)
    _renew(_person(reset.person_id), password_hash)


def _renew(person: Person, password_hash: str, *, sparing: bytes | None = None) -> None:
    person.password_hash = password_hash
    _end(PasswordReset, person.id)
    end_sessions_of(person.id, but=sparing)
    letters.password_changed(person.email, person.language)


def _check_password_is_still(person: Person, password_hash: str) -> None:
    if person.password_hash != password_hash:
        raise RuleBroken(_l("Uw wachtwoord is intussen gewijzigd. Probeer het opnieuw."))


def _person(person_id: int | None) -> Person:
    person = db.session().get(Person, person_id) if person_id else None
    if person is None:
        raise NotFound
    return person


def _owner_of(email: str) -> Person | None:
    return db.session().scalar(sa.select(Person).where(Person.email == email))


def _end(kind: type[PasswordReset] | type[EmailChange], *person_ids: int) -> None:
    """Let the link that lives, of each of these persons, live no longer."""
    db.session().execute(
        sa.update(kind).where(kind.person_id.in_(person_ids), kind.ended_at.is_(None)).values(ended_at=clock.now())
    )
