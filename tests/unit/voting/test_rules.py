"""The rules of a vote that need no database."""

import json
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest

from gemportal.voting import definition, rules
from gemportal.voting.definition import Voter
from gemportal.voting.methods.option import Option
from gemportal.voting.rules import VoteStatus

OPENS = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
CLOSES = datetime(2026, 3, 9, 23, 0, tzinfo=UTC)
MOMENT = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("moment", "counts"),
    [(OPENS - MOMENT, False), (OPENS, True), (CLOSES - MOMENT, True), (CLOSES, False), (CLOSES + MOMENT, False)],
)
def test_time_is_half_open(moment: datetime, counts: bool) -> None:
    assert rules.in_time(moment, OPENS, CLOSES) is counts


def test_a_vote_is_being_counted_from_its_closing_moment_on() -> None:
    assert rules.being_counted(VoteStatus.OPEN, CLOSES, CLOSES)
    assert not rules.being_counted(VoteStatus.OPEN, CLOSES, CLOSES - MOMENT)
    assert not rules.being_counted(VoteStatus.CLOSED, CLOSES, CLOSES)


@pytest.mark.parametrize(
    ("today", "last"),
    [
        (date(2026, 3, 2), date(2026, 3, 9)),
        (date(2026, 3, 6), date(2026, 3, 13)),
        (date(2026, 3, 7), date(2026, 3, 13)),
    ],
)
def test_five_working_days(today: date, last: date) -> None:
    assert rules.usual_last_day(today) == last


def a_draft(**changes: Any) -> rules.Draft:
    return rules.Draft(
        **({"title": "T", "question": "V?", "method": "majority", "closes_on": date(2026, 3, 9)} | changes)
    )


def test_a_draft_hands_its_method_the_rules_it_reads() -> None:
    assert a_draft(threshold="qualified", quorum="1/3").rules() == {
        "quorum": {"at_least": "1/3", "by": "heads"},
        "threshold": {"at_least": "2/3"},
        "base": "cast",
    }
    assert a_draft(method="score").rules() == {"quorum": {"at_least": "1/2", "by": "heads"}, "winners": 0}
    shared = a_draft(method="equal-shares", quorum_by="both", particular={"budget": 5}).rules()
    assert shared == {"quorum": {"at_least": "1/2", "by": "both"}, "budget": 5}


def test_a_vote_whose_time_is_over_is_being_counted() -> None:
    before, after = (rules.state(VoteStatus.OPEN, CLOSES, moment) for moment in (CLOSES - MOMENT, CLOSES))
    assert (str(before[0]), before[1]) == ("open", "open")
    assert (str(after[0]), after[1]) == ("wordt geteld", "busy")


def test_every_threshold_is_found_back() -> None:
    for name, (share, base) in rules.THRESHOLDS.items():
        assert rules.threshold_named({"threshold": share, "base": base}) == name
    assert rules.threshold_named({}) == "simple"


def test_every_state_has_words_and_a_tone() -> None:
    assert all(str(status.label) and status.tone for status in VoteStatus)


def sealed(question: str = "Doen wij dit?", weight: int = 1) -> tuple[bytes, str]:
    return definition.seal(
        {"method": "approval", "rules": {}, "question": question},
        options=[Option("a", "Appels"), Option("b", "Bonen", 100)],
        roll=[Voter("GM0193", "Zwolle", weight)],
        opens_at=OPENS,
        closes_at=CLOSES,
        proxies_per_holder=2,
        lot_commitment="0" * 64,
    )


def test_the_seal_is_the_digest_of_its_own_bytes_and_reads_back() -> None:
    written, digest = sealed()
    assert digest == sha256(written).hexdigest()
    found = definition.read(written)
    assert found.options == (Option("a", "Appels"), Option("b", "Bonen", 100))
    assert found.roll == (Voter("GM0193", "Zwolle", 1),)
    assert json.loads(written)["closes_at"] == "2026-03-09T23:00:00Z"


def test_one_question_has_one_seal_however_its_letters_are_composed() -> None:
    assert sealed("Caf\u00e9?") == sealed("Cafe\u0301?")
    assert sealed("Café!")[1] != sealed("Café?")[1]
    assert sealed(weight=2)[1] != sealed()[1]


@pytest.mark.parametrize(
    ("outcome", "totals", "decides"),
    [
        ("adopted", {"for": 2}, True),
        (None, {"a": 1, "b": 0}, True),
        (None, {"a": 0, "b": 0}, False),
        ("rejected", {"for": 1, "against": 1}, False),
        ("tied", {"a": 1, "b": 1}, False),
        ("no-quorum", {"a": 1}, False),
    ],
)
def test_only_what_was_adopted_or_somebody_supported_decides(
    outcome: str | None, totals: dict[str, int], decides: bool
) -> None:
    assert rules.decides({"outcome": outcome, "totals": totals}) is decides


def test_a_moment_keeps_its_fraction() -> None:
    assert definition.moment(CLOSES) == "2026-03-09T23:00:00Z"
    assert definition.moment(CLOSES - MOMENT) == "2026-03-09T22:59:59.999999Z"
