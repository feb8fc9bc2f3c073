"""What a mail server hears: a password never goes over a line that others can read."""

import socketserver
from collections.abc import Iterator
from threading import Thread

import pytest

from gemportal.kernel.outbox import Letter
from gemportal.kernel.postman import NotDelivered, postman

LETTER = Letter("an@gemportal.example", "Aanmelden", "Tot en met 4 maart 2026.")


class Plain(socketserver.StreamRequestHandler):
    """A server that takes every letter, and offers no encryption."""

    heard: list[bytes]

    def handle(self) -> None:
        self.wfile.write(b"220 mail.example\r\n")
        in_letter = False
        for line in self.rfile:
            self.heard.append(line)
            in_letter = line != b".\r\n" if in_letter else line == b"data\r\n"
            if line == b"data\r\n":
                self.wfile.write(b"354 go on\r\n")
            elif line.startswith(b"ehlo"):
                self.wfile.write(b"250-mail.example\r\n250 AUTH PLAIN\r\n")
            elif not in_letter:
                self.wfile.write(b"221 bye\r\n" if line == b"QUIT\r\n" else b"250 well\r\n")


@pytest.fixture
def plain() -> Iterator[tuple[str, list[bytes]]]:
    """Where the server listens, and all that it hears."""
    heard: list[bytes] = []
    handler = type("Hearing", (Plain,), {"heard": heard})
    with socketserver.TCPServer(("127.0.0.1", 0), handler) as server:
        serving = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        serving.start()
        yield f"127.0.0.1:{server.server_address[1]}", heard
        server.shutdown()
        serving.join()


def test_a_password_is_not_sent_in_the_clear(plain: tuple[str, list[bytes]]) -> None:
    where, heard = plain
    with pytest.raises(NotDelivered, match="STARTTLS"):
        postman(f"smtp://portaal:geheim@{where}", "gemportal@gemportal.example")(LETTER)
    assert not any(line.startswith((b"AUTH", b"mail")) for line in heard)


def test_a_server_that_asks_for_no_password_gets_its_letters(plain: tuple[str, list[bytes]]) -> None:
    where, heard = plain
    postman(f"smtp://{where}", "gemportal@gemportal.example")(LETTER)
    assert b"To: an@gemportal.example\r\n" in heard
