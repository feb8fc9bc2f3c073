"""Who may do what with votes. Municipalities vote; officers prepare, open and guard."""

from typing import Any

from gemportal.kernel.actor import Actor
from gemportal.kernel.policy import (
    May,
    Who,
    acting_for_an_organisation,
    by_rule,
    chair,
    coordinator,
    declare,
    fact,
    on,
)
from gemportal.kernel.words import _l
from gemportal.organisations.policy import acts_for_a_member
from gemportal.voting.rules import VoteStatus

CAST = "voting:cast"
CLOSE = "voting:close"
PUBLISH = "voting:publish"


def on_the_roll(actor: Actor, vote: Any) -> bool:
    """The actor's organisation, or one that merged into it, was on the roll when the vote opened; and it is a member today."""
    return vote.id in fact(actor, "voting:roll") and acts_for_a_member(actor)


voter = Who(
    _l("vertegenwoordiger of plaatsvervanger van een stemgerechtigd lid"),
    acting_for_an_organisation,
    lambda actor, vote: vote is None or on_the_roll(actor, vote),
)
closing_clock = Who(_l("de klok, na de sluiting of zodra iedereen stemde"), by_rule(CLOSE))
publishing_clock = Who(_l("de klok, na de tijd om te betwisten"), by_rule(PUBLISH))

declare(
    "voting",
    _l("Stemmingen"),
    [
        May("voting:prepare", _l("een stemming voorbereiden"), (coordinator, chair)),
        May("voting:change", _l("een voorbereiding wijzigen"), (coordinator, chair), on(VoteStatus.PREPARED)),
        May("voting:discard", _l("een voorbereiding weggooien"), (coordinator, chair), on(VoteStatus.PREPARED)),
        May(
            "voting:open",
            _l("een stemming openen"),
            (coordinator, chair),
            on(VoteStatus.PREPARED),
            note=_l("daarna staat alles vast"),
        ),
        May(
            CAST,
            _l("stemmen"),
            (voter,),
            on(VoteStatus.OPEN),
            note=_l("tot de sluiting te wijzigen; de laatste stem telt"),
        ),
        May(CLOSE, _l("een stemming sluiten en tellen"), (closing_clock,), on(VoteStatus.OPEN)),
        May(PUBLISH, _l("een uitslag vaststellen"), (publishing_clock,), on(VoteStatus.CLOSED)),
        May(
            "voting:annul",
            _l("een stemming ongeldig verklaren"),
            (coordinator, chair),
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
            (coordinator, chair),
            on(VoteStatus.PUBLISHED),
            note=_l("als het eerder niet kon"),
        ),
    ],
)
