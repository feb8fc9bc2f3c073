"""The program itself, and the digest by which somebody sees that they have the same one as others."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from flask import Flask, Response, current_app

from gemportal.kernel.web.room import PUBLIC, Room

room = Room("standalone", __name__)


@cache
def _program(static: str) -> bytes:
    return (Path(static) / "register" / "verify.py").read_bytes()


def digest() -> str:
    """The SHA-256 of the program, in hexadecimal, as `sha256sum verify.py` prints it."""
    return sha256(_program(str(current_app.static_folder))).hexdigest()


def show_digest(app: Flask) -> None:
    """Let pages say the digest of the program."""
    app.add_template_global(digest, "verifier_digest")


@room.page("/register/verify.py", access=PUBLIC)
def program() -> Response:
    return Response(_program(str(current_app.static_folder)), content_type="text/x-python; charset=utf-8")
