"""What happens to proposals and declarations on the day that two municipalities merge."""

from gemportal.initiatives import queries as initiatives
from gemportal.initiatives.merging import queries
from gemportal.initiatives.support.deadlines import considers_until
from gemportal.kernel import db, policy
from gemportal.kernel.actor import Actor
from gemportal.kernel.acts import act, running
from gemportal.kernel.holding import holds
from gemportal.kernel.words import _l
from gemportal.register.log import record, written


@act(
    "initiatives:take-over-willingness",
    _l("laat een opvolger een verklaring overnemen"),
    holds=holds("from", "org", "level", "since", "own_goes_before"),
)
def take_over_willingness(actor: Actor, number: str, code: str, successor: str) -> None:
    """Let a declaration pass to a successor, with its date; what the successor declared itself goes before it."""
    initiative = initiatives.by_number(number)
    policy.require(actor, "initiatives:take-over-willingness", initiative)
    old = initiatives.current_declaration(initiative.id, code)
    if old is None:
        return
    own = initiatives.current_declaration(initiative.id, successor)
    old.give_way()
    data = {"from": code, "org": successor, "level": old.level, "since": written(old.since)}
    entry = record(number, {**data, "own_goes_before": own is not None})
    considers_until(number, code, None)
    if own is None:
        db.session().add(old.passed_to(successor, entry))
        considers_until(number, successor, old.considering_until)


@act("initiatives:take-over", _l("laat een opvolger een initiatief overnemen"), holds=holds("from", "org"))
def take_over(actor: Actor, number: str, code: str, successor: str) -> None:
    """Let a successor be the proposer of what its predecessor proposed."""
    initiative = initiatives.by_number(number)
    policy.require(actor, "initiatives:take-over", initiative)
    row = initiatives.co_proposer(initiative.id, successor)
    if row is not None:
        db.session().delete(row)
    initiative.organisation_code = successor
    record(number, {"from": code, "org": successor})


@act("initiatives:take-over-drafts", _l("laat een opvolger concepten overnemen"), holds=None)
def take_over_drafts(actor: Actor, code: str, successor: str) -> None:
    """Let a successor see and finish what its predecessor had not published, and what others asked it to propose together."""
    policy.require(actor, "initiatives:take-over-drafts")
    known = queries.drafts_known_to(successor)
    for row in queries.asked_in_drafts(code):
        if row.initiative_id in known:
            db.session().delete(row)
        else:
            row.organisation_code = successor
    for draft in queries.drafts_of(code):
        row_of_successor = initiatives.co_proposer(draft.id, successor)
        if row_of_successor is not None:
            db.session().delete(row_of_successor)
        draft.organisation_code = successor


def when_organisations_merge(code: str, successor: str) -> None:
    """Hear that two municipalities merged: what the old one proposed and declared goes on with the successor."""
    actor = running().actor
    for number in queries.declared_by(code):
        take_over_willingness(actor, number, code, successor)
    for number in queries.proposed_by(code):
        take_over(actor, number, code, successor)
    take_over_drafts(actor, code, successor)
