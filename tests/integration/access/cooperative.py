"""The world of the matrix as a test asks it things, and puts it back."""

import shutil
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from gemportal.kernel import clock
from tests.integration.access import secured, visitors, world
from tests.integration.access.forms import FILES, FORMS
from tests.integration.access.roles import Outcome, Role
from tests.integration.access.visitors import Visitor
from tests.support.house import House
from tests.support.stores import SqliteStore
from tests.support.time import StoppedClock

OUTCOMES = {403: Outcome.NO, 404: Outcome.NOT_HERE, 409: Outcome.NOT_NOW, 422: Outcome.NOT_OFFERED}

# What leads to the sign-in page once it is done: there one goes on.
DONE_AT_SIGN_IN = {"/afmelden", "/wachtwoord-herstellen/{reset_token}"}


class KeptStore(SqliteStore):
    """A database that is put back to how it was kept, instead of emptied."""

    def keep(self) -> None:
        """From now on, put back what is there now."""
        with sqlite3.connect(self._file) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        shutil.copyfile(self._file, self._template)

    def watch(self) -> "Watcher":
        """Notice whether anything is written from now on."""
        return Watcher(sqlite3.connect(self._file))


class Watcher:
    """Sees, from a connection of its own, whether any other connection committed a change."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._version = self._now()

    def _now(self) -> int:
        found: int = self._connection.execute("PRAGMA data_version").fetchone()[0]
        return found

    def saw_a_change(self) -> bool:
        return self._now() != self._version

    def close(self) -> None:
        self._connection.close()


@dataclass
class Cooperative:
    """The world, who lives in it, and the moment at which it stands still."""

    store: KeptStore
    objects: Mapping[str, str]
    visitors: Mapping[Role, Visitor]
    now: datetime
    watcher: Watcher

    @property
    def app(self) -> Flask:
        return self.store.app

    @property
    def house(self) -> House:
        return House(self.store.app)

    def put_back(self) -> None:
        """Undo whatever was done to the world."""
        self.watcher.close()
        self.store.empty()
        self.watcher = self.store.watch()

    def changed(self) -> bool:
        """Whether anything was written since the world was put back."""
        return self.watcher.saw_a_change()

    def address(self, path: str) -> str:
        """The path with the objects that it names."""
        return path.format_map(self.objects)

    def rule_of(self, method: str, path: str) -> Rule:
        """The route that answers this."""
        parts = urlsplit(self.address(path))
        found, _ = self.app.url_map.bind("localhost").match(parts.path, method, return_rule=True)
        return found

    def ask(
        self, role: Role, method: str, path: str, filled: Mapping[str, str] | None = None, *, with_token: bool = True
    ) -> TestResponse:
        """The answer that this role gets. A POST sends the form filled in well, with `filled` laid over it."""
        visitor = self.visitors[role]
        sent: dict[str, Any] = {}
        if method == "POST":
            words = {**self.objects, **visitor.own}
            form = {**FORMS[str(self.rule_of(method, path))], **(filled or {})}
            sent = {name: value.format_map(words) for name, value in form.items()}
            files = FILES.get(str(self.rule_of(method, path)), {})
            sent |= {name: (BytesIO(content), called) for name, (called, content) in files.items()}
        return visitor.request(method, self.address(path), sent, with_token=with_token)

    def outcome(self, role: Role, method: str, path: str, filled: Mapping[str, str] | None = None) -> Outcome | int:
        """What the answer comes to; its status when it is none of what a door may do."""
        answer = self.ask(role, method, path, filled)
        to_sign_in = answer.status_code == 303 and urlsplit(answer.location).path == "/aanmelden"
        if to_sign_in and path not in DONE_AT_SIGN_IN:
            return Outcome.SIGN_IN
        if answer.status_code in {200, 303}:
            return Outcome.IN
        return OUTCOMES.get(answer.status_code, answer.status_code)


def found() -> Cooperative:
    """The world, made on a database of its own."""
    store = KeptStore()
    house = House(store.app)
    time = StoppedClock()
    try:
        objects = world.build(house, time)
        objects |= visitors.invite(house)
        people = visitors.arrive(house)
        objects |= secured.objects(house)
        objects |= visitors.leave_unfinished(house)
        objects |= visitors.subscribe(house)
        now = clock.now()
    finally:
        time.release()
    store.keep()
    return Cooperative(store, objects, people, now, store.watch())
