"""Inviting many people at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from gemportal.kernel import policy
from gemportal.kernel.actor import Actor
from gemportal.kernel.acts import act
from gemportal.kernel.csv_files import WrongLine
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.words import _l
from gemportal.people.acts import invite
from gemportal.people.imports import queries, rules
from gemportal.people.imports.rules import Invitee


@dataclass(frozen=True)
class Ticket:
    """A line with the secret of its invitation: the link goes into the letter, of its token only the digest is kept."""

    line: Invitee
    token_digest: bytes
    link: str


@act("people:import", _l("nodigt mensen uit een bestand uit"), holds=None)
def import_people(actor: Actor, tickets: Sequence[Ticket]) -> int:
    """Invite all of them, each by a letter, or nobody when one is refused. Returns how many."""
    policy.require(actor, "people:import")
    standing = queries.standing(actor, {ticket.line.email for ticket in tickets})
    for ticket in tickets:
        line = ticket.line
        try:
            # Somebody may have been ahead of us since the preview was shown.
            rules.check(line, standing)
            invite(
                actor,
                ticket.token_digest,
                line.email,
                line.name,
                organisation=line.organisation,
                role=line.role,
                first_day=line.first_day,
                last_day=line.last_day,
                link=ticket.link,
            )
        except RuleBroken as broken:
            raise WrongLine(line.number, broken.sentence) from broken
    return len(tickets)
