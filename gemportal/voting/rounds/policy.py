"""Who may say what becomes of an objection, and put a proposal again. The subject is the line of the roll that objected."""

from gemportal.kernel.actor import Actor, Office
from gemportal.kernel.policy import May, Who, acting_for_an_organisation, declare, holding, on
from gemportal.kernel.words import _l
from gemportal.organisations.policy import concerns_others
from gemportal.voting.policy import Line, leads_its_group, preparers, voter
from gemportal.voting.rules import VoteStatus

WITHDRAW = "voting:withdraw-objection"
SETTLE = "voting:settle-objection"
NEW_ROUND = "voting:new-round"

COUNTED = on(VoteStatus.CLOSED, VoteStatus.CONTESTED, VoteStatus.PUBLISHED)


def _is_of_others(actor: Actor, line: Line | None) -> bool:
    """A vote of all members, and the objection of an organisation that this person does not represent."""
    return line is None or (line.vote.group_number is None and concerns_others(actor, line.organisation))


coordinator = Who(
    _l("coördinator, in een stemming van alle leden (niet voor de eigen organisatie)"),
    holding(Office.COORDINATOR),
    _is_of_others,
)
chair = Who(
    _l("voorzitter, in een stemming van alle leden (niet voor de eigen organisatie)"),
    holding(Office.CHAIR),
    _is_of_others,
)
lead = Who(
    _l("trekker, voor de eigen groep (niet voor het eigen bezwaar)"),
    acting_for_an_organisation,
    lambda actor, line: line is None or (leads_its_group(actor, line.vote) and line.organisation != actor.organisation),
)

declare(
    "voting.rounds",
    _l("Instemming in rondes"),
    [
        May(WITHDRAW, _l("een bezwaar intrekken"), (voter,), COUNTED, note=_l("alleen het eigen, met reden")),
        May(
            SETTLE,
            _l("vastleggen of een bezwaar is verwerkt of blijft staan"),
            (coordinator, chair, lead),
            COUNTED,
            note=_l("met een toelichting"),
        ),
        May(
            NEW_ROUND,
            _l("een nieuwe ronde voorbereiden"),
            preparers,
            (*COUNTED, VoteStatus.ANNULLED),
            note=_l("na een bezwaar, na een gelijke stand over personen, of als de stemming ongeldig is verklaard"),
        ),
    ],
)
