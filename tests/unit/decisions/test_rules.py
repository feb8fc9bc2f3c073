"""What a decision is, before there is a database."""

from gemportal.decisions.rules import DecisionStatus, Ground, only_a_vote_changes


def test_what_the_members_voted_is_changed_by_the_members() -> None:
    assert only_a_vote_changes(Ground.VOTE, None)
    assert not only_a_vote_changes(Ground.VOTE, "G-2026-001")
    assert not only_a_vote_changes(Ground.CONSENT, None)


def test_every_state_has_words_and_a_tone() -> None:
    assert [str(status.label) for status in DecisionStatus] == ["van kracht", "vervangen", "ingetrokken"]
    assert {status.tone for status in DecisionStatus} <= {"neutral", "open", "busy", "done", "stopped"}
    assert all(str(ground.label) for ground in Ground)
