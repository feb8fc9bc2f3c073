"""Scottish single transferable vote: several seats, in proportion to the voters' preferences (voting.md, `stv`).

Source of the rules: The Scottish Local Government Elections Order 2007 (SSI 2007/42), schedule 1:
- rule 46, the quota: valid ballots divided by one more than the seats, without decimals, plus one (Droop). A blank ballot is valid
  here, but it names nobody, as those that rule 43 rejects; so it is not in the quota.
- rule 47: who reaches the quota is elected, after any round.
- rule 48, a surplus: each ballot moves on at surplus × its value when received ÷ the votes of the elected, to five decimals, the
  rest ignored (weighted inclusive Gregory).
- rule 49: the largest surplus first; equal ones by the most recent round in which the two differed.
- rule 50: without a surplus the last one is excluded, and its ballots move on at the value they have.
- rule 51: equal last ones by the most recent round in which they differed, the lower one goes.
- rule 52: as many left as there are seats to fill are elected, without a further transfer.

What those rules leave to lot goes to more organisations first, here, then to the public lot. Whom no ballot names takes no
seat, and who has no vote at all falls off together with the others who have none, where that makes no difference.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from gemportal.kernel.words import Message, _l, _ln
from gemportal.voting.methods.lot import Lot
from gemportal.voting.methods.method import Ballots, Method, Roll, Rules, participation
from gemportal.voting.methods.option import Options
from gemportal.voting.methods.orders import Answer, strict_from
from gemportal.voting.methods.quorum import quorum_from
from gemportal.voting.methods.reading import at_least_two, known, number
from gemportal.voting.methods.result import Result
from gemportal.voting.methods.runoff import Race, race_result, tie_sentence

MOST_SEATS = 50
UNIT = 10**5  # One vote in the integers of this count: five decimals.


@dataclass(frozen=True)
class SeatRules(Rules):
    """`seats` is how many are elected."""

    seats: int


def rules_from(rules: Mapping[str, object]) -> SeatRules:
    """One seat, by default."""
    known(rules, {"quorum", "seats"})
    return SeatRules(quorum_from(rules), number(rules, "seats", 1, least=1, most=MOST_SEATS))


def run(race: Race, seats: int, quota: int) -> None:
    """Round after round, until the seats are filled or nobody is left. `quota` is in units."""
    vacancies = seats
    while race.running and vacancies:
        totals = race.count()
        reached = [option for option in race.running if totals[option] >= quota]
        left = len(race.running) - len(reached)
        if left <= vacancies - len(reached):
            reached = race.running
        race.elect(reached)
        vacancies -= len(reached)
        surplus = {o: totals[o] - quota for tier in race.elected for o in tier if totals[o] > quota}
        if not (race.running and vacancies):
            return
        if surplus:
            largest = max(surplus.values())
            race.transfer(race.pick(o for o in surplus if surplus[o] == largest), largest)
        else:
            race.eliminate(vacancies)


def tally(options: Options, ballots: Ballots[Answer], roll: Roll, rules: SeatRules, lot: Lot) -> Result:
    """The elected in the order of their election, then the others by the last count, then the excluded in reverse."""
    race = Race(options, ballots, lot, UNIT)
    quota = race.votes // (rules.seats + 1) + 1
    if participation(ballots, roll, rules)["met"]:
        run(race, rules.seats, quota * UNIT)
    rounds = [
        {
            "totals": r.totals,
            "exhausted": r.exhausted,
            "elected": r.elected,
            "eliminated": r.eliminated,
            "transferred": r.transferred,
        }
        for r in race.rounds
    ]
    detail = {"seats": rules.seats, "quota": quota, "unit": UNIT, "rounds": rounds}
    return race_result(race, ballots, roll, rules, detail)


def sentences(rules: SeatRules) -> tuple[Message, ...]:
    """The seats, the quota, and what becomes of a surplus."""
    return (
        _ln(
            "U zet de personen op volgorde; er is één plaats.",
            "U zet de personen op volgorde; er zijn %(n)s plaatsen.",
            rules.seats,
        ),
        _l(
            "Wie de kiesdeler haalt, is gekozen. De kiesdeler is het aantal stemmen die niet blanco zijn, gedeeld door het "
            "aantal plaatsen plus één, naar beneden afgerond, plus één."
        ),
        _l(
            "Wat een gekozene te veel heeft, gaat als een deel van elke stem naar de volgende op het stembiljet. Heeft niemand "
            "te veel, dan valt af wie de minste stemmen heeft, en gaan die stemmen naar de volgende (enkelvoudige "
            "overdraagbare stem, Schotse regels)."
        ),
        _l("Wie op geen enkel stembiljet staat, krijgt geen plaats, ook als er een plaats leeg blijft."),
        tie_sentence(),
        rules.quorum.sentence(),
    )


METHOD: Method[SeatRules, Answer] = Method(
    name="stv",
    purpose="persons",
    shape="order",
    title=_l("Personen kiezen"),
    question=_l("In welke volgorde zet u deze personen?"),
    answer=_l(
        "Zet de personen op volgorde, op elke plaats één. U hoeft niet iedereen te noemen. Niemand noemen is een blanco stem."
    ),
    blank=[],
    rules_from=rules_from,
    check=at_least_two,
    validate=strict_from,
    tally=tally,
    sentences=sentences,
    strict=True,
)
