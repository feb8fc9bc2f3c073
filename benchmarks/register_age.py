"""What an act, a proof and a tile cost when the register is old: `python benchmarks/register_age.py [LARGEST] [ROUNDS]`.

Registers of 10^3, 10^5, 10^6 and 10^7 entries (up to LARGEST, by default 10^6) are written straight into the tables, on SQLite and,
where it answers, on PostgreSQL; each gets the same acts, interleaved. An act is a change of a setting as a coordinator makes one,
through `perform`, with its entry, its tree and its checkpoint, committed without waiting for the disk: that costs the same at every
age, and so would only make the ratios smaller. In ms: the median CPU of this process (all there is, on SQLite), and the wall time
that a quarter stayed under. Quote the ratios. 10^7 entries take some 7 GB on each of the two; all is thrown away afterwards.
"""

import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from gemportal.kernel import db
from gemportal.kernel.actor import Actor
from gemportal.register import queries, tree
from gemportal.settings.acts import change_setting
from gemportal.voting.rules import DAYS_TO_CONTEST
from tests.factories import register_bulk
from tests.factories.members import coordinator
from tests.support import stores
from tests.support.house import House
from tests.support.register_folder import place

SIZES = [10**3, 10**5, 10**6, 10**7]
WARMING = 5
draw = random.Random(1)  # noqa: S311 - the same entries each time


class Register:
    """One register of one age, and what is asked of it."""

    def __init__(self, app: Flask, size: int) -> None:
        self.house, self.client = House(app), FlaskClient(app)
        self.actor: Actor = coordinator(self.house)
        self.value = 5
        began = time.perf_counter()
        register_bulk.fill(self.house, size - self.house.ask(queries.number_of_entries))
        with app.app_context(), db.db.engines[db.WRITER].connect() as connection:
            if connection.dialect.name == "postgresql":
                connection.execution_options(isolation_level="AUTOCOMMIT").execute(sa.text("VACUUM ANALYZE"))
        print(f"  {size:>10,} entries written in {time.perf_counter() - began:.0f} s", flush=True)
        self.size = size

    def act(self) -> None:
        self.value = 11 - self.value
        self.house.perform(change_setting, self.actor, DAYS_TO_CONTEST.key, self.value, "voor deze meting")

    def inclusion(self) -> None:
        self.house.ask(tree.inclusion_proof, draw.randrange(self.size), self.size)

    def consistency(self) -> None:
        self.house.ask(tree.consistency_proof, draw.randrange(1, self.size), self.size)

    def tile(self) -> None:
        answer = self.client.get(f"/register/tile/0/{place(draw.randrange(self.size // 256))}")
        assert answer.status_code == 200

    def bundle(self) -> None:
        answer = self.client.get(f"/register/tile/entries/{place(draw.randrange(self.size // 256))}")
        assert answer.status_code == 200


@contextmanager
def on_sqlite(sizes: list[int]) -> Iterator[list[Register]]:
    folder = Path(tempfile.mkdtemp(prefix="gemportal-age-"))
    # Each has a place of its own for its key and its last checkpoint: they are different registers.
    places = {size: folder / str(size) for size in sizes}
    try:
        for own in places.values():
            own.mkdir()
        yield [
            Register(stores.make_app(f"sqlite:///{own}/register.sqlite3", own), size) for size, own in places.items()
        ]
    finally:
        shutil.rmtree(folder)


@contextmanager
def on_postgresql(sizes: list[int]) -> Iterator[list[Register]]:
    admin, reason = stores.find_postgresql()
    if admin is None:
        print(reason)
        yield []
        return
    made: list[stores.PostgresqlStore] = []
    try:
        made.extend(stores.PostgresqlStore(admin, f"gemportal_age_{size}_{os.getpid()}") for size in sizes)
        yield [Register(store.app, size) for store, size in zip(made, sizes, strict=True)]
    finally:
        for store in made:
            store.close()


def measure(registers: list[Register], rounds: int) -> None:
    asked: list[Callable[[Register], None]] = [
        Register.act,
        Register.inclusion,
        Register.consistency,
        Register.tile,
        Register.bundle,
    ]
    print(f"  {'':18}" + "".join(f"{register.size:>12,}" for register in registers) + "   oldest ÷ youngest")
    for question in asked:
        cpu: list[list[float]] = [[] for _ in registers]
        wall: list[list[float]] = [[] for _ in registers]
        for _ in range(WARMING + rounds):
            for number, register in enumerate(registers):
                began, at = time.process_time(), time.perf_counter()
                question(register)
                cpu[number].append((time.process_time() - began) * 1000)
                wall[number].append((time.perf_counter() - at) * 1000)
        for what, found in (("cpu", [statistics.median(spent[WARMING:]) for spent in cpu]),
                            ("wall", [statistics.quantiles(spent[WARMING:], n=4)[0] for spent in wall])):  # fmt: skip
            figures = "".join(f"{spent:12.2f}" for spent in found)
            print(f"  {question.__name__:12} {what:5}{figures}   {found[-1] / found[0]:.2f}", flush=True)


def main(largest: str = "1000000", rounds: str = "200") -> None:
    sizes = [size for size in SIZES if size <= int(float(largest))]
    for name, registers_on in (("SQLite", on_sqlite), ("PostgreSQL", on_postgresql)):
        print(name)
        with registers_on(sizes) as registers:
            if registers:
                measure(registers, int(rounds))


if __name__ == "__main__":
    main(*sys.argv[1:])
