"""Who may record, replace and take back decisions, and who sets the agenda."""

from typing import Any

from gemportal.decisions.rules import DecisionStatus
from gemportal.groups.policy import chair_of_other_groups, coordinator_of_other_groups
from gemportal.kernel.actor import Actor
from gemportal.kernel.policy import May, Who, acting_for_an_organisation, by_rule, declare, fact, members_vote, on
from gemportal.kernel.words import _l

RECORD_CONSENT = "decisions:record-consent"


def _decides(actor: Actor, subject: Any) -> bool:
    """The subject is the decision of a group, or names the group, in which the actor's organisation decides."""
    return subject is None or subject.group_number in fact(actor, "groups:member")


the_last_consent = Who(_l("trekker of deelnemer, met de laatste instemming"), acting_for_an_organisation, _decides)
the_vote = Who(_l("de klok, bij de vaststelling van een stemming"), by_rule("voting:publish"))
officers = (coordinator_of_other_groups, chair_of_other_groups)
changers = (*officers, the_last_consent, members_vote)
with_reason = _l("met de reden en wat er nog meer is overwogen")

declare(
    "decisions",
    _l("Besluiten en agenda"),
    [
        May(
            "decisions:record",
            _l("een besluit met instemming vastleggen"),
            officers,
            note=with_reason,
        ),
        May(RECORD_CONSENT, _l("het besluit vastleggen waarmee een groep instemde"), (the_last_consent,)),
        May("decisions:record-vote", _l("het besluit van een aangenomen stemming vastleggen"), (the_vote,)),
        May(
            "decisions:supersede",
            _l("een besluit vervangen door een nieuw besluit"),
            changers,
            on(DecisionStatus.IN_FORCE),
            with_reason,
        ),
        May(
            "decisions:withdraw",
            _l("een besluit intrekken met een nieuw besluit"),
            changers,
            on(DecisionStatus.IN_FORCE),
            with_reason,
        ),
        May("decisions:set-agenda", _l("de agenda van de leden bepalen"), (the_vote,)),
    ],
)
