"""Where the pieces of a downloaded log stand."""

import pytest

from gemportal.register.replaying.downloaded import place


@pytest.mark.parametrize(
    ("number", "written"), [(0, "000"), (5, "005"), (999, "999"), (1000, "x001/000"), (1234067, "x001/x234/067")]
)
def test_numbers_are_written_as_addresses_write_them(number: int, written: str) -> None:
    assert place(number) == written
