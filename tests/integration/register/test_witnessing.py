"""Witnesses sign the newest checkpoint. A slow, broken or hostile one delays nothing; one that saw another register is heard."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from threading import Event

import pytest
import sqlalchemy as sa
from structlog.testing import capture_logs

from gemportal.kernel import clock as house_clock
from gemportal.kernel import db
from gemportal.register import keys
from gemportal.register.witnessing import asking
from gemportal.register.witnessing.cosigning import Cosigner
from gemportal.register.witnessing.models import Cosigning
from gemportal.register.witnessing.rules import Witness
from tests.factories.register import CLOCK, write
from tests.factories.register_attacks import ORIGIN, behind_its_back, cut_the_tail_with_all_that_knows_of_it
from tests.support import go_verifier
from tests.support.client import StrictClient
from tests.support.house import House
from tests.support.time import StoppedClock
from tests.support.witness import Answer, Notary, StrictWitness, answering

Watch = Callable[..., None]


@pytest.fixture
def watch(house: House, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watch]:
    """Let the house be watched by these: pairs of a notary's key and what answers in its place."""
    with ExitStack() as stack:

        def watched_by(*witnesses: tuple[Notary, Callable[[str, bytes], Answer]]) -> None:
            found = [
                Witness(Cosigner.read(notary.vkey), stack.enter_context(answering(answer)))
                for notary, answer in witnesses
            ]
            monkeypatch.setitem(house.app.config, "REGISTER_WITNESSES", tuple(found))

        yield watched_by


def strict(house: House, name: str = "witness.example/w1") -> StrictWitness:
    # The test's own clock does not run in the thread of a server.
    now = house_clock.now()
    return StrictWitness(ORIGIN, [str(house.ask(keys.signer).verifier)], lambda: now, Notary(name))


def grow(house: House, number: int) -> None:
    for _ in range(number):
        house.perform(write, CLOCK)


def asked(house: House) -> int:
    return house.ask(asking.ask)


def lines_of(client: StrictClient, address: str = "/register/checkpoint") -> list[str]:
    return client.get(address).text.partition("\n\n")[2].splitlines()


def test_a_checkpoint_is_served_with_the_word_of_its_witnesses(
    house: House, client: StrictClient, clock: StoppedClock, watch: Watch
) -> None:
    first, second = strict(house), strict(house, "witness.example/w2")
    watch((first.notary, first), (second.notary, second))
    assert asked(house) == 0
    grow(house, 3)
    assert asked(house) == 2
    assert [line.split(" ")[1] for line in lines_of(client)] == [ORIGIN, "witness.example/w1", "witness.example/w2"]
    assert house.ask(keys.signer).verifier.open(client.get("/register/checkpoint").text)
    # What was said once is not asked again.
    assert asked(house) == 0
    assert len(first.requests) == 1
    grow(house, 8)
    assert len(lines_of(client)) == 1
    assert client.get("/register/checkpoint/witnessed").text.split("\n")[1] == "3"
    assert asked(house) == 2
    assert first.requests[1].startswith(b"old 3\n")
    assert len(lines_of(client, "/register/checkpoint/witnessed")) == 3
    assert client.get("/register/checkpoint/witnessed").text.split("\n")[1] == "11"


def test_the_tick_asks_and_the_page_tells(
    house: House, client: StrictClient, clock: StoppedClock, watch: Watch
) -> None:
    client.get("/register")
    assert "nog geen getuigen" in client.page.main.text
    witness = strict(house)
    watch((witness.notary, witness))
    grow(house, 1)
    client.get("/register")
    assert "witness.example/w1: tekende nog niet" in client.page.main.text
    assert client.get("/register/checkpoint/witnessed").status_code == 404
    before = client.get("/register").headers["ETag"]
    assert house.run("tick").output.startswith("1 done")
    assert client.get("/register").headers["ETag"] != before
    assert "tekende op 2 maart 2026" in client.page.main.text
    assert "voor 1 inschrijving" in client.page.main.text
    client.get("/en/register")
    assert "witness.example/w1: signed" in client.page.main.text
    assert "cosigned 1 entries" in house.run("register", "witnesses").output


def test_a_witness_that_saw_less_or_more_than_we_thought_is_asked_from_there(house: House, watch: Watch) -> None:
    witness = strict(house)
    watch((witness.notary, witness))
    grow(house, 3)
    assert asked(house) == 1
    grow(house, 2)
    witness.size = 0  # it lost what it knew
    assert asked(house) == 1
    assert [body.split(b"\n")[0] for body in witness.requests] == [b"old 0", b"old 3", b"old 0"]
    # It knows more than we remember: this side lost what the witness said.
    with house.app.app_context(), db.db.engines[db.WRITER].begin() as connection:
        connection.execute(sa.delete(Cosigning))
    grow(house, 1)
    assert asked(house) == 1
    assert [body.split(b"\n")[0] for body in witness.requests[3:]] == [b"old 0", b"old 5"]


def wrong_key(path: str, body: bytes) -> Answer:
    return 200, Notary().line(
        body.decode().partition("\n\n")[2].partition("\n\n")[0] + "\n", house_clock.now()
    ).encode()


def huge(path: str, body: bytes) -> Answer:
    return 200, b"x" * 5_000_000


def fails(status: int, content: bytes = b"") -> Callable[[str, bytes], Answer]:
    return lambda path, body: (status, content)


@pytest.mark.parametrize(
    ("hostile", "reason"),
    [
        (fails(200, b"\xff\x00 no answer at all\n"), "a line under this note is not a signature"),
        (wrong_key, "it did not sign with the key that is configured"),
        (huge, "a signed note ends in a blank line and its signatures"),
        (fails(302), "it answered 302"),
        (fails(403), "it does not know the key of this register (403)"),
        (fails(500), "it answered 500"),
        (fails(409, b"many\n"), "it answered 409"),
    ],
)
def test_a_witness_that_answers_something_else_harms_nothing(
    house: House,
    client: StrictClient,
    clock: StoppedClock,
    watch: Watch,
    hostile: Callable[[str, bytes], Answer],
    reason: str,
) -> None:
    honest, other = strict(house), Notary("hostile.example")
    watch((other, hostile), (honest.notary, honest))
    grow(house, 2)
    with capture_logs() as logged:
        assert asked(house) == 1
    assert [(line["witness"], line["reason"]) for line in logged if line["event"] == "witness.not_cosigned"] == [
        ("hostile.example", reason)
    ]
    assert len(lines_of(client)) == 2
    house.run("register", "verify")


def test_a_witness_is_left_alone_for_a_while_after_it_failed(house: House, clock: StoppedClock, watch: Watch) -> None:
    calls: list[int] = []

    def failing(path: str, body: bytes) -> Answer:
        calls.append(1)
        return 500, b""

    watch((Notary(), failing))
    grow(house, 1)
    for minutes in (0, 0.5, 0.5, 1, 1, 4):
        clock.advance(minutes=minutes)
        asked(house)
    assert len(calls) == 4


def test_a_witness_that_never_comes_to_an_end_is_left(
    house: House, client: StrictClient, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "_PATIENCE", 0.2)
    done = Event()

    def slow(path: str, body: bytes) -> Answer:
        done.wait(20)
        return 500, b""

    honest, other = strict(house), Notary("slow.example")
    watch((other, slow), (honest.notary, honest))
    grow(house, 1)
    with capture_logs() as logged:
        assert asked(house) == 1
    done.set()
    assert [line["reason"] for line in logged if line["event"] == "witness.not_cosigned"] == ["it took too long"]


def test_a_witness_that_is_not_there_is_told_to_the_operator(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    nowhere = Witness(Cosigner.read(Notary().vkey), "http://127.0.0.1:1")
    monkeypatch.setitem(house.app.config, "REGISTER_WITNESSES", (nowhere,))
    grow(house, 1)
    with capture_logs() as logged:
        assert asked(house) == 0
    assert [line["reason"] for line in logged if line["event"] == "witness.not_cosigned"] == ["ConnectionError"]


def alarm_lines(house: House) -> list[tuple[str, int]]:
    with capture_logs() as logged:
        assert asked(house) == 0
    return [(line["says"], line["size"]) for line in logged if line["event"] == "witness.alarm"]


def test_a_register_that_was_cut_off_is_found_by_its_witness(
    house: House, client: StrictClient, clock: StoppedClock, watch: Watch
) -> None:
    witness = strict(house)
    watch((witness.notary, witness))
    grow(house, 11)
    assert asked(house) == 1

    def cut(connection: sa.Connection) -> None:
        connection.execute(sa.delete(Cosigning))
        cut_the_tail_with_all_that_knows_of_it(connection)

    behind_its_back(house, cut)
    before = client.get("/register").headers["ETag"]
    assert alarm_lines(house) == [("cut-off", 11)]
    # It is told everywhere, and asked nothing more until the operator has looked.
    assert client.get("/register").headers["ETag"] != before
    assert "Let op: deze getuige zag eerder een langer register" in client.page.main.text
    said = "witness witness.example/w1 says that it saw more entries than the register has (11 entries)"
    assert said in client.get("/gereed").text.splitlines()
    failed = house.app.test_cli_runner().invoke(args=["register", "verify"])
    assert failed.exit_code == 1
    assert said in failed.output
    clock.advance(days=30)
    asks = len(witness.requests)
    assert asked(house) == 0
    assert len(witness.requests) == asks
    assert "alarm: cut-off, 11 entries" in house.run("register", "witnesses").output
    house.run("register", "witnesses", "--again", "witness.example/w1")
    assert alarm_lines(house) == [("cut-off", 11)]


@pytest.mark.parametrize("number", [0, 2])
def test_another_register_is_found_by_its_witness(house: House, watch: Watch, number: int) -> None:
    """As long as what it saw, or longer."""
    witness = strict(house)
    watch((witness.notary, witness))
    grow(house, 4)
    witness.size, witness.root = 4, bytes(32)
    grow(house, number)
    assert alarm_lines(house) == [("rewritten", 4)]


def test_a_witness_that_knows_the_old_key_signs_while_the_key_changes_hands(house: House, watch: Watch) -> None:
    old = strict(house)
    watch((old.notary, old))
    grow(house, 2)
    assert asked(house) == 1
    house.run("register", "rotate-key")
    assert asked(house) == 1
    grow(house, 1)
    with capture_logs() as logged:
        assert asked(house) == 0
    assert [line["reason"] for line in logged if line["event"] == "witness.not_cosigned"] == [
        "it does not know the key of this register (403)"
    ]


def test_the_go_authors_tools_accept_what_a_witness_is_sent_and_what_it_signed(
    house: House, client: StrictClient, watch: Watch
) -> None:
    witness = strict(house)
    watch((witness.notary, witness))
    old_key = str(house.ask(keys.signer).verifier)
    grow(house, 3)
    assert asked(house) == 1
    cosigned = client.get("/register/checkpoint").text
    grow(house, 4)
    house.run("register", "rotate-key")
    assert asked(house) == 1
    new_key = str(house.ask(keys.signer).verifier)
    sent = witness.requests[-1].decode()
    assert sent.startswith("old 3\n")
    assert go_verifier.verdict_on_extension(cosigned, sent, old_key) is None
    # Both keys signed the checkpoint over the rotation.
    head = sent.partition("\n\n")[0]
    both = client.get("/register/checkpoint").text
    verdicts = [go_verifier.verdict_on_extension(both, f"old 8\n\n{both}", key) for key in (old_key, new_key)]
    assert verdicts == [None, None]
    assert go_verifier.verdict_on_extension(cosigned, f"{head[:-4]}AAA=\n\n{both}", old_key) is not None
