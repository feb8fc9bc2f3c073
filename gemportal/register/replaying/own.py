"""The rows of the present house, held against what its own register tells."""

from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from gemportal.register.replaying.comparing import differences, located, whole_state
from gemportal.register.replaying.reading import own_log
from gemportal.register.replaying.rebuilding import Unreplayable, empty_database, rebuild


@dataclass(frozen=True)
class Compared:
    """How many things were compared, and each difference: the index of the last entry about it, and what is wrong there."""

    things: int = 0
    differences: list[tuple[int, str]] = field(default_factory=list)


def rows() -> Compared:
    """Rebuild this house from its whole register, in a temporary database, and compare what it keeps with that.

    Parts that are not public take part too. Reads everything in the one transaction of the present context.
    """
    with TemporaryDirectory() as folder, empty_database(Path(folder) / "rebuilt.sqlite3") as rebuilt:
        try:
            rebuild(rebuilt, own_log(public_only=False))
        except Unreplayable as error:
            return Compared(differences=[(error.index, error.sentence)])
        with rebuilt.app_context():
            told = whole_state()
    kept = whole_state()
    return Compared(len(kept), list(located(list(differences(kept, told)))))
