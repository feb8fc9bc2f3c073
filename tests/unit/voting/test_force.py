"""What a result may claim in law."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from gemportal.kernel.errors import RuleBroken
from gemportal.voting.force import MEANINGS, Standing, check, too_early
from gemportal.voting.rules import THRESHOLDS, Force

LAST_DAY = date(2026, 3, 10)
UNANIMOUS = dict(zip(("threshold", "base"), THRESHOLDS["unanimous"], strict=True))
SIMPLE = dict(zip(("threshold", "base"), THRESHOLDS["simple"], strict=True))
VOTE = Standing(
    Force.CONSULTATION, "majority", SIMPLE, of_group=False, chartered=False, last_day=LAST_DAY, meeting_on=None
)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"of_group": True},
        {"force": Force.MEETING, "meeting_on": LAST_DAY},
        {"force": Force.WRITTEN, "rules": UNANIMOUS},
        {"force": Force.CHARTER, "of_group": True, "chartered": True},
    ],
)
def test_what_may_be_claimed(changes: dict[str, Any]) -> None:
    check(replace(VOTE, **changes))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"force": Force.MEETING}, "dag van de vergadering"),
        ({"force": Force.MEETING, "meeting_on": date(2026, 3, 9)}, "op of voor de dag"),
        ({"force": Force.MEETING, "meeting_on": LAST_DAY, "of_group": True}, "niet één groep"),
        ({"force": Force.WRITTEN}, "alle leden voor"),
        ({"force": Force.WRITTEN, "rules": UNANIMOUS, "method": "consent"}, "alle leden voor"),
        ({"force": Force.WRITTEN, "rules": UNANIMOUS, "method": "double-majority"}, "alle leden voor"),
        ({"force": Force.WRITTEN, "rules": UNANIMOUS, "of_group": True}, "niet één groep"),
        ({"force": Force.CHARTER}, "Kies de groep"),
        ({"force": Force.CHARTER, "of_group": True}, "geldt nog niet"),
    ],
)
def test_what_may_not_be_claimed(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(RuleBroken, match=said):
        check(replace(VOTE, **changes))


def test_thirty_days_before_the_meeting_is_in_time_and_thirty_one_is_not() -> None:
    meeting = date(2026, 3, 31)
    assert too_early(date(2026, 3, 1), meeting) is None
    assert too_early(date(2026, 2, 28), meeting) == date(2026, 3, 1)
    assert too_early(date(2026, 2, 28), None) is None


def test_each_force_has_its_sentence() -> None:
    assert set(MEANINGS) == set(Force)
