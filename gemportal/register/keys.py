"""The key of the register: read once for each application, made at first need."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
from flask import current_app

from gemportal.register.notes import Signer

_EXTENSION = "register.signer"


def signer() -> Signer:
    """Who signs the checkpoints of the present application."""
    if _EXTENSION not in current_app.extensions:
        path = Path(current_app.config["REGISTER_KEY_FILE"])
        current_app.extensions[_EXTENSION] = Signer(current_app.config["REGISTER_ORIGIN"], kept_key(path))
    found: Signer = current_app.extensions[_EXTENSION]
    return found


def kept_key(path: Path) -> Ed25519PrivateKey:
    """The private key in `path` (PKCS #8, PEM), made when there is none; readable by its owner only.

    It appears under its name whole or not at all, so that processes that start at once end up with the same key.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        with tempfile.NamedTemporaryFile(dir=path.parent) as file:
            file.write(pem)
            file.flush()
            os.fsync(file.fileno())
            with suppress(FileExistsError):
                os.link(file.name, path)
    key = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError(f"the key in {path} is not an Ed25519 key")
    return key
