"""Every number of the cooperative has bounds, and its default lies within them."""

from pkgutil import iter_modules

import pytest

import gemportal
from gemportal.kernel.errors import NotFound, RuleBroken
from gemportal.kernel.words import _l
from gemportal.settings import rules
from gemportal.settings.rules import Setting


@pytest.fixture
def days() -> Setting:
    return Setting("tests:days", _l("Bedenktijd"), _l("dagen"), 7, 1, 30)


def test_the_bounds_belong_to_what_may_be_chosen(days: Setting) -> None:
    assert [days.check(value) for value in (1, 7, 30)] == [1, 7, 30]


@pytest.mark.parametrize("value", [-1, 0, 31, 10**30])
def test_beyond_the_bounds_the_sentence_names_them(days: Setting, value: int) -> None:
    with pytest.raises(RuleBroken, match=r"van 1 tot en met 30\."):
        days.check(value)


def test_a_setting_that_no_room_declared_is_not_found() -> None:
    with pytest.raises(NotFound):
        rules.known("tests:nothing")


def test_every_declared_setting_has_a_default_within_its_bounds_and_names_its_room() -> None:
    rooms = {part.name for part in iter_modules(gemportal.__path__) if part.ispkg}
    assert rules.KEYS
    for key, setting in rules.KEYS.items():
        assert setting.check(setting.default) == setting.default
        assert setting.minimum < setting.maximum
        assert key == setting.key
        assert key.partition(":")[0] in rooms
