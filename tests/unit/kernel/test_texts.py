"""What people write: there, and not too long."""

import pytest

from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.texts import check_length, check_text
from gemportal.kernel.words import _l


def test_a_text_is_asked_for_and_has_an_end() -> None:
    asked = _l("Schrijf iets op.")
    assert check_text("  Zo doen we het.\n", asked) == "Zo doen we het."
    assert check_text("x" * 5, asked, 5) == "xxxxx"
    for empty in (None, "", " \n"):
        with pytest.raises(RuleBroken, match="Schrijf iets op"):
            check_text(empty, asked)
    with pytest.raises(RuleBroken, match="hoogstens 5 tekens"):
        check_text("x" * 6, asked, 5)


def test_a_text_that_may_be_empty_has_an_end_too() -> None:
    assert check_length("") == ""
    assert check_length("x" * 2000) == "x" * 2000
    with pytest.raises(RuleBroken, match=r"hoogstens 2\.000 tekens"):
        check_length("x" * 2001)
