"""The goals of imports and exports, and whether the runs reached them."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

Figures = Mapping[str, Any]
Results = Mapping[tuple[str, int], Figures]
"""Run and number of rows → what it told."""

SMALL: Final = 10_000
"""Above so many rows memory is a question, and this is what it is compared with."""


@dataclass(frozen=True)
class Case:
    """One goal. `runs`: what is run for it, ours first, then what it is held against."""

    number: int
    what: str
    against: str
    runs: tuple[str, ...]
    require: float
    reach: float
    unit: str = "×"
    at_least: bool = True
    """Else the ratio is to be at most that."""

    def verdict(self, ratio: float) -> str:
        if self._holds(ratio, self.reach):
            return "reached"
        return "met" if self._holds(ratio, self.require) else "NOT MET"

    def _holds(self, ratio: float, goal: float) -> bool:
        return ratio >= goal if self.at_least else ratio <= goal

    def goal(self, wanted: float) -> str:
        return f"{'≥' if self.at_least else '≤'} {wanted:g} {self.unit}"


DEFAULT_FLOW: Final = "import-export: preview and confirm"
CASES: Final = {
    case.number: case
    for case in (
        Case(1, "import with preview", DEFAULT_FLOW, ("import", "naive_import"), 30, 60),
        Case(2, "import", "reading its file by calamine", ("import", "read"), 6, 4, "×", False),
        Case(3, "the same file again", DEFAULT_FLOW, ("import", "naive_import"), 50, 100),
        Case(4, "full list", "ModelResource.export", ("export", "naive_export"), 12, 20),
        Case(5, "memory of the list", f"itself at {SMALL:,}", ("export",), 1.2, 1.0, "×", False),
        Case(6, "memory of the import", "-", ("import",), 600, 200, "MB", False),
        Case(10, "history, trail", "without", ("import", "import_untold"), 1.5, 1.2, "×", False),
    )
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One goal at one size. Times in seconds of CPU, of client and server together."""

    goal: int
    what: str
    against: str
    rows: int
    ratio: float
    require: str
    reach: str
    verdict: str
    cpu: float
    comparator_cpu: float | None = None
    comparator_rows: int | None = None
    """Fewer than `rows`: its time is extrapolated linearly."""
    peak_mb: float | None = None
    comparator_peak_mb: float | None = None
    rows_written: int | None = None

    @property
    def extrapolated(self) -> str:
        if self.comparator_rows in (None, self.rows):
            return ""
        return f"extrapolated linearly from {self.comparator_rows:,} rows"

    def as_json(self) -> dict[str, Any]:
        known = {name: value for name, value in asdict(self).items() if value is not None}
        return {**known, **({"note": self.extrapolated} if self.extrapolated else {})}


def lines(results: Results) -> Iterator[Line]:
    """Every goal at every size that was run, by goal and size."""
    for case in CASES.values():
        for rows in sorted(rows for run, rows in results if run == case.runs[0]):
            if line := _line(case, rows, results):
                yield line


def _line(case: Case, rows: int, results: Results) -> Line | None:
    own = results[case.runs[0], rows]
    if case.number == 5:
        return _memory_of_list(case, rows, results)
    if case.number == 6:
        return _memory_of_import(case, rows, own["first"]) if rows > SMALL else None
    found = _comparator(case.runs[1], rows, results)
    if found is None:
        return None
    their_rows, theirs = found
    part = {3: "again", 4: "once"}.get(case.number, "first")
    mine, other = own[part], theirs[part if part in theirs else "once"]
    longer = other["cpu"] * rows / their_rows
    ratio = longer / mine["cpu"] if case.at_least else mine["cpu"] / longer
    written = own["written_again"] if case.number == 3 else None
    return replace(
        _made(case, rows, mine, ratio, "NOT MET" if written else ""),
        comparator_cpu=round(longer, 2),
        comparator_rows=their_rows,
        comparator_peak_mb=other["peak_mb"],
        rows_written=written,
    )


def _comparator(run: str, rows: int, results: Results) -> tuple[int, Figures] | None:
    """Of this size, or else the largest that was run below it."""
    sizes = [size for name, size in results if name == run and size <= rows]
    return (max(sizes), results[run, max(sizes)]) if sizes else None


def _memory_of_list(case: Case, rows: int, results: Results) -> Line | None:
    small = results.get((case.runs[0], SMALL))
    if small is None or rows <= SMALL:
        return None
    mine, peak = results[case.runs[0], rows]["once"], small["once"]["peak_mb"]
    ratio = mine["peak_mb"] / peak
    return replace(_made(case, rows, mine, ratio), comparator_peak_mb=peak)


def _memory_of_import(case: Case, rows: int, mine: Figures) -> Line:
    """Required of the whole program; to be reached by what it takes above its own size."""
    above = mine["peak_mb"] - mine["base_mb"]
    held = "met" if mine["peak_mb"] <= case.require else "NOT MET"
    return _made(case, rows, mine, mine["peak_mb"], "reached" if above <= case.reach else held)


def _made(case: Case, rows: int, mine: Figures, ratio: float, verdict: str = "") -> Line:
    return Line(
        goal=case.number,
        what=case.what,
        against=case.against,
        rows=rows,
        ratio=round(ratio, 2),
        require=case.goal(case.require),
        reach=case.goal(case.reach),
        verdict=verdict or case.verdict(ratio),
        cpu=mine["cpu"],
        peak_mb=mine["peak_mb"],
    )


GROWING: Final = {
    "import": ("import", "first"),
    "the same file again": ("import", "again"),
    "full list": ("export", "once"),
}


def growth(results: Results) -> dict[str, float]:
    """The slope of log CPU over log rows, where there are two sizes or more; 1 is linear."""
    found = {}
    for name, (run, part) in GROWING.items():
        points = [
            (math.log(rows), math.log(figures[part]["cpu"]))
            for (ran, rows), figures in results.items()
            if ran == run and figures[part]["cpu"] > 0
        ]
        if len(points) > 1:
            found[name] = round(_slope(points), 2)
    return found


def _slope(points: Sequence[tuple[float, float]]) -> float:
    """Least squares."""
    middle_x, middle_y = (sum(axis) / len(points) for axis in zip(*points, strict=True))
    above: float = sum((x - middle_x) * (y - middle_y) for x, y in points)
    below: float = sum((x - middle_x) ** 2 for x, _ in points)
    return above / below
