"""Downloading a register the way a stranger does: every file that a log of its size has, by the specification alone."""

from collections.abc import Iterator
from pathlib import Path

from tests.support.client import StrictClient


def download(client: StrictClient, folder: Path) -> Path:
    """Write the log that `client` is shown into `folder`: `checkpoint`, `tile/…`, `tile/entries/…`; gives `folder`."""
    note = client.get("/register/checkpoint").data
    for path in ("checkpoint", *files(int(note.split(b"\n")[1]))):
        answer = client.get(f"/register/{path}")
        assert answer.status_code == 200, path
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(answer.data)
    return folder


def files(size: int) -> Iterator[str]:
    """The tiles and entry bundles of a log of this size."""
    level = 0
    while width := size >> 8 * level:
        for kind in (f"tile/{level}", *(["tile/entries"] if level == 0 else [])):
            yield from (f"{kind}/{place(index)}" for index in range(width >> 8))
            if width & 255:
                yield f"{kind}/{place(width >> 8)}.p/{width & 255}"
        level += 1


def place(index: int) -> str:
    """`5` is `005`, `1234067` is `x001/x234/067`."""
    path = f"{index % 1000:03}"
    while index := index // 1000:
        path = f"x{index % 1000:03}/{path}"
    return path
