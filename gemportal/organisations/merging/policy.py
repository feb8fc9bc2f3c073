"""Who may record that municipalities merge. The subject is both of them: the old one and its successor."""

from gemportal.kernel.policy import May, declare
from gemportal.kernel.words import _l
from gemportal.organisations.policy import MERGE, coordinator_of_others, the_merger

declare(
    "organisations.merging",
    _l("Fusies van gemeenten"),
    [
        May("organisations:record-merger", _l("een fusie vastleggen"), (coordinator_of_others,)),
        May(
            "organisations:withdraw-merger",
            _l("een vastgelegde fusie terugnemen"),
            (coordinator_of_others,),
            note=_l("tot de dag van de fusie"),
        ),
        May(MERGE, _l("een fusie uitvoeren"), (the_merger,)),
    ],
)
