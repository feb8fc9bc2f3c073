"""The pages of a vote take the same work from the database for ten members and for all, by every method, at every step."""

import gzip
from collections.abc import Iterator

from flask.testing import FlaskClient

from gemportal.kernel.web.publishing import Shelf
from tests.factories import plenary, voting
from tests.factories.members import coordinator, email_of, representative
from tests.factories.people import signed_in
from tests.support.client import Watch
from tests.support.house import House
from tests.support.stores import Store
from tests.support.time import START, StoppedClock

FEW, ALL = 10, 342


def experience(house: House, store: Store, clock: StoppedClock, size: int) -> Iterator[tuple[str, int, int]]:
    """What is asked for, the statements that it took, and the bytes that were sent for it."""
    store.empty()
    clock.set(START)
    codes = plenary.assemble(house, size)
    representative(house, codes[0]), coordinator(house)
    name = store.app.config["SESSION_COOKIE_NAME"]
    member, anybody = FlaskClient(store.app), FlaskClient(store.app)
    member.set_cookie(name, signed_in(store.app, email_of(codes[0])).get_cookie(name).value)
    watch: Watch = store.app.extensions["watch"]

    def look(when: str, *addresses: str) -> Iterator[tuple[str, int, int]]:
        for who, client in (("anybody", anybody), ("a member", member)):
            for address in addresses:
                watch.clear()
                store.app.extensions["shelf"] = Shelf()
                answer = client.get(address)
                yield f"{when}: {who}: {address}", len(watch.statements), len(gzip.compress(answer.data))

    numbers = {}
    for method in voting.DRAFTS:
        numbers[method] = voting.open_vote(house, plenary.draft(method, 6), voters=())
    numbers["secret"] = voting.open_vote(house, voting.PERSONS, voters=())
    for method, number in numbers.items():
        yield from look(f"{method}, open", f"/stemmingen/{number}", f"/stemmingen/{number}/stem")
        plenary.everybody_votes(house, number, codes)
        yield from look(f"{method}, answered", f"/stemmingen/{number}")
    clock.set(voting.closing_moment(house, numbers["majority"]))
    for method, number in numbers.items():
        voting.close(house, number)
        yield from look(
            f"{method}, counted",
            *(
                f"/stemmingen/{number}{rest}"
                for rest in ("", "/hoofdelijk", "/telling.json", "/definitie.json", "/export")
            ),
        )
    yield from look("all", "/stemmingen", "/", "/mijn")


def test_no_page_of_a_vote_asks_more_of_the_database_the_more_vote(
    house: House, store: Store, clock: StoppedClock
) -> None:
    few, all_ = ({what: asked for what, asked, _ in experience(house, store, clock, size)} for size in (FEW, ALL))
    assert {what: (few[what], asked) for what, asked in all_.items() if asked != few[what]} == {}
    # The first page spans all rooms; no page of a vote asks more than nine.
    assert max(asked for what, asked in all_.items() if "anybody" in what) <= 11
