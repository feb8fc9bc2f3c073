"""The portal's own words are known again when they are read; nobody else's are taken for them."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from gemportal.groups import rules
from gemportal.kernel import own_words, words
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.own_words import OwnWords, as_read, find_sentences_in, kept_refusal, refusal_as_read
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
    monkeypatch.setattr(
        words, "_speaker", lambda singular, plural, **values: (singular % values if values else singular) + "!"
    )


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


SAYS = [
    "Dit kan nu niet: %(reason)s",
    "De stand van %(what)s is al “%(state)s”.",
    "De stand van %(what)s is “%(state)s”.",
    "%(what)s is dicht, en %(what)s blijft dicht.",
    "%(name)s: %(n)s",
    "gesloten",
    "De brug is 100% dicht.",
]


@pytest.fixture
def catalogue() -> Iterator[None]:
    """All that this portal can say."""
    before = own_words._sentences
    find_sentences_in(lambda: SAYS)
    yield
    find_sentences_in(before)


@pytest.mark.usefixtures("shouting", "catalogue")
@pytest.mark.parametrize(
    ("kept", "read"),
    [
        ("De brug is 100% dicht.", "De brug is 100% dicht.!"),
        # The longest sentence that fits is the one, and what is in it is read in that language too.
        ("De stand van de brug is al “gesloten”.", "De stand van de brug is al “gesloten!”.!"),
        ("Dit kan nu niet: De stand van B 1 is “open”.", "Dit kan nu niet: De stand van B 1 is “open”.!!"),
        ("De sluis is dicht, en De sluis blijft dicht.", "De sluis is dicht, en De sluis blijft dicht.!"),
        ("De sluis is dicht, en de brug blijft dicht.", "De sluis is dicht, en de brug blijft dicht."),
        # Several, one after the other, as the reason of a refusal.
        (
            "Dit kan nu niet: De stand van B 1 is “open”. De brug is 100% dicht. En nu?",
            "Dit kan nu niet: De stand van B 1 is “open”.! De brug is 100% dicht.! En nu?!",
        ),
        # What was said by an earlier portal, and what any sentence would fit, stays.
        ("De brug zingt.", "De brug zingt."),
        ("Brug: 3", "Brug: 3"),
    ],
)
def test_a_refusal_is_known_again_among_all_that_the_portal_says(kept: str, read: str) -> None:
    assert refusal_as_read(kept) == read


def test_a_refusal_is_kept_in_dutch_whoever_causes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    spoken: list[str] = []

    @contextmanager
    def switch(language: str) -> Iterator[None]:
        spoken.append(language)
        yield

    monkeypatch.setattr(words, "_switcher", switch)
    assert kept_refusal(RuleBroken(_l("De brug is dicht."))) == "De brug is dicht."
    assert spoken == ["nl"]
