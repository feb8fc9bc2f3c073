"""The story of the demo cooperative: fourteen months, told by its storylines."""

from gemportal.demo.stage import Stage, Storyline
from gemportal.demo.story import (
    agenda,
    calls,
    contested,
    cooperative,
    decisions,
    finished,
    forming,
    kinds,
    leaving,
    melding,
    open_now,
    persons,
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
        kinds.photos_in_the_group,
        kinds.shared_costs,
        kinds.open_evenings,
        persons.programme_council,
        persons.advisory_council,
        contested.meeting_day,
        contested.shared_translator,
        open_now.innovation_budget,
        open_now.name_of_the_library,
        open_now.hours_of_the_coordinators,
        decisions.admission,
        decisions.weekly_reports,
        decisions.way_of_working,
        leaving.a_member_leaves,
        leaving.a_member_gives_notice,
        leaving.a_partner_applies,
    )
    return [teller(stage) for teller in tellers]
