"""Somebody without an account, who reads a public page of every kind."""

from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from gemportal.decisions.models import Decision
from gemportal.groups.models import Group
from gemportal.initiatives.models import Initiative
from gemportal.kernel import db
from gemportal.kernel.web.publishing import Shelf
from gemportal.register.models import Entry
from gemportal.voting.models import Vote
from tests.support.house import House

LISTS = (
    "/", "/initiatieven", "/groepen", "/stemmingen", "/besluiten", "/agenda", "/gemeenten", "/gemeenten/GM0193",
    "/gemeenten/GM0166", "/volmachten", "/instellingen", "/wie-mag-wat", "/register", "/register/checkpoint/witnessed",
    "/feeds/register.atom", "/leden/export.csv", "/en/initiatieven",
)  # fmt: skip
# The newest of each, with what may come after its number.
NEWEST = {
    "/initiatieven/{}": Initiative.number,
    "/initiatieven/{}/rangorde": Initiative.number,
    "/groepen/{}": Group.number,
    "/stemmingen/{}": Vote.number,
    "/stemmingen/{}/telling.json": Vote.number,
    "/besluiten/{}": Decision.number,
    "/register/{}": Entry.index,
}


@dataclass(frozen=True)
class Read:
    """What came: the version that it claims to be of, and the page."""

    etag: str | None
    body: bytes


class Reader:
    """Reads without a cookie, as it is served from the shelf or rendered anew."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._browser = FlaskClient(app, use_cookies=False)

    def addresses(self) -> list[str]:
        """Of the pages that there are now."""
        return list(House(self._app).ask(lambda: list(_addresses())))

    def served(self, addresses: list[str]) -> dict[str, Read]:
        """What anybody is given."""
        answers = {address: self._browser.get(address, buffered=True) for address in addresses}
        return {address: Read(answer.headers.get("ETag"), answer.data) for address, answer in answers.items()}

    def rendered(self, addresses: list[str]) -> dict[str, Read]:
        """What is made of the database as it is now; from here on that is what lies on the shelf."""
        self._app.extensions["shelf"] = Shelf()
        return self.served(addresses)

    def version(self) -> str | None:
        return self.served(["/privacy"])["/privacy"].etag


def _addresses() -> Iterator[str]:
    yield from LISTS
    for path, column in NEWEST.items():
        newest = db.session().scalar(sa.select(sa.func.max(column)))
        if newest is not None:
            yield path.format(newest)
