"""What can happen to a vote."""

import json
import secrets
from datetime import timedelta
from typing import Any

from gemportal.kernel import acts, clock, db, policy, schedule
from gemportal.kernel.actor import Actor, clock_for
from gemportal.kernel.acts import EFFECTS, act
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.holding import holds
from gemportal.kernel.numbering import next_number
from gemportal.kernel.texts import check_text
from gemportal.kernel.words import _l, in_language
from gemportal.organisations import queries as organisations
from gemportal.register.canonical import normal
from gemportal.register.log import disclose, record
from gemportal.settings.queries import value as setting_value
from gemportal.voting import casting, conditions, definition, queries, rules
from gemportal.voting.definition import Voter
from gemportal.voting.methods.lot import lot_commitment
from gemportal.voting.models import RollLine, Vote, VoteResult
from gemportal.voting.policy import CAST, CLOSE, PUBLISH, Line, own_line
from gemportal.voting.preparing import options
from gemportal.voting.proxies.rules import PER_HOLDER, per_holder
from gemportal.voting.rounds.acts import raise_objections
from gemportal.voting.rules import Scope, Secrecy, VoteStatus, Weights
from gemportal.voting.secrecy import urn

DEADLINE = "voting:deadline"


@act(
    "voting:open",
    _l("opent een stemming"),
    holds=holds("title", "method", "roll", "closes_at", "definition_sha256", apart=("definition",)),
)
def open_vote(actor: Actor, vote_id: int) -> str:
    """Freeze the roll, seal the definition and let the members vote. Returns the number of the vote."""
    vote = queries.prepared(vote_id)
    policy.require(actor, "voting:open", vote)
    opens_at = clock.now().replace(microsecond=0)
    if vote.closes_at <= opens_at:
        raise RuleBroken(_l("De sluitingsdag is al voorbij. Kies eerst een andere dag."))
    conditions.check(vote)
    roll = queries.roll_now(vote.group_number, vote.weights, vote.given_weights)
    if not roll:
        raise RuleBroken(_l("Er is niemand die mag stemmen: er zijn nog geen leden of deelnemers."))
    options.refresh_titles(vote.id)
    # Roll and options must be there before the seal: the database lets nobody add to them afterwards.
    db.session().add_all(
        RollLine(vote_id=vote.id, organisation_code=line.organisation, name=line.name, weight=line.weight)
        for line in roll
    )
    db.session().flush()
    _seal(vote, roll, next_number("S"), opens_at=opens_at)
    number = str(vote.number)
    vote.opened_entry = record(
        number,
        {
            "title": vote.title,
            "method": vote.method,
            "roll": len(roll),
            "closes_at": definition.moment(vote.closes_at),
            "definition_sha256": vote.definition_sha256,
        },
        private={"definition": json.loads(vote.definition or b"")},
    )
    grace = timedelta(seconds=setting_value(rules.GRACE))
    schedule.put(DEADLINE, number, vote.closes_at)
    schedule.put(CLOSE, number, vote.closes_at + grace)
    return number


def _seal(vote: Vote, roll: list[Voter], number: str, *, opens_at: Any) -> None:
    secret, is_secret = secrets.token_bytes(32), vote.secrecy is Secrecy.SECRET
    sealed, digest = definition.seal(
        {"number": number, "group": vote.group_number}
        | {name: getattr(vote, name) for name in definition.SEALED}
        | {"meeting_on": vote.meeting_on.isoformat() if vote.meeting_on else None}
        | ({"ties": "lot" if queries.repeats_a_tie(vote) else "revote"} if is_secret else {})
        | ({"weighing": queries.table_of_weights().as_json()} if vote.weights is Weights.POPULATION else {}),
        options=[row.option for row in queries.options_of(vote.id)],
        roll=roll,
        opens_at=opens_at,
        closes_at=vote.closes_at,
        proxies_per_holder=0 if is_secret else per_holder(setting_value(PER_HOLDER), organisations.number_of_members()),
        lot_commitment=lot_commitment(secret),
    )
    vote.number, vote.status, vote.opens_at = number, VoteStatus.OPEN, opens_at
    vote.definition, vote.definition_sha256, vote.lot_secret = sealed, digest, secret


@act(
    CAST,
    _l("brengt een stem uit"),
    holds=holds("cast_at", sometimes=("line", "proxy", "overrides"), apart=("answer", "statement"), opens_later=True),
)
def cast(
    actor: Actor,
    number: str,
    answer: Any,
    statement: str | None = None,
    line: str | None = None,
    link: str | None = None,
    key: str | None = None,
) -> int:
    """Cast or replace the ballot of one line of the roll. Returns the index of its entry: the receipt.

    `line` names the organisation that the ballot is for, when that is another than the actor's. `link` leads to the vote.
    With `key` the voter finds a secret ballot again: its tracker is made of it.
    """
    vote = queries.by_number(number)
    whose = Line(vote, line) if line else own_line(actor, vote)
    try:
        policy.require(actor, CAST, whose)
    except RuleBroken:
        # Perhaps it came in time, and waited for longer than the closing did. It must not be taken for kept.
        raise RuleBroken(rules.OVER) from None
    if vote.opens_at is None or not rules.in_time(acts.running().arrived_at, vote.opens_at, vote.closes_at):
        raise RuleBroken(rules.TOO_LATE)
    sealed = definition.read(vote.definition or b"")
    index, replaces = casting.keep(actor, whose, sealed, answer, statement, key)
    if replaces:
        casting.tell_the_others(actor, whose, sealed, link)
    if vote.early_close and queries.turnout(vote.id) == len(sealed.roll):
        close(clock_for(CLOSE), number)
    return index


@act("voting:hand-in", _l("levert een ingevulde stem in"), holds=None)
def hand_in(
    actor: Actor, number: str, answer: Any, statement: str | None = None, *, key: str, line: str | None = None,
    link: str | None = None,
) -> int:  # fmt: skip
    """Cast a ballot once, however often its page is sent: the same request under the same key gives the same receipt.

    Of a secret vote the request is kept without the answer: whoever comes by the key must not find out by trying.
    """
    said = {} if queries.by_number(number).secrecy is Secrecy.SECRET else {"answer": answer, "statement": statement}
    request = {"person": actor.person_id, "organisation": actor.organisation, "vote": number, "line": line, **said}
    before = casting.handed_in_before(key, request)
    if before is not None:
        return before
    index = cast(actor, number, answer, statement, line, link, key)
    casting.note_handed_in(key, request, index)
    return index


@act(
    CLOSE,
    _l("sluit en telt een stemming"),
    holds=holds(
        "outcome",
        "result_sha256",
        "counted",
        "lot_secret",
        "publish_at",
        sometimes=("ballots_sha256",),
        apart=("ballots",),
    ),
)
def close(actor: Actor, number: str) -> None:
    """Count the accepted ballots, and open their commitments. Not before the time for ballots under way has passed, unless
    everybody has voted and the vote was sealed to close then.
    """
    vote = queries.by_number(number)
    policy.require(actor, CLOSE, vote)
    sealed = definition.read(vote.definition or b"")
    ballots = queries.ballots_of(vote.id)
    everybody = vote.early_close and len(ballots) == len(sealed.roll)
    if not everybody and clock.now() < vote.closes_at + timedelta(seconds=setting_value(rules.GRACE)):
        raise RuleBroken(_l("Deze stemming kan nog niet worden gesloten."))
    secret = vote.lot_secret or b""
    tracked = urn.shake(vote.id) if sealed.secret else ()
    result = sealed.count(str(vote.definition_sha256), secret, tracked if sealed.secret else ballots).as_json()
    vote.status = VoteStatus.CLOSED
    days = setting_value(rules.DAYS_TO_CONTEST) if vote.scope is Scope.COOPERATIVE else 0
    vote.publish_at = clock.now().replace(microsecond=0) + timedelta(days=days)
    db.session().add(VoteResult(vote_id=vote.id, result=result))
    raise_objections(vote, ballots)
    vote.closed_entry = record(
        number,
        {
            "outcome": result["outcome"],
            "result_sha256": definition.digest_of(result),
            "counted": [ballot.entry_index for ballot in ballots],
            "lot_secret": secret.hex(),
            "publish_at": definition.moment(vote.publish_at),
        }
        | ({"ballots_sha256": definition.digest_of_ballots(tracked)} if sealed.secret else {}),
        private=definition.listed(tracked) if sealed.secret else None,
    )
    vote.closed_at = queries.moment_of(vote.closed_entry)
    disclose([ballot.entry_index for ballot in ballots])
    schedule.done(CLOSE, number)
    schedule.put(PUBLISH, number, vote.publish_at)


@act(PUBLISH, _l("stelt een uitslag vast"), holds=holds("outcome", "result_sha256"))
def publish(actor: Actor, number: str) -> None:
    """Make the result final, tell who listens, and carry out the effect."""
    vote = queries.by_number(number)
    policy.require(actor, PUBLISH, vote)
    if vote.publish_at is None or clock.now() < vote.publish_at:
        raise RuleBroken(_l("De uitslag kan nog worden betwist en wordt later vastgesteld."))
    result = queries.result_of(vote.id) or {}
    vote.status = VoteStatus.PUBLISHED
    vote.published_entry = record(number, {"outcome": result["outcome"], "result_sha256": definition.digest_of(result)})
    vote.published_at = queries.moment_of(vote.published_entry)
    schedule.done(PUBLISH, number)
    acts.announce("voting:published", number=number)
    if vote.effect and rules.decides(result):
        refusal = acts.refusal_of(_carry_out, actor, number)
        if refusal is not None:
            with in_language("nl"):  # Whoever causes it: the register tells it in the cooperative's language.
                leave_undone(actor, number, str(refusal))


def _carry_out(actor: Actor, number: str) -> None:
    """The effect, through the same act function that an officer would use, with the vote as its ground."""
    vote = queries.by_number(number)
    effect: dict[str, Any] = vote.effect or {}
    result = queries.result_of(vote.id) or {}
    if effect.get("act") not in EFFECTS:
        raise RuleBroken(_l("Dit gevolg bestaat niet meer in het portaal."))
    values = dict(effect.get("values", {}))
    if effect["act"] == rules.AGENDA:
        values["order"] = [option for place in result["ranking"] for option in place]
    acts.under_ground(number, EFFECTS[effect["act"]], actor, **values)


@act(
    "voting:leave-undone",
    _l("meldt dat een aangenomen gevolg niet kon worden uitgevoerd"),
    holds=holds("act", "reason", sometimes=("values",)),
)
def leave_undone(actor: Actor, number: str, reason: str) -> None:
    """Record that what was adopted could not be carried out, and why; a coordinator is asked to see to it."""
    vote = queries.by_number(number)
    policy.require(actor, "voting:leave-undone", vote)
    vote.effect_refusal = reason
    record(number, {**(vote.effect or {}), "reason": reason})


@act(
    "voting:carry-out",
    _l("laat een aangenomen gevolg alsnog uitvoeren"),
    holds=holds("act", sometimes=("values",)),
)
def carry_out(actor: Actor, number: str) -> None:
    """Try the effect again after what stood in its way is gone. It is still the clock that does it, on the vote's ground."""
    vote = queries.by_number(number)
    policy.require(actor, "voting:carry-out", vote)
    if vote.effect_refusal is None:
        raise RuleBroken(_l("Van deze stemming staat niets meer open."))
    record(number, {**(vote.effect or {})})
    _carry_out(clock_for(PUBLISH), number)
    vote.effect_refusal = None


@act("voting:annul", _l("verklaart een stemming ongeldig"), holds=holds(apart=("reason",)))
def annul(actor: Actor, number: str, reason: str) -> None:
    """Declare a vote void, for a reason that everybody can read. It stays visible; uncounted ballots stay closed."""
    vote = queries.by_number(number)
    policy.require(actor, "voting:annul", vote)
    said = normal(check_text(reason, _l("Schrijf waarom de stemming niet geldig is.")))
    if vote.secrecy is Secrecy.SECRET and vote.status is VoteStatus.OPEN:
        urn.shake(vote.id)
    vote.status, vote.annulled_reason = VoteStatus.ANNULLED, said
    vote.annulled_at = queries.moment_of(record(number, {}, private={"reason": said}))
    for kind in (DEADLINE, CLOSE, PUBLISH):
        schedule.drop(kind, number)
