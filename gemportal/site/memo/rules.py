"""What a memo says, and how long: one page, whatever people wrote. Pure: no database, no web."""

from collections.abc import Sequence

from gemportal.kernel.figures import Amount, Euros
from gemportal.kernel.paper import Grid, shortened
from gemportal.kernel.prose import Block, Kind
from gemportal.kernel.words import Message, _l

UNKNOWN = _l("nog niet bekend")
# In characters: what a memo shows of each text. The rest is on the page that it leads to.
GOAL, LONG, SHORT, NAME = 480, 260, 180, 60
MOST_NAMES = 5
MOST_YEARS = 4
MOST_POINTS = 5


def names(found: Sequence[str]) -> str:
    """The first few of these names, and how many more there are."""
    shown = [shortened(name, NAME) for name in found[:MOST_NAMES]]
    more = len(found) - len(shown)
    return ", ".join(shown) + (f" {_l('en nog %(more)s', more=more)}" if more else "")


def euros(amount: int | None) -> str:
    return str(UNKNOWN) if amount is None else str(Euros(amount))


def hours(amount: int | None) -> str:
    return str(UNKNOWN) if amount is None else str(_l("%(hours)s uur", hours=Amount(amount)))


def by_year(rows: Sequence[tuple[object, int | None, int | None]]) -> Grid:
    """Hours and euros for each of these years."""
    columns = (str(_l("Kalenderjaar")), str(_l("Uren")), str(_l("Euro’s")))
    cells = [(str(year), hours(some), euros(amount)) for year, some, amount in rows[:MOST_YEARS]]
    return Grid(columns, tuple(cells))


def points(*sentences: Message | None) -> tuple[Block, ...]:
    """The first of the sentences that hold, as a list; none are no list."""
    said = tuple(str(sentence) for sentence in sentences if sentence is not None)
    return (Block(Kind.POINTS, said[:MOST_POINTS]),) if said else ()


MEANING_AT_HOME = _l(
    "Ja zeggen is openbaar. Wie erachter staat, staat erbij: ambtelijk, het management, het college of de raad."
)
MEANING_STEPS = _l(
    "Een groep werkt in korte stappen. Na elke stap zegt elke organisatie in de groep wat die stap opleverde. Dan gaat de "
    "groep door, of zij stopt."
)
MEANING_LEAVING = _l("U kunt een zetel teruggeven. De reden staat dan in het register.")
