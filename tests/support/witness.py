"""Witnesses on the loopback: one that checks all that c2sp.org/tlog-witness asks of it, and one that answers whatever a test says.

It shares no code with the portal: the tree is judged by the definition of RFC 6962, section 2.1.2, read as a recursion.
"""

import base64
import re
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

Answer = tuple[int, bytes]


def identity(name: str, kind: bytes, public: bytes) -> bytes:
    return sha256(name.encode() + b"\n" + kind + public).digest()[:4]


def spelled(name: str, kind: bytes, public: bytes) -> str:
    return f"{name}+{identity(name, kind, public).hex()}+{base64.b64encode(kind + public).decode()}"


@dataclass
class Notary:
    """Signs as a witness does."""

    name: str = "witness.example/w1"
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)

    @property
    def vkey(self) -> str:
        return spelled(self.name, b"\x04", self.key.public_key().public_bytes_raw())

    def line(self, text: str, at: datetime) -> str:
        seconds = int(at.timestamp())
        signature = self.key.sign(f"cosignature/v1\ntime {seconds}\n{text}".encode())
        whole = (
            identity(self.name, b"\x04", self.key.public_key().public_bytes_raw())
            + struct.pack(">Q", seconds)
            + signature
        )
        return f"— {self.name} {base64.b64encode(whole).decode()}\n"


@dataclass
class StrictWitness:
    """Knows one log, by its origin and its verifier keys, and remembers the latest checkpoint that it signed."""

    origin: str
    log_keys: list[str]
    now: Callable[[], datetime]
    notary: Notary = field(default_factory=Notary)
    size: int = 0
    root: bytes = b""
    requests: list[bytes] = field(default_factory=list)

    def __call__(self, path: str, body: bytes) -> Answer:
        self.requests.append(body)
        if path != "/add-checkpoint":
            return 404, b"there is nothing here"
        head, separator, note = body.decode().partition("\n\n")
        old_line, *proof_lines = head.split("\n")
        old = re.fullmatch(r"old (0|[1-9][0-9]*)", old_line)
        text, found, signatures = note.partition("\n\n")
        if not separator or not found or old is None or len(proof_lines) > 63 or not note.endswith("\n"):
            return 400, b"malformed"
        proof = [base64.b64decode(line, validate=True) for line in proof_lines]
        return self._judged(int(old[1]), proof, f"{text}\n", signatures.splitlines())

    def _judged(self, old: int, proof: list[bytes], text: str, signatures: list[str]) -> Answer:
        origin, written_size, written_root, *_ = text.split("\n")
        size, root = int(written_size), base64.b64decode(written_root, validate=True)
        refusals: list[tuple[int, bytes, Callable[[], bool]]] = [
            (404, b"unknown log", lambda: origin != self.origin),
            (403, b"unknown key", lambda: not any(self._signed(text, line) for line in signatures)),
            (400, b"backwards", lambda: old > size),
            (409, f"{self.size}\n".encode(), lambda: old != self.size or (size == self.size and root != self.root)),
            (422, b"no extension", lambda: not consistent(self.size, size, self.root, root, proof)),
        ]
        for status, content, refused in refusals:
            if refused():
                return status, content
        self.size, self.root = size, root
        return 200, self.notary.line(text, self.now()).encode()

    def _signed(self, text: str, line: str) -> bool:
        for written in self.log_keys:
            name, hexadecimal, encoded = written.split("+", 2)
            decoded = base64.b64decode(line.rpartition(" ")[2])
            if line.startswith(f"— {name} ") and decoded[:4].hex() == hexadecimal:
                try:
                    key = Ed25519PublicKey.from_public_bytes(base64.b64decode(encoded)[1:])
                    key.verify(decoded[4:], text.encode())
                except InvalidSignature:
                    return False
                return True
        return False


def consistent(old: int, new: int, old_root: bytes, new_root: bytes, proof: list[bytes]) -> bool:
    """Whether PROOF(old, D[new]) of RFC 6962 leads to both roots, and nothing of it is left over."""
    if old in {0, new}:
        return not proof and (old == 0 or old_root == new_root)
    rest = iter(proof)
    try:
        found = _subproof(old, new, old_root, rest, whole=True)
    except StopIteration:
        return False
    return found == (old_root, new_root) and next(rest, None) is None


def _subproof(old: int, new: int, old_root: bytes, rest: Iterator[bytes], *, whole: bool) -> tuple[bytes, bytes]:
    """The roots over the first `old` and over all `new` leaves of this subtree. The proof names its deepest part first."""
    if old == new:
        value = old_root if whole else next(rest)
        return value, value
    k = 1 << (new - 1).bit_length() - 1
    if old <= k:
        before, now = _subproof(old, k, old_root, rest, whole=whole)
        return before, sha256(b"\x01" + now + next(rest)).digest()
    before, now = _subproof(old - k, new - k, old_root, rest, whole=False)
    left = next(rest)
    return sha256(b"\x01" + left + before).digest(), sha256(b"\x01" + left + now).digest()


@contextmanager
def answering(answer: Callable[[str, bytes], Answer]) -> Iterator[str]:
    """A server that lets `answer(path, body)` speak; yields its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status, content = answer(self.path, body)
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Location", "/elsewhere")
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
