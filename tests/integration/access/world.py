"""A small cooperative in which every door of the matrix has its object, made once by the acts that make it in earnest.

Zwolle proposes and leads, Kampen takes part, Deventer leads a group of its own, Hengelo is a member no more. The initiative whose
group is called `working` is called `of_working`.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from gemportal.decisions import acts as decisions
from gemportal.decisions.models import Decision
from gemportal.decisions.rules import Wording
from gemportal.groups import acts as groups
from gemportal.groups.growing import acts as growing
from gemportal.groups.leading import acts as leading
from gemportal.groups.lessons.acts import take_lesson
from gemportal.groups.mediating import acts as mediating
from gemportal.groups.room import acts as room
from gemportal.groups.room.rules import Proposal
from gemportal.groups.rules import YearPledged
from gemportal.groups.steps import acts as steps
from gemportal.groups.steps.rules import Conclusion
from gemportal.groups.tasks import acts as tasks
from gemportal.groups.tasks.rules import Wanted
from gemportal.initiatives import acts as initiatives
from gemportal.initiatives.inviting import acts as inviting
from gemportal.initiatives.models import Initiative
from gemportal.initiatives.rules import Level
from gemportal.kernel import clock, db
from gemportal.kernel.actor import Actor, clock_for
from gemportal.kernel.acts import EFFECTS
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.words import _l
from gemportal.organisations import acts as organisations
from gemportal.people.queries import holders_of
from gemportal.register.queries import entry_of
from gemportal.sharing import acts as sharing
from gemportal.voting import acts as voting
from gemportal.voting.contesting.acts import contest
from gemportal.voting.models import Vote
from gemportal.voting.rules import AGENDA, DAYS_TO_CONTEST, SETS_AGENDA
from tests.factories import files, members
from tests.factories import groups as of_groups
from tests.factories import initiatives as of_initiatives
from tests.factories import lessons as of_lessons
from tests.factories import voting as of_votes
from tests.factories.decisions import agreed
from tests.factories.members import DEVENTER, HENGELO, KAMPEN, URK, UTRECHT, ZWOLLE, coordinator, representative
from tests.factories.witnesses import cosign
from tests.support.house import House
from tests.support.time import StoppedClock

ENSCHEDE, AMSTERDAM = "GM0153", "GM0363"
LEAD, JOIN = Level.LEAD, Level.JOIN
TWO = {ZWOLLE: LEAD, KAMPEN: JOIN}
OF_DEVENTER = {DEVENTER: LEAD, URK: JOIN, ENSCHEDE: JOIN, UTRECHT: JOIN, ZWOLLE: JOIN}
LEARNED = ("learned", "willing")
BEGUN = ("working", "other_working", "running", "evaluating", "judged", "paused", "ended", *LEARNED)

# Who wants a seat in the initiatives whose calls are over; the proposer comes first, but for what Deventer proposes.
CALLS: Mapping[str, Mapping[str, Level]] = {
    "call_over": TWO,
    "call_over_of_other": {DEVENTER: LEAD, URK: JOIN},
    "of_offered": TWO | {URK: JOIN, UTRECHT: JOIN, DEVENTER: JOIN},
    "of_of_others": OF_DEVENTER,
    **{f"of_{name}": TWO for name in ("forming", "ready", *BEGUN)},
    # One more than there are places: somebody waits for the group to grow.
    **{f"of_{name}": TWO | {URK: JOIN, UTRECHT: JOIN} for name in LEARNED},
}

Objects = dict[str, str]


def build(house: House, time: StoppedClock) -> Objects:
    """Make the world on an empty database; gives the address part or form value of every object by its name."""
    for code in (ZWOLLE, KAMPEN, DEVENTER, HENGELO, URK, UTRECHT, ENSCHEDE):
        members.member(house, code)
    members.municipality(house, AMSTERDAM)
    calls = _calls(house, time)
    past = _votes_of_the_past(house, calls)
    time.advance(days=15)
    found = calls | past | _groups(house, calls) | _open(house)
    _count(house, past)
    found |= _votes(house, found["working"]) | _decisions(house, found)
    house.perform(organisations.end_membership, coordinator(house), HENGELO, clock.today(), "op eigen verzoek")
    cosign(house)
    time.advance(days=1)
    today = clock.today()
    days = {"today": today.isoformat(), "soon": (today + timedelta(days=20)).isoformat()}
    explained = house.ask(entry_of, found["stopped"], "initiatives:stop")
    return found | days | {"setting": DAYS_TO_CONTEST.key, "explained": str(explained)}


def _calls(house: House, time: StoppedClock) -> Objects:
    made = {}
    for name, levels in CALLS.items():
        made[name] = of_initiatives.published(house, DEVENTER if "other" in name else ZWOLLE, title=name)
        for code, level in levels.items():
            time.advance(seconds=1)
            of_initiatives.declare(house, made[name], code, level)
    return made


def _groups(house: House, calls: Objects) -> Objects:
    """A group at every point of its life."""
    made = {}
    for call in sorted(CALLS.keys() - {"call_over", "call_over_of_other"}):
        name = call.removeprefix("of_")
        over = {DEVENTER: "Deed al drie keer mee."} if name == "offered" else {}
        made[name] = house.perform(groups.form, coordinator(house), calls[call], passing_over=over)
        _accept(house, made[name], DEVENTER if name == "of_others" else ZWOLLE)
    lead, member = representative(house, ZWOLLE), representative(house, KAMPEN)
    for name in ("forming", "ready", *BEGUN):
        _accept(house, made[name], KAMPEN)
        of_groups.charter(house, made[name])
    for name in ("ready", *BEGUN):
        house.perform(groups.consent_to_charter, member, made[name], 1)
    for name in BEGUN:
        house.perform(groups.begin, lead, made[name])
        house.perform(steps.plan_step, lead, made[name], of_groups.plan())
    for name in ("running", "evaluating", "judged", *LEARNED):
        house.perform(steps.start_step, lead, made[name], 1)
    for name in ("evaluating", "judged", *LEARNED):
        house.perform(steps.end_step, lead, made[name], 1, "eerder klaar")
    for code, public in ((ZWOLLE, True), (ZWOLLE, False), (KAMPEN, False)):
        files.attach(house, made["running"], code, public=public)
    _learn(house, made)
    wanted = Wanted("De leverancier bellen", KAMPEN)
    made["task"] = str(house.perform(tasks.add_task, lead, made["running"], 1, wanted))
    made |= _lessons(house, made["learned"])
    _differ(house, made)
    house.perform(groups.leave_seat, lead, made["paused"], "geen mensen meer")
    house.perform(initiatives.stop, lead, calls["of_ended"], "het werkt niet")
    return made


def _learn(house: House, made: Objects) -> None:
    """Both seats judge a step; some groups conclude it, and consent to growing, of one all."""
    lead, member = representative(house, ZWOLLE), representative(house, KAMPEN)
    for name in ("judged", *LEARNED):
        for code in TWO:
            of_groups.evaluate(house, made[name], code)
    for name in LEARNED:
        house.perform(steps.conclude_step, lead, made[name], 1, conclusion=Conclusion.CONTINUE, outcome="Negentig.")
        house.perform(growing.consent_to_growing, lead, made[name], 5)
    house.perform(growing.consent_to_growing, member, made["willing"], 5)


def _lessons(house: House, group: str) -> Objects:
    """What Kampen took from its evaluation, and what Deventer learned by itself: one is recognised, one taken back."""
    other = representative(house, DEVENTER)
    alone = [of_lessons.shared(house, DEVENTER) for _ in range(2)]
    house.perform(sharing.endorse_lesson, representative(house, ZWOLLE), alone[0])
    house.perform(sharing.withdraw_lesson, other, alone[1], "staat er twee keer")
    return {
        "lesson": house.perform(take_lesson, representative(house, KAMPEN), group, 1, KAMPEN, of_lessons.wording()),
        "endorsed": alone[0],
        "withdrawn_lesson": alone[1],
    }


def _differ(house: House, made: Objects) -> None:
    """In the group whose step runs: a proposal, somebody asked to lead, and a request to mediate. Of three, two doubt the lead."""
    lead, member = representative(house, ZWOLLE), representative(house, KAMPEN)
    house.perform(room.propose_decision, member, made["running"], Proposal("Titel", "Tekst", "Daarom."))
    house.perform(leading.offer_lead, lead, made["running"], KAMPEN)
    house.perform(mediating.ask_mediation, member, made["running"], "Kanarie van een ruzie")
    for code in (URK, ENSCHEDE):
        _accept(house, made["of_others"], code)
    house.perform(room.propose_ending_seat, representative(house, URK), made["of_others"], DEVENTER, "Komt nooit.")


def _accept(house: House, group: str, code: str) -> None:
    pledges = [YearPledged(clock.today().year, 40, 5000)]
    people = [house.ask(holders_of, code)[0].person_id]
    house.perform(groups.accept_offer, representative(house, code), group, pledges=pledges, participants=people)


def _open(house: House) -> Objects:
    """Open calls, drafts, and an initiative that was stopped."""
    made = {
        "open": of_initiatives.published(house, ZWOLLE, days=25, title="Open"),
        "open_of_other": of_initiatives.published(house, DEVENTER, days=25, title="Van Deventer"),
        "stopped": of_initiatives.published(house, ZWOLLE, days=25, title="Gestopt"),
    }
    of_initiatives.declare(house, made["open"], KAMPEN)
    of_initiatives.revise(house, made["open"], goal="Een beter doel.")
    invited = members.partner(house, "Waterschap Mee")
    for number in (made["open"], made["stopped"]):
        house.perform(inviting.invite_partner, representative(house, ZWOLLE), number, invited)
    house.perform(initiatives.stop, coordinator(house), made["stopped"], "dubbel werk")
    draft = of_initiatives.draft(house, ZWOLLE, days=25, title="Kanarie van Zwolle")
    house.perform(initiatives.ask_co_proposer, representative(house, ZWOLLE), draft, KAMPEN)
    of_former = of_initiatives.draft(house, HENGELO, days=25, title="Kanarie van Hengelo")
    published = _id_of(house, Initiative, made["open"])
    return made | {
        "draft": str(draft),
        "draft_of_former": str(of_former),
        "published": published,
        "invited_partner": invited,
    }


def _id_of(house: House, kind: type[Initiative] | type[Vote], number: str) -> str:
    return str(house.ask(lambda: db.session().scalar(sa.select(kind.id).where(kind.number == number))))


def _votes_of_the_past(house: House, calls: Objects) -> Objects:
    """Votes whose days to vote are over before the groups are formed."""
    made = {name: of_votes.open_vote(house, title=name, voters=()) for name in ("counted", "contested", "final")}
    about = (calls["call_over"], calls["call_over_of_other"])
    draft = replace(of_votes.PRIORITIES, written=(), initiatives=about, effect=SETS_AGENDA)
    undone = of_votes.open_vote(house, draft, voters=())
    for code in (ZWOLLE, KAMPEN, URK, DEVENTER):
        for number in made.values():
            of_votes.cast(house, number, code, "for")
        of_votes.cast(house, undone, code, [about[0]])
    objected = of_votes.open_vote(house, replace(of_votes.PROPOSAL, method="consent"), title="objected", voters=())
    of_votes.cast(house, objected, KAMPEN, {"position": "objection", "reason": "De kosten vallen verkeerd."})
    of_votes.cast(house, objected, ZWOLLE, {"position": "consent"})
    return made | {"undone": undone, "objected": objected}


def _refuse(actor: Actor, **values: object) -> None:
    raise RuleBroken(_l("De agenda is op slot."))


def _count(house: House, past: Objects) -> None:
    """Count the votes that are over; two become final, and of one of these the effect is refused."""
    for number in past.values():
        house.perform(voting.close, clock_for("voting:close"), number)
    house.perform(contest, representative(house, KAMPEN), past["contested"], "De vraag was onduidelijk.")
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(EFFECTS, AGENDA, _refuse)
        days = timedelta(days=DAYS_TO_CONTEST.default)
        with clock.at(clock.now() + days):
            for name in ("final", "undone"):
                house.perform(voting.publish, clock_for("voting:publish"), past[name])


def _votes(house: House, group: str) -> Objects:
    made = {
        "ballot": of_votes.open_vote(house, voters=()),
        "ballot_of_group": of_votes.open_vote(house, voters=(), group_number=group),
        "void": of_votes.open_vote(house, voters=()),
        "proxied": of_votes.open_vote(house, voters=()),
    }
    of_votes.give(house, made["proxied"], KAMPEN, ZWOLLE)
    house.perform(voting.annul, coordinator(house), made["void"], "een fout in de vraag")
    entry = of_votes.cast(house, made["ballot"], ZWOLLE, "for")
    return made | {
        "entry_of_ballot": str(entry),
        "opened": _id_of(house, Vote, made["ballot"]),
        "prepared": str(of_votes.prepared_vote(house, title="Kanarie in een voorbereiding")),
        "prepared_of_group": str(
            of_votes.prepared_vote(house, title="Kanarie in een voorbereiding", group_number=group)
        ),
    }


def _decisions(house: House, found: Objects) -> Objects:
    office = coordinator(house)
    words = Wording("Een besluit", "Zo doen we het.", "Daarom.")
    superseded = house.perform(decisions.record_decision, office, words)
    voted = sa.select(Decision.number).where(Decision.vote_number == found["final"])
    return {
        "superseded": superseded,
        "decision": house.perform(decisions.supersede, office, superseded, words),
        "decision_of_group": agreed(house, found["working"], ZWOLLE, KAMPEN),
        "voted": house.ask(lambda: db.session().scalars(voted).one()),
    }
