"""What this room hands to the application."""

from flask import Flask, url_for

from gemportal.groups import acts, following, queries, replaying, showing
from gemportal.groups import news as news
from gemportal.groups import personal as personal
from gemportal.groups import voted as voted
from gemportal.groups.attachments import news as news_of_attachments
from gemportal.groups.attachments import personal as names_of_attachments
from gemportal.groups.attachments import queries as attachments
from gemportal.groups.attachments import replaying as attaching
from gemportal.groups.attachments import views as attached
from gemportal.groups.charter import replaying as charters
from gemportal.groups.growing import replaying as growths
from gemportal.groups.growing import views as growing
from gemportal.groups.leading import replaying as leads
from gemportal.groups.leading import views as leading
from gemportal.groups.leading.queries import asked_to_lead_fact
from gemportal.groups.lessons import views as learning
from gemportal.groups.lessons.acts import when_initiative_stops
from gemportal.groups.lessons.queries import took_part_fact
from gemportal.groups.mediating import personal as personal_of_mediation
from gemportal.groups.mediating import replaying as mediations
from gemportal.groups.mediating import views as mediating
from gemportal.groups.merging import replaying as takings_over
from gemportal.groups.merging.acts import when_organisations_merge
from gemportal.groups.observing import replaying as observers
from gemportal.groups.observing import views as observing
from gemportal.groups.policy import END_SEAT, END_STEP, LAPSE
from gemportal.groups.room import news as news_of_motions
from gemportal.groups.room import replaying as motions
from gemportal.groups.room import views as deciding
from gemportal.groups.room.queries import in_question_fact
from gemportal.groups.steps import replaying as steps
from gemportal.groups.steps import views as working
from gemportal.groups.steps.acts import end_due_step
from gemportal.groups.tasks import views as tasks
from gemportal.kernel import schedule
from gemportal.kernel.acts import listen
from gemportal.kernel.policy import provide
from gemportal.kernel.words import _l
from gemportal.organisations.holdings import tell_with
from gemportal.register import words

VIEWS = tuple(
    {part.room for part in (attached, deciding, growing, leading, learning, mediating, observing, tasks, working)}
)
# Importing these is what lets the register tell of groups.
TELLING = (
    replaying,
    showing,
    charters,
    growths,
    takings_over,
    steps,
    motions,
    news_of_motions,
    leads,
    observers,
    mediations,
    attaching,
    news_of_attachments,
)
KEEPING = (names_of_attachments, personal_of_mediation)


def init_app(app: Flask) -> None:
    """Offer who holds what, let the clock keep the terms, follow memberships and initiatives, and let the register find groups."""
    provide("groups:seats", queries.seats_fact)
    provide("groups:lead", queries.lead_fact)
    provide("groups:member", queries.member_fact)
    provide("groups:seat", queries.seat_fact)
    provide("groups:offered", queries.offered_fact)
    provide("groups:took-part", took_part_fact)
    provide("groups:represented", queries.represented_fact)
    provide("groups:passed-over", queries.passed_over_fact)
    provide("groups:asked-to-lead", asked_to_lead_fact)
    provide("groups:seat-in-question", in_question_fact)
    provide("groups:works", queries.works_fact)
    provide("groups:reads-attachments", attachments.reads_fact)
    schedule.rule(LAPSE, acts.lapse_offer)
    schedule.rule(END_STEP, end_due_step)
    schedule.rule(END_SEAT, following.end_seats_of)
    listen("organisations:membership-ends", following.when_membership_ends)
    listen("organisations:membership-goes-on", following.when_membership_goes_on)
    listen("organisations:merged", when_organisations_merge)
    tell_with("groups", queries.holding_of)
    listen("initiatives:stopped", when_initiative_stops)
    listen("initiatives:ended", following.when_initiative_ends)
    listen("initiatives:reopened", following.when_initiative_ends)
    listen("initiatives:willingness-declared", following.when_willingness_is_declared)
    listen("initiatives:willingness-withdrawn", following.when_willingness_is_withdrawn)
    words.file_under("groepen", "groups", _l("Groepen"), voices=("groups:evaluate-step",))
    words.title_subjects("G", queries.titled)
    words.belongs_with(queries.groups_about)
    words.show_subjects_at("G", lambda number: url_for("site.group", number=number))
