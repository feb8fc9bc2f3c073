"""Who may do what with the proposals of a group: whoever decides in it proposes, and has a word."""

from collections.abc import Callable
from typing import Any

from gemportal.groups.policy import ALIVE, WORKING, decider
from gemportal.kernel.actor import Actor
from gemportal.kernel.policy import May, Who, acting_for_an_organisation, declare, fact, on
from gemportal.kernel.words import _l

PROPOSE, PROPOSE_ENDING = "groups:propose-decision", "groups:propose-ending-seat"
CONSENT, OBJECT = "groups:consent-to-motion", "groups:object-to-motion"
WITHDRAW, ANSWER = "groups:withdraw-motion", "groups:answer-motion"


def _in(name: str) -> Callable[[Actor, Any], bool]:
    return lambda actor, group: group is None or group.number in fact(actor, name)


concerned = Who(
    _l("organisatie waarvan de zetel ter sprake is"), acting_for_an_organisation, _in("groups:seat-in-question")
)

declare(
    "groups.room",
    _l("Beslissen in een groep"),
    [
        May(
            PROPOSE, _l("een besluit van de groep voorstellen"), (decider,), on(WORKING), note=_l("binnen de opdracht")
        ),
        May(
            PROPOSE_ENDING,
            _l("voorstellen om een zetel te beëindigen"),
            (decider,),
            ALIVE,
            note=_l("met openbare reden"),
        ),
        May(CONSENT, _l("instemmen met een voorstel in de groep"), (decider,), ALIVE),
        May(
            OBJECT, _l("bezwaar maken tegen een voorstel in de groep"), (decider,), ALIVE, note=_l("met openbare reden")
        ),
        May(WITHDRAW, _l("een eigen voorstel in de groep intrekken"), (decider,), ALIVE),
        May(ANSWER, _l("antwoorden op een voorstel over de eigen zetel"), (concerned,), note=_l("in het openbaar")),
    ],
)
