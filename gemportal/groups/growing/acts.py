"""What can happen when a group grows: each who decides consents, and then places are made and offered."""

from gemportal.groups import queries as groups
from gemportal.groups import seating
from gemportal.groups.growing import queries, rules
from gemportal.groups.growing.models import Growth, GrowthConsent
from gemportal.groups.policy import CONSENT_TO_GROWING, GROW
from gemportal.kernel import clock, db, policy
from gemportal.kernel.actor import Actor
from gemportal.kernel.acts import act, running
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.holding import holds
from gemportal.kernel.words import _l
from gemportal.register.log import record


@act(CONSENT_TO_GROWING, _l("stemt in met groeien"), holds=holds("places"))
def consent_to_growing(actor: Actor, number: str, places: int) -> None:
    """Consent to growing to so many `places`: the next rung, once a step has shown what there is to grow on."""
    group = groups.group(number)
    page = groups.page_of(number)
    policy.require(actor, CONSENT_TO_GROWING, page.about)
    ladder = queries.ladder_of(page)
    if rules.check(ladder.following, rules.learned(ladder.step)) != places:
        raise RuleBroken(_l("De volgende trede is intussen een andere. Lees die eerst."))
    code = groups.seat_of(group.id, actor.organisation).organisation_code
    if code in ladder.consents:
        raise RuleBroken(_l("U hebt al ingestemd met groeien."))
    db.session().add(GrowthConsent(group_id=group.id, places=places, organisation_code=code, at=clock.now()))
    record(number, {"places": places})


@act(GROW, _l("laat de groep groeien"), holds=holds("from", "to", "partners", "step", "offers"))
def grow(actor: Actor, number: str) -> int:
    """Go one rung up the ladder: make the places, and offer every free one to who is next in line. Returns how many there are.

    Refused with all that fails when the group is not ready. A vote that brings this about is the group's own, by consent:
    it stands for the consent of each.
    """
    group = groups.group(number)
    page = groups.page_of(number)
    ladder = queries.ladder_of(page)
    policy.require(actor, GROW, queries.about(page, ladder))
    by_vote = running().ground is not None
    places = rules.check(ladder.following, ladder.without_the_group if by_vote else ladder.conditions)
    seating.make_places(group, places - page.cap, after=page.cap)
    offers = seating.offer_free_places(group, groups.ranks_for(group.initiative_number))
    step = max(line.ordinal for line in page.steps if line.conclusion)
    partners = groups.number_of_partner_places(group.id)
    entry = record(number, {"from": page.cap, "to": places, "partners": partners, "step": step, "offers": offers})
    db.session().add(Growth(group_id=group.id, places=places, before=page.cap, step=step, at=clock.now(), entry=entry))
    return places
