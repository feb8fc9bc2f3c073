"""Sending letters: through a mail server, or into a folder of this machine for trying the portal."""

import smtplib
import ssl
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime, make_msgid
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from gemportal.kernel import clock
from gemportal.kernel.outbox import Letter

SCHEMES = ("smtp", "smtps", "file")
_TIMEOUT = 20


class _Policy(EmailPolicy):
    """As usual, but a header that is for programs alone stays on one line: they do not read an address that was folded."""

    def fold(self, name: str, value: Any) -> str:
        return f"{name}: {value}{self.linesep}" if name.startswith("List-") else super().fold(name, value)

    def fold_binary(self, name: str, value: Any) -> bytes:
        return (
            self.fold(name, value).encode("ascii", "surrogateescape")
            if name.startswith("List-")
            else super().fold_binary(name, value)
        )


class NotDelivered(OSError):
    """The mail server would not take it or did not answer, or no mail can be made of it."""


def postman(address: str, sender: str) -> Callable[[Letter], None]:
    """What sends letters to MAIL_URL: `smtp://user:password@host:587`, `smtps://…`, or `file:///folder`.

    Letters go by STARTTLS where it is offered. A password goes by no other way: whoever stands between could take the offer out.
    """
    parts = urlsplit(address)

    def send(letter: Letter) -> None:
        try:
            message = _message(letter, sender)
            if parts.scheme == "file":
                _keep_in(Path(unquote(parts.path)), message)
                return
            with _server(parts.scheme, parts.hostname or "localhost", parts.port) as server:
                if parts.username:
                    if not isinstance(server.sock, ssl.SSLSocket):
                        raise NotDelivered("the mail server asks for a password and offers no STARTTLS")
                    server.login(unquote(parts.username), unquote(parts.password or ""))
                server.send_message(message)
        except (smtplib.SMTPException, ValueError) as error:
            raise NotDelivered(type(error).__name__) from None

    return send


def _server(scheme: str, host: str, port: int | None) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if scheme == "smtps":
        return smtplib.SMTP_SSL(host, port or 465, timeout=_TIMEOUT, context=context)
    server = smtplib.SMTP(host, port or 25, timeout=_TIMEOUT)
    server.ehlo_or_helo_if_needed()
    if server.has_extn("starttls"):
        server.starttls(context=context)
    return server


def _message(letter: Letter, sender: str) -> EmailMessage:
    """The letter as a mail. A line break in an address or a subject is refused by the library: nobody adds a header."""
    message = EmailMessage(_Policy())
    # What looks like an encoded word (RFC 2047) the library would decode after it looked for line breaks, and write those out.
    subject = letter.subject.replace("=?", "= ?")
    message["From"], message["To"], message["Subject"] = sender, letter.to, subject
    message["Date"] = format_datetime(clock.now())
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2].rstrip(">"))
    message["Auto-Submitted"] = "auto-generated"
    for name, value in letter.headers.items():
        message[name] = value
    message.set_content(letter.body, cte="quoted-printable")
    return message


def _keep_in(folder: Path, message: EmailMessage) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    name = str(message["Message-ID"]).strip("<>").partition("@")[0]
    (folder / f"{clock.now():%Y%m%dT%H%M%S}-{name}.eml").write_bytes(message.as_bytes())
