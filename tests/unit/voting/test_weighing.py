"""What votes weigh: the table of inhabitants, and weights that were given."""

import pytest

from gemportal.kernel.errors import RuleBroken
from gemportal.voting.rules import Weights
from gemportal.voting.weighing import HEAVIEST, INHABITANTS, MOST_VOTES, Table, how, voters, weigh

TABLE = Table(INHABITANTS.default, MOST_VOTES.default)
ORGANISATIONS = [("GM0193", "Zwolle", 133_000), ("GM0166", "Kampen", 55_000), ("KP0001", "Waterschap", None)]


@pytest.mark.parametrize(
    ("population", "weight"),
    [(None, 1), (0, 1), (24_999, 1), (25_000, 2), (49_999, 2), (50_000, 3), (124_999, 5), (125_000, 6), (940_000, 6)],
)
def test_the_bands_of_inhabitants(population: int | None, weight: int) -> None:
    assert TABLE.weight(population) == weight


def test_everybody_has_one_vote_unless_votes_weigh() -> None:
    for weights, expected in ((Weights.EQUAL, [1, 1, 1]), (Weights.POPULATION, [6, 3, 1])):
        roll = weigh(weights, ORGANISATIONS, TABLE, {"GM0193": 9})
        assert [line.weight for line in roll] == expected


def test_given_weights_are_taken_as_they_are() -> None:
    given = {"GM0193": HEAVIEST, "GM0166": 1, "KP0001": 7}
    assert {line.organisation: line.weight for line in weigh(Weights.GIVEN, ORGANISATIONS, TABLE, given)} == given


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"GM0193": 1, "GM0166": 1}, "Nog niet: Waterschap"),
        ({"GM0193": 1, "GM0166": 1, "KP0001": 1, "GM0184": 1}, "Niet voor: GM0184"),
        *(
            ({"GM0193": weight, "GM0166": 1, "KP0001": 1}, "heel getal")
            for weight in (0, -1, HEAVIEST + 1, True, "2", 1.0)
        ),
    ],
)
def test_a_weight_that_is_none_is_refused_with_a_sentence(given: dict[str, int], said: str) -> None:
    with pytest.raises(RuleBroken, match=said):
        weigh(Weights.GIVEN, ORGANISATIONS, TABLE, given)


def test_weights_that_no_tally_can_add_up_are_refused() -> None:
    many = [(f"GM{at:04}", "Een gemeente", None) for at in range(10)]
    given = dict.fromkeys((code for code, _, _ in many), HEAVIEST)
    with pytest.raises(RuleBroken, match="samen zijn te groot"):
        weigh(Weights.GIVEN, many, TABLE, given)
    assert len(weigh(Weights.GIVEN, many[1:], TABLE, {code: HEAVIEST for code, _, _ in many[1:]})) == 9


def test_a_page_says_how_votes_weigh() -> None:
    assert "25.000 inwoners, tot hoogstens 6" in str(how(Weights.POPULATION, TABLE.as_json()))
    assert str(voters(Weights.EQUAL, 3, 3, group=False)) == "3 leden, elk met één stem"
    assert str(voters(Weights.POPULATION, 3, 10, group=True)) == "3 deelnemers van de groep, samen met 10 stemmen"
