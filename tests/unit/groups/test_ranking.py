"""Who comes before whom, and who is next: pure."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemportal.groups.ranking import Candidate, PastOffer, line_for_a_seat, next_to_offer, ranking, role_offered, turns
from gemportal.groups.rules import OfferStatus, SeatRole
from gemportal.initiatives.rules import Level

DAY = datetime(2026, 3, 2, 9, tzinfo=UTC)

candidates = st.lists(
    st.builds(
        Candidate,
        code=st.integers(0, 60).map(lambda number: f"GM{number:04d}"),
        name=st.just("Gemeente"),
        level=st.sampled_from(Level),
        since=st.integers(0, 4).map(lambda days: DAY + timedelta(days=days)),
        confirmed=st.booleans(),
        late=st.booleans(),
        partner=st.booleans(),
    ),
    unique_by=lambda candidate: candidate.code,
    max_size=20,
)


def one(code: str, level: Level = Level.JOIN, days: int = 0, **options: bool) -> Candidate:
    return Candidate(code, code, level, DAY + timedelta(days=days), **options)


def codes(*given_candidates: Candidate) -> list[str]:
    return [rank.candidate.code for rank in ranking(given_candidates) if rank.place]


def test_level_then_the_earlier_then_the_code() -> None:
    found = codes(one("C", days=1), one("B", days=1), one("A", days=2), one("D", Level.LEAD, days=9))
    assert found == ["D", "B", "C", "A"]


def test_late_ones_come_behind_and_unconfirmed_ones_do_not_rank() -> None:
    ranks = ranking([one("A", Level.LEAD, late=True), one("B", days=5), one("C", confirmed=False)])
    assert [(rank.candidate.code, rank.place) for rank in ranks] == [("B", 1), ("A", 2), ("C", None)]
    assert "op tijd" in str(ranks[1].reason)
    assert "nog niet bevestigd" in str(ranks[2].reason)


def test_each_place_says_what_decided_it() -> None:
    order = [
        (one("A", Level.LEAD), "Wil trekken, en verklaarde dat het eerst: op 2 maart 2026."),
        (one("B", Level.LEAD, days=1), "Wil trekken, en verklaarde dat op 3 maart 2026, 1 dag later dan A."),
        (
            one("C", Level.LEAD, days=1),
            "Zelfde niveau en zelfde moment als B. Dan beslist de code: C komt na B.",
        ),
        (one("D", days=1), "Wil meedoen, en verklaarde dat op 3 maart 2026. Wie wil trekken gaat voor, zoals C."),
        (one("E", days=3), "Wil meedoen, en verklaarde dat op 5 maart 2026, 2 dagen later dan D."),
        (one("F", late=True), "Verklaarde op 2 maart 2026, na het sluiten van de oproep. Wie op tijd was, gaat voor."),
        (one("G", days=1, late=True), "Wil meedoen, en verklaarde dat op 3 maart 2026, 1 dag later dan F."),
    ]
    ranks = ranking(candidate for candidate, _ in order)
    assert [(rank.candidate, str(rank.reason)) for rank in ranks] == order
    assert "Niemand in de rangorde wil trekken" in str(ranking([one("D")])[0].reason)


@pytest.mark.parametrize(
    ("later", "said"),
    [
        (timedelta(hours=2, minutes=4), "om 12.04 uur, later op die dag dan A (10.00 uur)."),
        (timedelta(seconds=7), "om 10.00.07 uur, later op die dag dan A (10.00.00 uur)."),
    ],
)
def test_on_one_day_the_hour_is_told(later: timedelta, said: str) -> None:
    for level in (Level.JOIN, Level.LEAD):
        ranks = ranking([one("A", level), Candidate("B", "B", level, DAY + later)])
        assert str(ranks[1].reason).endswith(said)


def test_a_day_is_a_day_of_the_netherlands() -> None:
    """Half past eleven at night in summer is the next day: in words there are two days between these two."""
    first = datetime(2026, 6, 1, 12, tzinfo=UTC)
    ranks = ranking(
        [Candidate("A", "A", Level.JOIN, first), Candidate("B", "B", Level.JOIN, first + timedelta(hours=35))]
    )
    assert "op 3 juni 2026, 2 dagen later dan A" in str(ranks[1].reason)


def test_who_may_be_looked_for_stands_at_the_end_with_the_reason() -> None:
    considering = Candidate("A", "A", Level.CONSIDERING, DAY, until=date(2026, 4, 1))
    ranks = ranking(
        [
            considering,
            one("B", Level.CONTRIBUTE, partner=True),
            one("C", confirmed=False),
            one("D", Level.CONTRIBUTE),
            one("E", Level.FOLLOW),
            one("F", Level.NO),
        ]
    )
    assert {rank.candidate.code: str(rank.reason) for rank in ranks} == {
        "A": "Geen plaats: nog in beraad, tot en met 1 april 2026.",
        "B": "Geen plaats: een ketenpartner draagt bij, en krijgt alleen een zetel op uitnodiging.",
        "C": "Geen plaats: het voorstel is gewijzigd en dit is nog niet bevestigd. Bevestigen houdt de datum.",
    }
    assert not any(rank.place for rank in ranks)


@given(candidates, st.randoms())
def test_the_ranking_does_not_depend_on_the_order_of_reading(found: list[Candidate], random: object) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    ranks = ranking(found)
    assert ranks == ranking(shuffled)
    assert [rank.place for rank in ranks if rank.place] == list(range(1, sum(1 for rank in ranks if rank.place) + 1))
    ranked = [rank.candidate for rank in ranks if rank.place]
    assert all(candidate.confirmed and candidate.level.wants_a_seat for candidate in ranked)
    timely = [candidate.late for candidate in ranked]
    assert timely == sorted(timely)


statuses = st.lists(st.tuples(st.integers(0, 60).map(lambda number: f"GM{number:04d}"), st.sampled_from(OfferStatus)))


@given(candidates, statuses, st.integers(0, 6), st.integers(0, 2))
def test_nobody_is_offered_twice_at_once_nor_more_than_there_is_room(
    found: list[Candidate], history: list[tuple[str, OfferStatus]], free: int, partners: int
) -> None:
    offers = [PastOffer(code, status, DAY + timedelta(days=place)) for place, (code, status) in enumerate(history)]
    line = line_for_a_seat(ranking(found), offers, out=())
    chosen = next_to_offer(line, free, partners)
    assert len(chosen) <= free
    assert sum(candidate.partner for candidate in chosen) <= partners
    assert len({candidate.code for candidate in chosen}) == len(chosen)
    answered = {code for code, status in history if status is not OfferStatus.LAPSED}
    assert not answered & {candidate.code for candidate in chosen}


def test_a_lapse_goes_to_the_end_and_a_second_one_leaves() -> None:
    ranks = ranking([one("A"), one("B", days=1), one("C", days=2)])
    lapsed = PastOffer("A", OfferStatus.LAPSED, DAY)
    assert [candidate.code for candidate in line_for_a_seat(ranks, [lapsed], out=())] == ["B", "C", "A"]
    assert [candidate.code for candidate in line_for_a_seat(ranks, [lapsed, lapsed], out={"C"})] == ["B"]


def test_of_those_who_let_an_offer_lapse_who_did_so_first_comes_first() -> None:
    ranks = ranking([one("A"), one("B", days=1), one("C", days=2)])
    lapsed = [PastOffer(code, OfferStatus.LAPSED, DAY + timedelta(days=day)) for code, day in (("B", 1), ("A", 2))]
    assert [candidate.code for candidate in line_for_a_seat(ranks, lapsed, out=())] == ["C", "B", "A"]


@pytest.mark.parametrize("status", [status for status in OfferStatus if status is not OfferStatus.LAPSED])
def test_any_other_offer_leaves_the_line(status: OfferStatus) -> None:
    ranks = ranking([one("A"), one("B", days=1)])
    assert [candidate.code for candidate in line_for_a_seat(ranks, [PastOffer("A", status, DAY)], out=())] == ["B"]


def test_a_partner_too_many_is_passed_over_for_who_comes_next() -> None:
    line = (one("P", partner=True), one("Q", partner=True), one("A"), one("B"))
    assert [candidate.code for candidate in next_to_offer(line, 2, 1)] == ["P", "A"]
    assert [candidate.code for candidate in next_to_offer(line, 3, 0)] == ["A", "B"]


def test_the_lead_comes_with_the_first_offer_to_who_wants_it() -> None:
    assert role_offered(one("A", Level.LEAD), lead_is_taken=False) is SeatRole.LEAD
    assert role_offered(one("A", Level.LEAD), lead_is_taken=True) is SeatRole.MEMBER
    assert role_offered(one("A"), lead_is_taken=False) is SeatRole.MEMBER
    assert role_offered(one("A", Level.LEAD, partner=True), lead_is_taken=False) is SeatRole.PARTNER


def test_the_waiting_list_says_when_each_one_s_turn_comes() -> None:
    line = (one("P", partner=True), one("A"), one("B", late=True), one("C"))
    found = turns(line, lapsed={"C"}, partners_free=0)
    assert [(turn.number, " ".join(map(str, turn.sentences))) for turn in found] == [
        (1, "Komt aan de beurt als een plaats voor een ketenpartner vrijkomt."),
        (2, "Krijgt de eerste plaats die vrijkomt of erbij komt."),
        (3, "Komt aan de beurt na A. Verklaarde na het sluiten van de oproep."),
        (4, "Komt aan de beurt na B. Antwoordde eerder niet op tijd, en staat daarom achteraan."),
    ]
    assert "eerste plaats" in str(turns(line, lapsed=(), partners_free=1)[0].sentences[0])


@given(candidates, st.integers(0, 2))
def test_the_first_turn_is_that_of_who_would_be_offered_a_place(found: list[Candidate], partners: int) -> None:
    line = line_for_a_seat(ranking(found), (), out=())
    told = [
        turn.candidate for turn in turns(line, lapsed=(), partners_free=partners) if "eerste" in str(turn.sentences[0])
    ]
    assert tuple(told) == next_to_offer(line, 1, partners)
