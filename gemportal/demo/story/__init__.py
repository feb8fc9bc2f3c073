"""The story of the demo cooperative: fourteen months, told by its storylines."""

from gemportal.demo.stage import Stage, Storyline
from gemportal.demo.story import (
    agenda,
    calls,
    cooperative,
    decisions,
    finished,
    forming,
    kinds,
    leaving,
    melding,
    stopped,
    votes,
)

__all__ = ["storylines"]


def storylines(stage: Stage) -> list[Storyline]:
    """Every storyline, the founding first."""
    tellers = (
        cooperative.founding,
        cooperative.growing,
        cooperative.somebody_leaves,
        agenda.first_priorities,
        agenda.next_priorities,
        finished.bijstand,
        melding.melding,
        stopped.toeslag,
        stopped.drone,
        stopped.spraak,
        stopped.jeugd,
        forming.nieuwkomer,
        forming.algoritme,
        forming.archief,
        calls.lakken,
        calls.bio,
        calls.warmte,
        calls.vakmanschap,
        calls.vergunning,
        calls.schuld,
        votes.open_source,
        votes.legal_desk,
        votes.contribution,
        votes.strategy,
        votes.learning_days,
        votes.in_preparation,
        kinds.learning_budget,
        kinds.meeting_place,
        kinds.themes,
        kinds.consent_in_the_group,
        decisions.admission,
        decisions.weekly_reports,
        decisions.way_of_working,
        leaving.a_member_leaves,
        leaving.a_member_gives_notice,
        leaving.a_partner_applies,
    )
    return [teller(stage) for teller in tellers]
