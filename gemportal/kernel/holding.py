"""What the register's entry of an act holds: said beside the act, kept to when the entry is written, and shown to the reader."""

from collections.abc import Iterable
from dataclasses import dataclass

ANY_ENTRY = ("cause", "ground")


@dataclass(frozen=True)
class Holds:
    """The keys of an entry: those that are `always` there, those so `sometimes`, and those of the part that stands `apart`.

    `cause` and `ground` may stand in any entry, and are not named. A part may be absent, and lack keys. It may be shown from
    its entry on, until it is erased; where it `opens_later`, nobody sees it before it is disclosed.
    """

    always: tuple[str, ...] = ()
    sometimes: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    opens_later: bool = False

    def check(self, data: Iterable[str], part: Iterable[str]) -> None:
        """Pass, or fail with `ValueError`: an entry that holds something else is a programming error."""
        found, may = set(data), {*self.always, *self.sometimes, *ANY_ENTRY}
        wrong = (set(self.always) - found) | (found - may) | (set(part) - set(self.apart))
        if wrong:
            raise ValueError(
                f"an entry holds what it says it holds, and this one differs in: {', '.join(sorted(wrong))}"
            )


def holds(
    *always: str, sometimes: tuple[str, ...] = (), apart: tuple[str, ...] = (), opens_later: bool = False
) -> Holds:
    """`holds("role", apart=("reason",))`, as it reads beside an act."""
    return Holds(always, sometimes, apart, opens_later)
