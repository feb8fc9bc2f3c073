"""Who may do what with organisations and memberships; and who counts as acting for a member."""

from typing import Any

from gemportal.kernel.actor import Actor, Office
from gemportal.kernel.policy import (
    May,
    Who,
    acting_for_an_organisation,
    by_rule,
    coordinator,
    declare,
    fact,
    holding,
    not_own,
)
from gemportal.kernel.words import _l


def acts_for_a_member(actor: Actor, subject: Any = None) -> bool:
    """The actor's organisation is a member of the cooperative today."""
    return actor.organisation in fact(actor, "organisations:member")


def acts_for_a_partner(actor: Actor, subject: Any = None) -> bool:
    """The actor's organisation is a chain partner."""
    return actor.organisation in fact(actor, "organisations:partner")


member = Who(_l("vertegenwoordiger of plaatsvervanger van een lid"), acting_for_an_organisation, acts_for_a_member)
partner = Who(_l("vertegenwoordiger van een ketenpartner"), acting_for_an_organisation, acts_for_a_partner)
coordinator_of_others = Who(
    _l("coördinator (niet voor de eigen organisatie)"), holding(Office.COORDINATOR), not_own(lambda code: (code,))
)
list_keeper = Who(_l("de gemeentelijst van het CBS"), by_rule("organisations:load-municipalities"))

declare(
    "organisations",
    _l("Leden"),
    [
        May("organisations:admit", _l("een lid toelaten"), (coordinator_of_others,), note=_l("met het besluit erbij")),
        May(
            "organisations:end-membership",
            _l("een lidmaatschap beëindigen"),
            (coordinator_of_others,),
            note=_l("met reden"),
        ),
        May("organisations:add-partner", _l("een ketenpartner toevoegen"), (coordinator,)),
        May("organisations:load-municipalities", _l("de lijst van gemeenten bijwerken"), (list_keeper,)),
    ],
)
