"""How fast verify.py checks a downloaded log: `python benchmarks/standalone_verify.py [ENTRIES]`.

A million entries by default, the first thousand with a part; written to a temporary folder. It starts the program as an auditor
does, on one core, and gives entries a second by its own CPU time and by the clock.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.factories.register_book import Book
from tests.support.standalone import PROGRAM


def main(entries: str = "1000000") -> None:
    book = Book().fill(int(entries))
    with tempfile.TemporaryDirectory() as place:
        folder = book.write(Path(place) / "log")
        command = [
            sys.executable,
            str(PROGRAM),
            str(folder),
            "--key",
            book.verifier,
            "--keep",
            str(Path(place) / "kept"),
        ]
        started, before = time.monotonic(), os.times()
        subprocess.run(command, check=True)  # noqa: S603 - our own program
        seconds, after = time.monotonic() - started, os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    number = len(book.entries)
    print(
        f"{number:,} entries: {number / cpu:,.0f} a second of CPU ({cpu:.1f} s), {number / seconds:,.0f} by the clock"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
