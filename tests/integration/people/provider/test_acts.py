"""The acts by themselves: what they refuse, whoever calls them; and what is kept of people."""

from dataclasses import replace
from functools import partial

import pytest
import sqlalchemy as sa

from gemportal.kernel import db
from gemportal.kernel.actor import NOBODY, clock_for
from gemportal.kernel.errors import NotAllowed, NotFound, RuleBroken
from gemportal.kernel.personal import KEPT
from gemportal.people import acts as people
from gemportal.people import standing
from gemportal.people.delegation.acts import invite_deputy
from gemportal.people.policy import BOOTSTRAP
from gemportal.people.provider import queries
from gemportal.people.provider.acts import (
    accept_through_provider,
    link_provider,
    sign_in_through_provider,
    unlink_provider,
)
from gemportal.people.provider.models import ProviderLink
from gemportal.people.provider.rules import Identity
from gemportal.people.rules import digest_of
from gemportal.people.signin import queries as signin
from tests.factories import members
from tests.factories import provider as going
from tests.factories.factors import begun
from tests.factories.members import KAMPEN, ZWOLLE
from tests.support.house import House
from tests.support.time import StoppedClock

ISSUER = "https://login.example"
JAN = Identity(ISSUER, "1", email="jan@zwolle.example", shown="jan", organisation="GM0193")
WHERE, TOKEN = "http://localhost/mijn/organisatie-account", b"token"


def test_an_account_that_is_nobodys_signs_nobody_in(house: House, clock: StoppedClock) -> None:
    with pytest.raises(NotFound):
        house.perform(sign_in_through_provider, NOBODY, JAN, TOKEN)
    assert house.ask(signin.signed_in_by, TOKEN) is NOBODY


def test_the_same_subject_at_another_provider_is_somebody_else(house: House, clock: StoppedClock) -> None:
    going.link(house, members.representative(house, ZWOLLE), ISSUER, "1")
    with pytest.raises(NotFound):
        house.perform(sign_in_through_provider, NOBODY, replace(JAN, issuer="https://another.example"), TOKEN)


def test_signing_in_keeps_where_somebody_came_from_and_gives_no_right(house: House, clock: StoppedClock) -> None:
    zwolle = members.representative(house, ZWOLLE)
    members.member(house, KAMPEN)
    going.link(house, zwolle, ISSUER, "1")
    clock.advance(days=1)
    house.perform(sign_in_through_provider, NOBODY, replace(JAN, organisation=KAMPEN), TOKEN)
    assert house.ask(signin.signed_in_by, TOKEN).represents == {ZWOLLE}
    found = house.ask(queries.linked, zwolle.person_id)
    assert found is not None
    assert (found.organisation_code, found.last_used_at) == (KAMPEN, clock.now)
    house.perform(sign_in_through_provider, NOBODY, replace(JAN, organisation=None), b"next")
    assert house.ask(queries.origins, [zwolle.person_id]) == {}


def test_accepting_once_makes_one_person_with_one_account(house: House, clock: StoppedClock) -> None:
    token = going.invited(house, "jan@zwolle.example")
    digest = digest_of(token)
    house.perform(accept_through_provider, NOBODY, JAN, TOKEN, invitation=digest)
    for identity in (JAN, replace(JAN, subject="2")):
        with pytest.raises(RuleBroken, match="al gebruikt"):
            house.perform(accept_through_provider, NOBODY, identity, b"again", invitation=digest)
    assert house.ask(signin.signed_in_by, TOKEN).organisation == ZWOLLE
    assert house.ask(lambda: db.session().scalar(sa.select(sa.func.count()).select_from(ProviderLink))) == 1


def test_an_offer_of_somebody_who_left_is_worth_nothing_here_either(house: House, clock: StoppedClock) -> None:
    zwolle = members.representative(house, ZWOLLE)
    digest = digest_of("deputy")
    house.perform(invite_deputy, zwolle, digest, "jan@zwolle.example", "Jan", clock.now.date())
    house.perform(people.end_mandate, zwolle, zwolle.mandate_id)
    for invitation in (digest, None):
        with pytest.raises(RuleBroken, match="uitnodig"):
            house.perform(accept_through_provider, NOBODY, JAN, TOKEN, invitation=invitation)
    assert house.ask(standing.credentials, "jan@zwolle.example") is None


@pytest.mark.parametrize("email", [None, "piet@zwolle.example"])
def test_without_the_link_only_the_invited_address_opens_an_invitation(
    house: House, clock: StoppedClock, email: str | None
) -> None:
    going.invited(house, "jan@zwolle.example")
    with pytest.raises(RuleBroken, match="uitnodiging"):
        house.perform(accept_through_provider, NOBODY, replace(JAN, email=email), TOKEN)
    assert house.ask(standing.credentials, "jan@zwolle.example") is None


def test_what_fails_halfway_leaves_nobody_behind(house: House, clock: StoppedClock) -> None:
    """The second invitation cannot begin any more: neither does the first, and nobody became known."""
    going.invited(house, "jan@zwolle.example")
    going.invited(house, "jan@zwolle.example", KAMPEN, last_day=clock.now.date())
    clock.advance(days=2)
    with pytest.raises(RuleBroken):
        house.perform(accept_through_provider, NOBODY, JAN, TOKEN)
    assert house.ask(standing.credentials, "jan@zwolle.example") is None


def test_only_who_is_signed_in_links_and_unlinks(house: House, clock: StoppedClock) -> None:
    for act, values in ((partial(link_provider, session=TOKEN), (JAN, WHERE)), (unlink_provider, (WHERE,))):
        for actor in (NOBODY, clock_for(BOOTSTRAP)):
            with pytest.raises(NotAllowed):
                house.perform(act, actor, *values)
    with pytest.raises(NotAllowed):
        house.perform(accept_through_provider, clock_for(BOOTSTRAP), JAN, TOKEN)


def test_one_account_for_one_person_and_one_person_for_one_account(house: House, clock: StoppedClock) -> None:
    zwolle, kampen = members.representative(house, ZWOLLE), members.representative(house, KAMPEN)
    house.perform(link_provider, zwolle, JAN, WHERE, session=begun(house, zwolle))
    with pytest.raises(RuleBroken, match="iemand anders"):
        house.perform(link_provider, kampen, JAN, WHERE, session=begun(house, kampen))
    with pytest.raises(RuleBroken, match="al een account"):
        house.perform(link_provider, zwolle, replace(JAN, subject="2"), WHERE, session=begun(house, zwolle))
    with pytest.raises(RuleBroken, match="geen account"):
        house.perform(unlink_provider, kampen, WHERE)
    house.perform(unlink_provider, zwolle, WHERE)
    house.perform(link_provider, kampen, JAN, WHERE, session=begun(house, kampen))


def test_nobody_links_an_account_in_a_session_that_was_left_open(house: House, clock: StoppedClock) -> None:
    """An account at a provider is a way in, and may count for both steps: whoever finds a machine unlocked adds none."""
    zwolle = members.representative(house, ZWOLLE)
    kampen = begun(house, members.representative(house, KAMPEN))
    with pytest.raises(NotFound):
        house.perform(link_provider, zwolle, JAN, WHERE, session=kampen)
    own = begun(house, zwolle)
    clock.advance(minutes=11)
    with pytest.raises(RuleBroken, match="opnieuw dat u het bent"):
        house.perform(link_provider, zwolle, JAN, WHERE, session=own)
    assert house.ask(queries.linked, zwolle.person_id) is None


def test_what_is_kept_can_be_read_by_its_owner_and_taken_away(house: House, clock: StoppedClock) -> None:
    zwolle, kampen = members.representative(house, ZWOLLE), members.representative(house, KAMPEN)
    house.perform(link_provider, zwolle, JAN, WHERE, session=begun(house, zwolle))
    house.perform(link_provider, kampen, replace(JAN, subject="2"), WHERE, session=begun(house, kampen))
    kept = KEPT["people.provider"]
    told = house.ask(kept.export, zwolle.person_id)
    assert [(line["issuer"], line["subject"], line["organisation_code"]) for line in told] == [(ISSUER, "1", "GM0193")]
    assert told[0]["linked_at"] == clock.now.isoformat()
    assert kept.erase is not None
    house.perform(erased, NOBODY, zwolle.person_id)
    assert house.ask(kept.export, zwolle.person_id) == []
    assert len(house.ask(kept.export, kampen.person_id)) == 1


def erased(actor: object, person_id: int) -> None:
    """Erase as an act would."""
    erase = KEPT["people.provider"].erase
    assert erase is not None
    erase(person_id)
