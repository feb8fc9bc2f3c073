"""A cooperative in which every governance act happens at least once, chapter by chapter, each on from the day of the one before."""

from datetime import timedelta
from unittest.mock import patch

import sqlalchemy as sa

from gemportal.groups import acts as groups
from gemportal.groups import queries as groups_queries
from gemportal.groups.growing import acts as growing
from gemportal.groups.growing.queries import ladder_of
from gemportal.groups.leading import acts as leading
from gemportal.groups.lessons.acts import take_lesson
from gemportal.groups.mediating import acts as mediating
from gemportal.groups.observing import acts as observing
from gemportal.groups.room import acts as room
from gemportal.groups.room.rules import Change, Changing, Proposal
from gemportal.groups.steps import acts as steps
from gemportal.groups.steps.rules import Conclusion
from gemportal.initiatives import acts as initiatives
from gemportal.initiatives.inviting import acts as inviting
from gemportal.initiatives.rules import Backing, Declaration, Level
from gemportal.initiatives.support.acts import back_willingness
from gemportal.kernel import clock, db, schedule
from gemportal.kernel.actor import Actor, Office, clock_for
from gemportal.kernel.acts import EFFECTS
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.words import _l
from gemportal.organisations import acts as organisations
from gemportal.organisations.merging import acts as merging
from gemportal.people import acts as people
from gemportal.people.account import acts as accounts
from gemportal.people.models import OfficeHolding
from gemportal.people.privacy import acts as privacy
from gemportal.people.privacy.queries import running_terms
from gemportal.people.rules import Language
from gemportal.register import keys
from gemportal.register.rotating.acts import rotate_key
from gemportal.register.rotating.rules import ROTATE
from gemportal.settings.acts import change_setting
from gemportal.sharing import acts as sharing
from gemportal.sharing.rules import LessonKind
from gemportal.voting import acts as votes
from gemportal.voting.contesting.acts import contest, rule_on_contest
from gemportal.voting.rounds.acts import settle_objection, withdraw_objection
from gemportal.voting.rules import DAYS_TO_CONTEST, Effect
from tests.factories import decisions as making_decisions
from tests.factories import groups as making_groups
from tests.factories import initiatives as making_initiatives
from tests.factories import lessons as making_lessons
from tests.factories import members, voting
from tests.factories.files import of_attachments
from tests.factories.groups import JOIN, LEAD
from tests.factories.members import DEVENTER, HENGELO, KAMPEN, URK, UTRECHT, ZWOLLE, coordinator, representative
from tests.factories.merging import merged, record
from tests.support.house import House
from tests.support.time import StoppedClock

ENSCHEDE = "GM0153"
WHY = "Zo is het gegaan."


def everything(house: House, time: StoppedClock) -> None:
    """All chapters."""
    for chapter in (
        of_people, of_organisations, of_texts, of_forming, of_seats, of_the_room, of_steps, of_attachments, of_lessons,
        of_growth, of_votes, of_consent, of_effects, of_mergers, of_decisions,
    ):  # fmt: skip
        chapter(house, time)
        time.advance(hours=1)


def of_people(house: House, time: StoppedClock) -> None:
    """Mandates, offices, a setting and a new key."""
    officer = coordinator(house)
    members.officer(house, Office.BOARD)
    holding = sa.select(OfficeHolding.id).where(OfficeHolding.office == Office.BOARD)
    house.perform(people.end_office, officer, house.ask(lambda: db.session().scalars(holding).one()))
    gone = members.deputy(house, ZWOLLE)
    (mandate, *_) = house.ask(running_terms, gone.person_id)[0]
    house.perform(people.end_mandate, officer, mandate)
    named, leaving = representative(house, ZWOLLE), members.deputy(house, KAMPEN)
    for person in (named, leaving):
        mandates, _ = house.ask(running_terms, person.person_id)
        house.perform(accounts.change_profile, person, person.person_name, Language.DUTCH, mandates)
    house.perform(privacy.ask_erasure, leaving, "http://localhost")
    house.perform(change_setting, officer, DAYS_TO_CONTEST.key, 2, WHY)
    house.ask(keys.prepare)
    house.perform(rotate_key, clock_for(ROTATE))


def of_organisations(house: House, time: StoppedClock) -> None:
    """A member that gives notice, one that leaves, one that stays after all, and the same of partners."""
    officer, later = coordinator(house), clock.today() + timedelta(days=60)
    house.perform(organisations.give_notice, representative(house, HENGELO), later, WHY)
    house.perform(organisations.keep_membership, representative(house, HENGELO), HENGELO)
    house.perform(organisations.end_membership, officer, members.member(house, UTRECHT), clock.today(), WHY)
    record(house, DEVENTER, ZWOLLE, days=30)
    house.perform(merging.withdraw_merger, officer, DEVENTER)
    partner = members.partner(house)
    house.perform(organisations.rename_partner, officer, partner, "Waterschap Elders")
    house.perform(organisations.end_partner, officer, partner, later, WHY)
    house.perform(organisations.keep_partner, officer, partner)


def of_texts(house: House, time: StoppedClock) -> None:
    """Initiatives that are revised, withdrawn, stopped, made again and lapsed, and what others declared."""
    officer, own = coordinator(house), representative(house, ZWOLLE)
    number = making_initiatives.published(house, title="Herzien")
    making_initiatives.declare(house, number, KAMPEN, reason=WHY, who_would="Kanarie de Vries", expertise="Meten")
    making_initiatives.declare(house, number, HENGELO, Level.CONSIDERING)
    house.perform(
        back_willingness, representative(house, KAMPEN), number, Backing.COUNCIL, "https://kampen.example/stuk"
    )
    making_initiatives.revise(house, number, why=WHY, goal="Een beter doel.")
    house.perform(initiatives.confirm_willingness, representative(house, KAMPEN), number)
    house.perform(initiatives.withdraw_willingness, representative(house, HENGELO), number)
    partner = members.partner(house, "Waterschap Mee")
    house.perform(inviting.invite_partner, own, number, partner)
    house.perform(inviting.take_back_invitation, officer, number, partner)
    house.perform(initiatives.withdraw, own, making_initiatives.published(house, title="Ingetrokken"), WHY)
    house.perform(initiatives.stop, officer, making_initiatives.published(house, title="Gestopt"), WHY)
    for title in ("Opnieuw", "Vervallen"):
        closed = making_initiatives.closed(house, time, **{KAMPEN: Level.JOIN})
        making_initiatives.begin_forming(house, closed)
        if title == "Opnieuw":
            house.perform(initiatives.reopen, officer, closed, WHY, making_initiatives.in_days(7))
        else:
            house.perform(initiatives.lapse, officer, closed, WHY)


def of_forming(house: House, time: StoppedClock) -> None:
    """Offers that are declined and lapse, somebody who is passed over, and a group that is given up."""
    call = making_groups.closed_call(
        house, time, {ZWOLLE: LEAD, KAMPEN: LEAD, DEVENTER: JOIN, HENGELO: JOIN, URK: JOIN}
    )
    group = house.perform(groups.form, coordinator(house), call, passing_over={DEVENTER: WHY})
    house.perform(groups.answer_passing_over, representative(house, DEVENTER), group, WHY, asks_for_vote=True)
    house.perform(groups.decline_offer, representative(house, ZWOLLE), group, WHY)
    time.advance(days=8)
    house.ask(schedule.tick)
    house.perform(groups.give_up, coordinator(house), group, WHY)


def of_seats(house: House, time: StoppedClock) -> None:
    """A group of which the lead leaves, whose members end, and whose budget the members voted on."""
    group = making_groups.forming(house, time, {ZWOLLE: LEAD, KAMPEN: JOIN, ENSCHEDE: JOIN})
    for code in (ZWOLLE, KAMPEN, ENSCHEDE):
        making_groups.accept(house, group, code, euros=1000)
    making_groups.charter(house, group, budget=9000)
    house.perform(groups.consent_to_charter, representative(house, KAMPEN), group, 1)
    house.perform(groups.accept_charter, clock_for("voting:publish"), group, 1)
    house.perform(groups.begin, representative(house, ZWOLLE), group)
    house.perform(groups.leave_seat, representative(house, ZWOLLE), group, WHY)
    house.perform(groups.take_lead, representative(house, KAMPEN), group)
    house.perform(organisations.end_membership, coordinator(house), ENSCHEDE, clock.today() + timedelta(days=2), WHY)
    time.advance(days=3)
    house.ask(schedule.tick)
    number = house.ask(groups_queries.page_of, group).initiative_number
    house.perform(initiatives.declare_willingness, representative(house, URK), number, Declaration(JOIN))


def of_the_room(house: House, time: StoppedClock) -> None:
    """What happens within a group: it decides, a seat ends, the lead moves, others read along, and a coordinator mediates."""
    group = making_groups.working(house, time)
    making_groups.accept(house, group, DEVENTER)
    lead, other, third, urk = (representative(house, code) for code in (ZWOLLE, KAMPEN, DEVENTER, URK))
    decided = making_decisions.agreed(house, group, ZWOLLE, KAMPEN, DEVENTER)
    making_decisions.agreed(house, group, ZWOLLE, KAMPEN, DEVENTER, changing=Changing(decided, Change.SUPERSEDE))
    dropped = house.perform(room.propose_decision, lead, group, Proposal("Titel", "Tekst", WHY, WHY))
    house.perform(room.object_to_motion, other, group, dropped, WHY)
    house.perform(room.withdraw_motion, lead, group, dropped)
    ending = house.perform(room.propose_ending_seat, lead, group, DEVENTER, WHY)
    house.perform(room.answer_motion, third, group, ending, WHY)
    house.perform(mediating.ask_mediation, third, group, WHY)
    house.perform(mediating.take_up_mediation, coordinator(house), group, DEVENTER)
    house.perform(mediating.close_mediation, coordinator(house), group, DEVENTER)
    house.perform(room.consent_to_motion, other, group, ending)
    house.perform(leading.offer_lead, lead, group, KAMPEN)
    house.perform(leading.take_back_lead, lead, group)
    house.perform(leading.offer_lead, lead, group, KAMPEN)
    house.perform(leading.decline_lead, other, group)
    house.perform(leading.offer_lead, lead, group, KAMPEN)
    house.perform(leading.accept_lead, other, group)
    house.perform(observing.observe, urk, group)
    house.perform(observing.decline_observer, other, group, URK)
    house.perform(observing.observe, urk, group)
    house.perform(observing.invite_observer, other, group, URK)


def of_steps(house: House, time: StoppedClock) -> None:
    """Two groups at work: one goes on with its second step, the other brought its initiative to an end."""
    for conclusion in (Conclusion.ADJUST, Conclusion.SHARE):
        group = making_groups.running_step(house, time)
        house.perform(steps.end_step, representative(house, ZWOLLE), group, 1, WHY)
        making_groups.evaluate(house, group, ZWOLLE, advice=conclusion, in_public=True)
        making_groups.evaluate(house, group, KAMPEN, advice=conclusion)
        house.perform(
            steps.conclude_step,
            representative(house, ZWOLLE),
            group,
            1,
            conclusion=conclusion,
            outcome="Negentig",
            lesson=WHY,
        )


def of_lessons(house: House, time: StoppedClock) -> None:
    """A lesson from an evaluation that is put better, one of a member's own practice that others recognise, one taken back."""
    group, lead = making_groups.learned(house, time), representative(house, ZWOLLE)
    taken = house.perform(take_lesson, lead, group, 1, KAMPEN, making_lessons.wording())
    house.perform(sharing.revise_lesson, lead, taken, making_lessons.wording(kind=LessonKind.DID_NOT_WORK))
    for code in (KAMPEN, DEVENTER):
        house.perform(sharing.endorse_lesson, representative(house, code), taken)
    house.perform(sharing.withdraw_endorsement, representative(house, KAMPEN), taken)
    house.perform(sharing.withdraw_lesson, representative(house, URK), making_lessons.shared(house, URK), WHY)
    stopped = making_groups.running_step(house, time)
    number = house.ask(groups_queries.page_of, stopped).initiative_number
    house.perform(initiatives.stop, coordinator(house), number, WHY, WHY)


def of_growth(house: House, time: StoppedClock) -> None:
    """A group that learned something, and goes one rung up."""
    group = making_groups.learned(house, time)
    places = house.ask(lambda: ladder_of(groups_queries.page_of(group))).following or 0
    for code in (ZWOLLE, KAMPEN):
        house.perform(growing.consent_to_growing, representative(house, code), group, places)
    house.perform(growing.grow, representative(house, ZWOLLE), group)


def of_votes(house: House, time: StoppedClock) -> None:
    """Ballots with and without a proxy, a result that is contested, a vote that is void, and a secret one that the clock counts."""
    officer = coordinator(house)
    number = voting.open_vote(house)
    voting.give(house, number, KAMPEN, ZWOLLE)
    voting.revoke(house, number, KAMPEN)
    voting.give(house, number, KAMPEN, ZWOLLE)
    voting.cast(house, number, ZWOLLE, "for", WHY)
    voting.cast(house, number, ZWOLLE, "for", line=KAMPEN)
    voting.cast(house, number, URK, "against")
    secret = voting.open_vote(house, voting.PERSONS)
    voting.cast(house, secret, URK, ["keuze-1"])
    time.set(voting.closing_moment(house, number))
    house.ask(schedule.tick)
    house.perform(contest, representative(house, URK), number, WHY)
    house.perform(rule_on_contest, officer, number, "dismissed", WHY)
    house.perform(votes.annul, officer, voting.open_vote(house, title="Ongeldig"), WHY)
    time.advance(days=2)
    house.ask(schedule.tick)


def of_consent(house: House, time: StoppedClock) -> None:
    """Objections that are withdrawn and settled."""
    number = voting.open_vote(house, voting.DRAFTS["consent"])
    for code in (URK, KAMPEN):
        voting.cast(house, number, code, {"position": "objection", "reason": WHY})
    time.set(voting.closing_moment(house, number))
    house.ask(schedule.tick)
    house.perform(withdraw_objection, representative(house, URK), number, URK, WHY)
    house.perform(settle_objection, coordinator(house), number, KAMPEN, "integrated", WHY)


def of_effects(house: House, time: StoppedClock) -> None:
    """What was adopted cannot be carried out at once, and is later."""
    number = voting.open_vote(
        house, effect=Effect("settings:change", {"key": DAYS_TO_CONTEST.key, "value": DAYS_TO_CONTEST.default})
    )
    for code in (ZWOLLE, KAMPEN, URK):
        voting.cast(house, number, code, "for")
    time.set(voting.closing_moment(house, number))
    house.ask(schedule.tick)
    time.advance(days=DAYS_TO_CONTEST.default)
    with patch.dict(EFFECTS, {"settings:change": _refuse}):
        house.ask(schedule.tick)
    house.perform(votes.carry_out, coordinator(house), number)


def _refuse(actor: Actor, **values: object) -> None:
    raise RuleBroken(_l("De instellingen zijn op slot."))


def of_mergers(house: House, time: StoppedClock) -> None:
    """A member goes into another with all that it has: a proposal, a declaration and a seat."""
    group = making_groups.forming(house, time)
    making_groups.accept(house, group, DEVENTER)
    making_initiatives.published(house, DEVENTER, days=60, title="Van Deventer")
    making_initiatives.declare(house, making_initiatives.published(house, days=60), DEVENTER)
    merged(house, time, DEVENTER, URK)


def of_decisions(house: House, time: StoppedClock) -> None:
    """Decisions by consent and by vote, and the agenda that the members voted."""
    first = making_decisions.recorded(house)
    making_decisions.withdrawn(house, making_decisions.superseded(house, first))
    one, other = making_decisions.open_initiatives(house, "Eerst", "Daarna")
    making_decisions.agenda_voted(house, one, other)
    time.advance(days=14)  # on from the day on which that was final
    making_decisions.voted(house)
    time.advance(days=14)
