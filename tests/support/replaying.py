"""The house, rebuilt from its register alone, and where the two differ."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from flask import Flask

from gemportal.register import keys
from gemportal.register.replaying import comparing, reading, rebuilding
from gemportal.register.verify import verify
from tests.support.house import House
from tests.support.stores import let_go, quick_folder


@cache
def _made_once() -> tuple[Flask, Path, Path]:
    """A house that `rebuilding.empty_database` made, its file, and a copy of that from before anything was told."""
    folder = quick_folder()
    file, template = folder / "rebuilt.sqlite3", folder / "template.sqlite3"
    with rebuilding.empty_database(file) as house:
        let_go(house)
        shutil.copyfile(file, template)
    return house, file, template


_lent: list[Flask] = []


@contextmanager
def empty_database(elsewhere: Path | None = None) -> Iterator[Flask]:
    """What `rebuilding.empty_database` gives, without making a hundred tables and compiling every statement anew each time.

    There is one of it: whoever asks for another meanwhile is given a new one.
    """
    if _lent:
        with rebuilding.empty_database(elsewhere or quick_folder() / "rebuilt.sqlite3") as another:
            yield another
        return
    house, file, template = _made_once()
    # Its log goes, too: a connection that was not closed would have left what it wrote in there.
    for old in file.parent.glob(f"{file.name}*"):
        old.unlink()
    shutil.copyfile(template, file)
    _lent.append(house)
    try:
        yield house
    finally:
        _lent.remove(house)
        let_go(house)


@contextmanager
def rebuilt(house: House, *, public_only: bool = True) -> Iterator[Flask]:
    """What the register of `house` tells, in a database of its own; by default from the public parts alone."""
    with empty_database() as other:
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
