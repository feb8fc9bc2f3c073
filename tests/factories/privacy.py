"""Two people who leave their words wherever the portal lets them: whoever represents Zwolle, and the coordinator."""

from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from gemportal.decisions import acts as decisions
from gemportal.decisions.rules import Wording
from gemportal.groups import acts as groups
from gemportal.groups.steps import acts as steps
from gemportal.initiatives import acts as initiatives
from gemportal.initiatives.rules import Domain
from gemportal.kernel import clock, db
from gemportal.kernel.actor import NOBODY, Actor, MandateRole, Office
from gemportal.organisations import acts as organisations
from gemportal.people import acts as people
from gemportal.people.account.models import EmailChange
from gemportal.people.factors.models import Passkey
from gemportal.people.models import Person
from gemportal.people.provider.models import ProviderLink
from gemportal.people.rules import digest_of
from gemportal.people.signin import acts as signin
from gemportal.people.signin.rules import Device
from gemportal.settings.acts import change_setting
from gemportal.voting.rules import DAYS_TO_CONTEST, SETS_AGENDA
from tests.factories import groups as of_groups
from tests.factories import initiatives as of_initiatives
from tests.factories import members
from tests.factories import voting as of_votes
from tests.factories.groups import JOIN, LEAD
from tests.factories.members import DEVENTER, HENGELO, KAMPEN, ZWOLLE, coordinator, representative
from tests.support.house import House
from tests.support.time import StoppedClock

CANARY = "Kanarie"
STAYS = "Blijvertje"
NAME, ADDRESS = f"Representative van {ZWOLLE}", members.email_of(ZWOLLE)

# Every place beside the register where words of people stand twice.
REPEATED = {
    ("initiative", "reason"),
    ("initiative_version", "why"),
    ("passing_over", "answer"),
    ("passing_over", "reason"),
    ("seat", "end_reason"),
    ("seat_offer", "reason"),
    ("step", "end_reason"),
    ("willingness", "expertise"),
    ("willingness", "reason"),
    ("willingness", "who_would"),
    ("working_group", "anew_reason"),
    ("working_group", "end_reason"),
    ("working_group", "out_of_order_reason"),
}


def leave_words(house: House, time: StoppedClock) -> tuple[Actor, Actor]:
    """Let both write a canary everywhere, and sign in; gives the representative and the coordinator."""
    own, office = representative(house, ZWOLLE), coordinator(house)
    members.deputy(house, ZWOLLE)
    house.perform(change_setting, office, DAYS_TO_CONTEST.key, 2, CANARY)
    _initiatives(house, own, office)
    _groups(house, time, own, office)
    _what_stays(house, own, office)
    _around(house, own, office)
    return own, office


def _initiatives(house: House, own: Actor, office: Actor) -> None:
    revised = of_initiatives.published(house, title="Herzien")
    of_initiatives.revise(house, revised, why=CANARY, goal="Een beter doel.")
    of_initiatives.declare(house, revised, ZWOLLE, reason=CANARY, expertise=CANARY, who_would=CANARY)
    of_initiatives.declare(house, revised, KAMPEN, reason=STAYS)
    by_colleague = of_initiatives.published(house, title="Van een collega")
    declaration = of_initiatives.Declaration(JOIN, who_would=f"{NAME} zelf")
    house.perform(initiatives.declare_willingness, members.deputy(house, ZWOLLE), by_colleague, declaration)
    house.perform(initiatives.withdraw, own, of_initiatives.published(house, title="Ingetrokken"), CANARY)
    house.perform(initiatives.stop, office, of_initiatives.published(house, title="Gestopt"), CANARY)


def _groups(house: House, time: StoppedClock, own: Actor, office: Actor) -> None:
    left = of_groups.running_step(house, time)
    house.perform(steps.end_step, own, left, 1, CANARY)
    of_groups.evaluate(house, left, ZWOLLE)
    house.perform(groups.leave_seat, own, left, CANARY)
    levels = {KAMPEN: LEAD, DEVENTER: JOIN, ZWOLLE: JOIN, HENGELO: JOIN}
    call = of_groups.closed_call(house, time, levels)
    over = {ZWOLLE: CANARY, HENGELO: CANARY}
    passed = house.perform(groups.form, office, call, passing_over=over)
    house.perform(groups.answer_passing_over, own, passed, CANARY, asks_for_vote=True)
    declined = of_groups.forming(house, time)
    house.perform(groups.decline_offer, own, declined, CANARY)
    given_up = of_groups.forming(house, time)
    of_groups.accept(house, given_up, KAMPEN)
    house.perform(groups.give_up, office, given_up, CANARY)
    again = of_groups.forming(house, time)
    house.perform(groups.give_up, office, again, CANARY, closes_on=clock.today() + timedelta(days=20))
    _out_of_order(house, time, office)
    _anew(house, time, office)


def _out_of_order(house: House, time: StoppedClock, office: Actor) -> None:
    """The members voted an order; the coordinator says why another initiative goes first."""
    first, second = (of_groups.closed_call(house, time, title=title) for title in ("Eerst", "Daarna"))
    vote = of_votes.published_vote(
        house,
        of_votes.PRIORITIES,
        {ZWOLLE: [first], KAMPEN: [first]},
        written=(),
        initiatives=(first, second),
        effect=SETS_AGENDA,
    )
    assert vote
    time.advance(days=14)  # on from the day on which it was final: nothing is entered before what was entered already
    house.perform(groups.form, office, second, out_of_order=CANARY)


def _anew(house: House, time: StoppedClock, office: Actor) -> None:
    """Something was delivered in the same domain; the coordinator says why a group begins all the same."""
    delivered, again = (
        of_groups.closed_call(house, time, title=title, domain=Domain.DATA) for title in ("Er al", "Weer")
    )
    why = "Ook dit gaat voor."
    group = house.perform(groups.form, office, delivered, out_of_order=why)
    for code in (ZWOLLE, KAMPEN):
        of_groups.accept(house, group, code)
    of_groups.charter(house, group)
    house.perform(groups.consent_to_charter, representative(house, KAMPEN), group, 1)
    house.perform(groups.begin, representative(house, ZWOLLE), group)
    house.perform(initiatives.deliver, representative(house, ZWOLLE), delivered)
    house.perform(groups.form, office, again, out_of_order=why, anew=CANARY)


def _what_stays(house: House, own: Actor, office: Actor) -> None:
    """A ballot with its statement, a decision with its reasons, and why a vote is void."""
    number = of_votes.open_vote(house, title="Dit blijft")
    of_votes.cast(house, number, ZWOLLE, "for", STAYS)
    house.perform(decisions.record_decision, office, Wording("Een besluit", "Zo doen we het.", STAYS))
    void = of_votes.open_vote(house, title="Ongeldig")
    house.perform(of_votes.acts.annul, office, void, STAYS)


def _around(house: House, own: Actor, office: Actor) -> None:
    """A hash of their own, a sign-in, an open invitation, and a membership that ended for a reason."""
    house.perform(organisations.end_membership, office, HENGELO, clock.today(), CANARY)
    for actor in (own, office):
        with house.app.app_context(), db.db.engines[db.WRITER].begin() as connection:
            change = sa.update(Person).where(Person.id == actor.person_id)
            connection.execute(change.values(password_hash=f"{CANARY} hash {actor.person_id}"))
        token = digest_of(f"token of {actor.person_id}")
        device = Device(f"{CANARY} op Linux", "192.0.2.0")
        house.perform(signin.sign_in, NOBODY, actor.person_id, f"{CANARY} hash {actor.person_id}", token, device=device)
        with house.app.app_context(), db.db.engines[db.WRITER].begin() as connection:
            connection.execute(sa.insert(Passkey).values(**_passkey(actor)))
            connection.execute(sa.insert(ProviderLink).values(**_account(actor)))
            connection.execute(sa.insert(EmailChange).values(**_wish(actor)))
    house.perform(
        people.invite, office, digest_of("an offer"), ADDRESS, NAME,
        organisation=KAMPEN, role=MandateRole.DEPUTY, first_day=clock.today(),
    )  # fmt: skip
    board = {"office": Office.BOARD, "first_day": clock.today()}
    house.perform(people.invite, office, digest_of("another"), ADDRESS, NAME, **board)


def _passkey(actor: Actor) -> dict[str, Any]:
    key = f"key of {actor.person_id}".encode()
    return {
        "person_id": actor.person_id, "credential_id": key, "public_key": key, "sign_count": 0, "name": CANARY,
        "added_at": clock.now(),
    }  # fmt: skip


def _account(actor: Actor) -> dict[str, Any]:
    subject = f"{CANARY} {actor.person_id}"
    return {"person_id": actor.person_id, "issuer": "https://x.example", "subject": subject, "linked_at": clock.now()}


def _wish(actor: Actor) -> dict[str, Any]:
    old, new = (digest_of(f"{side} of {actor.person_id}") for side in ("old", "new"))
    return {
        "person_id": actor.person_id, "new_email": f"{CANARY}@elders.example".lower(), "old_token_hash": old,
        "new_token_hash": new, "asked_at": clock.now(), "expires_at": clock.now() + timedelta(days=1),
    }  # fmt: skip
