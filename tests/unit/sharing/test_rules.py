"""What a lesson may say, and the title that it gets where nobody gave it one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemportal.groups.lessons.rules import KINDS, lesson_of
from gemportal.groups.steps.rules import Conclusion
from gemportal.kernel.errors import RuleBroken
from gemportal.sharing.rules import LONGEST_LESSON, LONGEST_TITLE, LessonKind, Source, Wording, title_from

WORDING = Wording("Begin klein", "Met één wijk zagen wij alles.", LessonKind.WORKED)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("", "Iets"),
        ("  ", "Iets"),
        ("Iets", " \n "),
        ("x" * (LONGEST_TITLE + 1), "Iets"),
        ("Iets", "x" * (LONGEST_LESSON + 1)),
    ],
)
def test_a_lesson_has_a_title_and_a_text_of_some_length(title: str, text: str) -> None:
    with pytest.raises(RuleBroken):
        Wording(title, text, LessonKind.SURPRISE).checked()


def test_a_lesson_may_be_as_long_as_it_may_be() -> None:
    longest = Wording("x" * LONGEST_TITLE, "y" * LONGEST_LESSON, LessonKind.SURPRISE)
    assert longest.checked() == longest


def test_loose_white_space_goes_and_paragraphs_stay() -> None:
    found = Wording(" Begin \n klein ", "\r\nEerst.\r\n\r\nDaarna.\n", LessonKind.WORKED).checked()
    assert (found.title, found.text) == ("Begin klein", "Eerst.\n\nDaarna.")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Begin klein.", "Begin klein"),
        ("Begin klein. Dat scheelt een jaar.", "Begin klein"),
        ("Wie belt er? Bijna niemand.", "Wie belt er?"),
        ("Begin klein\nen bouw dan.", "Begin klein"),
        ("Dit kostte 2.500 euro per keer", "Dit kostte 2.500 euro per keer"),
        (f"{'woord ' * 40}", f"{('woord ' * 19).strip()}…"),
        ("x" * LONGEST_TITLE, "x" * LONGEST_TITLE),
        ("x" * 200, f"{'x' * 119}…"),
    ],
)
def test_the_title_is_the_first_sentence(text: str, title: str) -> None:
    assert title_from(text) == title


@given(st.text().filter(str.strip))
def test_every_text_gives_a_title_that_a_lesson_may_have(text: str) -> None:
    title = title_from(text)
    assert title.strip()
    assert len(title) <= LONGEST_TITLE
    Wording(title, "Iets", LessonKind.SURPRISE).checked()


def test_every_conclusion_says_what_sort_of_lesson_it_is() -> None:
    assert set(KINDS) == set(Conclusion)
    assert lesson_of("Begin klein. Echt.", Conclusion.STOP) == Wording(
        "Begin klein", "Begin klein. Echt.", LessonKind.DID_NOT_WORK
    )


def test_a_source_is_read_as_it_was_told() -> None:
    source = Source(("GM0193", "GM0166"), "I-2026-001", "G-2026-001", 2)
    assert Source.read(source.told()) == source
