"""The log of a house in a folder, laid out as the register's addresses are (docs/register-formats.md)."""

import json
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from gemportal.kernel import db
from gemportal.register.models import Checkpoint, Entry, Part
from tests.support.house import House

_BUNDLE = 256


def downloaded(house: House, folder: Path) -> Path:
    """What everybody can download of the register of `house`; returns the folder."""
    note, bodies, parts = house.ask(_read)
    _write(folder / "checkpoint", note.encode())
    for number in range((len(bodies) + _BUNDLE - 1) // _BUNDLE):
        bundle = bodies[number * _BUNDLE : (number + 1) * _BUNDLE]
        name = f"tile/entries/{number:03d}" if len(bundle) == _BUNDLE else f"tile/entries/{number:03d}.p/{len(bundle)}"
        _write(folder / name, b"".join(len(body).to_bytes(2, "big") + body for body in bundle))
        lines = [line for line in parts if line["i"] // _BUNDLE == number]
        _write(folder / f"parts/{number:03d}", "".join(f"{json.dumps(line)}\n" for line in lines).encode())
    return folder


def _read() -> tuple[str, list[bytes], list[dict[str, Any]]]:
    session = db.session()
    note = session.scalars(sa.select(Checkpoint.note).order_by(Checkpoint.size.desc())).first() or ""
    bodies = list(session.scalars(sa.select(Entry.body).order_by(Entry.index)))
    rows = session.execute(
        sa.select(Part.entry_index, Part.salt, Part.body).where(Part.public).order_by(Part.entry_index)
    )
    return note, bodies, [{"i": index, "salt": salt.hex(), "part": body.decode()} for index, salt, body in rows]


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
