"""What somebody can do about one organisation's membership: links, the main one first, never more than the policy allows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gemportal.kernel import clock, policy
from gemportal.kernel.actor import Actor
from gemportal.kernel.words import Message, _l
from gemportal.organisations.models import Membership, Organisation
from gemportal.organisations.policy import Ending
from gemportal.organisations.rules import OrganisationKind


@dataclass(frozen=True)
class Possible:
    """A link to a page with a form."""

    label: Message
    endpoint: str
    values: dict[str, str] = field(default_factory=dict)


def possible(actor: Actor, organisation: Organisation, memberships: Sequence[Membership]) -> list[Possible]:
    """What this actor can do, in the order in which a page offers it."""
    if organisation.kind is OrganisationKind.PARTNER:
        return list(_about_a_partner(actor, organisation))
    return list(_about_a_municipality(actor, organisation, memberships))


def _about_a_municipality(
    actor: Actor, organisation: Organisation, memberships: Sequence[Membership]
) -> Iterator[Possible]:
    code, today = organisation.code, clock.today()
    here = {"code": code}
    latest = memberships[0] if memberships else None
    if latest is None or (latest.last_day is not None and latest.last_day < today):
        if organisation.closed_on is None:
            yield Possible(_l("Meld deze gemeente aan als lid"), "applying.apply", here)
            if policy.may(actor, "organisations:invite-to-apply", code):
                yield Possible(_l("Vraag deze gemeente om lid te worden"), "applying.invite", here)
    elif latest.last_day is None:
        if policy.may(actor, "organisations:give-notice", code):
            yield Possible(_l("Zeg het lidmaatschap op"), "organisations.give_notice")
        if policy.may(actor, "organisations:end-membership", code):
            yield Possible(_l("Beëindig het lidmaatschap"), "organisations.end_membership", here)
    elif policy.may(actor, "organisations:keep-membership", Ending(code, latest.ending)):
        yield Possible(_l("Neem het einde terug"), "organisations.keep_membership", here)
    yield from _about_a_merger(actor, organisation)


def _about_a_merger(actor: Actor, organisation: Organisation) -> Iterator[Possible]:
    code, successor = organisation.code, organisation.successor_code
    if successor is None:
        if policy.may(actor, "organisations:record-merger", (code,)):
            yield Possible(_l("Leg een fusie vast"), "merging.record", {"van": code})
    elif (
        organisation.closed_on is not None
        and organisation.closed_on > clock.today()
        and policy.may(actor, "organisations:withdraw-merger", (code, successor))
    ):
        yield Possible(_l("Neem de fusie terug"), "merging.withdraw", {"code": code})


def _about_a_partner(actor: Actor, partner: Organisation) -> Iterator[Possible]:
    here = {"code": partner.code}
    if not policy.may(actor, "organisations:end-partner", partner.code):
        return
    if partner.closed_on is None:
        yield Possible(_l("Wijzig de naam"), "organisations.rename_partner", here)
        yield Possible(_l("Beëindig de deelname"), "organisations.end_partner", here)
    elif partner.closed_on > clock.today():
        yield Possible(_l("Neem het einde terug"), "organisations.keep_partner", here)
