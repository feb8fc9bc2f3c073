"""A whole number as people type it: what is read, and what is refused rather than guessed."""

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import Form

from gemportal.kernel.web.fields import WholeNumber


class Asking(Form):
    amount = WholeNumber()


def read(typed: str) -> int | None:
    """What is read; None where it is refused."""
    form = Asking(MultiDict({"amount": typed}))
    return form.amount.data if form.validate() else None


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12", 12),
        (" 12 ", 12),
        ("007", 7),
        ("-3", -3),
        ("1.250", 1250),
        ("1.250.000", 1_250_000),
        ("10 000", 10_000),
        ("10\N{NO-BREAK SPACE}000", 10_000),
    ],
)
def test_a_whole_number_is_read(typed: str, number: int) -> None:
    assert read(typed) == number


@pytest.mark.parametrize(
    "typed",
    ["1.5", "12.50", "1.2500", ".5", "5.", "1..000", "1.25.000", "1,5", "1_000", "+-1", "١٢", "1e3", "9" * 5000],
)
def test_what_is_no_whole_number_is_refused_and_not_made_one(typed: str) -> None:
    """`12.50` was meant as twelve and a half; it is not twelve hundred and fifty."""
    assert read(typed) is None
    assert Asking(MultiDict({"amount": typed})).amount.raw_data == [typed]
