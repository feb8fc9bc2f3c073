"""Abuse 12: in a secret vote no (voter, choice) pair exists in any table, log, export or order of rows."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from structlog.testing import capture_logs

from gemportal.kernel import db
from gemportal.register import queries as register
from gemportal.register.canonical import canonical
from gemportal.voting import acts, casting, queries
from gemportal.voting.definition import listed
from gemportal.voting.formats.tally import read_document, recount, result_differs
from gemportal.voting.secrecy import queries as secrecy
from gemportal.voting.secrecy.rules import tracker
from tests.factories import voting
from tests.factories.members import DEVENTER, HENGELO, KAMPEN, URK, UTRECHT, ZWOLLE, coordinator, representative
from tests.support.dump import cells
from tests.support.guards import behind_the_guards
from tests.support.house import House
from tests.support.stores import Store
from tests.support.time import StoppedClock

VOTERS = (ZWOLLE, KAMPEN, URK, DEVENTER, HENGELO, UTRECHT)
ANSWERS: tuple[list[str], ...] = (
    ["keuze-1", "keuze-3"],
    ["keuze-2"],
    [],
    ["keuze-1", "keuze-2"],
    ["keuze-2", "keuze-3"],
    ["keuze-1"],
)


def key_of(code: str) -> str:
    """The key of the page on which this organisation votes."""
    return f"a key of the page of {code}, and a long one"


def hand_in(house: House, number: str, code: str, answer: Any) -> int:
    return house.perform(acts.hand_in, representative(house, code), number, answer, key=key_of(code))


def trackers(house: House, number: str, *codes: str) -> dict[str, str]:
    """What the voters know, by their codes; nothing of it is asked of the stores."""
    digest = house.ask(lambda: str(queries.by_number(number).definition_sha256))
    return {code: tracker(digest, key_of(code)) for code in codes}


@pytest.fixture
def number(house: House, clock: StoppedClock) -> str:
    """An open secret vote in which six voted, each at a moment of their own."""
    number = voting.open_vote(house, voting.PERSONS, voters=VOTERS)
    known = trackers(house, number, *VOTERS)
    # Against the order of the trackers, so that neither order can be taken for the other.
    for code, answer in sorted(zip(VOTERS, ANSWERS, strict=True), key=lambda pair: known[pair[0]], reverse=True):
        clock.advance(seconds=61.25)
        hand_in(house, number, code, answer)
    return number


def published_list(house: House) -> bytes:
    """The part of the closing's entry: trackers and answers as everybody can read them, and nothing else."""
    return canonical(listed(house.ask(secrecy.ballots_of, 1)))


def the_two_stores(house: House) -> tuple[set[str], set[str]]:
    """Every value that is long enough to tell one row from another: of what was voted, and of everything else."""
    found = house.ask(cells)
    choices = {text for (table, column), text in found if table == "secret_ballot" and column != "vote_id"}
    others = {text for (table, _), text in found if table != "secret_ballot" and len(text) > 8}
    return choices, others - {published_list(house).decode()}


@pytest.mark.parametrize("closed", [False, True], ids=["open", "counted"])
def test_abuse_12_no_value_stands_both_with_a_voter_and_with_a_choice(
    house: House, clock: StoppedClock, number: str, closed: bool
) -> None:
    if closed:
        voting.close(house, number)
    choices, others = the_two_stores(house)
    known = trackers(house, number, *VOTERS)
    assert set(known.values()) <= choices
    assert not choices & others
    marks = set()
    for code, answer in zip(VOTERS, ANSWERS, strict=True):
        mark = known[code]
        plain = mark.replace("-", "")
        marks |= {mark, plain, sha256(mark.encode()).hexdigest(), json.dumps(answer) if answer else mark}
        marks |= {
            bytes.fromhex(plain).decode("utf-8", "replace"),
            sha256(mark.encode()).digest().decode("utf-8", "replace"),
        }
    assert not [(mark, text) for mark in marks for text in others if mark in text]


def test_abuse_12_what_was_voted_has_no_name_no_number_and_no_moment(house: House, number: str) -> None:
    columns = house.ask(lambda: {c["name"] for c in sa.inspect(db.session().get_bind()).get_columns("secret_ballot")})
    assert columns == {"vote_id", "tracker", "answer"}
    named = house.ask(lambda: [(b.organisation, b.answer, b.statement) for b in queries.ballots_of(1)])
    assert named == [(code, None, None) for code in sorted(VOTERS)]
    moments = house.ask(lambda: [ballot.cast_at.microsecond for ballot in queries.ballots_of(1)])
    assert set(moments) == {0}


def rows_as_they_lie(house: House, store: Store) -> list[list[str]]:
    """The trackers on each page of the database, in the order in which their rows lie there."""
    if store.url.startswith("postgresql"):
        query = sa.text("SELECT ctid::text, tracker FROM secret_ballot ORDER BY ctid")
        pages: dict[str, list[str]] = {}
        for place, mark in house.ask(lambda: db.session().execute(query).all()):
            # Which page has room says nothing of a ballot: PostgreSQL fills up the old ones too.
            pages.setdefault(place.partition(",")[0], []).append(mark)
        return list(pages.values())
    with house.app.app_context(), db.db.engines[db.WRITER].connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
    content = Path(store.url.removeprefix("sqlite:///")).read_bytes().replace(published_list(house), b"")
    known = house.ask(lambda: [ballot.tracker for ballot in secrecy.ballots_of(1)])
    assert {content.count(mark.encode()) for mark in known} == {1}, "a ballot lies about in the file"
    # A page of SQLite is filled from its end.
    return [sorted(known, key=lambda mark: content.index(mark.encode()), reverse=True)]


def test_abuse_12_once_counted_the_rows_lie_in_the_order_of_their_trackers(
    house: House, store: Store, number: str
) -> None:
    voting.close(house, number)
    assert_in_order(rows_as_they_lie(house, store))


def assert_in_order(pages: list[list[str]]) -> None:
    """PostgreSQL may begin in the middle of a page, and end in a place above that came free: no order but that of the trackers."""
    assert sum(map(len, pages)) == len(VOTERS)
    assert [page for page in pages if sorted(page) not in (page[at:] + page[:at] for at in range(len(page)))] == []


def test_abuse_12_so_do_the_rows_of_a_void_vote(house: House, store: Store, number: str) -> None:
    house.perform(acts.annul, coordinator(house), number, "Een kandidaat trok zich terug.")
    assert_in_order(rows_as_they_lie(house, store))


def test_abuse_12_no_transaction_joins_a_voter_to_a_choice(house: House, store: Store, number: str) -> None:
    """On PostgreSQL every row names the transaction that wrote it; SQLite numbers rows, and these it does not."""
    if store.url.startswith("postgresql"):
        writers = "SELECT count(DISTINCT xmin::text), min(xmin::text) FROM {}"
        before = house.ask(lambda: db.session().execute(sa.text(writers.format("secret_ballot"))).one())
        assert before[0] == len(VOTERS)
        voting.close(house, number)
        after, ballots = (
            house.ask(lambda table=table: db.session().execute(sa.text(writers.format(table))).one())
            for table in ("secret_ballot", "ballot")
        )
        assert after[0] == 1
        assert ballots[0] == len(VOTERS)
    else:
        with pytest.raises(sa.exc.OperationalError, match="no such column"):
            house.ask(lambda: db.session().execute(sa.text("SELECT rowid FROM secret_ballot")))


def test_abuse_12_two_different_ballots_leave_the_same_traces(house: House, clock: StoppedClock) -> None:
    """Not even to whoever has the key of the page, and tries every answer."""
    number = voting.open_vote(house, voting.PERSONS)
    found = []
    for answer in (["keuze-1"], ["keuze-2", "keuze-3"]):

        def half(actor: Any, answer: Any = answer) -> None:
            index = acts.hand_in(actor, number, answer, key=key_of(ZWOLLE))
            parts = [text for (table, _), text in cells() if table not in ("secret_ballot", "register_checkpoint")]
            found.append((index, register.body_of(index), sorted(parts)))
            raise RuntimeError("undone")

        with pytest.raises(RuntimeError, match="undone"):
            house.perform(half, representative(house, ZWOLLE))
    assert found[0] == found[1]
    assert "private" not in json.loads(found[0][1])


def test_abuse_12_the_log_names_nobody_and_nothing(
    house: House, clock: StoppedClock, caplog: pytest.LogCaptureFixture
) -> None:
    number = voting.open_vote(house, voting.PERSONS)
    with capture_logs() as lines, caplog.at_level("DEBUG"):
        hand_in(house, number, ZWOLLE, ["keuze-3"])
        voting.close(house, number)
    assert "keuze-3" not in f"{lines}{caplog.text}"
    assert trackers(house, number, ZWOLLE)[ZWOLLE] not in f"{lines}{caplog.text}"


def test_abuse_12_a_statement_that_fails_does_not_say_what_was_bound_to_it(house: House, clock: StoppedClock) -> None:
    number = voting.open_vote(house, voting.PERSONS)
    for answer in (["keuze-1"], ["keuze-3"]):
        code = ZWOLLE if answer == ["keuze-1"] else KAMPEN
        try:
            house.perform(acts.cast, representative(house, code), number, answer, key=key_of(ZWOLLE))
        except sa.exc.IntegrityError as refused:
            told = str(refused)
    assert "keuze-3" not in told
    # And neither store holds anything of it.
    assert [line.organisation for line in house.ask(queries.ballots_of, 1)] == [ZWOLLE]
    assert [ballot.answer for ballot in house.ask(secrecy.ballots_of, 1)] == [["keuze-1"]]


def test_abuse_12_a_ballot_is_in_both_stores_or_in_neither(
    house: House, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = voting.open_vote(house, voting.PERSONS)

    def fails(*given: Any, **values: Any) -> int:
        raise RuntimeError("the register is full")

    with monkeypatch.context() as broken:
        broken.setattr(casting, "record", fails)
        with pytest.raises(RuntimeError):
            hand_in(house, number, ZWOLLE, ["keuze-1"])
    assert house.ask(queries.ballots_of, 1) == house.ask(secrecy.ballots_of, 1) == ()
    hand_in(house, number, ZWOLLE, ["keuze-1"])
    assert len(house.ask(queries.ballots_of, 1)) == len(house.ask(secrecy.ballots_of, 1)) == 1


def test_the_published_ballots_are_sorted_named_by_nobody_and_recounted(
    house: House, number: str, tmp_path: Path
) -> None:
    document = voting.close(house, number)
    known = trackers(house, number, *VOTERS)
    expected = {known[code]: answer for code, answer in zip(VOTERS, ANSWERS, strict=True)}
    assert [set(ballot) for ballot in document["ballots"]] == [{"tracker", "answer"}] * len(VOTERS)
    assert [ballot["tracker"] for ballot in document["ballots"]] == sorted(expected)
    assert {ballot["tracker"]: ballot["answer"] for ballot in document["ballots"]} == expected
    assert document["voted"] == sorted(VOTERS)
    assert document["proxies"] == []
    read = read_document(json.dumps(document))
    assert not result_differs(read, recount(read))
    kept = tmp_path / "telling.json"
    kept.write_text(json.dumps(document))
    assert "dezelfde" in house.run("tally", str(kept)).output


def test_the_register_holds_as_many_ballots_as_voters_and_their_digest(house: House, number: str) -> None:
    house.run("register", "verify")
    document = voting.close(house, number)
    house.run("register", "verify")
    entry = json.loads(house.ask(register.body_of, document["register"]["closed"]))
    ballots = [[ballot["tracker"], ballot["answer"]] for ballot in document["ballots"]]
    assert entry["data"]["ballots_sha256"] == sha256(canonical({"ballots": ballots})).hexdigest()


TAMPERED = {
    "an answer": "UPDATE secret_ballot SET answer = '[\"keuze-3\"]'",
    "a ballot less": "DELETE FROM secret_ballot WHERE tracker = (SELECT min(tracker) FROM secret_ballot)",
    "a ballot more": "INSERT INTO secret_ballot (vote_id, tracker, answer) VALUES (1, 'x', '[]')",
    "a name": "UPDATE ballot SET statement = 'Wij kozen Ada.'",
}


@pytest.mark.parametrize("what", TAMPERED)
def test_ballots_changed_behind_the_registers_back_are_named(house: House, number: str, what: str) -> None:
    voting.close(house, number)
    behind_the_guards(house, "ballot" if what == "a name" else "secret_ballot", sa.text(TAMPERED[what]))
    told = house.app.test_cli_runner().invoke(args=["register", "verify"])
    assert told.exit_code != 0
    assert number in told.output
