"""What was measured, as a table for people."""

from collections.abc import Mapping, Sequence
from typing import Final

from bench.goals import Line

_HEADS: Final = (
    "goal", "what", "rows", "CPU s", "against", "its CPU s", "ratio", "require", "reach", "",
    "peak MB", "its peak MB", "note",
)  # fmt: skip


def goals(found: Sequence[Line]) -> str:
    """In Markdown, so that the handbook can take it as it is."""
    return _table([_HEADS, *(_cells(line) for line in found)])


def _cells(line: Line) -> tuple[str, ...]:
    notes = [line.extrapolated] if line.extrapolated else []
    if line.rows_written is not None:
        notes.append(f"{line.rows_written:,} rows written")
    return (
        str(line.goal),
        line.what,
        f"{line.rows:,}",
        _number(line.cpu),
        line.against,
        _number(line.comparator_cpu),
        _number(line.ratio),
        line.require,
        line.reach,
        line.verdict,
        _number(line.peak_mb),
        _number(line.comparator_peak_mb),
        "; ".join(notes),
    )


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if value >= 100 else f"{value:,.2f}"


def growth(slopes: Mapping[str, float]) -> str:
    """Each slope against what is asked of all of them."""
    rows = [(name, f"{slope:.2f}", "≤ 1.05") for name, slope in slopes.items()]
    return _table([("growth of", "log-log slope", "require"), *rows])


def _table(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    written = [
        f"| {' | '.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))} |"
        for row in rows
    ]
    rule = f"|{'|'.join('-' * (width + 2) for width in widths)}|"
    return "\n".join([written[0], rule, *written[1:]])
