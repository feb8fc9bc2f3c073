"""The key of the register: made at first need, read once for each application, and read again when it was replaced.

While a key is being replaced, two files hold one: `REGISTER_KEY_FILE`, and beside it the same name with `.next`. Which of them
signs is said by the register alone: the one that signed its last checkpoint first. So a process that stops at any moment,
or still remembers the old key, does no harm.
"""

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import structlog
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
from flask import current_app

from gemportal.kernel.errors import Unavailable
from gemportal.kernel.words import _l
from gemportal.register import queries
from gemportal.register.notes import Signer, Verifier

_EXTENSION = "register.signer"

log = structlog.get_logger()


def signer() -> Signer:
    """Who signs the next checkpoint, by what the register says now; see `signer_after`."""
    checkpoint = queries.latest_checkpoint()
    return signer_after(checkpoint.note if checkpoint else None)


def signer_after(note: str | None) -> Signer:
    """Who signs the checkpoint that follows `note`: the key that signed `note` first. Nobody signed yet: the key in the file.

    Raises `Unavailable` when that key is not here: another one would break everybody's proofs unseen.
    """
    if note is None:
        make(_file())
        return _found(_read(_file()))
    known: Signer | None = current_app.extensions.get(_EXTENSION)
    if known is not None and known.verifier.leads(note):
        return known
    return _found(signer for signer in _in_files() if signer.verifier.leads(note))


def verifier() -> Verifier | None:
    """The key by which this register is checked here; see `verifier_after`."""
    checkpoint = queries.latest_checkpoint()
    return verifier_after(checkpoint.note if checkpoint else None)


def verifier_after(note: str | None) -> Verifier | None:
    """The key of whose turn it is to sign after `note` or, where that key is not here, the one in the file."""
    try:
        return signer_after(note).verifier
    except Unavailable:
        return next((found.verifier for found in _in_files()), None)


def prepared() -> Signer | None:
    """The new key that lies ready beside the present one; None when there is none."""
    return next(_read(_next()), None)


def prepare() -> None:
    """Lay a new key ready, for its owner only, unless one lies there already."""
    make(_next())


def put_in_place() -> bool:
    """Let the new key take the place of the old, which is gone then; False unless the register already went on with the new one."""
    new, checkpoint = prepared(), queries.latest_checkpoint()
    if new is None or checkpoint is None or not new.verifier.leads(checkpoint.note):
        return False
    _next().replace(_file())
    return True


@contextmanager
def alone() -> Iterator[None]:
    """Let one process at a time replace the key: another waits here."""
    # A file of its own: the key's own file is another one after it was replaced.
    lock = _beside("lock")
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def make(path: Path) -> None:
    """A new private key in `path` (PKCS #8, PEM) unless there is one; readable by its owner only.

    It appears under its name whole or not at all, so that processes that start at once end up with the same key.
    """
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    with tempfile.NamedTemporaryFile(dir=path.parent) as file:
        file.write(pem)
        file.flush()
        os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(file.name, path)


def _file() -> Path:
    return Path(current_app.config["REGISTER_KEY_FILE"])


def _next() -> Path:
    return _beside("next")


def _beside(word: str) -> Path:
    path = _file()
    return path.with_name(f"{path.name}.{word}")


def _in_files() -> Iterator[Signer]:
    # The new one first: what is put in place meanwhile is found under its next name.
    yield from _read(_next())
    yield from _read(_file())


def _read(path: Path) -> Iterator[Signer]:
    """The signer whose key is in `path`. A file that is not there, or holds no such key, holds nobody's."""
    with suppress(OSError, ValueError, TypeError):
        key = load_pem_private_key(path.read_bytes(), password=None)
        if isinstance(key, Ed25519PrivateKey):
            yield Signer(current_app.config["REGISTER_ORIGIN"], key)


def _found(signers: Iterator[Signer]) -> Signer:
    """The first of these, remembered for the next time."""
    found = next(signers, None)
    if found is None:
        log.error("register.key_missing", reason=f"{_file()} does not hold the key of the last checkpoint")
        raise Unavailable(
            _l(
                "Het portaal kan het register nu niet ondertekenen. Er is niets veranderd. De beheerder moet dit eerst oplossen."
            )
        )
    current_app.extensions[_EXTENSION] = found
    return found
