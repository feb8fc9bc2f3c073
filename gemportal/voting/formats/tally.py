"""Recounting a closed vote from its published `telling.json`, and from nothing else (format: `gemportal-tally/1`).

A ballot's `organisation` is the one whose vote it is. Where somebody else cast it, `by_proxy_of` names that other side, and
the vote's `proxies` say which of the two gave the proxy: the ballot is the giver's. The secret of the lot is in hexadecimal.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from gemportal.kernel.words import _l
from gemportal.voting.formats.countable import Countable, MalformedTally, at_place
from gemportal.voting.methods import method_named
from gemportal.voting.methods.lot import Lot, lot_seed
from gemportal.voting.methods.method import Ballot, Roll
from gemportal.voting.methods.option import Option
from gemportal.voting.methods.persons import ties_named
from gemportal.voting.methods.plain import Json
from gemportal.voting.methods.reading import whole
from gemportal.voting.methods.result import Result

FORMAT = "gemportal-tally/1"
HEAVIEST = 10**9
HEAVIEST_ROLL = 9 * 10**9  # Keeps every total (a million points, five decimals) inside the integers of canonical JSON.

_SURROGATES = range(0xD800, 0xE000)  # Half characters, which JSON can write and UTF-8 cannot.

Document = Mapping[str, Any]


def read_document(text: str) -> dict[str, Any]:
    """The JSON document in `text`. A number with a decimal point and a name that stands twice are refused: no tally has them."""

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            times = Counter(name for name, _ in pairs)
            name = next(name for name in found if times[name] > 1)
            raise MalformedTally(name, _l("Deze naam staat er twee keer."))
        return found

    def no_float(number: str) -> Any:
        raise MalformedTally(number, _l("Een telling rekent alleen met hele getallen."))

    try:
        document = json.loads(text, object_pairs_hook=unique, parse_float=no_float, parse_constant=no_float)
    except json.JSONDecodeError as wrong:
        raise MalformedTally(wrong.lineno, _l("Dit is geen geldige JSON.")) from None
    except (RecursionError, ValueError):
        raise MalformedTally(1, _l("Dit is geen geldige JSON.")) from None
    return _map(document, "$")


def recount(document: Document, method: str | None = None, seats: int | None = None) -> Result:
    """The result that follows from roll, proxies and ballots. With `method`, as if the answers had been to that method,
    under its default rules; with `seats`, for so many. Raises MalformedTally."""
    return countable(document, method, seats).result()


def result_differs(document: Document, result: Result) -> bool:
    """Whether the published result is another one than `result`."""
    return not _same(document.get("result"), result.as_json())


def _same(published: object, counted: object) -> bool:
    """Alike to the letter. To Python true is 1; in a published result it is not."""
    if type(published) is not type(counted):
        return False
    if isinstance(published, dict) and isinstance(counted, dict):
        return published.keys() == counted.keys() and all(_same(published[key], counted[key]) for key in counted)
    if isinstance(published, list) and isinstance(counted, list):
        return len(published) == len(counted) and all(map(_same, published, counted))
    return published == counted


def countable(document: Document, method: str | None = None, seats: int | None = None) -> Countable:
    """The document read and checked, ready to be counted. Raises MalformedTally."""
    if document.get("format") != FORMAT:
        raise MalformedTally("format", _l("Dit is geen telling van het formaat %(format)s.", format=FORMAT))
    vote = _map(document.get("vote"), "vote")
    rules = vote.get("rules") if method is None else {}
    options = tuple(_options(document))
    secret = vote.get("secrecy") == "secret"
    with at_place("vote.method"):
        way = method_named(vote.get("method") if method is None else method, secret=secret)
    with at_place("vote.rules"):
        read = way.rules_from(_map(rules, "vote.rules") | ({} if seats is None else {"seats": seats}))
    with at_place("options"):
        way.check(options, read)
    weights = _roll(document)
    givers = _givers(document, weights)
    answers: dict[str, Json] = {}
    for at, ballot in _rows(document, "ballots"):
        voter = _text(ballot, "tracker", at) if secret else _voter(ballot, at, weights, givers)
        if voter in answers:
            raise MalformedTally(at, _l("Er is al een stem van %(voter)s.", voter=voter))
        with at_place(f"{at}.answer"):
            answers[voter] = way.validate(ballot.get("answer"), options, read)
    if len(answers) > len(weights):
        raise MalformedTally("ballots", _l("Er zijn meer stemmen dan stemgerechtigden."))
    ballots = tuple(Ballot(answer, 1 if secret else weights[voter]) for voter, answer in answers.items())
    if secret and "voted" in document:
        _as_many_voters(document["voted"], weights, len(answers))
    with at_place("vote.ties"):
        ties = ties_named(vote.get("ties", "lot") if method is None else "lot")
    roll = Roll(len(weights), sum(weights.values()))
    return Countable(_title(vote), way, read, options, roll, ballots, _lot(document, vote, answers), ties)


def _map(value: object, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise MalformedTally(where, _l("Hier hoort een JSON-object te staan."))
    return value


def _rows(document: Document, name: str) -> Iterable[tuple[str, dict[str, Any]]]:
    rows = document.get(name)
    if not isinstance(rows, list):
        raise MalformedTally(name, _l("Hier hoort een lijst te staan."))
    return ((f"{name}[{at}]", _map(row, f"{name}[{at}]")) for at, row in enumerate(rows))


def _text(row: Mapping[str, Any], name: str, where: str) -> str:
    value = row.get(name)
    if not isinstance(value, str) or not value or any(lone in _SURROGATES for lone in map(ord, value)):
        raise MalformedTally(f"{where}.{name}", _l("Hier hoort een tekst te staan."))
    return value


def _title(vote: Mapping[str, Any]) -> str:
    return " ".join(str(vote[name]) for name in ("number", "title") if vote.get(name))


def _options(document: Document) -> Iterable[Option]:
    for at, row in _rows(document, "options"):
        cost, excludes = row.get("cost"), row.get("excludes", [])
        if cost is not None and (not whole(cost) or cost < 0):
            raise MalformedTally(f"{at}.cost", _l("Kosten zijn een heel aantal euro’s."))
        if not isinstance(excludes, list) or not all(isinstance(option, str) for option in excludes):
            raise MalformedTally(f"{at}.excludes", _l("Hier hoort een lijst te staan."))
        yield Option(_text(row, "id", at), _text(row, "title", at), cost, tuple(excludes))


def _roll(document: Document) -> dict[str, int]:
    weights: dict[str, int] = {}
    whole_roll = 0
    for at, row in _rows(document, "roll"):
        organisation, weight = _text(row, "organisation", at), row.get("weight")
        if not whole(weight) or not 1 <= weight <= HEAVIEST:
            raise MalformedTally(f"{at}.weight", _l("Een stemgewicht is een heel getal van 1 of meer."))
        if organisation in weights:
            raise MalformedTally(at, _l("%(voter)s staat er twee keer.", voter=organisation))
        weights[organisation] = weight
        whole_roll += weight
        if whole_roll > HEAVIEST_ROLL:
            raise MalformedTally(f"{at}.weight", _l("Alle stemgewichten samen zijn te groot om te tellen."))
    return weights


def _givers(document: Document, weights: Mapping[str, int]) -> dict[str, str]:
    """Holder by giver: both on the roll, one proxy each, and no proxy handed on."""
    holders: dict[str, str] = {}
    for at, row in _rows(document, "proxies"):
        giver, holder = _text(row, "giver", at), _text(row, "holder", at)
        for organisation in (giver, holder):
            if organisation not in weights:
                raise MalformedTally(at, _l("%(voter)s is niet stemgerechtigd.", voter=organisation))
        if giver == holder or giver in holders:
            raise MalformedTally(at, _l("%(voter)s gaf de volmacht aan zichzelf, of gaf er twee.", voter=giver))
        holders[giver] = holder
    for giver, holder in holders.items():
        if holder in holders:
            raise MalformedTally("proxies", _l("De volmacht van %(voter)s is doorgegeven.", voter=giver))
    return holders


def _voter(ballot: Mapping[str, Any], at: str, weights: Mapping[str, int], holders: Mapping[str, str]) -> str:
    """Whose vote this ballot is."""
    voter = _text(ballot, "organisation", at)
    if voter not in weights:
        raise MalformedTally(f"{at}.organisation", _l("%(voter)s is niet stemgerechtigd.", voter=voter))
    if ballot.get("by_proxy_of") is None:
        return voter
    other = _text(ballot, "by_proxy_of", at)
    if holders.get(voter) == other:
        return voter
    if holders.get(other) == voter:
        return other
    raise MalformedTally(f"{at}.by_proxy_of", _l("Er is geen volmacht tussen %(a)s en %(b)s.", a=voter, b=other))


def _as_many_voters(voted: object, weights: Mapping[str, int], ballots: int) -> None:
    """Of a secret vote: whoever took part was on the roll, once, and each left one ballot."""
    if not isinstance(voted, list) or not all(isinstance(voter, str) for voter in voted):
        raise MalformedTally("voted", _l("Hier hoort een lijst te staan."))
    seen = set[str]()
    for at, voter in enumerate(voted):
        if voter not in weights:
            raise MalformedTally(f"voted[{at}]", _l("%(voter)s is niet stemgerechtigd.", voter=voter))
        if voter in seen:
            raise MalformedTally(f"voted[{at}]", _l("%(voter)s staat er twee keer.", voter=voter))
        seen.add(voter)
    if len(voted) != ballots:
        raise MalformedTally("voted", _l("Er zijn niet evenveel stemmen als stemmers."))


def _lot(document: Document, vote: Mapping[str, Any], answers: Mapping[str, Json]) -> Lot:
    secret = _map(document.get("lot") or {}, "lot").get("secret")
    if secret is None:
        return Lot(None)
    try:
        return Lot(lot_seed(vote["definition_sha256"], bytes.fromhex(secret), answers))
    except (KeyError, TypeError, ValueError):
        raise MalformedTally(
            "lot.secret", _l("Het geheim en de vingerafdruk van de stemming zijn hexadecimaal.")
        ) from None
