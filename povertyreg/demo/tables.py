"""The fixture tables that the demonstration is loaded from."""

import csv
from functools import cache
from pathlib import Path
from typing import Final

_FIXTURES: Final = Path(__file__).resolve().parent.parent.parent / "fixtures"


@cache
def rows(name: str) -> list[dict[str, str]]:
    """The rows of `fixtures/<name>.csv`, as text by heading."""
    with (_FIXTURES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
