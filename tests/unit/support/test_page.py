"""The strict reader sees what it promises to see: each rule is shown a page that breaks only that rule."""

import pytest

from tests.support.page import RULES, Page, UntidyPageError, inspect

TIDY = """<!doctype html><html lang="nl"><head><title>Titel</title></head><body><main id="inhoud"><h1>Kop</h1>
<a href="#inhoud">Naar de inhoud</a>
<form method="post" action="/aanmelden"><input type="hidden" name="csrf_token" value="x">
<label for="naam">Naam</label><input id="naam" name="naam" value="Zwolle"><button>Verstuur</button></form>
{more}</main></body></html>"""

FAULTS = [
    ("parses", "<p>Een</p></p>"),
    ("parses", "<div><span></div>"),
    ("parses", "<section>"),
    ("names_itself", "<h1>Nog een kop</h1>"),
    ("ids_are_unique_and_references_arrive", '<p id="inhoud"></p>'),
    ("ids_are_unique_and_references_arrive", '<p aria-describedby="nergens"></p>'),
    ("ids_are_unique_and_references_arrive", '<a href="#nergens">weg</a>'),
    ("nothing_inline", '<p style="color: red">rood</p>'),
    ("nothing_inline", "<script>1</script>"),
    ("nothing_inline", '<p onclick="x()">klik</p>'),
    ("nothing_inline", '<a href="javascript:x()">klik</a>'),
    ("pictures_have_words", '<img src="/x.png">'),
    ("controls_have_words", '<input name="zoek">'),
    ("controls_have_words", '<a href="/"></a>'),
    ("forms_are_guarded", '<form method="post"><button>Ja</button></form>'),
    ("forms_are_guarded", '<form><input type="hidden" name="csrf_token"><button>Ja</button></form>'),
    ("texts_are_finished", "<p>Nog %(n)s dagen</p>"),
    ("texts_are_finished", '<p title="{{ naam }}">x</p>'),
    ("texts_are_finished", "<p>Message(singular='x')</p>"),
]


def test_a_tidy_page_passes() -> None:
    page = Page(TIDY.format(more=""))
    inspect(page, "here")
    assert (page.title, page.heading) == ("Titel", "Kop")
    assert page.one("input[name=naam]")["value"] == "Zwolle"
    assert page.main.text == "Kop Naar de inhoud Naam Verstuur"


@pytest.mark.parametrize(("rule", "more"), FAULTS)
def test_each_rule_sees_its_fault(rule: str, more: str) -> None:
    page = Page(TIDY.format(more=more))
    with pytest.raises(UntidyPageError, match=rule):
        inspect(page, "here")
    inspect(page, "here", frozenset({rule}))


def test_every_rule_is_tried() -> None:
    assert {rule for rule, _ in FAULTS} == set(RULES)


def test_one_means_one() -> None:
    page = Page(TIDY.format(more="<p>a</p><p>b</p>"))
    with pytest.raises(AssertionError, match="2 elements match"):
        page.one("p")
    with pytest.raises(AssertionError, match="0 elements match"):
        page.one("table")
