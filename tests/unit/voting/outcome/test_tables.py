"""Tables behind a result: duels, rounds, shares, other ways of counting, ties and the roll call."""

from fractions import Fraction
from hashlib import sha256

from gemportal.voting import outcome
from gemportal.voting.methods.lot import Lot, lot_seed
from gemportal.voting.methods.option import Option
from tests.unit.voting.outcome.counting import OPTIONS, counted

CIRCLE = [[["a"], ["b"], ["c"]]] * 4 + [[["b"], ["c"], ["a"]]] * 3 + [[["c"], ["a"], ["b"]]] * 2


def test_who_beats_whom() -> None:
    duels = outcome.duels(*counted("ranked", [[["a"], ["b"]], [["a"]], [["b"], ["a"]]]))
    assert duels.titles == ["Appels", "Bonen", "Citroenen"]
    title, row = duels.rows[1]
    assert title == "Bonen"
    assert [(str(duel.mine), str(duel.theirs), duel.won, duel.lost) if duel else None for duel in row] == [
        ("1", "2", False, True),
        None,
        ("2", "0", True, False),
    ]
    assert "klopt met elke vergelijking" in str(duels.order)


def test_a_circle_is_named_with_what_broke_it() -> None:
    duels = outcome.duels(*counted("ranked", CIRCLE, 9))
    assert "“Appels” van “Bonen”, “Bonen” van “Citroenen”, “Citroenen” van “Appels”" in str(duels.order)
    assert "sterkste reeks" in str(duels.order)


def test_without_a_quorum_there_is_no_order_to_explain() -> None:
    assert outcome.duels(*counted("ranked", [[["a"]]])).order is None


def test_rounds_of_a_run_off() -> None:
    rounds = outcome.rounds(*counted("irv", [[["a"]], [["b"]], [["b"]], [["c"], ["a"]], [["a"]]]))
    assert rounds is not None
    table = {title: [(str(cell.total), str(cell.fate)) for cell in cells] for title, cells in rounds.rows}
    assert len(rounds.exhausted) == len(table["Appels"])
    assert [str(line) for line in rounds.told][-1].endswith("gekozen is Appels.")
    assert any("valt af" in fate for cells in table.values() for _total, fate in cells)


def test_rounds_of_an_election_are_exact_and_read_in_two_decimals() -> None:
    answers = [[["a"], ["b"]]] * 5 + [[["b"]], [["c"]]]
    rounds = outcome.rounds(*counted("stv", answers, 7, seats=2))
    assert rounds is not None
    assert str(rounds.needed) == "Om gekozen te zijn, was de kiesdeler nodig: 3 stemmen."
    table = {title: [str(cell.total) for cell in cells] for title, cells in rounds.rows}
    assert table == {"Appels": ["5", "3"], "Bonen": ["1", "3"], "Citroenen": ["1", "1"]}
    assert [str(line) for line in rounds.told] == [
        "Ronde 1: gekozen is Appels.",
        "Ronde 1: wat Appels boven de kiesdeler had, ging naar de volgende keuze van die kiezers.",
        "Ronde 2: gekozen is Bonen.",
    ]


def test_of_equal_surpluses_it_is_said_what_the_lot_decided() -> None:
    both = [[["a"], ["c"]]] * 4 + [[["b"], ["c"]]] * 4
    sealed, result = counted(
        "stv", [*both, [["c"]], [["d"]], [["d"]]], 11, seats=3, options=[*OPTIONS, Option("d", "Dille")]
    )
    first = sealed.titles[Lot(b"seed").order("ab")[0]]
    (tie,) = outcome.ties(result, sealed.titles)
    assert str(tie) == (
        "Gelijke stand: Appels, Bonen. Het openbare lot bepaalde wiens overschot eerst werd overgedragen: "
        f"dat van {first}."
    )
    rounds = outcome.rounds(sealed, result)
    assert rounds is not None
    assert f"Ronde 1: wat {first} boven de kiesdeler had" in " ".join(map(str, rounds.told))


def test_of_a_lot_between_those_who_drop_out_no_surplus_is_said() -> None:
    sealed, result = counted("stv", [[["a"]], [["a"]], [["b"]], [["c"]]], 4, seats=2)
    assert [str(line) for line in outcome.ties(result, sealed.titles)] == [
        "Gelijke stand: Bonen, Citroenen. Het openbare lot besliste."
    ]


def test_nothing_is_told_of_rounds_that_were_not_held() -> None:
    assert outcome.rounds(*counted("irv", [[["a"]]])) is None


def test_everybodys_share_and_what_it_paid_for() -> None:
    answers = [["b"], ["b", "c"], ["c", "b"], []]
    sealed, result = counted("equal-shares", answers, 4, weights=(1, 2, 1, 1), budget=50)
    given = {voter.organisation: answer for voter, answer in zip(sealed.roll, answers, strict=True)}
    shares = outcome.shares(sealed, result, given)
    each = result["detail"]["endowment"]
    assert [share.endowment for share in shares.values()] == [each, 2 * each, each, each]
    assert shares["GM0003"].left == each
    assert shares["GM0001"].paid["b"] == 2 * shares["GM0002"].paid["b"]
    for option in sealed.options:
        if option.id in result["winners"]:
            assert sum(share.paid.get(option.id, Fraction(0)) for share in shares.values()) == option.cost
    sealed, result = counted("greedy", answers, 4, budget=50)
    assert outcome.shares(sealed, result, given) == {}


def test_what_other_ways_of_counting_would_have_chosen() -> None:
    answers = [["a"], ["a"], ["a", "b"], ["c"], ["c"]]
    sealed, result = counted("equal-shares", answers, 5, budget=50)
    plain, greedy = outcome.others(sealed, result)
    assert result["winners"] == ["a", "c"]
    assert (plain.gained, plain.lost) == ([], [])
    assert (greedy.gained, greedy.lost) == ([], [])
    told = [(str(way.prefer_this), str(way.prefer_other), str(way.same)) for way in (plain, greedy)]
    assert told == [("0", "0", "5"), ("0", "0", "5")]


def test_other_ways_differ_where_many_outvote_few() -> None:
    answers = [["a", "b"]] * 3 + [["c"]] * 2
    sealed, result = counted("equal-shares", answers, 5, budget=50)
    _plain, greedy = outcome.others(sealed, result)
    assert greedy.gained or greedy.lost
    assert {*greedy.gained} & {*greedy.lost} == set()


def test_ties_say_who_and_how() -> None:
    sealed, result = counted("approval", [["a", "b"], ["a", "b"], ["c"]], winners=0)
    assert [str(line) for line in outcome.ties(result, sealed.titles)] == [
        "Gelijke stand: Appels, Bonen. Het openbare lot besliste."
    ]
    sealed, result = counted("majority", ["for", "against", "blank"])
    assert outcome.ties(result, sealed.titles) == []


def test_the_public_lot_is_told_with_all_it_was_drawn_from() -> None:
    sealed, result = counted("approval", [["a", "b"], ["a", "b"], ["c"]], winners=0)
    counts, digest, secret = {"GM0001": ["a", "b"], "GM0000": ["c"]}, "ab" * 32, b"secret"
    lot = outcome.public_lot(result, sealed.titles, digest, secret=secret, counted=counts)
    assert lot is not None
    seed = lot_seed(digest, secret, counts)
    assert lot.seed == seed.hex()
    assert [option for _number, option, _title in lot.drawn[0]] == Lot(seed).order(["a", "b"])
    assert lot.commitment == sha256(secret).hexdigest()
    assert lot.ballots == sha256(b'[["GM0000",["c"]],["GM0001",["a","b"]]]').hexdigest()
    assert outcome.public_lot({"ties": []}, {}, digest, secret=secret, counted=counts) is None


def test_the_roll_call_as_tiles() -> None:
    sealed, _ = counted("majority", [])
    call = outcome.roll_call(sealed, {"GM0000": "for", "GM0001": "against", "GM0002": "abstain", "GM0003": "blank"})
    assert list(call.looks.values()) == ["yes", "no", "between", "blank", "silent", "silent"]
    assert str(call.names["GM0001"]) == "Gemeente 1: tegen"
    assert [(look, str(label)) for look, label in call.legend] == [
        ("yes", "voor: 1"),
        ("no", "tegen: 1"),
        ("between", "onthouding: 1"),
        ("blank", "blanco: 1"),
        ("silent", "stemde niet: 2"),
    ]


def test_the_roll_call_of_an_order_only_shows_who_chose() -> None:
    sealed, _ = counted("approval", [])
    call = outcome.roll_call(sealed, {"GM0000": ["a"], "GM0001": []})
    assert list(call.looks.values())[:3] == ["yes", "blank", "silent"]
    sealed, _ = counted("consent", [])
    call = outcome.roll_call(sealed, {"GM0000": {"position": "objection", "reason": "Nee."}})
    assert str(call.names["GM0000"]) == "Gemeente 0: zwaarwegend bezwaar"
