"""The rules of the house that import-linter cannot see. If one hurts, the layout is wrong; an ADR changes it."""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import sqlalchemy as sa

from gemportal import app as application  # importing it wires every room, and so declares every table and act
from gemportal.kernel import acts, db

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "gemportal"
LONGEST_FILE = 300

# What every room is made of; it leaves out what it does not need.
KNOWN_FILES = {
    "__init__",
    "acts",
    "commands",  # `flask` commands of the room
    "forms",
    "models",
    "news",  # what the newspaper of the register says of its subjects and acts
    "personal",  # what the room keeps of people
    "policy",
    "queries",
    "replaying",  # what the register tells of this room, told to an empty database
    "rules",
    "views",
    "wiring",  # what the room hands to the application
}
# What only one room has, beside those. Each says in its docstring what it is for.
OWN_FILES = {
    "backup": {"reading", "restoring", "writing"},
    "decisions": {"voted"},
    "demo": {"cast", "crowd", "crowd_texts", "proposals", "scenes", "seeding", "stage", "voices"},
    "files": {"archives", "images", "judging", "keeping"},
    "groups": {"following", "ranking", "seating", "showing", "voted"},
    "initiatives": {"proposal", "voted"},
    "notices": {"asking", "followed", "letters", "links", "posting"},
    "organisations": {"holdings", "possible", "source", "tiles"},
    "people": {"following", "letters", "offering", "standing"},
    "register": {"canonical", "checks", "keys", "log", "merkle", "notes", "tree", "verify", "words"},
    "site": {"desk", "health", "pages", "timeline"},
    "voting": {
        "answers",
        "casting",
        "conditions",
        "copying",
        "countable",
        "definition",
        "effects",
        "figures",
        "force",
        "guards",
        "interop",
        "outcome",
        "pabulib",
        "preflib",
        "summary",
        "tally",
        "terms",
        "told",
        "weighing",
    },
}

# Tests make acts of their own; those are none of the product's.
ACTS = {name: act for name, act in acts.ACTS.items() if act.function.__module__.startswith("gemportal.")}
SOURCES = sorted(PACKAGE.rglob("*.py"))
TESTS = sorted(path for path in (ROOT / "tests").rglob("*.py"))


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), str(path))


def place(path: Path, node: ast.AST) -> str:
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"


def outside_kernel(*exceptions: str) -> Iterator[Path]:
    yield from (path for path in SOURCES if not path.is_relative_to(PACKAGE / "kernel") and path.name not in exceptions)


def rooms() -> list[str]:
    """The rooms, from the ground up, in the order that pyproject.toml draws for import-linter."""
    drawn = contract("Rooms point down only")["layers"]
    return [name for layer in reversed(drawn) for name in re.findall(r"[a-z]+", layer)]


def contract(name: str) -> dict[str, list[str]]:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    return next(found for found in contracts if found["name"].startswith(name))


def calls(path: Path) -> Iterator[tuple[ast.Call, str]]:
    """Every call with the dotted name of what is called, as it is written."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call):
            yield node, ast.unparse(node.func)


def test_foreign_keys_point_down() -> None:
    order = {room: number for number, room in enumerate(rooms())}
    room_of = {mapper.local_table.name: mapper.class_.__module__.split(".")[1] for mapper in db.Base.registry.mappers}
    wrong = [
        f"{table.name} ({room_of[table.name]}) points up to {key.column.table.name} ({room_of[key.column.table.name]})"
        for table in db.metadata.sorted_tables
        for key in table.foreign_keys
        if order[room_of[table.name]] < order[room_of[key.column.table.name]]
    ]
    assert not wrong


def test_every_table_belongs_to_a_class() -> None:
    mapped = {table.name for mapper in db.Base.registry.mappers for table in mapper.tables}
    assert set(db.metadata.tables) - mapped == set()


def test_every_room_is_held_to_the_order_inside() -> None:
    packages = {f"gemportal.{path.parent.name}" for path in PACKAGE.glob("*/__init__.py")}
    held = set(contract("Inside a room")["containers"])
    assert packages - held == {"gemportal.kernel"}, "name the new room among the containers in pyproject.toml"


def test_rooms_are_made_of_known_files() -> None:
    strange = [
        str(path.relative_to(ROOT))
        for path in PACKAGE.glob("*/*.py")
        if path.parent.name != "kernel" and path.stem not in KNOWN_FILES | OWN_FILES.get(path.parent.name, set())
    ]
    assert not strange, "give it a known name, or name it in OWN_FILES"


def test_every_module_says_what_it_is_for() -> None:
    """The package itself stays empty: importing a tally must not import the web."""
    silent = [str(path.relative_to(ROOT)) for path in SOURCES if not ast.get_docstring(tree_of(path))]
    assert set(silent) <= {"gemportal/__init__.py"}


def test_no_file_is_longer_than_a_sitting() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in [*SOURCES, *TESTS]
        if (lines := len(path.read_text().splitlines())) > LONGEST_FILE
    }
    assert not long


def test_no_import_hides_in_a_function() -> None:
    hidden = [
        place(path, inner)
        for path in [*SOURCES, *TESTS]
        for node in ast.walk(tree_of(path))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        for inner in ast.walk(node)
        if isinstance(inner, (ast.Import, ast.ImportFrom))
    ]
    assert not hidden


def test_only_the_kernel_ends_transactions() -> None:
    found = [
        place(path, call)
        # A rebuilt database has no acts: its rows are told by the register.
        for path in outside_kernel("rebuilding.py")
        for call, name in calls(path)
        if name.rpartition(".")[2] in {"commit", "rollback", "begin", "begin_nested"} and "." in name
    ]
    assert not found, "an act is committed by perform()"


def test_only_the_kernel_tells_the_time() -> None:
    asked = re.compile(
        r"(^|\.)(datetime\.(now|utcnow|today)|date\.today|time\.(time|time_ns)|func\.(now|current_\w+))$"
    )
    allowed = PACKAGE / "kernel" / "clock.py"
    found = [
        place(path, call) for path in SOURCES if path != allowed for call, name in calls(path) if asked.search(name)
    ]
    assert not found, "ask gemportal.kernel.clock"


def test_only_the_kernel_takes_a_day_from_a_moment() -> None:
    """A day is Amsterdam's. The rules of letters are handed their zone."""
    allowed = {PACKAGE / "kernel" / "clock.py", PACKAGE / "notices" / "rules.py"}
    sources = [path for path in (*SOURCES, *(ROOT / "templates").rglob("*.html")) if path not in allowed]
    found = [path.name for path in sources if ".date()" in path.read_text(encoding="utf-8")]
    assert not found, "ask clock.day_of"


def test_sql_is_never_put_together_from_text() -> None:
    """Outside the kernel's database only expressions; text() with a plain literal may name the condition of an index."""
    found = []
    for path in SOURCES:
        if path == PACKAGE / "kernel" / "db.py":
            continue
        for call, name in calls(path):
            last = name.rpartition(".")[2]
            literal = bool(call.args) and isinstance(call.args[0], ast.Constant)
            if last in {"exec_driver_sql", "literal_column"} or (
                last == "text" and not (literal and path.name == "models.py")
            ):
                found.append(place(path, call))
    assert not found


def test_views_and_forms_ask_no_database() -> None:
    """Rule 4: a view reads through queries and changes through perform()."""
    found = []
    for path in [path for path in SOURCES if path.name in {"views.py", "forms.py"}]:
        for node in ast.walk(tree_of(path)):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
            found += [
                f"{place(path, node)} {name}"
                for name in names
                if name.partition(".")[0] == "sqlalchemy" or name == "gemportal.kernel.db" or name.endswith(".models")
            ]
    assert not found


@pytest.mark.parametrize("name", sorted(ACTS))
def test_every_act_is_named_in_a_test(name: str) -> None:
    """By the name of its function, or by its name in the register."""
    function = ACTS[name].function.__name__
    words = re.compile(rf"\b{re.escape(function)}\b|[\"']{re.escape(name)}[\"']")
    own = Path(__file__)
    assert any(words.search(path.read_text()) for path in TESTS if path != own and path.name.startswith("test_")), (
        f"no test names the act {name} ({function})"
    )


def test_every_act_stands_in_an_acts_file_and_begins_with_its_room() -> None:
    wrong = [
        f"{name} in {module}"
        for name, act in ACTS.items()
        if (module := act.function.__module__).split(".")[1] != name.partition(":")[0]
        or (not module.endswith(".acts") and not module.startswith("gemportal.kernel."))
    ]
    assert not wrong


def test_the_rooms_of_the_application_are_wired_from_the_ground_up() -> None:
    order = rooms()
    wired = [room.__name__.split(".")[1] for room in application.ROOMS]
    assert wired == sorted(wired, key=order.index)


def test_enums_are_stored_by_value() -> None:
    """A name that changes in the code must not change what is in the database."""
    wrong = [
        f"{table.name}.{column.name}"
        for table in db.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, sa.Enum)
        and column.type.enum_class is not None
        and column.type.enums != [member.value for member in column.type.enum_class]
    ]
    assert not wrong


def test_money_and_votes_are_never_floats() -> None:
    """Rule 6. Coordinates are no sums: they alone may be floats."""
    wrong = [
        f"{table.name}.{column.name}"
        for table in db.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, sa.Float) and column.name not in {"longitude", "latitude"}
    ]
    assert not wrong
