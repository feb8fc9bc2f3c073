"""The portal's own words are known again when they are read; nobody else's are taken for them."""

import pytest

from gemportal.groups import rules
from gemportal.kernel import words
from gemportal.kernel.own_words import OwnWords, as_read
from gemportal.kernel.words import _l

# Rows of before hold these to the letter, and so does the register.
KEPT = [
    (rules.INITIATIVE_ENDED, "Het initiatief is geëindigd."),
    (rules.MEMBERSHIP_ENDED, "Het lidmaatschap is geëindigd."),
    (rules.MERGED, "De gemeente is opgegaan in een andere, die de zetel overnam."),
    (rules.TOOK_A_SEAT, "De organisatie nam een zetel aan en werkt nu mee."),
    (rules.BY_CONSENT.kept(motion=3), "Met instemming van alle anderen in de groep (voorstel 3)."),
]


@pytest.fixture
def shouting(monkeypatch: pytest.MonkeyPatch) -> None:
    """A language in which every sentence ends otherwise."""
    monkeypatch.setattr(words, "_speaker", lambda singular, plural, count, **values: singular % values + "!")


@pytest.mark.usefixtures("shouting")
@pytest.mark.parametrize(("kept", "sentence"), KEPT)
def test_own_words_are_kept_as_ever_and_read_in_the_language_of_the_reader(kept: str, sentence: str) -> None:
    assert kept == sentence
    assert as_read(kept) == f"{sentence}!"


@pytest.mark.usefixtures("shouting")
@pytest.mark.parametrize("text", ["De wet is veranderd.", "Ook dit: Het initiatief is geëindigd.", "", None])
def test_what_a_person_wrote_stays_as_it_is(text: str | None) -> None:
    assert as_read(text) == text


def test_signs_that_mean_something_in_a_pattern_are_signs_here() -> None:
    OwnWords(_l("Klaar (100 procent). Zie %(what)s?"))
    assert as_read("Klaar (100 procent). Zie B-2026-001?") == "Klaar (100 procent). Zie B-2026-001?"
    assert as_read("Klaar 100 procent, Zie B-2026-001") == "Klaar 100 procent, Zie B-2026-001"
