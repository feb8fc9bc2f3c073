"""The mistakes with which `make policy-bugs` tries the matrix have a place in the policy of today."""

import pytest

from tools.policy_bugs import BUGS, ROOT, Bug


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.what)
def test_the_place_of_a_mistake_is_there_once(bug: Bug) -> None:
    assert (ROOT / bug.file).read_text(encoding="utf-8").count(bug.right) == 1
