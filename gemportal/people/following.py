"""What follows for people when something happens below: a municipality merged, or an applicant was let in."""

from datetime import date

from gemportal.kernel.actor import MandateRole
from gemportal.kernel.acts import running
from gemportal.kernel.words import _l, _ln
from gemportal.organisations.holdings import Holding
from gemportal.people import acts, queries
from gemportal.people.merging import queries as merging


def when_organisations_merge(code: str, successor: str) -> None:
    """Who acted for the old municipality does so no more, and gets no right by itself: the successor's people are invited."""
    actor = running().actor
    for mandate_id in merging.mandates_not_over(code):
        acts.end_mandate(actor, mandate_id)
    for invitation_id in merging.open_invitations_for(code):
        acts.revoke_invitation(actor, invitation_id)


def when_applicant_is_admitted(code: str, email: str, name: str, token_digest: bytes, first_day: date) -> None:
    """Whoever applied for an organisation is invited to represent it, in the act that lets it in."""
    acts.invite(
        running().actor,
        token_digest,
        email,
        name,
        organisation=code,
        role=MandateRole.REPRESENTATIVE,
        first_day=first_day,
    )


def holding_of(code: str) -> Holding | None:
    """Who acts for an organisation, told before it leaves or merges."""
    count = len(queries.holders_of(code))
    if not count:
        return None
    return Holding(
        _ln("%(n)s vertegenwoordiger of plaatsvervanger", "%(n)s vertegenwoordigers en plaatsvervangers", count),
        _l("Zij kunnen na de laatste dag nog intrekken wat hun organisatie verklaarde, en verder niets."),
        _l("Hun rol eindigt. Nodig daarna mensen uit om de opvolger te vertegenwoordigen."),
    )
