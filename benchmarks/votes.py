"""What the pages of votes cost and weigh when all 342 members vote: `python benchmarks/votes.py [ROUNDS]`.

Every method with 20 options, and a budget with 60, on SQLite in memory-backed files. CPU of this process against the smallest
page there is, interleaved in one run: quote the ratios, not the milliseconds. Bytes are those of the page after gzip, in kB.
"""

import gzip
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from flask.testing import FlaskClient

from gemportal.kernel.web.publishing import Shelf
from tests.factories import plenary, voting
from tests.factories.members import email_of, representative
from tests.factories.people import signed_in
from tests.support import stores
from tests.support.client import Watch
from tests.support.house import House
from tests.support.time import StoppedClock

MEMBERS = 342
BUDGET = 60
OPTIONS = 20


def main(rounds: str = "7") -> None:
    folder = stores.quick_folder()
    app = stores.make_app(f"sqlite:///{folder / 'votes.sqlite3'}", folder)
    house, clock = House(app), StoppedClock()
    codes = plenary.assemble(house, MEMBERS)
    representative(house, codes[0])
    name = app.config["SESSION_COOKIE_NAME"]
    cookie = signed_in(app, email_of(codes[0])).get_cookie(name)
    assert cookie is not None
    anybody, member = FlaskClient(app), FlaskClient(app)
    member.set_cookie(name, cookie.value)
    watch: Watch = app.extensions["watch"]

    votes = {
        f"{method} × {options}": voting.open_vote(house, plenary.draft(method, options), voters=())
        for method in voting.DRAFTS
        for options in ([OPTIONS, BUDGET] if method == "equal-shares" else [OPTIONS])
    }
    votes["secret × 3"] = voting.open_vote(house, voting.PERSONS, voters=())

    def cost(client: FlaskClient, address: str) -> tuple[float, bytes]:
        watch.clear()
        began = time.process_time()
        response = client.get(address)
        spent = (time.process_time() - began) * 1000
        assert response.status_code == 200, (address, response.status)
        return spent, response.data

    def measure(when: str, rest: str = "") -> None:
        print(f"\n{when:24} {'kB':>6} {'queries':>8} {'rendered':>9} {'kept':>6} {'member':>7}   × /gezond")
        for what, number in votes.items():
            address, found = f"/stemmingen/{number}{rest}", [list[float]() for _ in range(4)]
            for _ in range(int(rounds)):
                app.extensions["shelf"] = Shelf()
                least, _ = cost(anybody, "/gezond")
                rendered, body = cost(anybody, address)
                queries = len(watch.statements)
                for costs, spent in zip(
                    found, (least, rendered, cost(anybody, address)[0], cost(member, address)[0]), strict=True
                ):
                    costs.append(spent)
            least, *others = map(statistics.median, found)
            ratios = [spent / least for spent in others]
            print(f"{what:24} {len(gzip.compress(body)) / 1000:6.1f} {queries:8} {ratios[0]:9.0f} {ratios[1]:6.1f} "
                  f"{ratios[2]:7.0f}", flush=True)  # fmt: skip

    measure("open")
    for number in votes.values():
        plenary.everybody_votes(house, number, codes)
    clock.set(voting.closing_moment(house, next(iter(votes.values()))))
    for number in votes.values():
        voting.close(house, number)
    measure("counted")
    votes.pop("secret × 3")
    measure("by name", "/hoofdelijk")


if __name__ == "__main__":
    main(*sys.argv[1:])
