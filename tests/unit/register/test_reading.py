"""Folding entries into stories, what an entry is found under, and periods, without a database."""

from dataclasses import dataclass
from datetime import date

import pytest

from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.figures import Day
from gemportal.kernel.words import Message
from gemportal.register import words
from gemportal.register.reading.mentions import names_in
from gemportal.register.reading.rules import Choice, check_period, day, stories

TODAY = date(2026, 3, 2)


@dataclass(frozen=True)
class Line:
    index: int
    cause: int | None = None
    act: str = "trial:write"
    subject: str = "I-2026-001"
    day: date = TODAY


def told(*lines: Line, voices: tuple[str, ...] = ()) -> list[tuple[int, list[int], list[int]]]:
    found = stories(lines, voices.__contains__)
    return [(one.line.index, [c.index for c in one.consequences], [a.index for a in one.alike]) for one in found]


def test_consequences_fold_under_what_caused_them_however_deep() -> None:
    assert told(Line(4), Line(3, cause=2), Line(2, cause=1), Line(1), Line(0)) == [
        (4, [], []),
        (1, [2, 3], []),
        (0, [], []),
    ]


def test_a_consequence_stands_by_itself_when_its_cause_is_not_there() -> None:
    assert told(Line(3, cause=2), Line(2, cause=1)) == [(2, [3], [])]


def test_voices_about_one_thing_on_one_day_are_one_story() -> None:
    lines = [
        Line(6, act="cast"),
        Line(5, act="cast"),
        Line(4, act="cast", subject="S-2026-002"),
        Line(3, act="cast", subject="S-2026-002", day=date(2026, 3, 1)),
        Line(2),
        Line(1),
    ]
    assert told(*lines, voices=("cast",)) == [(6, [], [5]), (4, [], []), (3, [], []), (2, [], []), (1, [], [])]


def test_a_voice_that_brought_something_about_is_a_story_of_its_own() -> None:
    lines = [Line(3, cause=2, act="close"), Line(2, act="cast"), Line(1, act="cast")]
    assert told(*lines, voices=("cast",)) == [(2, [3], []), (1, [], [])]


def test_an_entry_is_found_under_all_that_it_names() -> None:
    entry = {
        "act": "groups:form",
        "org": "GM0193",
        "subject": "G-2026-003",
        "data": {
            "initiative": "I-2026-014",
            "offers": [{"org": "KP0001", "role": "lead"}],
            "cause": 12,
            "scope": "Wat in I-2026-015 staat",
        },
    }
    assert names_in(entry) == {"groups:", "GM0193", "G-2026-003", "I-2026-014", "KP0001"}
    assert names_in({**entry, "org": None, "data": {}}) == {"groups:", "G-2026-003"}


def test_a_day_is_read_as_addresses_spell_it() -> None:
    assert day("") is None
    assert day("2026-11-23") == date(2026, 11, 23)
    for text in ("gisteren", "2026-13-01", "0001-01-01", "9999-12-31"):
        with pytest.raises(RuleBroken, match=text):
            day(text)


def test_a_period_ends_after_it_begins() -> None:
    check_period(TODAY, TODAY)
    check_period(None, TODAY)
    with pytest.raises(RuleBroken, match="Draai ze om"):
        check_period(TODAY, date(2026, 3, 1))


def test_a_choice_knows_its_address() -> None:
    choice = Choice(kind="groepen", organisation="GM0193", first=TODAY, last=TODAY)
    address = {"soort": "groepen", "gemeente": "GM0193", "van": "2026-03-02", "tot": "2026-03-02"}
    assert choice.address == address
    assert choice.but(soort=None) == {**address, "soort": None}
    assert choice.one_day == TODAY
    assert Choice(first=TODAY).one_day is None


def test_an_entry_that_holds_something_else_is_told_by_its_act_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "_tellers", {})
    words.says("trial:write")(lambda line: Message(line.data["text"]))

    @dataclass(frozen=True)
    class Entry:
        index: int
        data: dict[str, str]
        act: str = "trial:write"

    assert words.details_of([Entry(0, {"text": "Ja."}), Entry(1, {})]) == {0: Message("Ja.")}


def test_a_day_in_full() -> None:
    assert str(Day.read("2026-11-03")) == "3 november 2026"
