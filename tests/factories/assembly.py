"""A general meeting: many members, each with somebody who is signed in already, and a vote that closes within seconds."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from flask import session
from flask_wtf.csrf import generate_csrf

from gemportal.kernel import clock, db
from gemportal.kernel.actor import NOBODY, clock_for
from gemportal.organisations import acts as organisations
from gemportal.organisations import source
from gemportal.people import acts as people
from gemportal.people import standing
from gemportal.people.policy import DEMO
from gemportal.people.rules import digest_of, new_token
from gemportal.people.signin import acts as sign_ins
from gemportal.people.signin import sessions
from gemportal.voting import acts
from gemportal.voting.models import Vote
from gemportal.voting.rules import Draft
from tests.factories import members, voting
from tests.support.house import House


@dataclass(frozen=True)
class Voter:
    """Somebody who is signed in for a member: the cookie of the browser, and the token of the forms in it."""

    code: str
    cookie: str
    csrf: str

    def ballot(self, answer: str, key: str, statement: str = "") -> dict[str, str]:
        """What the page with the summary sends."""
        return {
            "csrf_token": self.csrf,
            "stap": "stem",
            "answer": answer,
            "statement": statement,
            "key": key,
        }


def assemble(house: House, size: int) -> list[Voter]:
    """So many members, each with a representative who is signed in. Signing in through the page would take seconds of Argon2."""
    lines = sorted(source.read(), key=lambda line: line.code)[:size]
    house.perform(organisations.load_municipalities, clock_for("organisations:load-municipalities"), lines)
    # Since the day before yesterday, so that no clock that is an hour off thinks that they are yet to come.
    with clock.at(clock.now() - timedelta(days=2)):
        officer = members.coordinator(house)
        for line in lines:
            house.perform(organisations.admit, officer, line.code, clock.today(), "oprichting")
            house.perform(
                people.enrol,
                clock_for(DEMO),
                members.email_of(line.code),
                f"Vertegenwoordiger van {line.code}",
                members.password_hash(),
                organisation=line.code,
            )
    return [_signed_in(house, line.code) for line in lines]


def _signed_in(house: House, code: str) -> Voter:
    token = new_token()
    person = house.ask(standing.credentials, members.email_of(code))
    assert person is not None
    house.perform(sign_ins.sign_in, NOBODY, person.person_id, members.password_hash(), digest_of(token))
    with house.app.test_request_context():
        sessions.start(token)
        csrf = generate_csrf()
        sealed = house.app.session_interface.get_signing_serializer(house.app).dumps(dict(session))
    return Voter(code, f"{house.app.config['SESSION_COOKIE_NAME']}={sealed}", csrf)


def open_for(house: House, lasting: timedelta, draft: Draft = voting.PROPOSAL) -> tuple[str, datetime]:
    """An open vote that closes so soon from now, as the form never lets one: it was moved before it was sealed. Gives its
    number, and the moment at which it closes."""
    vote_id = voting.prepared_vote(house, draft)
    closes_at = clock.now() + lasting

    def move() -> None:
        with db.db.engines[db.WRITER].begin() as connection:
            connection.execute(sa.update(Vote).where(Vote.id == vote_id).values(closes_at=closes_at))

    house.ask(move)
    return house.perform(acts.open_vote, members.coordinator(house), vote_id), closes_at
