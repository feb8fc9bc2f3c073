"""Give every municipality one hexagon, near where it lies: run once for each new list of municipalities.

    python tools/map/hexagons.py        (needs numpy and scipy, which the portal itself does not)

First the centres are pushed apart until each has room for a tile, so that crowded regions grow and empty ones shrink,
while neighbours stay neighbours. Then each centre gets its own cell of a hexagonal grid, with the least total squared
distance. Writes `gemportal/organisations/data/tiles.csv`: code, column, row (odd rows shift half a tile to the right).
"""

import csv
from pathlib import Path

import numpy as np
from scipy.optimize import linear_sum_assignment

DATA = Path(__file__).resolve().parents[2] / "gemportal" / "organisations" / "data"
ROUNDS = 400
PULL_HOME = 0.01


def projected(rows: list[dict[str, str]]) -> np.ndarray:
    """Centres in units of one tile's width: a plain projection is exact enough for a country of this size."""
    longitude = np.array([float(row["longitude"]) for row in rows])
    latitude = np.array([float(row["latitude"]) for row in rows])
    flat = np.column_stack([longitude * np.cos(np.radians(52.2)), -latitude])
    flat -= flat.min(axis=0)
    area = np.prod(flat.max(axis=0)) * 0.62
    return flat / np.sqrt(area / len(rows))


def spread(points: np.ndarray) -> np.ndarray:
    """Push centres apart that are closer than one tile, and let each be pulled a little to where it lies."""
    home, here = points.copy(), points.copy()
    for _ in range(ROUNDS):
        away = here[:, None, :] - here[None, :, :]
        distance = np.sqrt((away**2).sum(axis=2)) + np.eye(len(here)) * 9
        push = np.clip(1.0 - distance, 0, None) / 2
        here = here + (away / distance[:, :, None] * push[:, :, None]).sum(axis=1) * 0.5 + (home - here) * PULL_HOME
    return here


def cells(points: np.ndarray) -> tuple[np.ndarray, list[tuple[int, int]]]:
    """The grid that covers the points, as coordinates and as (column, row)."""
    height = np.sqrt(3) / 2
    columns, rows = np.ceil(points.max(axis=0)).astype(int) + 2
    names = [(column, row) for row in range(int(rows / height) + 1) for column in range(columns)]
    places = np.array([(column + 0.5 * (row % 2), row * height) for column, row in names])
    return places, names


def main() -> None:
    with (DATA / "municipalities.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    points = spread(projected(rows))
    points -= points.min(axis=0)
    places, names = cells(points)
    cost = ((points[:, None, :] - places[None, :, :]) ** 2).sum(axis=2)
    _, chosen = linear_sum_assignment(cost)
    left, top = np.array([names[index] for index in chosen]).min(axis=0)
    top -= top % 2
    with (DATA / "tiles.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["code", "column", "row"])
        for row, index in zip(rows, chosen, strict=True):
            writer.writerow([row["code"], names[index][0] - left, names[index][1] - top])


if __name__ == "__main__":
    main()
