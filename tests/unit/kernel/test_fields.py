"""A whole number, as people write it, and never as another one."""

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import Form

from gemportal.kernel.web.fields import WholeNumber


class _Form(Form):
    number = WholeNumber()


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("30000", 30_000),
        (" 30 000 ", 30_000),
        ("30.000", 30_000),
        ("1.030.000", 1_030_000),
        ("30,000", 30_000),
        ("€ 30.000", 30_000),
        ("€\u00a030.000", 30_000),
        ("-5", -5),
        ("", None),
    ],
)
def test_thousands_may_stand_apart(typed: str, number: int | None) -> None:
    form = _Form(MultiDict({"number": typed}))
    assert form.validate()
    assert form.number.data == number


@pytest.mark.parametrize(
    "typed",
    ["12.50", "12,5", "1.5", "30.00", "1.000,50", "1.000,000", "1_000", "+5", "٣", "veel", "€", "1e5", "9" * 5000],
)
def test_what_is_no_whole_number_is_never_read_as_one(typed: str) -> None:
    form = _Form(MultiDict({"number": typed}))
    assert not form.validate()
    assert form.number.errors == ["Vul een heel getal in."]
    assert form.number._value() == typed
