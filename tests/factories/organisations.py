"""Lists of municipalities, as CBS might bring them; members and partners are made in members.py."""

from collections.abc import Iterable

from gemportal.kernel.actor import clock_for
from gemportal.organisations import acts
from gemportal.organisations.rules import Merger, Municipality
from tests.support.house import House

LIST_KEEPER = clock_for("organisations:load-municipalities")

OUDE = Municipality("GM9001", "Oudewater-Oost", "Utrecht", 9_000, 4.9, 52.0)
OUDER = Municipality("GM9002", "Ouderkerk-West", "Utrecht", 11_000, 4.8, 52.1)
GROTE = Municipality("GM9003", "Grote Waard", "Utrecht", 50_000, 4.7, 52.2)
NIEUWE = Municipality("GM9004", "Nieuwe Waard", "Utrecht", 20_000, 4.85, 52.05)


def load(house: House, lines: Iterable[Municipality], mergers: Iterable[Merger] = ()) -> tuple[int, int]:
    """Bring the list up to date; gives how many were added and how many closed."""
    return house.perform(acts.load_municipalities, LIST_KEEPER, list(lines), list(mergers))
