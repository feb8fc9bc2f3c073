"""The map on which every municipality is one tile, so that small ones are seen. Places made by `tools/map/hexagons.py`."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).parent / "data" / "tiles.csv"

# A tile is 20 wide; rows of a hexagonal grid lie √3/2 of that apart.
WIDTH = 20
ROW_HEIGHT = 17.32


@dataclass(frozen=True)
class Tile:
    """The centre of one municipality's tile, in the units of the drawing."""

    code: str
    x: float
    y: float


@cache
def tiles() -> tuple[Tile, ...]:
    """All tiles, from north to south."""
    with SOURCE.open(encoding="utf-8", newline="") as file:
        rows = [(line["code"], int(line["column"]), int(line["row"])) for line in csv.DictReader(file)]
    placed = (
        Tile(code, WIDTH * (column + 0.5 * (row % 2) + 1), round(ROW_HEIGHT * (row + 1), 1))
        for code, column, row in rows
    )
    return tuple(sorted(placed, key=lambda tile: (tile.y, tile.x)))
