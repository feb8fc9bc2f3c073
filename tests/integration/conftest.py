"""Acts, queries and pages on an empty database, each test once on SQLite and once on PostgreSQL."""

import os
from collections.abc import Callable, Iterator
from functools import cache, partial
from unittest.mock import patch

import pytest
import sqlalchemy as sa
from flask import Flask

from gemportal.register.replaying import own
from tests.support import replaying, stores
from tests.support.client import StrictClient
from tests.support.house import House

# One of each kind for the whole process, also where tests/faults takes these fixtures over.
_opened: dict[str, stores.Store] = {}


@pytest.fixture(scope="session")
def open_store(worker_id: str) -> Iterator[Callable[[str], stores.Store]]:
    """Opens each kind of database at first need, and closes it after the last test."""
    makers: dict[str, Callable[[], stores.Store]] = {
        "sqlite": stores.SqliteStore,
        "postgresql": partial(_postgresql, worker_id),
    }

    def open_one(kind: str) -> stores.Store:
        if kind not in _opened:
            _opened[kind] = makers[kind]()
        return _opened[kind]

    yield open_one
    while _opened:
        _opened.popitem()[1].close()


def _postgresql(worker: str) -> stores.Store:
    admin, reason = _find_postgresql()
    if admin is None:
        pytest.skip(reason)
    return stores.PostgresqlStore(admin, f"gemportal_test_{worker}_{os.getpid()}")


@cache
def _find_postgresql() -> tuple[sa.URL | None, str]:
    return stores.find_postgresql()


@pytest.fixture(scope="session", autouse=True)
def _verified_on_a_copy() -> Iterator[None]:
    """`flask register verify` rebuilds the rows of a house in a database that was made once, and is put back."""
    with patch.object(own, "empty_database", replaying.empty_database):
        yield


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, open_store: Callable[[str], stores.Store]) -> stores.Store:
    """An empty database; a test that asks for it, or for anything built on it, runs once on each kind."""
    found = open_store(request.param)
    found.empty()
    return found


@pytest.fixture
def app(store: stores.Store) -> Flask:
    """The application on an empty database."""
    return store.app


@pytest.fixture
def engine_url(app: Flask) -> str:
    """The address of the database."""
    return str(app.config["SQLALCHEMY_DATABASE_URI"])


@pytest.fixture
def house(app: Flask) -> House:
    """Acts and questions, each in a context of its own."""
    return House(app)


@pytest.fixture
def client(app: Flask, request: pytest.FixtureRequest) -> StrictClient:
    """A visitor with a cookie jar of their own; make more with `app.test_client()`."""
    visitor = app.test_client()
    assert isinstance(visitor, StrictClient)
    for marker in request.node.iter_markers("untidy_page"):
        visitor.allowed |= frozenset(marker.args)
    return visitor
