"""Which passwords will do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemportal.kernel.errors import RuleBroken
from gemportal.people.signin.rules import _words_of, check_password

ABOUT = ("Fatima el Amrani-de Vries", "f.elamrani@zwolle.example", "Zwolle")


@pytest.mark.parametrize(
    "password",
    ["een zin die lang genoeg is", "correct horse battery staple", "482917365920184", "kPv9#mQ2!xRt7@wZ",
     "zeven groene fietsbellen", "مرحبا كيف حالك اليوم", "lange wandelingen in januari", "de vries houdt van aardbeien",
     " spaties voor en achter "],
)  # fmt: skip
def test_a_password_that_is_long_and_hard_to_guess_will_do(password: str) -> None:
    check_password(password, ABOUT)


@pytest.mark.parametrize("password", ["", "kort", "veertien teken"])
def test_a_short_password_is_refused(password: str) -> None:
    with pytest.raises(RuleBroken, match="15 tekens of meer"):
        check_password(password, ABOUT)


def test_a_password_longer_than_anything_anybody_types_is_refused() -> None:
    check_password("een zin die lang genoeg is" + "x1" * 115)
    with pytest.raises(RuleBroken, match="hoogstens 256"):
        check_password("een zin die lang genoeg is" + "x1" * 116)


@pytest.mark.parametrize(
    "password",
    ["aaaaaaaaaaaaaaa", "123456789012345", "qwertyuiopasdfgh", "passwordpassword", "abcdefghijklmno", "wachtwoord12345",
     "WelkomWelkom2026!", "Gemeente-Zwolle-2026", "welkom gemeente zwolle", "gemportal gemportal", "W3lkom bij gemportal",
     "zomer2026zomer2026", "samenwerken samenwerken", "fatima elamrani zwolle", "ELAMRANI.fatima.1978", "wachtwoord van zwolle",
     "iloveyouiloveyou", "maandag dinsdag woensdag", "                ", "!!!!!!!!!!!!!!!!!!", "zwollezwollezwolle",
     "hallo hallo hallo"],
)  # fmt: skip
def test_abuse_a_common_password_or_one_about_its_owner_is_refused(password: str) -> None:
    with pytest.raises(RuleBroken, match="te makkelijk te raden"):
        check_password(password, ABOUT)


@given(st.text(max_size=300), st.lists(st.text(max_size=20), max_size=3))
def test_whatever_is_typed_gets_an_answer(password: str, about: list[str]) -> None:
    try:
        check_password(password, about)
    except RuleBroken:
        return
    assert 15 <= len(password) <= 256


@given(st.text(alphabet="abcdefghij", min_size=15, max_size=40))
def test_what_is_known_of_somebody_is_never_their_password(word: str) -> None:
    with pytest.raises(RuleBroken):
        check_password(word, [word])


@pytest.mark.parametrize("disguised", ["b4rth0l0m3usstr44t", "taartssuemolohtrab"])
def test_a_word_about_somebody_is_seen_with_digits_for_letters_and_backwards(disguised: str) -> None:
    check_password(disguised)
    with pytest.raises(RuleBroken):
        check_password(disguised, ["Bartholomeusstraat"])


def test_the_words_about_somebody_are_those_of_three_letters_or_more_of_each_text() -> None:
    assert _words_of(["Jan de Wit", "J.Wit@Zwolle.nl"]) == {"jan", "wit", "zwolle"}
