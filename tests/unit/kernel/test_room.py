"""Deny by default: a route that does not say who may enter, method by method, stops the start."""

import pytest
from flask import Flask

from gemportal.kernel.actor import Actor, Capacity, Office
from gemportal.kernel.web.room import OPEN, PUBLIC, SIGNED_IN, Room, enter, may


def view() -> str:
    return "ok"


@pytest.fixture
def app() -> Flask:
    return Flask("bare")


@pytest.fixture
def room() -> Room:
    return Room("trial", __name__)


def test_declared_routes_start(app: Flask, room: Room) -> None:
    room.page("/lezen", access=PUBLIC)(view)
    room.page("/schrijven", access=OPEN, post=SIGNED_IN, endpoint="write")(view)
    room.action("/weg", access=SIGNED_IN, endpoint="remove")(view)
    enter(app, [room])
    table = app.extensions["access"]
    assert table["trial.write", "GET"] is OPEN
    assert table["trial.write", "POST"] is SIGNED_IN
    assert ("trial.remove", "GET") not in table


def test_abuse_14_a_route_without_a_policy_stops_the_start(app: Flask, room: Room) -> None:
    room.add_url_rule("/geheim", "secret", view)
    with pytest.raises(RuntimeError, match="GET /geheim does not say who may enter"):
        enter(app, [room])


def test_abuse_14_a_route_outside_every_room_stops_the_start(app: Flask, room: Room) -> None:
    app.add_url_rule("/achterdeur", "back-door", view)
    with pytest.raises(RuntimeError, match="GET /achterdeur"):
        enter(app, [room])


def test_abuse_14_access_is_declared_for_each_method(app: Flask, room: Room) -> None:
    room.page("/lezen", access=PUBLIC)(view)
    room.add_url_rule("/lezen", "view", view, methods=["DELETE"])
    with pytest.raises(RuntimeError, match="DELETE /lezen"):
        enter(app, [room])


def test_a_permission_that_nobody_declared_stops_the_start(app: Flask, room: Room) -> None:
    room.page("/verven", access=may("trial:paint"))(view)
    with pytest.raises(LookupError, match="trial:paint"):
        enter(app, [room])


def test_signed_in_means_a_person() -> None:
    person = Actor(Capacity.OFFICE, person_id=1, office=Office.AUDITOR)
    assert SIGNED_IN.admits(person)
    assert not SIGNED_IN.admits(Actor(Capacity.CLOCK, rule="voting:close"))
    assert not SIGNED_IN.cacheable
    assert PUBLIC.cacheable
    assert not OPEN.cacheable
