"""Who may hand over the lead of a group, and who may take it on."""

from gemportal.groups.policy import ALIVE, lead, within
from gemportal.kernel.policy import May, Who, acting_for_an_organisation, declare
from gemportal.kernel.words import _l

OFFER, TAKE_BACK = "groups:offer-lead", "groups:take-back-lead"
ACCEPT, DECLINE = "groups:accept-lead", "groups:decline-lead"


asked_to_lead = Who(
    _l("deelnemer die gevraagd is om te trekken"), acting_for_an_organisation, within("groups:asked-to-lead")
)

declare(
    "groups.leading",
    _l("De trekker van een groep"),
    [
        May(OFFER, _l("een deelnemer vragen om te trekken"), (lead,), ALIVE),
        May(TAKE_BACK, _l("die vraag terugnemen"), (lead,), ALIVE),
        May(ACCEPT, _l("het trekken overnemen"), (asked_to_lead,), ALIVE, note=_l("binnen de termijn")),
        May(DECLINE, _l("het trekken niet overnemen"), (asked_to_lead,), ALIVE),
    ],
)
