"""A form is sent as a browser sends it."""

import pytest

from tests.support.forms import fill_in
from tests.support.page import Element, Page

FORM = """<!doctype html><html lang="nl"><title>x</title><form method="post" action="/doe">
<input type="hidden" name="csrf_token" value="geheim"><input name="naam" value="Zwolle"><input name="uit" value="x" disabled>
<textarea name="reden">
Eerst</textarea>
<select name="niveau"><option value="no">nee<option value="join" selected>meedoen<option>anders</select>
<input type="radio" name="steun" value="person"><input type="radio" name="steun" value="council" checked>
<input type="checkbox" name="akkoord"><input type="checkbox" name="domein" value="1"><input type="checkbox" name="domein" value="2">
<fieldset disabled><input name="later" value="x"></fieldset><input type="file" name="bijlage">
<button type="button">Niets</button><button name="wat" value="bewaar">Bewaar</button>
<button name="wat" value="weg" formaction="/weg">Weg</button></form>"""


@pytest.fixture
def form() -> Element:
    return Page(FORM).one("form")


def test_what_was_filled_in_goes_along(form: Element) -> None:
    sent = fill_in(form, {}, None)
    assert (sent.action, sent.method) == ("/doe", "post")
    assert sent.fields == {
        "csrf_token": ["geheim"],
        "naam": ["Zwolle"],
        "reden": ["Eerst"],
        "niveau": ["join"],
        "steun": ["council"],
        "wat": ["bewaar"],
    }


def test_a_person_fills_in(form: Element) -> None:
    values = {"naam": "Kampen", "reden": "", "niveau": "anders", "steun": "person", "akkoord": True, "domein": [1, 2]}
    sent = fill_in(form, values, "Weg")
    assert sent.action == "/weg"
    assert sent.fields["niveau"] == ["anders"]
    assert sent.fields["steun"] == ["person"]
    assert sent.fields["akkoord"] == ["on"]
    assert sent.fields["domein"] == ["1", "2"]
    assert sent.fields["wat"] == ["weg"]


@pytest.mark.parametrize(
    "values",
    [{"onbekend": 1}, {"niveau": "lead"}, {"steun": "college"}, {"domein": [3]}, {"csrf_token": "x"}, {"later": "y"}],
)
def test_what_a_person_cannot_send_fails(form: Element, values: dict[str, object]) -> None:
    with pytest.raises(AssertionError):
        fill_in(form, values, None)


def test_a_button_that_is_not_there_fails(form: Element) -> None:
    with pytest.raises(AssertionError, match="no button"):
        fill_in(form, {}, "Niets")
