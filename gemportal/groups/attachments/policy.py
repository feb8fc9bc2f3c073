"""Who may see, add and change what a group attached. Public attachments are everybody's, and ask no permission."""

from dataclasses import dataclass
from typing import Any

from gemportal.groups.policy import ALIVE, About, contributor, coordinator_of_others, lead, within
from gemportal.kernel.actor import Actor
from gemportal.kernel.policy import May, Who, acting_for_an_organisation, declare
from gemportal.kernel.words import _l

READ, ADD_FILE, ADD_LINK = "groups:read-attachment", "groups:add-file", "groups:add-link"
SHARE, HIDE, REMOVE = "groups:share-attachment", "groups:hide-attachment", "groups:remove-attachment"


@dataclass(frozen=True)
class AboutAttachment(About):
    """What an act on an attachment is about: its group, and the organisation that added it."""

    added_by: str = ""


def _added_it(actor: Actor, subject: Any) -> bool:
    return subject is None or (actor.organisation == subject.added_by and contributor.covers(actor, subject))


reader = Who(
    _l("organisatie met een zetel, ook als de groep klaar is"),
    acting_for_an_organisation,
    within("groups:reads-attachments"),
)
adder = Who(_l("organisatie in de groep die de bijlage toevoegde"), acting_for_an_organisation, _added_it)

declare(
    "groups.attachments",
    _l("Bijlagen van groepen"),
    [
        May(READ, _l("bijlagen lezen die alleen voor de groep zijn"), (reader,)),
        May(ADD_FILE, _l("een bestand toevoegen"), (contributor,), ALIVE),
        May(ADD_LINK, _l("een link toevoegen"), (contributor,), ALIVE),
        May(SHARE, _l("een bijlage openbaar maken"), (adder,), ALIVE),
        May(
            HIDE,
            _l("een openbare bijlage alleen voor de groep maken"),
            (adder, lead, coordinator_of_others),
            note=_l("dat zij openbaar was, blijft bekend"),
        ),
        May(
            REMOVE,
            _l("een bijlage verwijderen"),
            (adder, lead, coordinator_of_others),
            note=_l("dat zij er was, blijft bekend"),
        ),
    ],
)
