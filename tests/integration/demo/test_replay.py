"""The demo's register, told to an empty database, gives the same cooperative: row by row, and page by page."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from flask import Flask

from gemportal import demo
from gemportal.app import create_app
from gemportal.decisions.models import Decision
from gemportal.initiatives.models import Initiative, InitiativeVersion
from gemportal.kernel import db
from gemportal.organisations.models import Membership, Organisation
from gemportal.organisations.rules import OrganisationKind
from gemportal.register.queries import latest_checkpoint
from gemportal.register.replaying import comparing, rebuilding
from tests.support.house import House
from tests.support.replaying import rebuilt
from tests.support.stores import MIGRATIONS, configuration_for_tests, quick_folder

LISTS = (
    "/initiatieven", "/initiatieven?status=open", "/besluiten", "/agenda", "/gemeenten", "/gemeenten?lid=ja", "/leden/export.csv",
)  # fmt: skip


def addresses() -> Iterator[str]:
    """Every page of an initiative and its versions, a decision, and an organisation that is or was a member or partner."""
    session = db.session()
    yield from LISTS
    versions = sa.select(Initiative.number, InitiativeVersion.version).join(
        InitiativeVersion, InitiativeVersion.initiative_id == Initiative.id
    )
    for number, version in session.execute(versions.where(Initiative.number.is_not(None))):
        yield f"/initiatieven/{number}"
        yield f"/initiatieven/{number}/versies?versie={version}"
    yield from (f"/besluiten/{number}" for number in session.scalars(sa.select(Decision.number)))
    known = sa.or_(
        Organisation.code.in_(sa.select(Membership.organisation_code)), Organisation.kind == OrganisationKind.PARTNER
    )
    yield from (f"/gemeenten/{code}" for code in session.scalars(sa.select(Organisation.code).where(known)))


def pages(app: Flask, of: list[str]) -> dict[str, str]:
    """What somebody who is not signed in reads there."""
    client = app.test_client()
    found = {address: client.get(address) for address in of}
    assert {response.status_code for response in found.values()} == {200}
    return {address: response.text for address, response in found.items()}


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_the_rebuilt_cooperative_reads_as_the_old_one(house: House) -> None:
    """Telling takes seconds, so once is enough: that both databases tell alike is seen by the smaller tests."""
    house.ask(demo.seed, "small")
    seen = list(dict.fromkeys(house.ask(lambda: list(addresses()))))
    assert len(seen) > 60
    here = pages(house.app, seen)
    with rebuilt(house) as other:
        found = comparing.differences(house.ask(comparing.public_state), House(other).ask(comparing.public_state))
        assert [line.sentence for line in found] == []
        checkpoint = house.ask(latest_checkpoint)
        assert checkpoint is not None
        rebuilding.finish(other, checkpoint.note, checkpoint.size, str(MIGRATIONS))
        portal = create_app(configuration_for_tests(other.config["SQLALCHEMY_DATABASE_URI"], quick_folder()))
        there = pages(portal, seen)
    assert [address for address in seen if here[address] != there[address]] == []
