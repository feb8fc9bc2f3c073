"""Who may read along with a group, and who lets them."""

from gemportal.groups.policy import ALIVE, lead
from gemportal.kernel.policy import May, declare
from gemportal.kernel.words import _l
from gemportal.organisations.policy import member, partner

OBSERVE, INVITE, DECLINE = "groups:observe", "groups:invite-observer", "groups:decline-observer"

declare(
    "groups.observing",
    _l("Meekijken met een groep"),
    [
        May(OBSERVE, _l("vragen om mee te kijken, of een uitnodiging aannemen"), (member, partner), ALIVE),
        May(INVITE, _l("uitnodigen om mee te kijken, of een verzoek inwilligen"), (lead,), ALIVE),
        May(DECLINE, _l("een verzoek om mee te kijken afwijzen, of een uitnodiging terugnemen"), (lead,), ALIVE),
    ],
)
