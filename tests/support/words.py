"""The catalogues, compiled when they are older than their texts, so that a test never speaks yesterday's English."""

from pathlib import Path

from babel.messages import mofile, pofile

import config

CATALOGUES = config.ROOT / "gemportal" / "translations"


def compile_catalogues(folder: Path = CATALOGUES) -> None:
    """Write each `.mo` that is missing or older than its `.po`."""
    for source in folder.glob("*/LC_MESSAGES/messages.po"):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as file:
            catalogue = pofile.read_po(file, locale=source.parent.parent.name)
        # Written beside it and moved, since several workers may do this at once.
        draft = target.with_suffix(f".{id(catalogue):x}.draft")
        with draft.open("wb") as file:
            mofile.write_mo(file, catalogue)
        draft.replace(target)
