"""The portal's stand-alone verifier, `static/register/verify.py`, as tests ask it."""

import contextlib
import io
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

PROGRAM = Path(__file__).resolve().parents[2] / "static" / "register" / "verify.py"


def load() -> Any:
    """The file as a module; it belongs to no package."""
    if "standalone_verify" not in sys.modules:
        spec = spec_from_file_location("standalone_verify", PROGRAM)
        if spec is None or spec.loader is None:
            raise ImportError(PROGRAM)
        module = sys.modules["standalone_verify"] = module_from_spec(spec)
        spec.loader.exec_module(module)
    return sys.modules["standalone_verify"]


def run(*words: str | Path) -> tuple[int, str, str]:
    """The exit code of a run, what it told, and what it complained of."""
    told, complained = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(told), contextlib.redirect_stderr(complained):
        code = load().main([*map(str, words), "--taal", "en"])
    return code, told.getvalue(), complained.getvalue()


def verdict(folder: Path, key: str, old_checkpoint: str | None = None, *more: str) -> str | None:
    """Why a downloaded log is not accepted; None when it is. It must extend `old_checkpoint` where that is given."""
    keep = folder.with_name(f"{folder.name}.checkpoint")
    keep.unlink(missing_ok=True)
    if old_checkpoint:
        keep.write_text(old_checkpoint)
    code, told, complaint = run(folder, "--key", key, "--keep", keep, *more)
    if code not in {0, 1}:
        raise AssertionError(told + complaint)
    return complaint.strip() if code else None
