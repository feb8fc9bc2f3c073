"""Writes docs/acts.md, the table of all acts, from their declarations: `make acts`. A test fails when the two differ."""

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from gemportal import app as _every_room  # noqa: F401 - importing it declares every act
from gemportal.kernel.acts import ACTS, Act
from gemportal.kernel.holding import ANY_ENTRY, Holds

FILE = Path(__file__).resolve().parents[1] / "docs" / "acts.md"

_HEAD = """# Every act

Whatever changes in the portal, changes by one of these acts (`gemportal/kernel/acts.py`). This file is made from the code by
`make acts`; a test fails when it is stale.

## Governance acts

Each writes exactly one entry in the register, in the transaction in which it happens: it happens with its entry, or not at
all. The labels are what the portal shows, after the name of the organisation or office.

- **Always** and **Sometimes**: the keys of `data` in the entry. They are public for ever, and never personal. Besides these,
  any entry may hold {any_entry}: the entry and the vote that brought the act about.
- **Apart**: the keys of the part of which the entry holds a salted digest only, and which can be erased. It may be absent,
  and lack keys.
- **Shown**: from its entry on (*at once*), or once it is disclosed, if ever (*later*).
"""
_HOUSE = """
## House acts

These write no entry: drafts, accounts, invitations, signing in, and what the portal does to keep itself running. Where a
public page shows what they change, they raise the public revision in the same transaction.
"""


def table() -> str:
    """The text of docs/acts.md."""
    acts = sorted((act for act in ACTS.values() if _is_ours(act)), key=lambda act: act.name)
    lines = [_HEAD.format(any_entry=_words(ANY_ENTRY).replace(", ", " and "))]
    for room, of_room in groupby(acts, _room):
        found = [_row(act, act.holds) for act in of_room if act.holds is not None]
        if found:
            lines += [
                f"### {room}\n",
                "| Act | Label | Always | Sometimes | Apart | Shown |",
                "|---|---|---|---|---|---|",
                *found,
                "",
            ]
    lines += [_HOUSE, "| Act | Label |", "|---|---|"]
    lines += [f"| `{act.name}` | {act.label} |" for act in acts if act.holds is None]
    return "\n".join(lines) + "\n"


def _is_ours(act: Act) -> bool:
    """Tests make acts of their own."""
    return act.function.__module__.startswith("gemportal.")


def _room(act: Act) -> str:
    return act.name.partition(":")[0]


def _row(act: Act, holds: Holds) -> str:
    shown = ("later" if holds.opens_later else "at once") if holds.apart else ""
    cells = (f"`{act.name}`", str(act.label), _words(holds.always), _words(holds.sometimes), _words(holds.apart), shown)
    return f"| {' | '.join(cells)} |"


def _words(keys: Iterable[str]) -> str:
    return ", ".join(f"`{key}`" for key in keys)


if __name__ == "__main__":
    FILE.write_text(table())
