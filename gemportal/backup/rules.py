"""What a backup holds, and how a value is spelled in it, whatever database it came from."""

import base64
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

FORMAT, VERSION = "gemportal-backup", 1
MANIFEST = "manifest.json"

# Why nothing of these is put by: it lets somebody in, counts who tries to get in, or was on its way. A session or a link that was
# ended must not come back with an older backup, and a letter must not be sent a second time.
LEFT_OUT = frozenset(
    {
        "calendar_key",
        "email_change",
        "outbox",
        "passkey_challenge",
        "password_reset",
        "reset_request",
        "sign_in",
        "sign_in_attempt",
        "unfinished_form",
        "wrong_code",
    }
)


class Unusable(Exception):
    """A backup cannot be made or used; the text says why, in one line for the operator."""


@dataclass(frozen=True)
class TableInFile:
    """A table in a backup. `columns` holds the kind of each; `sha256` is of its file of JSON lines, one row on each."""

    name: str
    columns: Mapping[str, str]
    rows: int
    sha256: str

    @property
    def file(self) -> str:
        return file_of(self.name)


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself: when it was made, of which migration, and which checkpoint its register ends with.

    Tables stand in an order in which each follows those it points to. `secret_mark` tells whether SECRET_KEY is the same, and
    nothing else of it.
    """

    made_at: str
    revision: str
    origin: str
    verifier: str
    secret_mark: str
    size: int
    checkpoint: str | None
    tables: Sequence[TableInFile]

    def written(self) -> str:
        return json.dumps({"format": FORMAT, "version": VERSION, **asdict(self)}, indent=1, ensure_ascii=False) + "\n"

    @classmethod
    def read(cls, text: str | bytes) -> "Manifest":
        """The manifest in `text`; `Unusable` when it is none, or of a version that this portal does not know."""
        try:
            found = json.loads(text)
            form, version = found.pop("format"), found.pop("version")
        except (ValueError, AttributeError, KeyError):
            raise Unusable("its manifest cannot be read") from None
        if form != FORMAT:
            raise Unusable("it is no backup of gemportal")
        if version != VERSION:
            raise Unusable(f"it is a backup of version {version}; this portal reads version {VERSION}")
        try:
            return cls(**found | {"tables": tuple(TableInFile(**table) for table in found["tables"])})
        except (TypeError, KeyError):
            raise Unusable("its manifest is not complete") from None


def file_of(table: str) -> str:
    """Where the rows of a table stand in a backup."""
    return f"tables/{table}.jsonl"


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).isoformat()


def _bytes(value: bytes) -> str:
    return base64.b64encode(value).decode()


def _text(value: Any) -> str:
    return str(value.value if isinstance(value, Enum) else value)


def _plain(value: Any) -> Any:
    return value


# By the kind of a column: how its values are spelled in JSON, and read again. None is null for all of them.
SPELL: dict[str, Callable[[Any], Any]] = {
    "boolean": _plain,
    "bytes": _bytes,
    "date": date.isoformat,
    "float": _plain,
    "integer": _plain,
    "json": _plain,
    "moment": _moment,
    "text": _text,
}
READ: dict[str, Callable[[Any], Any]] = SPELL | {
    "bytes": lambda text: base64.b64decode(text, validate=True),
    "date": date.fromisoformat,
    "moment": datetime.fromisoformat,
    "text": str,
}


def spelled(row: Sequence[Any], kinds: Sequence[str]) -> bytes:
    """One row as a line of JSON."""
    values = [None if value is None else SPELL[kind](value) for value, kind in zip(row, kinds, strict=True)]
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def read(line: bytes, kinds: Sequence[str]) -> list[Any]:
    """The values in a line; `ValueError` when they are not of these kinds."""
    try:
        values = json.loads(line)
        return [None if value is None else READ[kind](value) for value, kind in zip(values, kinds, strict=True)]
    except (TypeError, KeyError) as error:
        raise ValueError("not a row of this table") from error
