"""The attack pack, continued: what can be wrong with a vote in a downloaded register, and with the documents that tell of it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from gemportal.register.canonical import canonical
from tests.factories.register_book import Book
from tests.factories.register_forgeries import OWN, forgery, put
from tests.factories.register_votes import VOTE, seal_result

TELLING, DEFINITION = (f"stemmingen/{VOTE}/{name}.json" for name in ("telling", "definitie"))


def tell(folder: Path, change: Callable[[dict[str, Any]], None], name: str = TELLING) -> None:
    document = json.loads((folder / name).read_bytes())
    change(document)
    (folder / name).write_bytes(canonical(document))


@forgery("other ballots than the register: GM0150", seen_by=OWN)
def ballot_removed(book: Book, folder: Path) -> None:
    tell(folder, lambda telling: telling["ballots"].pop(1))


@forgery("the ballot of GM0150 is not the one that was cast in entry 8", seen_by=OWN)
def ballot_changed(book: Book, folder: Path) -> None:
    tell(folder, lambda telling: telling["ballots"][1].update(answer="for"))


@forgery("the ballot of GM0150 .entry 8. was not opened", seen_by=OWN)
def ballot_kept_closed(book: Book, folder: Path) -> None:
    del book.parts[8]
    put(folder, book, "parts/")


@forgery("“roll” in telling.json", seen_by=OWN)
def weight_changed(book: Book, folder: Path) -> None:
    tell(folder, lambda telling: telling["roll"][1].update(weight=9))


@forgery("its definition is not the one", seen_by=OWN)
def weight_changed_in_the_definition_too(book: Book, folder: Path) -> None:
    for name in (TELLING, DEFINITION):
        tell(folder, lambda document: document["roll"][1].update(weight=9), name)


@forgery("the result is not the one in entry 10", seen_by=OWN)
def result_changed(book: Book, folder: Path) -> None:
    tell(folder, lambda telling: telling["result"].update(outcome="rejected"))


@forgery("counted again, “outcome”", seen_by=OWN)
def result_that_does_not_follow(book: Book, folder: Path) -> None:
    """The portal sealed a result that its own ballots do not give."""
    telling = json.loads(book.documents[TELLING])
    telling["result"] |= {"outcome": "rejected"}
    seal_result(book, (10, 11), telling["result"])
    book.documents[TELLING] = canonical(telling)
    put(folder, book)


@forgery("the ballots that were counted are not the last", seen_by=OWN)
def ballot_left_out_of_the_count(book: Book, folder: Path) -> None:
    book.change(10, data={**json.loads(book.entries[10])["data"], "counted": [7, 9]})
    put(folder, book)


@forgery("entry 8 is a ballot by a proxy that nobody gave", seen_by=OWN)
def ballot_by_a_proxy_that_nobody_gave(book: Book, folder: Path) -> None:
    """The portal lets one member vote for another."""
    data = json.loads(book.entries[8])["data"]
    book.change(8, org="GM0193", data={**data, "line": "GM0150", "proxy": 4})
    telling = json.loads(book.documents[TELLING])
    telling["ballots"][1]["by_proxy_of"] = "GM0193"
    telling["proxies"] = [{"giver": "GM0150", "holder": "GM0193"}]
    book.documents[TELLING] = canonical(telling)
    put(folder, book)


@forgery("other proxies than the register", seen_by=OWN)
def proxy_that_the_register_does_not_know(book: Book, folder: Path) -> None:
    tell(folder, lambda telling: telling["proxies"].append({"giver": "GM0150", "holder": "GM0193"}))


@forgery("another moment of closing", seen_by=OWN)
def closed_at_another_moment(book: Book, folder: Path) -> None:
    tell(folder, lambda telling: telling["vote"].update(closed_at="2026-11-10T08:00:00Z"))


@forgery("“ties” in telling.json", seen_by=OWN)
def ties_broken_otherwise(book: Book, folder: Path) -> None:
    tell(folder, lambda telling: telling["vote"].update(ties="revote"))


@forgery("telling.json or definitie.json is not there", seen_by=OWN)
def telling_withheld(book: Book, folder: Path) -> None:
    (folder / TELLING).unlink()
