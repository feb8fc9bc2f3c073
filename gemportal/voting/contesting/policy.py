"""Who may contest a result, and who rules on it. The subject is a line of the roll: of whoever contests, or contested."""

from gemportal.kernel.actor import Actor, Office
from gemportal.kernel.policy import May, Who, declare, holding, on
from gemportal.kernel.words import _l
from gemportal.organisations.policy import concerns_others
from gemportal.voting.policy import Line, not_voted_by_own, voter
from gemportal.voting.rules import VoteStatus

CONTEST = "voting:contest"
RULE = "voting:rule-on-contest"


def _is_of_others(actor: Actor, line: Line | None) -> bool:
    """Nobody rules on what an organisation that they represent contests, nor on a vote in which it voted."""
    return line is None or (concerns_others(actor, line.organisation) and not_voted_by_own(actor, line.vote))


coordinator_of_others = Who(
    _l("coördinator (niet als de eigen organisatie stemde of betwist)"), holding(Office.COORDINATOR), _is_of_others
)
chair_of_others = Who(
    _l("voorzitter (niet als de eigen organisatie stemde of betwist)"), holding(Office.CHAIR), _is_of_others
)

declare(
    "voting.contesting",
    _l("Een uitslag betwisten"),
    [
        May(
            CONTEST,
            _l("een uitslag betwisten"),
            (voter,),
            on(VoteStatus.CLOSED),
            note=_l("met openbare reden, tot de uitslag is vastgesteld"),
        ),
        May(
            RULE,
            _l("beslissen over een betwiste uitslag"),
            (coordinator_of_others, chair_of_others),
            on(VoteStatus.CONTESTED),
            note=_l("met reden; afwijzen of een herstemming"),
        ),
    ],
)
