"""Going to a provider and coming back, as a browser does; and being linked with an account there."""

from datetime import date

import sqlalchemy as sa
from flask import Flask

from gemportal.kernel import clock, db
from gemportal.kernel.actor import Actor, MandateRole, Office
from gemportal.people import acts as people
from gemportal.people.provider.models import ProviderLink
from gemportal.people.provider.rules import Identity
from gemportal.people.rules import digest_of, new_token
from gemportal.people.signin.models import SignIn
from tests.factories import members
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.provider import RealProvider

AT_THE_PROVIDER = 'main a[href*="code_challenge"]'


def browser(app: Flask) -> StrictClient:
    """Another browser."""
    visitor = app.test_client()
    assert isinstance(visitor, StrictClient)
    return visitor


def leave(visitor: StrictClient, page: str = "/aanmelden", form: str = 'form[action*="organisatie"]') -> str:
    """Press the button on `page`; gives the provider's address that the browser goes on to."""
    visitor.get(page)
    visitor.submit(form)
    assert visitor.response.status_code == 200, visitor.page.main.text
    return visitor.page.one(AT_THE_PROVIDER)["href"]


def through(visitor: StrictClient, provider: RealProvider, subject: str, page: str = "/aanmelden") -> None:
    """To the provider from `page`, there as `subject`, and back."""
    visitor.get(provider.vouches(leave(visitor, page), subject), follow_redirects=True)


def invited(
    house: House,
    email: str,
    code: str = members.ZWOLLE,
    *,
    office: Office | None = None,
    last_day: date | None = None,
) -> str:
    """The token of an invitation for this address, to represent `code` or else to hold `office`."""
    members.member(house, code)
    token = new_token()
    offer = {"office": office} if office else {"organisation": code, "role": MandateRole.REPRESENTATIVE}
    house.perform(
        people.invite,
        members.coordinator(house),
        digest_of(token),
        email,
        "Jan Jansen",
        first_day=clock.today(),
        last_day=last_day,
        **offer,
    )
    return token


def link(house: House, person: Actor, issuer: str, subject: str) -> Identity:
    """Let this account be the person's."""
    identity = Identity(issuer, subject, shown=subject)
    house.perform(_link, person, identity)
    return identity


def _link(actor: Actor, identity: Identity) -> None:
    """As if it was linked long ago: the act asks for a session in which something was proven just now."""
    account = {"person_id": actor.person_id, "issuer": identity.issuer, "subject": identity.subject}
    db.session().add(ProviderLink(**account, linked_at=clock.now()))


def sessions(house: House) -> int:
    return house.ask(lambda: db.session().scalar(sa.select(sa.func.count()).select_from(SignIn))) or 0


def refused(visitor: StrictClient, house: House) -> None:
    """A clear sentence, and nobody is signed in."""
    assert visitor.response.status_code == 409
    assert "egin opnieuw" in visitor.page.main.text
    visitor.get("/namens")
    assert visitor.response.status_code == 303
    assert sessions(house) == 0
