"""What a result is worth in law: what each force asks of a vote, and how a page says it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.words import Message, _l
from gemportal.voting.rules import THRESHOLDS, Force

# Votes cast electronically before a meeting count as cast there, if not before the thirtieth day before it (BW 2:38 lid 8).
DAYS_BEFORE_A_MEETING = timedelta(days=30)


@dataclass(frozen=True)
class Standing:
    """What of a vote its force depends on. `chartered`: it is the vote of a group whose charter is in force."""

    force: Force
    method: str
    rules: Mapping[str, Any]
    of_group: bool
    chartered: bool
    last_day: date
    meeting_on: date | None


def check(vote: Standing) -> None:
    """A result may only claim the force that the law, or the charter, gives it."""
    if vote.force is Force.MEETING:
        _check_meeting(vote)
    if vote.force is Force.WRITTEN:
        _check_written(vote)
    if vote.force is Force.CHARTER and not vote.of_group:
        raise RuleBroken(_l("Binnen een groepsopdracht beslist een groep. Kies de groep die stemt."))
    if vote.force is Force.CHARTER and not vote.chartered:
        raise RuleBroken(_l("De opdracht van deze groep geldt nog niet. Zonder opdracht kan de groep niets beslissen."))


def _check_meeting(vote: Standing) -> None:
    if vote.of_group:
        raise RuleBroken(_l("Voor de ledenvergadering stemmen alle leden, niet één groep."))
    check_meeting_day(vote.meeting_on, vote.last_day)


def check_meeting_day(meeting_on: date | None, last_day: date) -> None:
    """What is decided for a meeting is known when it begins."""
    if meeting_on is None:
        raise RuleBroken(_l("Vul de dag van de vergadering in waarvoor deze stemming is."))
    if meeting_on < last_day:
        raise RuleBroken(_l("De stemming moet sluiten op of voor de dag van de vergadering."))


def _check_written(vote: Standing) -> None:
    """Article 2:40 of the Civil Code: without a meeting the members decide with the votes of them all."""
    if vote.of_group:
        raise RuleBroken(_l("Een besluit buiten vergadering nemen alle leden, niet één groep."))
    share, base = THRESHOLDS["unanimous"]
    if vote.method != "majority" or (vote.rules.get("threshold"), vote.rules.get("base")) != (
        share,
        base,
    ):
        raise RuleBroken(
            _l(
                "Een besluit buiten vergadering is alleen geldig als alle leden voor stemmen. "
                "Kies “Eén voorstel” met de drempel “alle stemgerechtigden”."
            )
        )


MEANINGS: dict[Force, Message] = {
    Force.CONSULTATION: _l("De uitslag is een advies. Wie erover gaat, neemt daarna zelf een besluit."),
    Force.MEETING: _l(
        "De stemmen gelden als uitgebracht in de ledenvergadering (artikel 2:38 van het Burgerlijk Wetboek). Die neemt het besluit."
    ),
    Force.WRITTEN: _l(
        "Dit wordt een besluit zonder vergadering. Dat kan alleen als alle leden voor stemmen: stemt één lid niet, of anders, "
        "dan is er geen besluit."
    ),
    Force.CHARTER: _l(
        "De uitslag is een besluit van de groep. Zij mag dit zelf beslissen, binnen haar groepsopdracht."
    ),
}


def counts_from(meeting_on: date | None) -> date | None:
    """The first day on which a vote cast before the meeting counts there."""
    return meeting_on - DAYS_BEFORE_A_MEETING if meeting_on else None


def too_early(opens_on: date, meeting_on: date | None) -> date | None:
    """The day from which votes count for the meeting, when this vote opens before it."""
    first = counts_from(meeting_on)
    return first if first is not None and opens_on < first else None
