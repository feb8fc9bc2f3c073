"""Who may do what with votes. Municipalities vote; officers prepare, open and guard."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from gemportal.groups.policy import chair_of_other_groups, coordinator_of_other_groups, not_of_own_group
from gemportal.kernel.actor import Actor, Office
from gemportal.kernel.policy import May, Who, acting_for_an_organisation, by_rule, declare, fact, holding, on
from gemportal.kernel.words import Message, _l
from gemportal.organisations.policy import acts_for_a_member
from gemportal.voting.rules import VoteStatus

CAST = "voting:cast"
CLOSE = "voting:close"
PUBLISH = "voting:publish"


@dataclass(frozen=True)
class Line:
    """A line of the roll of a vote, named by the organisation that stands there: what a ballot is for."""

    vote: Any
    organisation: str | None

    @property
    def status(self) -> StrEnum:
        status: StrEnum = self.vote.status
        return status

    @property
    def key(self) -> tuple[int, str | None]:
        return self.vote.id, self.organisation


@dataclass(frozen=True)
class OfGroup:
    """Whose vote it will be, for the policy: this group's, or all members' where there is none."""

    group_number: str | None


def on_the_roll(actor: Actor, line: Line) -> bool:
    """The line is the actor's organisation's own, or that of one that merged into it, as frozen when the vote opened.

    And the actor's organisation is a member today and, in a group's vote, still has its seat.
    """
    return line.key in fact(actor, "voting:roll") and acts_for_a_member(actor) and has_its_seat(actor, line.vote)


def has_its_seat(actor: Actor, vote: Any) -> bool:
    """The vote is all members', or that of a group in which the actor's organisation decides today: who reads along does not."""
    return vote.group_number is None or vote.group_number in fact(actor, "groups:member")


def own_lines(actor: Actor, vote: Any) -> set[str]:
    """The lines of the roll that the actor's organisation casts: its own, and those of what merged into it."""
    return {code for vote_id, code in fact(actor, "voting:roll") if vote_id == vote.id}


def own_line(actor: Actor, vote: Any) -> Line:
    """The line that the actor's organisation votes for when nothing else is said: its own, or else that of what merged into it."""
    own = own_lines(actor, vote)
    return Line(vote, actor.organisation if actor.organisation in own or not own else min(own))


def holds_proxy(actor: Actor, line: Line) -> bool:
    """The line is one of an organisation that gave its proxy to the actor's."""
    return line.key in fact(actor, "voting:proxies")


def leads_its_group(actor: Actor, vote: Any) -> bool:
    """The vote (`group_number`; None is all members') is that of a group which the actor's organisation leads."""
    return vote is None or vote.group_number in fact(actor, "groups:lead")


def why_no_ballot(actor: Actor, line: Line) -> Message:
    """Why somebody who acts for an organisation cannot vote for this line."""
    if line.organisation != actor.organisation:
        return _l("U hebt geen volmacht van deze organisatie, of zij trok haar in. U kunt niet voor haar stemmen.")
    if line.key not in fact(actor, "voting:roll"):
        return _l(
            "Uw organisatie staat niet op de lijst van deze stemming. Die lijst is vastgezet toen de stemming openging."
        )
    if not has_its_seat(actor, line.vote):
        return _l("Uw organisatie heeft geen zetel meer in deze groep. Een stem die al is uitgebracht, blijft staan.")
    return _l("Uw organisatie is geen lid meer en kan niet meer stemmen. Een stem die al is uitgebracht, blijft staan.")


def not_voted_by_own(actor: Actor, vote: Any) -> bool:
    """Nobody voids the ballot of an organisation that they represent, nor the vote of a group that it takes part in."""
    return vote is None or (not_of_own_group(actor, vote) and vote.id not in fact(actor, "voting:voted-by-own"))


voter = Who(
    _l("vertegenwoordiger of plaatsvervanger van een stemgerechtigd lid"),
    acting_for_an_organisation,
    lambda actor, line: line is None or on_the_roll(actor, line),
)
holder = Who(
    _l("wie een volmacht van een stemgerechtigd lid heeft"),
    acting_for_an_organisation,
    lambda actor, line: line is None or holds_proxy(actor, line),
)
coordinator_without_ballot = Who(
    _l("coördinator (niet als de eigen organisatie heeft gestemd)"), holding(Office.COORDINATOR), not_voted_by_own
)
chair_without_ballot = Who(
    _l("voorzitter (niet als de eigen organisatie heeft gestemd)"), holding(Office.CHAIR), not_voted_by_own
)
lead_of_its_group = Who(_l("trekker, voor de eigen groep"), acting_for_an_organisation, leads_its_group)
officers = (coordinator_of_other_groups, chair_of_other_groups)
preparers = (*officers, lead_of_its_group)
closing_clock = Who(_l("de klok, na de sluiting of zodra iedereen stemde"), by_rule(CLOSE))
publishing_clock = Who(_l("de klok, na de tijd om te betwisten"), by_rule(PUBLISH))


declare(
    "voting",
    _l("Stemmingen"),
    [
        May("voting:prepare", _l("een stemming voorbereiden"), preparers),
        May("voting:change", _l("een voorbereiding wijzigen"), preparers, on(VoteStatus.PREPARED)),
        May("voting:discard", _l("een voorbereiding weggooien"), preparers, on(VoteStatus.PREPARED)),
        May(
            "voting:open",
            _l("een stemming openen"),
            preparers,
            on(VoteStatus.PREPARED),
            note=_l("daarna staat alles vast"),
        ),
        May(
            CAST,
            _l("stemmen"),
            (voter, holder),
            on(VoteStatus.OPEN),
            note=_l("tot de sluiting te wijzigen; de laatste stem telt; in een geheime stemming één keer"),
        ),
        May(CLOSE, _l("een stemming sluiten en tellen"), (closing_clock,), on(VoteStatus.OPEN)),
        May(PUBLISH, _l("een uitslag vaststellen"), (publishing_clock,), on(VoteStatus.CLOSED)),
        May(
            "voting:annul",
            _l("een stemming ongeldig verklaren"),
            (coordinator_without_ballot, chair_without_ballot),
            on(VoteStatus.OPEN, VoteStatus.CLOSED),
            note=_l("met reden; de stemming blijft zichtbaar"),
        ),
        May(
            "voting:leave-undone",
            _l("vastleggen dat een gevolg van een stemming niet kon worden uitgevoerd"),
            (publishing_clock,),
            on(VoteStatus.PUBLISHED),
            note=_l("met reden"),
        ),
        May(
            "voting:carry-out",
            _l("het gevolg van een stemming alsnog laten uitvoeren"),
            officers,
            on(VoteStatus.PUBLISHED),
            note=_l("als het eerder niet kon"),
        ),
    ],
)
