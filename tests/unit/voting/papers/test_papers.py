"""Ballot papers: what is filled in is the answer, what is read back is the same, and what is wrong is said and kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from flask_babel import Babel
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from gemportal.kernel.words import Message, _l
from gemportal.voting.methods import METHODS
from gemportal.voting.methods.option import Option
from gemportal.voting.papers import BallotForm, ballot_form
from tests.unit.voting.making import answers, options_for, rules_for

OFFERED = sorted(name for name, method in METHODS.items() if method.offered)
every_method = pytest.mark.parametrize("name", OFFERED)


@dataclass(frozen=True)
class StandIn:
    """What a preparation hands to the paper: no more than the paper asks for."""

    method: Any
    rules: Any
    options: list[Option]
    secret = False

    @property
    def titles(self) -> dict[str, str]:
        return {option.id: option.title for option in self.options}

    @property
    def voters(self) -> Message:
        return _l("leden")


@pytest.fixture(scope="module")
def site() -> Iterator[Flask]:
    """Just enough of a web application for a form: no database, and no token."""
    site = Flask(__name__)
    site.config.update(SECRET_KEY="a key", WTF_CSRF_ENABLED=False)
    Babel(site)
    return site


def ask(name: str, **rules: Any) -> StandIn:
    return StandIn(METHODS[name], rules_for(name, **rules), options_for(name))


def sent(form: BallotForm) -> MultiDict[str, str]:
    """What a browser would send of a paper that nobody touched."""
    fields = MultiDict[str, str]()
    for field in form.answer_fields:
        chosen = field.data if isinstance(field.data, list) else [field.data]
        fields.setlist(field.name, [value for value in chosen if value is not None])
    return fields


def fill(site: Flask, paper: StandIn, *pairs: tuple[str, str]) -> BallotForm:
    """The paper after somebody sent it with these fields."""
    with site.test_request_context(method="POST", data=MultiDict(pairs)):
        form = ballot_form(paper)
        form.complete()
        return form


def said(form: BallotForm) -> str:
    return " ".join([*form.form_errors, *(str(error) for field in form for error in field.errors)])


@every_method
@given(data=st.data())
def test_an_answer_filled_in_again_is_the_same(site: Flask, name: str, data: st.DataObject) -> None:
    paper = ask(name)
    answer = paper.method.validate(data.draw(answers(name)), paper.options, paper.rules)
    with site.test_request_context():
        fields = sent(ballot_form(paper, answer))
    form = fill(site, paper, *fields.items(multi=True))
    assert not said(form)
    assert form.canonical == answer
    assert form.sent == list(fields.items(multi=True))


@every_method
@given(typed=st.lists(st.text("0123 -+abcdfor.²٣", max_size=9), min_size=4, max_size=4))
def test_whatever_is_sent_becomes_an_answer_or_a_sentence_and_stays(site: Flask, name: str, typed: list[str]) -> None:
    paper = ask(name)
    with site.test_request_context():
        names = [field.name for field in ballot_form(paper).answer_fields]
    pairs = list(zip(names, typed, strict=False))
    form = fill(site, paper, *pairs)
    assert (form.canonical is None) == bool(said(form))
    assert form.status == (422 if said(form) else 200)
    assert set(form.sent) >= set(pairs)


@every_method
def test_an_untouched_paper_is_blank_or_asks_for_a_choice(site: Flask, name: str) -> None:
    paper = ask(name)
    with site.test_request_context():
        untouched = ballot_form(paper)
        fields = sent(untouched)
    form = fill(site, paper, *fields.items(multi=True))
    if paper.method.shape in ("position", "consent"):
        assert "Kies" in said(form)
        assert not form.chose_nothing
    else:
        assert form.canonical == paper.method.blank
        assert form.chose_nothing


@every_method
def test_a_paper_says_how_it_is_counted(site: Flask, name: str) -> None:
    with site.test_request_context():
        form = ballot_form(ask(name))
        assert str(form.rule).endswith((".", ")"))
        assert form.further_rules


@pytest.mark.parametrize("name", ["irv", "stv"])
def test_two_on_one_place_are_named(site: Flask, name: str) -> None:
    form = fill(site, ask(name), ("answer-0", "2"), ("answer-1", "2"), ("answer-2", "1"), ("answer-3", ""))
    assert said(form) == "U zette “A” en “B” samen op plaats 2. Geef elk een eigen plaats."
    assert dict(form.sent)["answer-0"] == "2"


def test_places_may_leave_gaps_and_be_shared_where_the_method_knows_ties(site: Flask) -> None:
    ranked = fill(site, ask("ranked"), ("answer-0", "4"), ("answer-1", "2"), ("answer-2", "2"), ("answer-3", ""))
    assert ranked.canonical == [["b", "c"], ["a"]]
    strict = fill(site, ask("irv"), ("answer-0", "4"), ("answer-1", "2"), ("answer-2", ""), ("answer-3", ""))
    assert strict.canonical == [["b"], ["a"]]


def test_points_over_the_budget_are_said_in_numbers(site: Flask) -> None:
    form = fill(
        site, ask("points", points=10), ("answer-0", "7"), ("answer-1", " 5 "), ("answer-2", ""), ("answer-3", "")
    )
    assert said(form) == "U verdeelde 12 punten, en u hebt er 10: haal er ergens af."
    assert form["answer-1"].data == " 5 "


@pytest.mark.parametrize("typed", ["veel", "-1", "1,5", "²", "٣", "99999999"])
def test_what_is_no_whole_number_is_said_at_its_field(site: Flask, typed: str) -> None:
    form = fill(site, ask("points"), ("answer-0", "1"), ("answer-1", typed), ("answer-2", ""), ("answer-3", ""))
    assert form["answer-1"].errors == ["Vul bij “B” een heel getal in."]
    assert form["answer-1"].data == typed


@pytest.mark.parametrize(
    ("name", "sentence"), [("score", "Vul bij “B” een heel getal in."), ("ranked", "Kies een plaats voor “B”.")]
)
@pytest.mark.parametrize("strange", ["x", "٣", "-1"])
def test_what_was_not_offered_is_never_dropped_in_silence(site: Flask, name: str, sentence: str, strange: str) -> None:
    form = fill(site, ask(name), ("answer-0", "1"), ("answer-1", strange), ("answer-2", ""), ("answer-3", ""))
    assert said(form) == sentence


def test_only_noughts_are_no_points_at_all(site: Flask) -> None:
    form = fill(site, ask("points"), ("answer-0", "0"), ("answer-1", "0"), ("answer-2", ""), ("answer-3", ""))
    assert form.canonical == {}
    assert form.chose_nothing


def test_no_score_is_not_a_nought(site: Flask) -> None:
    form = fill(site, ask("score"), ("answer-0", "0"), ("answer-1", ""), ("answer-2", "5"), ("answer-3", ""))
    assert form.canonical == {"a": 0, "c": 5}


def test_a_long_scale_is_typed(site: Flask) -> None:
    paper = ask("score", max=100)
    form = fill(site, paper, ("answer-0", "100"), ("answer-1", ""), ("answer-2", "0"), ("answer-3", ""))
    assert form.canonical == {"a": 100, "c": 0}
    form = fill(site, paper, ("answer-0", "101"), ("answer-1", ""), ("answer-2", ""), ("answer-3", ""))
    assert said(form) == "Geef “A” een heel getal van 0 tot en met 100."


@pytest.mark.parametrize(
    ("rule", "words"), [("zero", "telt hier als een 0"), ("ignore", "telt niet mee in het gemiddelde")]
)
def test_what_a_missing_score_means_stands_on_the_paper(site: Flask, rule: str, words: str) -> None:
    with site.test_request_context():
        assert words in ballot_form(ask("score", missing=rule)).missing


def test_more_than_may_be_chosen_is_said(site: Flask) -> None:
    paper = ask("approval", max=1)
    with site.test_request_context():
        assert "U mag er 1 kiezen." in ballot_form(paper)["answer"].description
    form = fill(site, paper, ("answer", "a"), ("answer", "c"))
    assert said(form) == "Kies er één; u koos er 2."
    assert form["answer"].data == ["a", "c"]


def test_a_budget_stands_on_the_paper_with_what_excludes_what(site: Flask) -> None:
    options = [Option("a", "Een brug", 30), Option("b", "Een pont", 20, ("a",)), Option("c", "Een bank", 5)]
    with site.test_request_context():
        form = ballot_form(StandIn(METHODS["equal-shares"], rules_for("equal-shares"), options))
        assert "Er is € 70 te verdelen." in form["answer"].description
        assert form.rivals == {"a": ["Een pont"], "b": ["Een brug"], "c": []}


@pytest.mark.parametrize("position", ["concern", "objection"])
@pytest.mark.parametrize("reason", ["", " \n "])
def test_a_concern_and_an_objection_need_an_argument(site: Flask, position: str, reason: str) -> None:
    form = fill(site, ask("consent"), ("answer", position), ("answer_reason", reason))
    assert form["answer_reason"].errors == ["Schrijf uw argument op."]
    assert form["answer"].data == position


@pytest.mark.parametrize("base", ["cast", "present", "roll"])
def test_what_abstaining_does_depends_on_the_base(site: Flask, base: str) -> None:
    words = {"cast": "niet bij de stemmen voor en tegen", "present": "meer stemmen voor nodig", "roll": "helpen niet"}
    with site.test_request_context():
        assert words[base] in str(ballot_form(ask("majority", base=base))["answer"].description)
