"""Who may do what with the proposals of a group: whoever decides in it proposes, and has a word."""

from gemportal.groups.policy import ALIVE, WORKING, decider, within
from gemportal.kernel.policy import May, Who, acting_for_an_organisation, declare, on
from gemportal.kernel.words import _l

PROPOSE, PROPOSE_ENDING = "groups:propose-decision", "groups:propose-ending-seat"
CONSENT, OBJECT = "groups:consent-to-motion", "groups:object-to-motion"
WITHDRAW, ANSWER = "groups:withdraw-motion", "groups:answer-motion"


concerned = Who(
    _l("organisatie waarvan de zetel ter sprake is"), acting_for_an_organisation, within("groups:seat-in-question")
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
