"""What a returned workbook carries of ours: by these names it is known when it comes back."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import get_language

from povertyreg.exchange.columns import Problem

PROBLEM_HEADING = "问题 Problem"
ROW_HEADING = "原行号 Original row"
"""Over the row numbers of a file of which only some rows are returned."""
SUMMARY_SHEET = "问题汇总 Summary"
MEMORY_SHEET = "问题标记 Marks"
"""Hidden: what the marked cells looked like before."""
GUIDE_SHEET = "说明 Guide"
CODES_SHEET = "代码 Codes"
"""Of a template: they stay when it is returned, and nothing is read from them."""
OUR_WORDS = f"【{PROBLEM_HEADING}】"
"""In a comment, what stands below this line is ours."""


def is_ours(sheet_name: str) -> bool:
    """Whether a sheet was added by us, and is no part of what is imported."""
    return sheet_name in {SUMMARY_SHEET, MEMORY_SHEET}


def holds_no_rows(sheet_name: str) -> bool:
    """Whether a sheet is ours from beginning to end, so that nothing of it is imported."""
    return is_ours(sheet_name) or sheet_name in {GUIDE_SHEET, CODES_SHEET}


def is_our_heading(heading: str) -> bool:
    """Whether a column was added by us."""
    return " ".join(heading.split()) in {PROBLEM_HEADING, ROW_HEADING}


@dataclass(frozen=True)
class Summary:
    """What the summary sheet says of the import, and where the sheets have their headings.

    `counts`: rows by fate, which add up to the rows read. `headings`: of each sheet that was read,
    its first and last heading row, as Excel counts. `held_rows`: of each sheet, the rows of
    households that are held: they stay together where a file is too large to be returned whole.
    """

    file: str
    read_at: datetime
    counts: Mapping[str, int]
    headings: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    held_rows: Mapping[str, Collection[int]] = field(default_factory=dict)

    @property
    def rows_read(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True)
class Placed:
    """A problem, and the row in which it stands in the workbook that is returned."""

    problem: Problem
    row: int


def reads_chinese() -> bool:
    return (get_language() or "").startswith("zh")


def sentence(problem: Problem) -> str:
    """The same, with its column where the words do not name it."""
    said = problem.said
    if not problem.column or problem.column in said:
        return said
    return f"{problem.column}{'：' if reads_chinese() else ': '}{said}"
