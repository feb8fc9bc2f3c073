"""Abuse 4 and 11: what came in time and waits, while the clock closes the vote, gets no receipt for what is not counted."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from threading import Event
from typing import Any

import pytest
from sqlalchemy.orm import Session

from gemportal.kernel import clock as house_clock
from gemportal.kernel import db
from gemportal.kernel.actor import Actor, clock_for
from gemportal.register import queries as register
from gemportal.voting import acts, queries
from gemportal.voting.rules import Draft
from gemportal.voting.secrecy import queries as secrecy
from tests.factories import voting
from tests.factories.members import KAMPEN, URK, ZWOLLE, email_of, representatives
from tests.factories.people import signed_in
from tests.support.house import House
from tests.support.time import StoppedClock

PATIENCE = 60
OPEN = (voting.PROPOSAL, {ZWOLLE: "against", KAMPEN: "for"}, {"answer": "for"})
SECRET = (voting.PERSONS, {KAMPEN: ["keuze-1"]}, {"answer": "keuze-2"})


@contextmanager
def closing_meanwhile(house: House, number: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whatever is asked in this block came in, and waits for the one writer, who is about to close the vote."""
    held, waiting = Event(), Event()
    moment = voting.closing_moment(house, number)

    def close(clock: Actor) -> None:
        held.set()
        assert waiting.wait(PATIENCE)
        acts.close(clock, number)

    def run() -> None:
        with house_clock.at(moment):
            house.perform(close, clock_for("voting:close"))

    begin = db.writing

    @contextmanager
    def begins_to_wait(session: Session) -> Iterator[None]:
        waiting.set()
        with begin(session):
            yield

    with ThreadPoolExecutor(1) as closer, monkeypatch.context() as patched:
        done = closer.submit(run)
        assert held.wait(PATIENCE)
        patched.setattr(db, "writing", begins_to_wait)
        yield
        done.result(PATIENCE)


@pytest.mark.parametrize(("draft", "before", "sent"), [OPEN, SECRET], ids=["open", "secret"])
def test_abuse_04_a_ballot_in_time_that_waited_for_longer_than_the_closing_is_refused_and_told_so(
    house: House, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch,
    draft: Draft, before: dict[str, Any], sent: dict[str, str],
) -> None:  # fmt: skip
    number = voting.open_vote(house, draft)
    representatives(house, ZWOLLE, KAMPEN, URK)
    for code, answer in before.items():
        voting.cast(house, number, code, answer)
    clock.set(house.ask(lambda: queries.by_number(number).closes_at) - timedelta(seconds=1))
    page = signed_in(house.app, email_of(ZWOLLE))
    page.get(f"/stemmingen/{number}/stem")
    page.submit("main form", sent)
    entries = len(house.ask(register.entries_about, [number]))
    with closing_meanwhile(house, number, monkeypatch):
        page.submit("main form", button="Stem uitbrengen")
    assert page.response.status_code == 409, page.page.main.text
    assert "Deze stemming is niet meer open. Wat u nu stuurde, telt niet." in page.page.main.text
    # One entry more: that of the closing.
    assert len(house.ask(register.entries_about, [number])) == entries + 1
    vote_id = house.ask(lambda: queries.by_number(number).id)
    assert {ballot.organisation for ballot in house.ask(queries.ballots_of, vote_id)} == before.keys()
    document = house.ask(queries.tally_document, number)
    if draft.secrecy == "secret":
        assert [ballot.answer for ballot in house.ask(secrecy.ballots_of, vote_id)] == list(before.values())
        assert document["voted"] == list(before)
    else:
        assert {ballot["organisation"]: ballot["answer"] for ballot in document["ballots"]} == before
    house.run("register", "verify")
