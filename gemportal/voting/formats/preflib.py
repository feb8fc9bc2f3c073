"""Reading rankings in the PrefLib format (`.soc .soi .toc .toi`, see preflib.github.io) as a vote to be counted.

A line `52: 1,{3,2}` is fifty-two voters with that order; who is not named stands last. Such a file has no lot of its own:
its own digest is the seed.
"""

import re
from hashlib import sha256

from gemportal.kernel.words import _l
from gemportal.voting.formats.countable import Countable, MalformedTally, at_place
from gemportal.voting.methods import method_named
from gemportal.voting.methods.lot import Lot
from gemportal.voting.methods.method import Ballot, Roll
from gemportal.voting.methods.option import Option

SUFFIXES = (".soc", ".soi", ".toc", ".toi")

_NAME = re.compile(r"# ALTERNATIVE NAME (\d+):(.*)")
_TITLE = re.compile(r"# TITLE:(.*)")
_ORDER = re.compile(r"(\d{1,9})\s*:\s*(.*)")
_TIER = re.compile(r"\{\s*(\d+(?:\s*,\s*\d+)*)\s*\}|(\d+)")


def read(text: str, method: str | None = None, seats: int | None = None) -> Countable:
    """The vote in a PrefLib file, for a method that asks for an order. Raises MalformedTally with the line number."""
    way = method_named(method or "ranked")
    if way.shape != "order":
        raise MalformedTally(1, _l("Een volgorde is niet met “%(name)s” te tellen.", name=way.name))
    rules = way.rules_from({"quorum": {"at_least": "0/1"}} | ({} if seats is None else {"seats": seats}))
    title, options, orders = "", list[Option](), list[tuple[int, int, list[list[str]]]]()
    for line, content in enumerate(text.splitlines(), start=1):
        if name := _NAME.match(content):
            options.append(Option(name[1], name[2].strip() or name[1]))
        elif heading := _TITLE.match(content):
            title = heading[1].strip()
        elif content.strip() and not content.startswith("#"):
            orders.append((line, *_order(line, content.strip())))
    with at_place(1):
        way.check(options, rules)
    ballots = []
    for line, times, order in orders:
        with at_place(line):
            ballots.append(Ballot(way.validate(order, options, rules), times, times))
    voters = sum(ballot.heads for ballot in ballots)
    lot = Lot(sha256(text.encode()).digest())
    return Countable(title, way, rules, tuple(options), Roll(voters, voters), tuple(ballots), lot, lot_of_file=True)


def _order(line: int, content: str) -> tuple[int, list[list[str]]]:
    """How many voters, and their tiers."""
    order = _ORDER.fullmatch(content)
    if order is None or int(order[1]) < 1:
        raise MalformedTally(line, _l("Hier hoort een aantal te staan met een volgorde, zoals 52: 1,3,2."))
    tiers, rest = list[list[str]](), order[2].strip()
    while rest:
        tier = _TIER.match(rest)
        after = rest[tier.end() :].strip() if tier else ""
        if tier is None or (after and not after.startswith(",")):
            raise MalformedTally(line, _l("Deze volgorde is niet te lezen."))
        tiers.append([number.strip() for number in (tier[1] or tier[2]).split(",")])
        rest = after[1:].strip()
        if after and not rest:
            raise MalformedTally(line, _l("Deze volgorde is niet te lezen."))
    return int(order[1]), tiers
