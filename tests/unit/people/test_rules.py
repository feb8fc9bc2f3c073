"""What passwords, tokens, addresses and terms are, without a database."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemportal.kernel.errors import RuleBroken
from gemportal.people import rules
from gemportal.people.rules import InvitationStatus

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAYS = st.dates(date(2026, 1, 1), date(2026, 3, 1))


def status(*, expires_in: int = 1, used: bool = False, revoked: bool = False) -> InvitationStatus:
    return rules.invitation_status(
        NOW,
        expires_at=NOW + timedelta(days=expires_in),
        used_at=NOW if used else None,
        revoked_at=NOW if revoked else None,
    )


def test_an_invitation_is_open_until_the_moment_it_expires() -> None:
    assert status() is InvitationStatus.OPEN
    assert status(expires_in=0) is InvitationStatus.EXPIRED


def test_what_was_done_with_an_invitation_counts_for_more_than_its_age() -> None:
    assert status(expires_in=-1, used=True) is InvitationStatus.USED
    assert status(expires_in=-1, revoked=True) is InvitationStatus.REVOKED


@pytest.mark.parametrize("closed", [found for found in InvitationStatus if found is not InvitationStatus.OPEN])
def test_a_closed_invitation_says_in_a_sentence_why(closed: InvitationStatus) -> None:
    with pytest.raises(RuleBroken, match="uitnodiging"):
        rules.check_open(closed)


@pytest.mark.parametrize(
    ("typed", "known_by"),
    [("Jan@Zwolle.NL", "jan@zwolle.nl"), (" a.b+c@x.y.nl ", "a.b+c@x.y.nl"), ("o'neil@x.nl", "o'neil@x.nl")],
)
def test_capitals_and_spaces_make_no_other_person(typed: str, known_by: str) -> None:
    assert rules.normal_email(typed) == known_by


@pytest.mark.parametrize(
    "typed",
    ["", "jan", "@x.nl", "jan@", "jan@zwolle", "jan@zwolle.", "jan@.nl", "a b@x.nl", "a@b@x.nl", "a@x.nl\nBcc: b@x.nl",
     "<a@x.nl>", "a@x.nl,b@x.nl", "ján@x.nl", "a@x\u200b.nl", "a\x00@x.nl", "x" * 250 + "@x.nl",
     "=?utf-8?q?b=40y.nl=2c?=@x.nl", "=?utf-8?q?x=0d=0a?=@x.nl"],
)  # fmt: skip
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(RuleBroken, match="geen e-mailadres"):
        rules.normal_email(typed)


def test_an_address_has_254_characters_at_most() -> None:
    assert len(rules.normal_email("x" * 249 + "@x.nl")) == 254
    with pytest.raises(RuleBroken):
        rules.normal_email("x" * 250 + "@x.nl")


def test_a_token_has_256_bits_and_only_its_digest_is_told() -> None:
    tokens = {rules.new_token() for _ in range(100)}
    assert len(tokens) == 100
    assert all(len(token) >= 43 for token in tokens)
    assert rules.digest_of("a") != rules.digest_of("b")
    assert len(rules.digest_of("a")) == 32


@given(DAYS, DAYS, DAYS, DAYS)
def test_overlap_is_having_a_day_in_common(first: date, last: date, other_first: date, other_last: date) -> None:
    ours = {first + timedelta(days=n) for n in range((last - first).days + 1)}
    theirs = {other_first + timedelta(days=n) for n in range((other_last - other_first).days + 1)}
    if ours and theirs:
        assert rules.overlap(first, last, other_first, other_last) is bool(ours & theirs)
        assert rules.overlap(first, None, other_first, None)
        assert rules.overlap(first, None, other_first, other_last) is (first <= other_last)


@given(DAYS, DAYS, DAYS, DAYS)
def test_lying_within_is_having_every_day_of_the_outer_term(
    first: date, last: date, outer_first: date, outer_last: date
) -> None:
    ours = {first + timedelta(days=n) for n in range((last - first).days + 1)}
    outer = {outer_first + timedelta(days=n) for n in range((outer_last - outer_first).days + 1)}
    if ours and outer:
        assert rules.lies_within(first, last, outer_first, outer_last) is (ours <= outer)
        assert rules.lies_within(first, last, outer_first, None) is (outer_first <= first)
        assert rules.lies_within(first, None, outer_first, None) is (outer_first <= first)
        assert not rules.lies_within(first, None, outer_first, outer_last)


def test_a_term_on_the_first_and_last_day_of_another_lies_within_it() -> None:
    today = NOW.date()
    assert rules.lies_within(today, today, today, today)


def test_a_day_is_written_in_figures() -> None:
    assert rules.written(date(2026, 12, 1)) == "01-12-2026"
    assert rules.written(None) == ""


def test_a_term_ends_after_it_begins_and_not_in_the_past() -> None:
    today = NOW.date()
    rules.check_term(today, None, today)
    rules.check_term(today - timedelta(days=9), today, today)
    for first, last in ((0, -1), (5, 4), (-9, -1)):
        with pytest.raises(RuleBroken, match="laatste dag"):
            rules.check_term(today + timedelta(days=first), today + timedelta(days=last), today)
