"""Where a group stands on the ladder, and what it needs to go one rung up."""

from dataclasses import dataclass

from gemportal.groups.growing import rules
from gemportal.groups.growing.drawing import Circle, circle_of
from gemportal.groups.growing.rules import Concluded, Condition, Grown, Rung
from gemportal.groups.policy import CONSENT_TO_GROWING, GROW, About
from gemportal.groups.queries import GroupPage, Possible
from gemportal.groups.ranking import Candidate, PastOffer, Turn, line_for_a_seat, ranking, turns
from gemportal.groups.rules import DECIDING, PEOPLE, OfferStatus, SeatRole
from gemportal.initiatives.rules import STRONGEST_FIRST, Level
from gemportal.kernel import policy
from gemportal.kernel.actor import Actor
from gemportal.kernel.words import _l

WITHOUT_A_SEAT = (Level.CONTRIBUTE, Level.FOLLOW)


@dataclass(frozen=True)
class Ladder:
    """A group on its ladder: the rungs it climbed, the one it stands on and those ahead, and what it takes to get to the next.

    `following` is how many places the next rung has, None at the top; `turns` is the waiting list, in order; `followers` follow
    or contribute without a seat, the strongest first; `people` work in the group now; `step` is the step that growing rests on.
    """

    rungs: tuple[Rung, ...]
    following: int | None
    step: Concluded | None
    consents: frozenset[str]
    without_consent: tuple[str, ...]
    turns: tuple[Turn, ...]
    followers: tuple[Candidate, ...]
    people: int

    @property
    def waiting(self) -> tuple[Candidate, ...]:
        """Who stands in line, in order."""
        return tuple(turn.candidate for turn in self.turns)

    @property
    def circles(self) -> tuple[Circle, ...]:
        """The people who work now, and those who would at most on the next rung: what the coordination would grow to."""
        ahead = [rung.people for rung in self.rungs if rung.places == self.following]
        return tuple(map(circle_of, (self.people, *ahead)))

    @property
    def without_the_group(self) -> tuple[Condition, ...]:
        """What must be so whoever consents: what is asked before a vote of the group on growing."""
        return *rules.learned(self.step), rules.wanted(len(self.waiting))

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """All that must be so, the group's consent included."""
        *learned, wanted = self.without_the_group
        return *learned, rules.consented(self.without_consent), wanted

    @property
    def is_ready(self) -> bool:
        """Whether the group can grow now."""
        return self.following is not None and all(one.met for one in self.conditions)


def ladder_of(group: GroupPage) -> Ladder:
    """A living group on its ladder, as things were when its page was read."""
    chosen = group.chosen
    grown = [step.grown for step in group.steps if step.grown]
    roles = [seat.role for seat in group.seats] + [offer.role for offer in group.open_offers]
    rungs = rules.ladder(group.members, roles.count(SeatRole.PARTNER), chosen)
    following = rules.next_rung(group.cap, rungs)
    given = frozenset(seat.code for seat in group.seats if following in seat.grows_to)
    concluded = _concluded(group, after=max((step.ordinal for step in group.steps if step.grown), default=0))
    partners_free = group.partner_cap - roles.count(SeatRole.PARTNER)
    return Ladder(
        rungs=_drawn(group, grown, rungs, chosen[PEOPLE.key]),
        following=following,
        step=rules.best_of(concluded),
        consents=given,
        without_consent=tuple(seat.name for seat in group.deciding if seat.code not in given),
        people=group.people,
        turns=_turns(group, partners_free),
        followers=tuple(sorted((one for one in group.declared if one.level in WITHOUT_A_SEAT), key=_by_strength)),
    )


def _drawn(group: GroupPage, grown: list[Grown], rungs: tuple[int, ...], people: int) -> tuple[Rung, ...]:
    """The rungs behind, with their days; the present one; and those ahead."""
    climbed = {one.places: one for one in grown}
    ahead = [places for places in rungs if places > group.cap]
    return tuple(
        Rung(
            places=places,
            people=places * people,
            since=climbed[places].at if places in climbed else None,
            entry=climbed[places].entry if places in climbed else None,
            is_now=places == group.cap,
            is_everybody=places == rungs[-1],
        )
        for places in sorted({*climbed, *(one.before for one in grown), group.cap, *ahead})
    )


def _concluded(group: GroupPage, *, after: int) -> list[Concluded]:
    """The steps that were concluded `after` that one, with who held a deciding seat at the time."""
    found = []
    for step in group.steps:
        at = step.concluded_at
        if step.conclusion is None or at is None or step.ordinal <= after:
            continue
        held = {
            seat.code
            for seat in group.all_seats
            if seat.role in DECIDING and seat.since <= at and (seat.until is None or seat.until >= at)
        }
        found.append(Concluded(step.ordinal, step.conclusion, len(held & step.given_by), len(held)))
    return found


def _turns(group: GroupPage, partners_free: int) -> tuple[Turn, ...]:
    offers = [PastOffer(offer.code, offer.status, offer.at) for offer in group.offers if offer.status is not None]
    had_a_seat = {seat.code for seat in group.all_seats if seat.role is not SeatRole.OBSERVER}
    out = had_a_seat | {line.code for line in group.passed_over}
    lapsed = {offer.code for offer in offers if offer.status is OfferStatus.LAPSED}
    line = line_for_a_seat(ranking(group.declared), offers, out=out)
    return turns(line, lapsed=lapsed, partners_free=partners_free)


def _by_strength(one: Candidate) -> int:
    return STRONGEST_FIRST.index(one.level)


def about(group: GroupPage, ladder: Ladder) -> About:
    """The group as policy judges growing: also at stake is what everybody in line would gain."""
    in_line = {candidate.code for candidate in ladder.waiting}
    return About(group.number, group.status, group.about.organisations | in_line)


def possible(actor: Actor, group: GroupPage, ladder: Ladder | None) -> list[Possible]:
    """What this actor can do about growing now."""
    if ladder is None or ladder.following is None:
        return []
    found = []
    learned = all(one.met for one in rules.learned(ladder.step))
    if learned and actor.organisation not in ladder.consents and policy.may(actor, CONSENT_TO_GROWING, group.about):
        found.append(
            Possible(_l("Stem in met groeien"), "groups.consent_to_growing", {"number": group.number}, main=True)
        )
    if policy.may(actor, GROW, about(group, ladder)):
        found.append(Possible(_l("Laat de groep groeien"), "groups.grow", {"number": group.number}))
    return found
