"""Restoring a backup into an empty database, in one transaction: all of it, with a register that verifies, or nothing."""

from itertools import islice
from pathlib import Path
from typing import Any

import alembic.command
import sqlalchemy as sa
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from flask import current_app
from sqlalchemy.dialects import postgresql

from gemportal.backup import reading
from gemportal.backup.rules import Manifest, TableInFile, Unusable
from gemportal.kernel import db, moving
from gemportal.kernel.errors import Unavailable
from gemportal.register import keys
from gemportal.register.keeping import handed_out, rollback
from gemportal.register.notes import BadNote
from gemportal.register.verify import Report, verify

_AT_ONCE = 1000

_TYPES: dict[str, sa.types.TypeEngine[Any]] = {
    "boolean": sa.Boolean(),
    "bytes": sa.LargeBinary(),
    "date": sa.Date(),
    "float": sa.Double(),
    "integer": sa.BigInteger(),
    "json": sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql"),
    "moment": db.Moment(),
    "text": sa.Text(),
}


def restore(path: Path, *, rolled_back: bool = False, unverified: bool = False) -> tuple[Manifest, Report]:
    """Fill the empty database from the backup in `path`, and bring it to the tables of this version.

    `rolled_back` lets a backup in that misses entries which were handed out since: then one can read, and nothing is recorded.
    `unverified` lets one in whose register does not verify, or whose key is not here any more; the report says where.
    Raises `Unusable` with the reason, and then nothing changed.
    """
    with reading.opened(path) as backup:
        manifest = backup.manifest
        migrations = _migrations(manifest)
        if not unverified:
            _require_key(manifest)
        if not rolled_back:
            _require_newest(manifest)
        try:
            with moving.filling(db.session()) as connection:
                _prepare(connection, migrations, manifest.revision)
                _require_tables(connection, manifest)
                with moving.guards_asleep(connection):
                    for table in manifest.tables:
                        _fill(connection, backup, table)
                _migrate(connection, migrations, "head")
                report = _report(manifest)
                if not unverified:
                    _require_verified(report)
                if not rolled_back and (wrong := rollback.found()) is not None:
                    raise Unusable(wrong)
        except sa.exc.DBAPIError as error:
            # The reason may hold a value of a row; its kind does not.
            raise Unusable(f"the database refuses what is in it ({type(error.orig).__name__})") from None
    # One that does not verify may say anything of its size, and would hold back every good backup after it.
    if manifest.checkpoint is not None and not rolled_back and not report.differences:
        handed_out.keep(manifest.checkpoint)
    return manifest, report


def _migrations(manifest: Manifest) -> Config:
    known = current_app.extensions["migrate"]
    config: Config = known.migrate.get_config(known.directory)
    try:
        ScriptDirectory.from_config(config).get_revision(manifest.revision)
    except CommandError:
        raise Unusable(
            f"it is of a newer version (migration {manifest.revision}): install that version first"
        ) from None
    return config


def _require_key(manifest: Manifest) -> None:
    """The key is never in a backup. Without it, or with another, nothing could be recorded after this."""
    if manifest.checkpoint is None:
        return
    if current_app.config["REGISTER_ORIGIN"] != manifest.origin:
        raise Unusable(f"REGISTER_ORIGIN must be {manifest.origin}, as in the register of this backup")
    try:
        keys.signer_after(manifest.checkpoint)
    except Unavailable:
        raise Unusable(
            f"the register's key is not in {current_app.config['REGISTER_KEY_FILE']}: first put your copy of it there "
            f"(it belongs to {manifest.verifier})"
        ) from None


def _require_newest(manifest: Manifest) -> None:
    try:
        kept = handed_out.head()
    except (BadNote, OSError):
        return  # said once the rows are there, as everywhere else
    if kept is not None and kept.size > manifest.size:
        raise Unusable(
            f"{rollback.missing(kept, manifest.size)}. Is there no newer one? --rolled-back restores it for reading"
        )


def _prepare(connection: sa.Connection, migrations: Config, revision: str) -> None:
    """Make the tables of the migration that the backup was made with."""
    if not moving.is_empty(connection):
        raise Unusable("the database is not empty; a backup is only restored into an empty one")
    present = moving.revision(connection)
    if present != revision:
        if present is not None:
            migrations.attributes["connection"] = connection
            alembic.command.downgrade(migrations, "base")
        _migrate(connection, migrations, revision)


def _require_tables(connection: sa.Connection, manifest: Manifest) -> None:
    """A name in the file is only ever that of a table of its version: PostgreSQL would find its own catalogue by name too."""
    known = set(sa.inspect(connection).get_table_names()) - {moving.ALEMBIC}
    for table in manifest.tables:
        if table.name not in known:
            raise Unusable(f"its version has no table {table.name!r}")


def _migrate(connection: sa.Connection, migrations: Config, revision: str) -> None:
    migrations.attributes["connection"] = connection
    alembic.command.upgrade(migrations, revision)


def _fill(connection: sa.Connection, backup: reading.Backup, table: TableInFile) -> None:
    try:
        columns = [sa.column(name, _TYPES[kind]) for name, kind in table.columns.items()]
    except (KeyError, TypeError):
        raise Unusable(f"the manifest says of {table.name} what this version does not know") from None
    into = sa.table(table.name, *columns)
    rows = backup.rows(table)
    while chunk := list(islice(rows, _AT_ONCE)):
        connection.execute(sa.insert(into), chunk)
    if table.rows:
        moving.count_on(connection, into)


def _report(manifest: Manifest) -> Report:
    verifier = keys.verifier()
    if verifier is None:
        raise Unusable(f"there is no key in {current_app.config['REGISTER_KEY_FILE']}")
    return verify(verifier, [manifest.checkpoint] if manifest.checkpoint else [])


def _require_verified(report: Report) -> None:
    """What `flask register verify` says of what was just filled in must be that everything agrees."""
    if report.differences:
        first = report.differences[0]
        raise Unusable(f"its register does not verify: entry {first.index}: {first.sentence}")
