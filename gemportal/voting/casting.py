"""How a ballot is kept: checked against what was sealed, committed to the register, and in the place of an earlier one.

Nothing here asks who may, or whether it is in time: the acts do.
"""

from hashlib import sha256
from typing import Any

from gemportal.kernel import acts, clock, db, outbox
from gemportal.kernel.actor import Actor, MandateRole
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.words import _l
from gemportal.people.standing import mailboxes_of
from gemportal.register.canonical import canonical, normal
from gemportal.register.log import record
from gemportal.voting import definition, queries, rules
from gemportal.voting.definition import Sealed
from gemportal.voting.models import Ballot, HandedIn
from gemportal.voting.policy import Line, on_the_roll
from gemportal.voting.proxies.queries import row_of
from gemportal.voting.secrecy import rules as secrecy
from gemportal.voting.secrecy import urn

SHORTEST_KEY = 22  # 128 bits, as the page writes them: nobody else's key is ever found by trying.


def keep(
    actor: Actor, line: Line, sealed: Sealed, answer: Any, statement: str | None, key: str | None = None
) -> tuple[int, bool]:
    """Keep this ballot as the one for `line`. Returns the index of its entry, and whether it replaced another.

    The entry holds a commitment, and nothing that tells one answer from another; in a secret vote not even that.
    """
    if sealed.secret:
        return _keep_apart(actor, line, sealed, answer, statement, key), False
    said = normal((statement or "").strip()) or None
    if said and len(said) > rules.LONGEST_STATEMENT:
        raise RuleBroken(_l("Gebruik voor de stemverklaring hoogstens %(n)s tekens.", n=rules.LONGEST_STATEMENT))
    canonical_answer = sealed.method.validate(answer, sealed.options, sealed.rules)
    holder = None if on_the_roll(actor, line) else actor.organisation
    ballot = queries.ballot_to_replace(line.vote.id, line.organisation, holder)
    arrived = acts.running().arrived_at
    index = record(
        line.vote.number,
        {"cast_at": definition.moment(arrived), **_on_whose_behalf(actor, line, holder, ballot)},
        private={"answer": canonical_answer, "statement": said or ""},
    )
    replaces = ballot is not None
    if ballot is None:
        ballot = Ballot(vote_id=line.vote.id, organisation_code=line.organisation)
        db.session().add(ballot)
    ballot.answer, ballot.statement, ballot.by_proxy_of = canonical_answer, said, holder
    ballot.cast_at, ballot.entry_index = arrived, index
    db.session().flush()
    return index, replaces


def _keep_apart(actor: Actor, line: Line, sealed: Sealed, answer: Any, statement: str | None, key: str | None) -> int:
    """Keep that this line voted, and elsewhere what was voted: of the two only their moment is the same, and it is not kept."""
    if (statement or "").strip():
        raise RuleBroken(secrecy.NO_STATEMENT)
    if not on_the_roll(actor, line):
        raise RuleBroken(secrecy.NO_PROXIES)
    if queries.own_ballot(line.vote.id, line.organisation) is not None:
        raise RuleBroken(secrecy.VOTED_ALREADY)
    urn.put_in(line.vote, sealed, answer, key)
    # In whole seconds: a fraction would be a mark of its own.
    arrived = acts.running().arrived_at.replace(microsecond=0)
    said = {"cast_at": definition.moment(arrived), **_on_whose_behalf(actor, line, None, None)}
    index = record(line.vote.number, said)
    db.session().add(
        Ballot(vote_id=line.vote.id, organisation_code=line.organisation, cast_at=arrived, entry_index=index)
    )
    db.session().flush()
    return index


def _on_whose_behalf(
    actor: Actor, line: Line, holder: str | None, earlier: Ballot | None
) -> dict[str, str | int | None]:
    """What the entry says in public: for which other line, with which proxy, and whether it overrides a holder's ballot.

    `proxy` and `overrides` are indexes of entries: of the proxy, and of the holder's ballot.
    """
    said: dict[str, str | int | None] = {}
    if line.organisation != actor.organisation:
        said["line"] = line.organisation
    if holder is not None:
        given = row_of(line.vote.id, line.organisation)
        said["proxy"] = given.entry_index if given else None
    elif earlier is not None and earlier.by_proxy_of is not None:
        said["overrides"] = earlier.entry_index
    return said


def tell_the_others(actor: Actor, line: Line, sealed: Sealed, link: str | None) -> None:
    """When a deputy replaces a ballot, the others who act for that organisation hear of it; not what was voted."""
    if actor.mandate_role is not MandateRole.DEPUTY:
        return
    for address, language in mailboxes_of(actor.organisation, but_not=actor.person_id):
        outbox.post(
            address,
            language,
            _l("Een plaatsvervanger wijzigde een stem"),
            _l(
                "%(name)s, plaatsvervanger van %(organisation)s, heeft de stem van %(line)s gewijzigd in de stemming "
                "“%(title)s”.",
                name=actor.person_name,
                organisation=actor.organisation_name,
                line=sealed.names[line.organisation or ""],
                title=line.vote.title,
            ),
            _l(
                "Klopt dit niet? Tot en met %(day)s kunt u de stem zelf opnieuw wijzigen. De laatste stem telt.",
                day=clock.just_before(line.vote.closes_at),
            ),
            *([link] if link else []),
        )


def handed_in_before(key: str, request: dict[str, Any]) -> int | None:
    """Where this very request led to when it was handed in before; None when its key is new.

    A key belongs to one person, organisation, line and answer: with anything else it opens nothing.
    """
    if len(key) < SHORTEST_KEY:
        raise RuleBroken(_l("Deze pagina is verlopen. Controleer uw stem opnieuw."))
    known = queries.handed_in(_digest_of(key))
    if known is None:
        return None
    if known.request != _salted(key, request):
        raise RuleBroken(
            _l("Met deze pagina is al een andere stem uitgebracht. Controleer uw stem opnieuw en breng haar dan uit.")
        )
    return known.entry_index


def note_handed_in(key: str, request: dict[str, Any], index: int) -> None:
    """From now on this request leads to this entry."""
    db.session().add(HandedIn(key_digest=_digest_of(key), request=_salted(key, request), entry_index=index))


def _digest_of(key: str) -> bytes:
    return sha256(key.encode()).digest()


def _salted(key: str, request: dict[str, Any]) -> bytes:
    return sha256(key.encode() + canonical(request)).digest()
