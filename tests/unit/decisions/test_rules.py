"""What a decision is, before there is a database."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from gemportal.decisions.rules import DecisionStatus, Ground, Wording, is_adopted, only_a_vote_changes
from gemportal.kernel.errors import RuleBroken

TODAY = date(2026, 3, 2)
WORDING = Wording("Titel", "Wat", "Waarom")


@pytest.mark.parametrize("days", [0, -1])
def test_a_review_lies_in_the_future(days: int) -> None:
    with pytest.raises(RuleBroken, match="een dag na vandaag"):
        replace(WORDING, review_on=TODAY + timedelta(days=days)).check(TODAY)


def test_a_review_may_be_tomorrow_or_never() -> None:
    replace(WORDING, review_on=TODAY + timedelta(days=1)).check(TODAY)
    WORDING.check(TODAY)


@pytest.mark.parametrize("missing", ["title", "text", "rationale"])
def test_a_decision_says_what_and_why(missing: str) -> None:
    with pytest.raises(RuleBroken, match="Schrijf wat er is besloten, en waarom"):
        replace(WORDING, **{missing: " "}).check(TODAY)


@pytest.mark.parametrize(
    ("outcome", "decides"),
    [("adopted", True), (None, True), ("rejected", False), ("tied", False), ("no-quorum", False)],
)
def test_only_what_was_adopted_or_put_in_order_decides(outcome: str | None, decides: bool) -> None:
    assert is_adopted(outcome) is decides


def test_what_the_members_voted_is_changed_by_the_members() -> None:
    assert only_a_vote_changes(Ground.VOTE, None)
    assert not only_a_vote_changes(Ground.VOTE, "G-2026-001")
    assert not only_a_vote_changes(Ground.CONSENT, None)


def test_every_state_has_words_and_a_tone() -> None:
    assert [str(status.label) for status in DecisionStatus] == ["van kracht", "vervangen", "ingetrokken"]
    assert {status.tone for status in DecisionStatus} <= {"neutral", "open", "busy", "done", "stopped"}
    assert all(str(ground.label) for ground in Ground)
