"""Every text has its English, with the same values in it."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages import catalog, extract, frontend, pofile

ROOT = Path(__file__).resolve().parent.parent
ENGLISH = ROOT / "gemportal" / "translations" / "en" / "LC_MESSAGES" / "messages.po"
KEYWORDS = extract.DEFAULT_KEYWORDS | {"_l": None, "_ln": (1, 2)}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")

MessageId = str | tuple[str, ...]

MARKERS = {"_", "_l", "_ln", "gettext", "ngettext", "lazy_gettext"}


@cache
def in_the_source() -> dict[tuple[MessageId, str | None], str]:
    """Every text that the code and the templates mark, with the first place where it stands."""
    with (ROOT / "babel.cfg").open() as file:
        methods, options = frontend.parse_mapping_cfg(file)
    found: dict[tuple[MessageId, str | None], str] = {}
    for folder in ("gemportal", "templates"):
        for name, line, message, _, context in extract.extract_from_dir(ROOT / folder, methods, options, KEYWORDS):
            found.setdefault((message, context), f"{folder}/{name}:{line}")
    return found


@cache
def english() -> catalog.Catalog:
    with ENGLISH.open("rb") as file:
        return pofile.read_po(file, locale="en")


def forms(words: object) -> tuple[str, ...]:
    return words if isinstance(words, tuple) else tuple(words) if isinstance(words, list) else (str(words or ""),)


def test_texts_are_found() -> None:
    places = set(in_the_source().values())
    assert any(place.startswith("gemportal/") for place in places)
    assert any(place.startswith("templates/") for place in places)


def test_every_text_has_its_english() -> None:
    missing = []
    for (message, context), place in in_the_source().items():
        entry = english().get(message, context)
        if entry is None or not all(forms(entry.string)):
            missing.append(f"{place} {message!r}")
    assert not missing, f"{len(missing)} without English (make messages):\n" + "\n".join(sorted(missing))


def test_nothing_is_left_over_or_in_doubt() -> None:
    wanted = {forms(message)[0] for message, _ in in_the_source()}
    entries = [entry for entry in english() if entry.id]
    assert not [entry.id for entry in entries if entry.fuzzy], "in doubt (fuzzy)"
    assert not [entry.id for entry in entries if forms(entry.id)[0] not in wanted], "no longer used (make messages)"
    assert not english().obsolete


def test_the_english_has_the_same_values() -> None:
    different = []
    for entry in english():
        if not entry.id:
            continue
        dutch = {name for text in forms(entry.id) for name in PLACEHOLDER.findall(text)}
        for text in filter(None, forms(entry.string)):
            # "One day" may leave out its number; no translation may ask for a value that is not there.
            names = set(PLACEHOLDER.findall(text))
            if names - dutch or (dutch - names) - {"n", "num"}:
                different.append(f"{entry.id!r} → {text!r}")
    assert not different


@pytest.mark.parametrize(
    "path", sorted((ROOT / "gemportal").rglob("*.py")), ids=lambda path: path.relative_to(ROOT).as_posix()
)
def test_no_text_is_put_together_before_it_is_marked(path: Path) -> None:
    """A formatted string inside the marker is a text that no catalogue can know."""
    assert not re.findall(r"\b_(?:l|ln)?\(\s*f[\"']", path.read_text())


@pytest.mark.parametrize(
    "path", sorted((ROOT / "gemportal").rglob("*.py")), ids=lambda path: path.relative_to(ROOT).as_posix()
)
def test_no_text_hides_inside_another(path: Path) -> None:
    """The collector of texts does not look inside a marked call: a marked text in its values would never be translated."""
    calls = [node for node in ast.walk(ast.parse(path.read_text())) if is_marked(node)]
    hidden = [inner.lineno for call in calls for inner in ast.walk(call) if inner is not call and is_marked(inner)]
    assert not hidden


def is_marked(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKERS
