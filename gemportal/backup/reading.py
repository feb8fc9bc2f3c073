"""Reading a backup: that it is whole is seen before a row of it is used."""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from gemportal.backup import rules
from gemportal.backup.rules import Manifest, TableInFile, Unusable

# All that a damaged, cut off or strange ZIP file makes the library say.
_DAMAGE = (BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, RuntimeError, ValueError)


class Backup:
    """An opened backup whose digests were all compared."""

    def __init__(self, file: ZipFile) -> None:
        self._file = file
        self.manifest = Manifest.read(file.read(rules.MANIFEST))
        for table in self.manifest.tables:
            self._check(table)

    def rows(self, table: TableInFile) -> Iterator[dict[str, Any]]:
        """The rows of a table, by column; `Unusable` where a line is none."""
        names, kinds = tuple(table.columns), tuple(table.columns.values())
        with self._file.open(table.file) as lines:
            for number, line in enumerate(lines, 1):
                try:
                    yield dict(zip(names, rules.read(line, kinds), strict=True))
                except ValueError:
                    raise Unusable(f"line {number} of {table.file} cannot be read") from None

    def _check(self, table: TableInFile) -> None:
        digest, count = sha256(), 0
        try:
            with self._file.open(table.file) as lines:
                for line in lines:
                    digest.update(line)
                    count += 1
        except KeyError:
            raise Unusable(f"{table.file} is missing") from None
        except _DAMAGE:
            raise Unusable(f"{table.file} is damaged") from None
        if (digest.hexdigest(), count) != (table.sha256, table.rows):
            raise Unusable(f"{table.file} is not the one that was put by")


@contextmanager
def opened(path: Path) -> Iterator[Backup]:
    """The backup in `path`; `Unusable` when it is damaged anywhere, or none."""
    try:
        file = ZipFile(path)
    except OSError as error:
        raise Unusable(f"it cannot be read: {error.strerror}") from None
    except _DAMAGE:
        raise Unusable("it is no backup, or was cut off") from None
    with file:
        try:
            backup = Backup(file)
        except _DAMAGE:
            raise Unusable("its manifest is missing or damaged") from None
        yield backup
