"""What could be misused between reading a proposal and answering it."""

from flask import Flask

from gemportal.initiatives import queries
from gemportal.initiatives.rules import Level
from tests.factories.initiatives import declare, published, revise
from tests.factories.members import KAMPEN, email_of, representative
from tests.factories.people import signed_in
from tests.support.house import House


def declared(house: House, number: str) -> list[tuple[Level, int]]:
    page = house.ask(queries.page_of, number)
    return [(line.level, line.version) for line in page.willingness]


def test_nobody_declares_for_a_version_they_did_not_read(app: Flask, house: House) -> None:
    number = published(house)
    representative(house, KAMPEN)
    visitor = signed_in(app, email_of(KAMPEN))
    visitor.get(f"/initiatieven/{number}/bereidheid")
    revise(house, number, goal="Iets heel anders.", cost=900_000)
    response = visitor.submit(values={"level": "join"}, button="Verklaren")
    assert response.status_code == 409
    assert declared(house, number) == []
    # The page that says so is about the present version: who reads on can declare.
    visitor.submit(values={"level": "join"}, button="Verklaren")
    assert declared(house, number) == [(Level.JOIN, 2)]


def test_nobody_confirms_a_version_they_did_not_read(app: Flask, house: House) -> None:
    number = published(house)
    declare(house, number, KAMPEN)
    revise(house, number, cost=60_000)
    visitor = signed_in(app, email_of(KAMPEN))
    visitor.get(f"/initiatieven/{number}/bereidheid")
    revise(house, number, cost=900_000)
    response = visitor.submit('form[action*="bevestigen"]')
    assert response.status_code == 409
    assert declared(house, number) == [(Level.JOIN, 1)]
