"""When somebody may read along: once both sides want it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemportal.groups.observing.rules import meets
from gemportal.kernel.errors import RuleBroken


@given(st.booleans())
def test_the_first_to_want_it_waits_and_the_second_makes_it_so(invited: bool) -> None:
    assert not meets(waiting=None, invited=invited, seated=False)
    assert meets(waiting=not invited, invited=invited, seated=False)


@given(st.booleans())
def test_one_side_alone_never_makes_it_so(invited: bool) -> None:
    with pytest.raises(RuleBroken, match="al gevraagd"):
        meets(waiting=invited, invited=invited, seated=False)


@given(st.none() | st.booleans(), st.booleans())
def test_who_has_a_seat_does_not_read_along(waiting: bool | None, invited: bool) -> None:
    with pytest.raises(RuleBroken, match="al een zetel"):
        meets(waiting=waiting, invited=invited, seated=True)
