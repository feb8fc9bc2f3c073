"""Who may do what with organisations and memberships; and who counts as acting for a member."""

from dataclasses import dataclass
from typing import Any

from gemportal.kernel.actor import Actor, MandateRole, Office
from gemportal.kernel.policy import (
    May,
    Who,
    acting_for_an_organisation,
    by_rule,
    coordinator,
    declare,
    fact,
    holding,
    members_vote,
)
from gemportal.kernel.words import _l
from gemportal.organisations.rules import MembershipEnd

# The clock's rule on the day of a merger. What it does stands in `merging`; rooms above let it take over what is theirs.
MERGE = "organisations:merge"


@dataclass(frozen=True)
class Ending:
    """The end of a membership that is known and still ahead; None where no end is known."""

    code: str
    why: MembershipEnd | None


def acts_for_a_member(actor: Actor, subject: Any = None) -> bool:
    """The actor's organisation is a member of the cooperative today."""
    return actor.organisation in fact(actor, "organisations:member")


def acts_for_a_partner(actor: Actor, subject: Any = None) -> bool:
    """The actor's organisation is a chain partner."""
    return actor.organisation in fact(actor, "organisations:partner")


def _codes(subject: Any) -> tuple[str | None, ...]:
    if isinstance(subject, Ending):
        return (subject.code,)
    return subject if isinstance(subject, tuple) else (subject,)


def concerns_others(actor: Actor, subject: Any) -> bool:
    """The subject (a code, several, or an ending) is no organisation of this person's own.

    Neither is it one that merges or merged with theirs: nobody uses an office on what their own organisation comes from or
    goes into.
    """
    if subject is None or not actor.represents:
        return True
    return fact(actor, "organisations:kin").isdisjoint(_codes(subject))


def _own(actor: Actor, subject: Any) -> bool:
    return subject is None or actor.organisation in _codes(subject)


def _ended_by(*why: MembershipEnd) -> Any:
    return lambda subject: not isinstance(subject, Ending) or subject.why in {None, *why}


_by_notice, _by_decision = _ended_by(MembershipEnd.NOTICE), _ended_by(MembershipEnd.DECISION)


member = Who(_l("vertegenwoordiger of plaatsvervanger van een lid"), acting_for_an_organisation, acts_for_a_member)
partner = Who(_l("vertegenwoordiger van een ketenpartner"), acting_for_an_organisation, acts_for_a_partner)
representative_of_it = Who(
    _l("vertegenwoordiger van het lid zelf (geen plaatsvervanger)"),
    lambda actor: acting_for_an_organisation(actor) and actor.mandate_role is MandateRole.REPRESENTATIVE,
    lambda actor, subject: acts_for_a_member(actor) and _own(actor, subject) and _by_notice(subject),
)
coordinator_of_others = Who(
    _l("coördinator (niet voor de eigen organisatie)"), holding(Office.COORDINATOR), concerns_others
)
coordinator_who_ended_it = Who(
    coordinator_of_others.label,
    holding(Office.COORDINATOR),
    lambda actor, subject: concerns_others(actor, subject) and _by_decision(subject),
)
list_keeper = Who(_l("de gemeentelijst van het CBS"), by_rule("organisations:load-municipalities"))
the_merger = Who(_l("de klok, op de dag van een fusie"), by_rule(MERGE))

declare(
    "organisations",
    _l("Leden"),
    [
        May(
            "organisations:admit",
            _l("een lid toelaten"),
            (coordinator_of_others, members_vote, the_merger),
            note=_l("met het besluit erbij; een opvolger is lid door de fusie"),
        ),
        May(
            "organisations:give-notice",
            _l("het lidmaatschap opzeggen"),
            (representative_of_it,),
            note=_l("op een dag na de opzegtermijn"),
        ),
        May(
            "organisations:end-membership",
            _l("een lidmaatschap beëindigen"),
            (coordinator_of_others,),
            note=_l("met reden"),
        ),
        May(
            "organisations:keep-membership",
            _l("het einde van een lidmaatschap terugnemen"),
            (representative_of_it, coordinator_who_ended_it),
            note=_l("wie het einde vastlegde, en tot en met de laatste dag"),
        ),
        May("organisations:add-partner", _l("een ketenpartner toevoegen"), (coordinator,)),
        May("organisations:rename-partner", _l("een ketenpartner een andere naam geven"), (coordinator_of_others,)),
        May(
            "organisations:end-partner",
            _l("de deelname van een ketenpartner beëindigen"),
            (coordinator_of_others,),
            note=_l("met reden; terug te nemen tot en met de laatste dag"),
        ),
        May(
            "organisations:keep-partner",
            _l("het einde van de deelname van een ketenpartner terugnemen"),
            (coordinator_of_others,),
        ),
        May("organisations:load-municipalities", _l("de lijst van gemeenten bijwerken"), (list_keeper,)),
    ],
)
