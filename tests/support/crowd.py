"""Many browsers at once against a real server: each request on a connection of its own, none retried, every failure told."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

PATIENCE = 60.0


@dataclass(frozen=True)
class Answer:
    """What came back. `status` is 0 when the connection was refused, broke, or brought half an answer."""

    status: int
    headers: Mapping[str, str]
    text: str
    sent: datetime
    answered: datetime

    @property
    def location(self) -> str:
        return self.headers.get("location", "")

    @property
    def seconds(self) -> float:
        return (self.answered - self.sent).total_seconds()


async def ask(
    port: int,
    path: str,
    *,
    cookie: str = "",
    form: Mapping[str, str] | None = None,
    tag: str = "",
    last_byte_at: datetime | None = None,
    stay: bool = True,
) -> Answer:
    """GET `path`, or POST the form to it. `sent` is the moment at which the whole request was handed to the network.

    `last_byte_at` is for who holds back the end of a request until that moment; who does not `stay` hangs up without an answer.
    """
    body = urlencode(form).encode() if form is not None else b""
    lines = [
        f"{'GET' if form is None else 'POST'} {path} HTTP/1.1",
        "Host: localhost",
        "Connection: close",
        f"Content-Length: {len(body)}",
        *(["Content-Type: application/x-www-form-urlencoded"] if form is not None else []),
        *([f"Cookie: {cookie}"] if cookie else []),
        *([f"If-None-Match: {tag}"] if tag else []),
    ]
    sent = datetime.now(UTC)
    status, text = 0, ""
    headers: dict[str, str] = {}
    try:
        async with asyncio.timeout(PATIENCE):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            try:
                request = "\r\n".join([*lines, "", ""]).encode() + body
                if last_byte_at is not None:
                    writer.write(request[:-1])
                    await until(last_byte_at)
                    request = request[-1:]
                writer.write(request)
                sent = datetime.now(UTC)
                await writer.drain()
                if stay:
                    status, headers, text = _read(await reader.read())
            finally:
                writer.close()
    except (OSError, TimeoutError):
        pass
    return Answer(status, headers, text, sent, datetime.now(UTC))


def _read(raw: bytes) -> tuple[int, dict[str, str], str]:
    top, _, body = raw.partition(b"\r\n\r\n")
    first, *rest = top.decode("latin-1").split("\r\n")
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in rest)}
    if not first or len(body) < int(headers.get("content-length", 0)):
        return 0, {}, ""
    return int(first.split()[1]), headers, body.decode(errors="replace")


async def until(moment: datetime) -> None:
    """Wait for a moment; not at all when it has passed."""
    await asyncio.sleep(max(0.0, (moment - datetime.now(UTC)).total_seconds()))


async def answering(port: int) -> None:
    """Wait until the server answers, as long as one waits for a page."""
    answer = await ask(port, "/gereed")
    assert answer.status == 200, answer
