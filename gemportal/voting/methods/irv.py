"""Instant run-off: the last one falls off, until one has more than half (voting.md, `irv`).

More than half is of the ballots that still name somebody in the race: an exhausted ballot leaves the denominator, and a blank
one never was in it. Ties are broken as in stv, of which this is the case with one seat.
"""

from collections.abc import Mapping

from gemportal.kernel.words import Message, _l
from gemportal.voting.methods.lot import Lot
from gemportal.voting.methods.method import Ballots, Method, Roll, Rules, participation
from gemportal.voting.methods.option import Options
from gemportal.voting.methods.orders import Answer, strict_from
from gemportal.voting.methods.quorum import quorum_from
from gemportal.voting.methods.reading import at_least_two, known
from gemportal.voting.methods.result import Result
from gemportal.voting.methods.runoff import Race, race_result, tie_sentence


def rules_from(rules: Mapping[str, object]) -> Rules:
    """The quorum, and nothing else."""
    known(rules, {"quorum"})
    return Rules(quorum_from(rules))


def run(race: Race) -> None:
    """Round after round, until one has more than half. Where nobody is named, nobody wins."""
    while race.running:
        totals = race.count()
        ahead = [option for option in race.running if 2 * totals[option] > sum(totals.values())]
        if ahead:
            race.elect(ahead)
            return
        race.eliminate(1)


def tally(options: Options, ballots: Ballots[Answer], roll: Roll, rules: Rules, lot: Lot) -> Result:
    """The winner, the others behind by their votes in the last round, then those who fell off, the first of them last."""
    race = Race(options, ballots, lot)
    if participation(ballots, roll, rules)["met"]:
        run(race)
    rounds = [{"totals": r.totals, "exhausted": r.exhausted, "eliminated": r.eliminated} for r in race.rounds]
    return race_result(race, ballots, roll, rules, {"rounds": rounds})


def sentences(rules: Rules) -> tuple[Message, ...]:
    """What happens in a round."""
    return (
        _l(
            "U zet de keuzes op volgorde. Heeft één keuze meer dan de helft van de stemmen die nog meetellen, dan wint die. "
            "Anders valt de keuze met de minste stemmen af, en gaan die stemmen naar de volgende keuze op het stembiljet."
        ),
        _l("Een stem waarvan alle keuzes zijn afgevallen, telt niet meer mee."),
        tie_sentence(),
        rules.quorum.sentence(),
    )


METHOD: Method[Rules, Answer] = Method(
    name="irv",
    purpose="persons",
    shape="order",
    title=_l("Afvalronden"),
    question=_l("In welke volgorde zet u deze keuzes?"),
    answer=_l(
        "Zet de keuzes op volgorde, op elke plaats één. U hoeft niet alles te noemen. Niets noemen is een blanco stem."
    ),
    blank=[],
    rules_from=rules_from,
    check=at_least_two,
    validate=strict_from,
    tally=tally,
    sentences=sentences,
    strict=True,
)
