"""Who may ask to mediate in a group, and who mediates: a coordinator who has no part in it."""

from dataclasses import dataclass

from gemportal.groups.mediating.rules import MediationStatus
from gemportal.groups.policy import ALIVE, coordinator_of_other_groups, decider
from gemportal.kernel.policy import May, declare, on
from gemportal.kernel.words import _l

ASK, TAKE_UP, CLOSE = "groups:ask-mediation", "groups:take-up-mediation", "groups:close-mediation"


@dataclass(frozen=True)
class Dispute:
    """What policy judges of a request to mediate: in which group, and where it stands."""

    group_number: str
    status: MediationStatus


declare(
    "groups.mediating",
    _l("Bemiddelen in een groep"),
    [
        May(
            ASK,
            _l("de coördinatoren vragen om te bemiddelen"),
            (decider,),
            ALIVE,
            note=_l("de toelichting is niet openbaar"),
        ),
        May(
            TAKE_UP,
            _l("een verzoek om te bemiddelen oppakken, en de toelichting lezen"),
            (coordinator_of_other_groups,),
            on(MediationStatus.ASKED),
        ),
        May(
            CLOSE,
            _l("een bemiddeling afsluiten"),
            (coordinator_of_other_groups,),
            on(MediationStatus.TAKEN_UP),
            note=_l("de toelichting wordt dan gewist"),
        ),
    ],
)
