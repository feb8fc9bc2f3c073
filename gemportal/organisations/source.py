"""Reading CBS's list of municipalities, as kept in `data/municipalities.csv` or given by the operator."""

import csv
from pathlib import Path

from gemportal.organisations.rules import Municipality

SOURCE = Path(__file__).parent / "data" / "municipalities.csv"


class MalformedList(Exception):
    """The file is not a list of municipalities; says in which line."""


def read(path: Path = SOURCE) -> list[Municipality]:
    """The municipalities in a CSV with the columns code, name, province, population, longitude and latitude."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        found = []
        for row in reader:
            try:
                found.append(
                    Municipality(
                        row["code"],
                        row["name"],
                        row["province"],
                        int(row["population"]),
                        float(row["longitude"]),
                        float(row["latitude"]),
                    )
                )
            except (KeyError, TypeError, ValueError) as error:
                raise MalformedList(f"{path}, line {reader.line_num}: {error!r}") from error
        return found
