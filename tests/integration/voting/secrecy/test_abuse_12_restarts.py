"""Abuse 5 and 12: a server that is killed leaves of a secret ballot both that somebody voted and what was voted, or neither."""

import os
import signal

from gemportal.voting import queries
from gemportal.voting.formats.tally import read_document, recount, result_differs
from gemportal.voting.secrecy import queries as secrecy
from tests.factories import voting
from tests.factories.members import KAMPEN, URK, ZWOLLE, email_of, representatives
from tests.integration.voting.test_abuse_of_restarts import lines, start
from tests.support.house import House
from tests.support.stores import Store
from tests.support.time import StoppedClock


def test_abuse_12_a_server_that_is_killed_leaves_no_half_ballot(
    house: House, store: Store, clock: StoppedClock
) -> None:
    codes = (ZWOLLE, KAMPEN, URK)
    number = voting.open_vote(
        house, voting.PERSONS, voters=codes, method="majority", written=("Ada Visser",), particular={}
    )
    representatives(house, *codes)
    with start(store, clock.now, "vote", number, "for", *(email_of(code) for code in codes)) as killed:
        assert killed.stdout is not None
        while (line := killed.stdout.readline().strip()) != "half":
            assert line, "it ended by itself"
        os.kill(killed.pid, signal.SIGKILL)
    assert {ballot.organisation for ballot in house.ask(queries.ballots_of, 1)} == {ZWOLLE, KAMPEN}
    assert [ballot.answer for ballot in house.ask(secrecy.ballots_of, 1)] == ["for", "for"]
    with start(store, voting.closing_moment(house, number), "count", number) as fresh:
        (counted,) = lines(fresh)
    document = read_document(counted)
    assert document["result"]["totals"]["for"] == 2
    assert not result_differs(document, recount(document))
    house.run("register", "verify")
