"""verify.py counts votes by itself. Its counts are held against the portal's, and so both against each other."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gemportal.voting.methods import METHODS
from tests.factories.register_book import Book
from tests.factories.register_votes import hold_vote
from tests.support import standalone
from tests.unit.voting.making import answers

verify = standalone.load()
COUNTED = sorted(verify.COUNTED)
ANSWERS = {
    "position": ["for", "against", "for"],
    "consent": [{"position": "consent"}, {"position": "aside"}],
    "options": [["a"], ["b", "c"], []],
    "scores": [{"a": 5, "b": 1}, {"c": 0}],
    "points": [{"a": 5}, {"b": 5}],
    "order": [[["a"], ["b"]], [["b"]], []],
}


def test_every_method_but_the_budgets_is_counted() -> None:
    offered = {name for name, method in METHODS.items() if method.offered}
    assert offered - set(COUNTED) == {"equal-shares"}


def rules_of(method: str) -> st.SearchStrategy[dict[str, Any]]:
    quorum = st.fixed_dictionaries(
        {"at_least": st.sampled_from(["0/1", "1/2", "1/1"]), "by": st.sampled_from(["heads", "weight", "both"])}
    )
    own: dict[str, dict[str, st.SearchStrategy[Any]]] = {
        "majority": {
            "threshold": st.sampled_from([{"more_than": "1/2"}, {"at_least": "2/3"}]),
            "base": st.sampled_from(["cast", "present", "roll"]),
        },
        "score": {"missing": st.sampled_from(["zero", "ignore"]), "winners": st.integers(0, 3)},
        "ranked": {"winners": st.integers(0, 3)},
        "stv": {"seats": st.integers(1, 3)},
    }
    own["double-majority"] = own["majority"]
    return st.fixed_dictionaries({"quorum": quorum, **own.get(method, {})})


@pytest.mark.parametrize("method", COUNTED)
@settings(max_examples=30)
@given(data=st.data())
def test_two_ways_to_count_agree(method: str, data: st.DataObject) -> None:
    """The result that the portal publishes follows from the ballots, and every part of it is looked at."""
    book, number = Book(), "S-2026-001"
    # The options of the book are a, b and c.
    cast = data.draw(st.lists(answers(method).filter(lambda answer: "'d'" not in repr(answer)), max_size=5))
    codes = [f"GM{at:04}" for at, _ in enumerate(cast)]
    weights = {code: data.draw(st.integers(1, 4)) for code in codes}
    hold_vote(book, number, method, dict(zip(codes, cast, strict=True)), weights=weights, **data.draw(rules_of(method)))
    vote = vote_of(book, number)
    result = vote.count().result()
    assert result.keys() == {"outcome", "quorum", "totals", "ranking", "winners", "ties"}
    assert {name: verify.canonical(result[name]) for name in result} == {
        name: verify.canonical(vote.result[name]) for name in result
    }


def vote_of(book: Book, number: str) -> Any:
    """A vote as verify.py reads it, without a walk along a log."""
    entries = verify.read_entries(book.entries, 0)
    log = type("Log", (), {"watched": entries, "parts": {i: body.decode() for i, (_, body) in book.parts.items()}})
    documents = [book.documents[f"stemmingen/{number}/{name}.json"] for name in ("definitie", "telling")]
    return verify.Vote(number, log, *documents)


@pytest.mark.parametrize(
    ("method", "answers_given", "secret", "uitslag"),
    [
        ("majority", ["for"], False, "aangenomen"),
        ("majority", ["against"], False, "verworpen"),
        ("majority", ["for"], True, "gekozen"),
        ("majority", ["against"], True, "niet gekozen"),
        ("approval", [["a"]], False, "een volgorde"),
        ("majority", [], False, "geen geldige uitslag, te weinig voor het quorum"),
    ],
)
def test_the_outcome_is_said_in_words(method: str, answers_given: list[Any], secret: bool, uitslag: str) -> None:
    book = Book()
    cast = {f"GM{at:04}": answer for at, answer in enumerate(answers_given)}
    hold_vote(book, "S-2026-001", method, cast, secret=secret, quorum={"at_least": "1/2"})
    _, said = vote_of(book, "S-2026-001").check_count()
    assert said.endswith(f"Uitslag: {uitslag}.")


@pytest.mark.parametrize("method", [*COUNTED, "equal-shares"])
def test_a_vote_is_checked_from_its_seal_to_its_result(method: str, tmp_path: Path) -> None:
    book = Book().fill(3)
    cast = ANSWERS[METHODS[method].shape]
    rules = {"budget": 50} if method == "equal-shares" else {}
    hold_vote(book, "S-2026-001", method, {f"GM{at:04}": answer for at, answer in enumerate(cast)}, **rules)
    hold_vote(book, "S-2026-002", "majority", {"GM0193": "for"})
    code, told, complaint = standalone.run(
        book.write(tmp_path / "log"),
        "--key",
        book.verifier,
        "--keep",
        tmp_path / "k",
        "--vote",
        "S-2026-001",
        "--vote",
        "S-2026-002",
    )
    assert (code, complaint) == (0, "")
    assert ("flask tally telling.json" in told) == (method == "equal-shares")
    assert "Counted again by “majority”" in told
    assert f"{len(cast)} of its ballots were opened" in told


SECRET = {"GM0193": ["a"], "GM0150": ["b"], "GM0034": ["a", "c"]}


def test_a_secret_vote(tmp_path: Path) -> None:
    book = Book()
    hold_vote(book, "S-2026-001", "approval", SECRET, secret=True)
    folder = book.write(tmp_path / "log")
    assert standalone.verdict(folder, book.verifier, None, "--vote", "S-2026-001") is None
    telling = folder / "stemmingen/S-2026-001/telling.json"
    honest = telling.read_text()
    for before, after, said in (
        ('"b"\n', '"a"\n', "not those that were counted"),
        ('"GM0150",\n  "GM0193"', '"GM0150"', "not as many ballots as voters"),
        ('"secret": "00', '"secret": "01', "the secret of the lot"),
        ('"closed": 4', '"closed": 3', "names other entries"),
        ('"title": "Samen', '"title": "Apart', "“title” in telling.json"),
        ("{", "", "not laid out"),
        ('"ballots"', '"bullets"', "not laid out"),
    ):
        assert before in honest
        telling.write_text(honest.replace(before, after, 1))
        assert said in str(standalone.verdict(folder, book.verifier, None, "--vote", "S-2026-001"))


def test_a_ballot_of_who_is_not_on_the_roll_is_found_in_a_secret_vote_too(tmp_path: Path) -> None:
    book, document = Book(), "stemmingen/S-2026-001/telling.json"
    hold_vote(book, "S-2026-001", "approval", SECRET, secret=True)
    book.change(2, org="GM0001")
    telling = json.loads(book.documents[document])
    telling["voted"] = sorted({*telling["voted"], "GM0001"} - {"GM0150"})
    book.documents[document] = json.dumps(telling).encode()
    said = standalone.verdict(book.write(tmp_path / "log"), book.verifier, None, "--vote", "S-2026-001")
    assert "not on its roll: GM0001" in str(said)


@pytest.mark.parametrize("at", ["2026-11-02T07:59:59Z", "2026-11-09T08:00:00Z"])
def test_a_secret_ballot_that_came_too_early_or_too_late_is_found(at: str, tmp_path: Path) -> None:
    book = Book()
    hold_vote(book, "S-2026-001", "approval", SECRET, secret=True)
    book.change(2, data={"cast_at": at})
    said = standalone.verdict(book.write(tmp_path / "log"), book.verifier, None, "--vote", "S-2026-001")
    assert "was not cast while it was open" in str(said)


@pytest.mark.parametrize("text", ["1e9", "0.5", "1/2 ", "1/0", "", "-1/2", "1/2/3", "٣/4", f"1/{'9' * 30}"])
def test_a_share_in_a_rule_is_two_small_whole_numbers(text: str) -> None:
    """Python reads `1e999999999` as a number too, and would be at it for days."""
    with pytest.raises((ValueError, ZeroDivisionError)):
        verify.share(text)


def test_a_ballot_counts_when_it_came_in_time(tmp_path: Path) -> None:
    """Half-open: what came at the very moment of closing came too late."""
    book = Book()
    hold_vote(book, "S-2026-001", "majority", {"GM0193": "for"})
    said, telling = "2026-11-02T08:00:01.000007Z", "stemmingen/S-2026-001/telling.json"
    entry, honest = book.entries[1], book.documents[telling]
    for at, accepted in (
        ("2026-11-02T08:00:00Z", True),
        ("2026-11-02T07:59:59.999999Z", False),
        ("2026-11-09T07:59:59.999999Z", True),
        ("2026-11-09T08:00:00Z", False),
    ):
        book.documents[telling] = honest.replace(said.encode(), at.encode())
        verdict = standalone.verdict(book.write(tmp_path / "log"), book.verifier, None, "--vote", "S-2026-001")
        assert "when or by whom" in str(verdict)  # the register says another moment
        book.entries[1] = entry.replace(said.encode(), at.encode())
        verdict = standalone.verdict(book.write(tmp_path / "log"), book.verifier, None, "--vote", "S-2026-001")
        assert (verdict is None) == accepted, at
        book.entries[1] = entry


def test_a_vote_that_was_not_counted_cannot_be_checked(tmp_path: Path) -> None:
    book = Book().fill(2)
    folder = book.write(tmp_path / "log")
    code, _, complaint = standalone.run(
        folder, "--key", book.verifier, "--keep", tmp_path / "k", "--vote", "S-2026-001"
    )
    assert (code, complaint) == (2, "COULD NOT CHECK: Vote S-2026-001 was not counted yet.\n")


def test_a_vote_that_was_annulled_uncounted_says_so(tmp_path: Path) -> None:
    book = Book().fill(2)
    book.add("voting:annul", "S-2026-001", {})
    folder = book.write(tmp_path / "log")
    code, _, complaint = standalone.run(
        folder, "--key", book.verifier, "--keep", tmp_path / "k", "--vote", "S-2026-001"
    )
    assert (code, complaint) == (2, "COULD NOT CHECK: Vote S-2026-001 was declared void, and not counted.\n")


def test_a_decision_and_an_entry_are_in_the_log_or_not(tmp_path: Path) -> None:
    book = Book().fill(2)
    book.add("decisions:record", "B-2026-001", {"title": "Samen\x1b[2J één loket"})
    book.add("decisions:withdraw", "B-2026-002", {"ends": "B-2026-001"})
    folder = book.write(tmp_path / "log")
    code, told, _ = standalone.run(
        folder, "--key", book.verifier, "--keep", tmp_path / "k", "--decision", "B-2026-001", "--entry", "0"
    )
    assert code == 0
    assert "Entry 2 is in the log" in told
    assert "Entry 3 is in the log" in told
    assert "Entry 0 is in the log" in told
    assert "\x1b" not in told
    assert "is not in the log" in str(standalone.verdict(folder, book.verifier, None, "--decision", "B-2026-009"))
    assert "is not in the log" in str(standalone.verdict(folder, book.verifier, None, "--entry", "4"))


def test_a_ballot_by_a_proxy_that_was_given_is_accepted() -> None:
    book, number = Book(), "S-2026-001"
    cast = {"GM0034": "for", "GM0150": "against", "GM0193": "for"}
    hold_vote(book, number, "majority", cast, holders={"GM0034": "GM0193", "GM0150": "GM0193"})
    assert list(vote_of(book, number).check())


def test_a_proxy_that_was_revoked_is_no_proxy() -> None:
    book, number = Book(), "S-2026-001"
    cast = {"GM0034": "for", "GM0150": "against", "GM0193": "for"}
    hold_vote(book, number, "majority", cast, holders={"GM0034": "GM0193", "GM0150": "GM0193"})
    given, other = (at for at, entry in enumerate(book.entries) if b"give-proxy" in entry)
    book.change(other, act="voting:revoke-proxy", org="GM0034", data={"holder": "GM0193", "given": given})
    with pytest.raises(verify.Difference, match="a proxy that nobody gave"):
        list(vote_of(book, number).check())
