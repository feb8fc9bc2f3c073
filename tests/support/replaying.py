"""The house, rebuilt from its register alone, and where the two differ."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask

from gemportal.register import keys
from gemportal.register.replaying import comparing, reading, rebuilding
from gemportal.register.verify import verify
from tests.support.house import House


@contextmanager
def rebuilt(house: House, *, public_only: bool = True) -> Iterator[Flask]:
    """What the register of `house` tells, in a database of its own; by default from the public parts alone."""
    with TemporaryDirectory() as folder, rebuilding.empty_database(Path(folder) / "rebuilt.sqlite3") as other:
        log = house.ask(lambda: list(reading.own_log(public_only=public_only)))
        rebuilding.rebuild(other, log)
        yield other


def differences(house: House) -> list[str]:
    """Each difference between what the public sees of `house` and what its register tells, in a sentence."""
    with rebuilt(house) as other:
        there = House(other).ask(comparing.public_state)
    return [found.sentence for found in comparing.differences(house.ask(comparing.public_state), there)]


def verified(house: House) -> list[str]:
    """What `flask register verify` finds, each in a sentence: in the log, in all rows, and in what only a digest stands for."""
    return [found.sentence for found in house.ask(lambda: verify(keys.signer().verifier)).differences]
