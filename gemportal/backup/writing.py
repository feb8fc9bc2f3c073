"""Making a backup: every table from one snapshot, into a file that only its owner can read."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import sqlalchemy as sa
from flask import current_app

from gemportal.backup import rules
from gemportal.backup.rules import Manifest, TableInFile, Unusable
from gemportal.kernel import clock, db, moving, sealing
from gemportal.register import keys
from gemportal.register.queries import latest_checkpoint
from gemportal.site import health

# The first that fits: an enum is text too, and a moment is ours.
_KINDS: tuple[tuple[type[sa.types.TypeEngine[Any]], str], ...] = (
    (db.Moment, "moment"),
    (sa.JSON, "json"),
    (sa.LargeBinary, "bytes"),
    (sa.Boolean, "boolean"),
    (sa.Integer, "integer"),
    (sa.Float, "float"),
    (sa.Date, "date"),
    (sa.String, "text"),
)


def kind_of(column: sa.Column[Any]) -> str:
    """The kind by which the values of this column are spelled."""
    return next(kind for type_, kind in _KINDS if isinstance(column.type, type_))


def secret_mark() -> str:
    """By which SECRET_KEY is recognised, and nothing learnt of it."""
    return sealing.mark("backup", rules.FORMAT).hex()


def write(target: Path, *, force: bool = False) -> Manifest:
    """Write the present database to `target`, which appears whole or not at all. `Unusable` when it exists, unless `force`."""
    if not health.is_ready(current_app.extensions["migrate"].directory):
        raise Unusable("the database does not answer, or needs `flask db upgrade` first")
    try:
        with (
            _appearing(target, force=force) as unfinished,
            ZipFile(unfinished, "w", ZIP_DEFLATED, compresslevel=1) as file,
        ):
            manifest = _manifest(tuple(_tables(file)))
            file.writestr(rules.MANIFEST, manifest.written())
    except OSError as error:
        raise Unusable(f"{target} cannot be written: {error.strerror or error}") from None
    return manifest


@contextmanager
def _appearing(target: Path, *, force: bool) -> Iterator[Path]:
    """A file beside `target` with mode 0600 that takes its place at the end; when anything fails, nothing stays of it."""
    if target.exists() and not force:
        raise Unusable(f"{target} exists already; --force writes over it")
    with NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as file:
        unfinished = Path(file.name)
    try:
        yield unfinished
        with unfinished.open("rb") as written:
            os.fsync(written.fileno())
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def _manifest(tables: tuple[TableInFile, ...]) -> Manifest:
    last, verifier = latest_checkpoint(), keys.verifier()
    return Manifest(
        made_at=clock.now().isoformat(timespec="seconds"),
        revision=health.newest_migration(current_app.extensions["migrate"].directory) or "",
        origin=current_app.config["REGISTER_ORIGIN"],
        verifier=str(verifier or ""),
        secret_mark=secret_mark(),
        size=last.size if last else 0,
        checkpoint=last.note if last else None,
        tables=tables,
    )


def _tables(file: ZipFile) -> Iterator[TableInFile]:
    for table in db.metadata.sorted_tables:
        if table.name not in rules.LEFT_OUT:
            yield _table(file, table)


def _table(file: ZipFile, table: sa.Table) -> TableInFile:
    columns = {column.name: kind_of(column) for column in moving.columns_of(table)}
    kinds, digest, count = tuple(columns.values()), sha256(), 0
    # How large it becomes is not known before it is written.
    with file.open(rules.file_of(table.name), "w", force_zip64=True) as lines:
        for row in moving.rows_of(table):
            line = rules.spelled(row, kinds)
            digest.update(line)
            lines.write(line)
            count += 1
    return TableInFile(table.name, columns, count, digest.hexdigest())
