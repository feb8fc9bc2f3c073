"""Who may do what with an initiative and a declaration, in which state."""

from dataclasses import dataclass
from typing import Any

from gemportal.initiatives.rules import LIVING, InitiativeStatus
from gemportal.kernel.actor import Actor, Office
from gemportal.kernel.policy import (
    May,
    Who,
    acting_for_an_organisation,
    declare,
    fact,
    holding,
    members_vote,
    not_own,
    on,
    the_clock,
)
from gemportal.kernel.words import _l
from gemportal.organisations.policy import acts_for_a_member, member, partner, the_merger

INVITE, TAKE_BACK = "initiatives:invite-partner", "initiatives:take-back-invitation"

DRAFT, OPEN = InitiativeStatus.DRAFT, InitiativeStatus.OPEN
FORMING, ACTIVE = InitiativeStatus.FORMING, InitiativeStatus.ACTIVE


def _proposed_it(actor: Actor, initiative: Any) -> bool:
    return initiative is None or actor.organisation == initiative.organisation_code


def _leads_its_group(actor: Actor, initiative: Any) -> bool:
    return initiative is None or initiative.number in fact(actor, "groups:lead")


_is_not_own = not_own(lambda initiative: (initiative.organisation_code,))


def _takes_part_at_home(actor: Actor, initiative: Any) -> bool:
    """An organisation that this person represents has a seat in the group, which would end or change with the initiative."""
    return initiative is not None and initiative.number in fact(actor, "groups:represented")


@dataclass(frozen=True)
class Inviting:
    """An initiative, and the chain partner that is to be invited to it, or (empty) whoever that will be."""

    number: str
    status: InitiativeStatus
    organisation_code: str
    partner: str = ""


def _coordinates(actor: Actor, initiative: Any) -> bool:
    return _is_not_own(actor, initiative) and not _takes_part_at_home(actor, initiative)


def _coordinates_for(actor: Actor, inviting: Inviting | None) -> bool:
    return _coordinates(actor, inviting) and (inviting is None or inviting.partner not in actor.represents)


proposer = Who(_l("vertegenwoordiger van de indiener"), acting_for_an_organisation, _proposed_it)
proposing_member = Who(
    _l("vertegenwoordiger van de indiener, die lid is"),
    acting_for_an_organisation,
    lambda actor, initiative: _proposed_it(actor, initiative) and acts_for_a_member(actor),
)
asked_to_propose = Who(
    _l("vertegenwoordiger van een gevraagde mede-indiener"),
    acting_for_an_organisation,
    lambda actor, initiative: initiative is None or not _proposed_it(actor, initiative),
)
declarer = Who(_l("vertegenwoordiger van wie de verklaring deed"), acting_for_an_organisation)
lead = Who(_l("trekker van de groep"), acting_for_an_organisation, _leads_its_group)
coordinator = Who(
    _l("coördinator (niet als de eigen organisatie indient of een zetel heeft)"),
    holding(Office.COORDINATOR),
    _coordinates,
)
inviting_coordinator = Who(
    _l("coördinator (niet als de eigen organisatie indient, een zetel heeft of de ketenpartner is)"),
    holding(Office.COORDINATOR),
    _coordinates_for,
)
inviters = (proposing_member, lead, inviting_coordinator)

with_reason = _l("met reden")

declare(
    "initiatives",
    _l("Initiatieven en bereidheid"),
    [
        May("initiatives:draft", _l("een concept schrijven"), (member,)),
        May("initiatives:see-draft", _l("een concept lezen"), (proposer, asked_to_propose), on(DRAFT)),
        May("initiatives:edit-draft", _l("een concept wijzigen"), (proposer,), on(DRAFT)),
        May("initiatives:discard-draft", _l("een concept weggooien"), (proposer,), on(DRAFT)),
        May("initiatives:ask-co-proposer", _l("een mede-indiener vragen"), (proposer,), on(DRAFT)),
        May("initiatives:answer-co-proposing", _l("antwoorden of u mede-indient"), (asked_to_propose,), on(DRAFT)),
        May(
            "initiatives:publish",
            _l("een concept publiceren"),
            (proposing_member,),
            on(DRAFT),
            _l("met een doel en een sluitingsdatum"),
        ),
        May("initiatives:revise", _l("een nieuwe versie maken"), (proposing_member,), on(OPEN)),
        May("initiatives:revise", _l("een nieuwe versie maken"), (lead,), on(ACTIVE)),
        May("initiatives:withdraw", _l("een initiatief intrekken"), (proposer,), on(OPEN), with_reason),
        May(INVITE, _l("een ketenpartner uitnodigen voor een zetel"), inviters, LIVING),
        May(TAKE_BACK, _l("een uitnodiging terugnemen"), inviters, LIVING, _l("zolang zij niet is gebruikt")),
        May("initiatives:declare-willingness", _l("bereidheid verklaren"), (member, partner), LIVING),
        May("initiatives:confirm-willingness", _l("een verklaring bevestigen"), (member, partner), LIVING),
        May("initiatives:withdraw-willingness", _l("een verklaring intrekken"), (declarer,), LIVING),
        May("initiatives:back-willingness", _l("laten zien wie er thuis achter staat"), (member, partner), LIVING),
        May("initiatives:begin-forming", _l("beginnen met een groep vormen"), (coordinator,), on(OPEN)),
        May("initiatives:reopen", _l("een nieuwe oproep doen"), (coordinator,), on(OPEN, FORMING), with_reason),
        May("initiatives:lapse", _l("vaststellen dat geen groep lukt"), (coordinator,), on(FORMING), with_reason),
        May("initiatives:activate", _l("aan het werk gaan"), (lead, the_clock), on(FORMING)),
        May("initiatives:deliver", _l("een initiatief opleveren"), (lead, the_clock), on(ACTIVE)),
        May("initiatives:take-over", _l("het initiatief van een voorganger overnemen"), (the_merger,), LIVING),
        May(
            "initiatives:take-over-willingness",
            _l("de verklaring van een voorganger overnemen"),
            (the_merger,),
            LIVING,
        ),
        May("initiatives:take-over-drafts", _l("de concepten van een voorganger overnemen"), (the_merger,)),
        May("initiatives:stop", _l("een initiatief stoppen"), (lead, coordinator, members_vote), LIVING, with_reason),
    ],
)
