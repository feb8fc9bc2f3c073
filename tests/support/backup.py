"""A house that has seen something of everything, its backups, and what somebody can do to one."""

import json
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from click.testing import Result

from gemportal.register.keeping import handed_out
from tests.support.house import House


def backup(house: House, file: Path, *options: str) -> Path:
    """A backup of the house in `file`."""
    house.run("backup", str(file), *options)
    return file


def restored(house: House, file: Path, *options: str) -> Result:
    """What came of restoring `file`."""
    return house.app.test_cli_runner().invoke(args=["restore", str(file), *options])


def checkpoint_file(house: House) -> Path:
    """Where the house keeps what it handed out."""
    return house.ask(handed_out.path)


def manifest(file: Path) -> dict[str, Any]:
    """What the backup says of itself."""
    with ZipFile(file) as opened:
        found: dict[str, Any] = json.loads(opened.read("manifest.json"))
    return found


def lines(file: Path, table: str) -> Iterator[list[Any]]:
    """The rows of one table."""
    with ZipFile(file) as opened:
        yield from map(json.loads, opened.read(f"tables/{table}.jsonl").splitlines())


def rewritten(file: Path, change: Callable[[dict[str, bytes]], None], *, with_digests: bool = False) -> Path:
    """Another backup beside `file`, with its members changed; `with_digests` also where the manifest says what they were."""
    with ZipFile(file) as opened:
        members = {name: opened.read(name) for name in opened.namelist()}
    change(members)
    if with_digests:
        said = json.loads(members["manifest.json"])
        for table in said["tables"]:
            content = members[f"tables/{table['name']}.jsonl"]
            table |= {"sha256": sha256(content).hexdigest(), "rows": content.count(b"\n")}
        members["manifest.json"] = json.dumps(said).encode()
    other = file.with_name("changed.backup")
    with ZipFile(other, "w") as writing:
        for name, content in members.items():
            writing.writestr(name, content)
    return other
