"""verify.py asks servers that mean harm: one clear line each time, no traceback, and never without end."""

import random
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.factories.register_book import Book
from tests.factories.register_votes import VOTE, honest
from tests.support import standalone

verify = standalone.load()
Answer = Callable[[BaseHTTPRequestHandler], None]


def _say(handler: BaseHTTPRequestHandler, code: int, body: bytes = b"", **headers: str) -> None:
    handler.send_response(code)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


def _endless(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    while True:
        handler.wfile.write(bytes(1 << 16))


def _drip(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    while not STOP.wait(0.02):
        handler.wfile.write(b"x")
        handler.wfile.flush()


STOP = threading.Event()
CANNOT, DIFFERS = 2, 1
HOSTILE: dict[str, tuple[Answer, int, str]] = {
    "elsewhere": (lambda h: _say(h, 302, Location="http://127.0.0.1:9/"), CANNOT, "answers: 302 http://127.0.0.1:9/"),
    "broken": (lambda h: _say(h, 500), CANNOT, "answers: 500"),
    "endless": (_endless, DIFFERS, "longer than it can be"),
    "drip": (_drip, CANNOT, "cannot be reached: too slow"),
    "cut off": (lambda h: _say(h, 200, b"half", Content_Length="900"), CANNOT, "cannot be reached"),
    "huge length": (lambda h: _say(h, 200, b"x", Content_Length=str(10**30)), CANNOT, "cannot be reached"),
    "bad length": (lambda h: _say(h, 200, b"x", Content_Length="-7"), DIFFERS, "not laid out"),
    "no text": (lambda h: _say(h, 200, b"\xff\xfe\n5\n\n\xff"), DIFFERS, "not laid out"),
    "no http": (lambda h: h.wfile.write(b"\x00" * 70000), CANNOT, "cannot be reached"),
    "huge size": (
        lambda h: _say(h, 200, f"o\n{10**18}\n{'A' * 43}=\n\nx\n".encode()),
        CANNOT,
        "more than this program",
    ),
    "no size": (lambda h: _say(h, 200, f"o\n{'9' * 100_000}\n{'A' * 43}=\n\nx\n".encode()), DIFFERS, "not laid out"),
    "minus": (lambda h: _say(h, 200, f"o\n-5\n{'A' * 43}=\n\nx\n".encode()), DIFFERS, "not laid out"),
    "short root": (lambda h: _say(h, 200, b"o\n5\nAAAA\n\nx\n"), DIFFERS, "not laid out"),
}


@pytest.fixture
def serve() -> Iterator[Callable[[Answer], str]]:
    """A server on loopback that gives this answer to every question."""
    servers = []

    def start(answer: Answer) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                try:
                    answer(self)
                except OSError:
                    self.close_connection = True  # who asked went away

            def log_message(self, *_: object) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}"

    STOP.clear()
    yield start
    STOP.set()
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_server_gets_one_line(
    name: str, serve: Callable[[Answer], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verify, "SECONDS", 0.3 if name == "drip" else 10)
    answer, expected, says = HOSTILE[name]
    code, _, complaint = standalone.run(serve(answer), "--key", KEY, "--keep", tmp_path / "kept")
    assert (code, complaint.count("\n")) == (expected, 1)
    assert says in complaint


KEY = str(verify.Key("o", bytes(range(32))))


@pytest.mark.parametrize("address", ["http://127.0.0.1:1", "http://", "http://[", "https://127.0.0.1:99999", "nowhere"])
def test_an_address_that_leads_nowhere(address: str, tmp_path: Path) -> None:
    code, _, complaint = standalone.run(address, "--keep", tmp_path / "kept")
    assert (code, complaint.count("\n")) == (2, 1)


@pytest.mark.parametrize("seed", range(24))
def test_a_damaged_download_is_a_difference_and_never_a_crash(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)  # noqa: S311 - not a secret
    book: Book = honest()
    folder = book.write(tmp_path / "log")
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    file = files[seed % len(files)]
    raw = bytearray(file.read_bytes())
    at = chance.randrange(len(raw))
    match chance.randrange(4):
        case 0:
            raw[at] ^= 1 << chance.randrange(8)
        case 1:
            del raw[at:]
        case 2:
            raw[at:at] = chance.randbytes(5)
        case _:
            raw = bytearray(chance.randbytes(len(raw)))
    file.write_bytes(raw)
    verdict = standalone.verdict(folder, book.verifier, None, "--vote", VOTE)
    # Parts and documents that are not there may be erased or not counted; all else that changes is seen.
    assert verdict is not None or file.parent.name == "parts" or file.name == "telling.json", file
