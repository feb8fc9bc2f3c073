"""What the pages of a vote say of its terms."""

from datetime import UTC, date, datetime

import pytest

from gemportal.voting.models import Vote
from gemportal.voting.rules import Force, Weights
from gemportal.voting.terms import terms_of

MEETING = date(2026, 7, 31)


@pytest.mark.parametrize(
    ("opens_at", "counts_from"),
    [
        (datetime(2026, 6, 30, 21, 59, 59, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 6, 30, 22, tzinfo=UTC), None),
    ],
)
def test_whether_a_vote_opens_too_early_for_its_meeting_is_asked_of_the_day_in_amsterdam(
    opens_at: datetime, counts_from: date | None
) -> None:
    vote = Vote(force=Force.MEETING, weights=Weights.EQUAL, opens_at=opens_at, meeting_on=MEETING)
    assert terms_of(vote, [], {}).early == counts_from
