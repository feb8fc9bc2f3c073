"""Whom the lead may be offered to, and until when that holds."""

from datetime import UTC, datetime, timedelta

import pytest

from gemportal.groups.leading.rules import check_answering, check_asking
from gemportal.groups.rules import SeatRole
from gemportal.kernel.errors import RuleBroken

UNTIL = datetime(2026, 3, 10, tzinfo=UTC)


def test_only_who_decides_and_does_not_lead_is_asked() -> None:
    check_asking(SeatRole.MEMBER, asked_already=False)
    for role in set(SeatRole) - {SeatRole.MEMBER}:
        with pytest.raises(RuleBroken, match="Alleen een deelnemer"):
            check_asking(role, asked_already=False)


def test_one_is_asked_at_a_time() -> None:
    with pytest.raises(RuleBroken, match="al iemand gevraagd"):
        check_asking(SeatRole.MEMBER, asked_already=True)


def test_an_answer_is_in_time_until_the_very_moment() -> None:
    check_answering(UNTIL, UNTIL - timedelta(microseconds=1))
    for late in (UNTIL, UNTIL + timedelta(days=1)):
        with pytest.raises(RuleBroken, match="geldt niet meer"):
            check_answering(UNTIL, late)


def test_who_is_not_asked_has_nothing_to_answer() -> None:
    with pytest.raises(RuleBroken):
        check_answering(None, UNTIL)
