"""Abuse 13: how an open vote stands is nowhere to be learned.

Two cooperatives live through the very same hours, in which the same organisations vote at the same moments, but vote otherwise.
Whatever anybody else can ask must be answered to the letter alike, after the same work, but for what is random in both.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from gemportal.kernel.actor import Office
from gemportal.register import queries as register
from gemportal.voting import acts, queries
from tests.factories import voting
from tests.factories.members import (
    DEVENTER,
    KAMPEN,
    URK,
    UTRECHT,
    ZWOLLE,
    coordinator,
    deputy,
    email_of,
    officer,
    representatives,
)
from tests.factories.people import signed_in
from tests.support.client import Watch
from tests.support.house import House
from tests.support.stores import Store
from tests.support.time import START, StoppedClock

SECRET = "Dit mag niemand nog weten. " * 40

# What differs: the answers of Zwolle (also for Utrecht, with a proxy) and Kampen, and what they say, in each kind of vote.
OneWay = Mapping[str, tuple[Any, Any]]
KINDS: dict[str, tuple[OneWay, OneWay]] = {
    "majority": ({ZWOLLE: ("for", SECRET), KAMPEN: ("for", "")}, {ZWOLLE: ("blank", ""), KAMPEN: ("against", "Nee.")}),
    "approval": ({ZWOLLE: ((0, 1), ""), KAMPEN: ((0,), SECRET)}, {ZWOLLE: ((), "Geen."), KAMPEN: ((2,), "")}),
}
OFFICES = (Office.COORDINATOR, Office.AUDITOR)

# Random in every twin: tokens, salts, and everything that is hashed together with one. Their length is not.
RANDOM = re.compile(r"[0-9a-f]{32,}|[A-Za-z0-9+/_.=-]{40,}")
ONE_ENTRY = re.compile(r"/\d+(\.json)?$")
Told = dict[tuple[str, str, str], tuple[object, ...]]


def live(house: House, time: StoppedClock, ballots: Mapping[str, OneWay]) -> list[str]:
    """Hours in which everybody but Deventer votes, some twice, one with a proxy; gives the numbers of the votes."""
    time.set(START)
    voters = (ZWOLLE, KAMPEN, URK, DEVENTER, UTRECHT)
    representatives(house, *voters), deputy(house, ZWOLLE)
    for office in OFFICES:
        officer(house, office)
    numbers = []
    for method, answers in ballots.items():
        number = voting.open_vote(house, voting.PRIORITIES if method == "approval" else voting.PROPOSAL, voters=voters)
        options = [option.key for option in house.ask(lambda n=number: queries.options_of(queries.by_number(n).id))]
        voting.give(house, number, UTRECHT, ZWOLLE)
        for code, (given, said) in answers.items():
            time.advance(minutes=1)
            answer = [options[at] for at in given] if method == "approval" else given
            voting.cast(house, number, code, answer, said)
            if code == ZWOLLE:
                voting.cast(house, number, ZWOLLE, answer, said, line=UTRECHT)
                house.perform(acts.cast, deputy(house, ZWOLLE), number, answer, said)
        voting.cast(house, number, URK, [options[0]] if method == "approval" else "for", "Wij zijn voor.")
        numbers.append(number)
    return numbers


def addresses(app: Flask, house: House, numbers: list[str]) -> list[str]:
    """Every page that needs no object, and those of the votes, of one who voted, and of what the register says of a vote."""
    words = {
        "number": numbers,
        "code": [ZWOLLE],
        "index": [str(entry.index) for entry in house.ask(register.entries_about, numbers[:1])],
    }
    return sorted({address for rule in app.url_map.iter_rules() for address in _filled(rule, words)})


def _filled(rule: Rule, words: Mapping[str, list[str]]) -> Iterator[str]:
    if "GET" not in (rule.methods or ()) or rule.endpoint == "static":
        return
    if not rule.arguments:
        yield rule.rule
    elif "number" in rule.arguments and not rule.rule.startswith("/stemmingen"):
        return
    elif rule.arguments <= words.keys() and len(rule.arguments) == 1:
        (name,) = rule.arguments
        yield from (re.sub(r"<[^>]+>", word, rule.rule) for word in words[name])
    elif rule.arguments == {"number", "index"}:
        yield from (
            re.sub(r"<(?:\w+:)?index>", index, rule.rule).replace("<number>", number)
            for number in words["number"]
            for index in words["index"]
        )


def arrive(app: Flask, email: str) -> FlaskClient:
    """Somebody who is signed in, in a browser that does not judge every page: that is done elsewhere, and takes long."""
    name = app.config["SESSION_COOKIE_NAME"]
    cookie = signed_in(app, email).get_cookie(name)
    assert cookie is not None
    plain = FlaskClient(app)
    plain.set_cookie(name, cookie.value)
    return plain


def look(visitors: Mapping[str, FlaskClient], asked: list[str], when: str) -> Told:
    """What everybody is told: status, headers that say anything, the text, and how many statements it took."""
    told: Told = {}
    for who, client in visitors.items():
        watch: Watch = client.application.extensions["watch"]
        # Single entries, and receipts, are the same for all who may see them.
        for address in asked if who in {"nobody", URK} else (path for path in asked if not ONE_ENTRY.search(path)):
            watch.clear()
            answer = client.get(address)
            text = RANDOM.sub(lambda found: f"<{len(found[0])}>", answer.get_data(as_text=True))
            said = (answer.status, answer.headers.get("ETag"), answer.location, answer.content_length)
            told[when, who, address] = (*said, len(watch.statements), text)
    return told


def experience(house: House, store: Store, time: StoppedClock, ballots: Mapping[str, OneWay]) -> Told:
    """One twin's life: while the votes are open, once they are over and not counted yet, and after one was annulled."""
    store.empty()
    numbers = live(house, time, ballots)
    people = {code: email_of(code) for code in (URK, DEVENTER)}
    people |= {office.value: f"{office.value}@gemportal.example" for office in OFFICES}
    visitors = {who: arrive(store.app, email) for who, email in people.items()}
    visitors["nobody"] = FlaskClient(store.app)
    asked = addresses(store.app, house, numbers)
    told = look(visitors, asked, "open")
    time.set(house.ask(lambda: queries.by_number(numbers[0]).closes_at))
    few = {who: arrive(store.app, people[who]) for who in (URK, "coordinator")} | {"nobody": visitors["nobody"]}
    of_votes = [path for path in asked if ("stemm" in path and not ONE_ENTRY.search(path)) or path in {"/", "/mijn"}]
    told |= look(few, of_votes, "over")
    house.perform(acts.annul, coordinator(house), numbers[0], "De vraag was niet duidelijk.")
    return told | look(few, of_votes, "annulled")


def test_abuse_13_twins_that_vote_otherwise_look_alike_to_all_others(
    house: House, store: Store, clock: StoppedClock
) -> None:
    one, other = (experience(house, store, clock, {kind: ways[at] for kind, ways in KINDS.items()}) for at in (0, 1))
    assert one.keys() == other.keys()
    assert [page for page, told in one.items() if told != other[page]] == []
    seen = {address for _, who, address in one if who == "nobody" and one["open", who, address][0] == "200 OK"}
    assert {"/stemmingen", "/register", "/"} <= seen
    assert len(seen) > 30
