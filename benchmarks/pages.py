"""What pages cost, in CPU of this process, against the smallest page there is: `python benchmarks/pages.py`.

Uses the demo cooperative on SQLite in memory-backed files. The candidates are interleaved in one run, so that ratios hold
although the machine is noisy; quote the ratios, not the milliseconds.
"""

import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from flask import Flask
from flask.testing import FlaskClient

from gemportal.kernel.web.publishing import Shelf
from tests.support import stores
from tests.support.house import House

ROUNDS = 60
PAGES = ("/initiatieven", "/gemeenten", "/stemmingen", "/register", "/")


def cost(client: FlaskClient, address: str, headers: dict[str, str] | None = None) -> float:
    """Milliseconds of CPU for one request."""
    began = time.process_time()
    response = client.get(address, headers=headers)
    spent = (time.process_time() - began) * 1000
    assert response.status_code in {200, 304}, response.status
    return spent


def measure(app: Flask) -> dict[str, list[float]]:
    client = FlaskClient(app)
    found: dict[str, list[float]] = {}
    tags = {address: client.get(address).headers["ETag"] for address in PAGES}
    for _ in range(ROUNDS):
        found.setdefault("/gezond", []).append(cost(client, "/gezond"))
        for address in PAGES:
            app.extensions["shelf"] = Shelf()
            found.setdefault(f"{address} rendered", []).append(cost(client, address))
            found.setdefault(f"{address} kept", []).append(cost(client, address))
            found.setdefault(f"{address} 304", []).append(cost(client, address, {"If-None-Match": tags[address]}))
    return found


def main() -> None:
    folder = stores.quick_folder()
    app = stores.make_app(f"sqlite:///{folder / 'demo.sqlite3'}", folder)
    House(app).run("demo")
    found = {name: statistics.median(costs) for name, costs in measure(app).items()}
    least = found["/gezond"]
    print(f"{'page':32} {'ms of CPU':>10} {'× /gezond':>10}")
    for name, spent in found.items():
        print(f"{name:32} {spent:10.2f} {spent / least:10.1f}")


if __name__ == "__main__":
    main()
