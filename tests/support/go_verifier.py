"""What the Go authors' own verifiers say of a register: `tests/go`, built once, offline, from what Debian and PyPI ship."""

import fcntl
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

_SOURCE = Path(__file__).parents[1] / "go"
_BUILT = _SOURCE.parents[1] / ".pytest_cache" / "go"
_GO = Path(sys.executable).with_name("go")
_LIBRARY = Path("/usr/share/gocode/src/golang.org/x/mod/sumdb")


def verdict(folder: Path, verifier_key: str, old_checkpoint: str | None = None) -> str | None:
    """Why a downloaded log is not accepted; None when it is.

    `folder` holds `checkpoint`, `tile/…` and `tile/entries/…` as docs/register-formats.md names them; the log must also extend
    `old_checkpoint` where that is given. The test is skipped where Go is missing, which fails on the build machine.
    """
    return _ask("log", verifier_key, folder, *([old_checkpoint] if old_checkpoint else []))


def verdict_on_proof(entry: bytes, proof: str, verifier_key: str) -> str | None:
    """Why this `.tlog-proof` does not show that these bytes are an entry; None when it does."""
    return _ask("proof", verifier_key, entry, proof)


def verdict_on_extension(old_checkpoint: str, body: str, verifier_key: str) -> str | None:
    """Why `body` (`old N`, hashes, an empty line, a checkpoint: what a witness is sent) does not extend; None when it does."""
    return _ask("extends", verifier_key, old_checkpoint, body)


def _ask(what: str, verifier_key: str, *files: Path | str | bytes) -> str | None:
    command, opened = [str(_program()), what, verifier_key], []
    for file in files:
        if isinstance(file, Path):
            command.append(str(file))
        else:
            opened.append(_in_memory(file))
            command.append(f"/dev/fd/{opened[-1]}")
    try:
        answer = subprocess.run(  # noqa: S603 - our own program
            command, pass_fds=opened, capture_output=True, text=True, check=False, timeout=60
        )
    finally:
        for descriptor in opened:
            os.close(descriptor)
    if answer.returncode not in {0, 1}:
        raise AssertionError(answer.stderr)
    return answer.stderr.strip() if answer.returncode else None


def _in_memory(content: str | bytes) -> int:
    descriptor = os.memfd_create("tlogcheck")
    os.write(descriptor, content.encode() if isinstance(content, str) else content)
    return descriptor


@cache
def _program() -> Path:
    if not _GO.exists():
        pytest.skip("Go is not installed: it comes with requirements-dev.txt, on Linux")
    if not _LIBRARY.exists():
        pytest.skip("the Go authors' verifiers are not installed: apt install golang-golang-x-mod-dev")
    _BUILT.mkdir(parents=True, exist_ok=True)
    program = _BUILT / "tlogcheck"
    environment = os.environ | {
        "GOFLAGS": "-mod=mod",
        "GOPROXY": "off",
        "GOTOOLCHAIN": "local",
        "GOCACHE": str(_BUILT / "cache"),
    }
    # Tests run in several processes: one builds, the others find that nothing is left to do.
    with (_BUILT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        built = subprocess.run(  # noqa: S603 - the compiler of this project's own lock
            [_GO, "build", "-o", program, "."],
            cwd=_SOURCE,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
    if built.returncode:
        raise AssertionError(built.stderr)
    return program
