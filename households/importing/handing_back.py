"""What a person gets back of an import: its receipt, and the workbook with its held rows marked."""

from typing import Any

from django.utils import timezone

from households.importing import entries
from povertyreg import sealed
from povertyreg.exchange.columns import Problem
from povertyreg.exchange.marking import mark
from povertyreg.exchange.marks import Summary
from povertyreg.exchange.models import Fate, Import


def receipt(import_: Import) -> dict[str, Any]:
    """The receipt as scripts read it (contract): rows_read is the sum of the five fates."""
    held = import_.entries.filter(fate=Fate.HELD).order_by("position")
    return {
        "file": import_.file_name,
        "sha256": import_.sha256,
        "layout": import_.layout,
        "rows_read": import_.rows_read,
        **import_.counts,
        "households": {fate.value: import_.households.get(fate.value, 0) for fate in Fate},
        "errors": [
            {
                "sheet": one.sheet,
                "row": one.row,
                "column": one.column,
                "code": one.code,
                "message": one.said,
                "value": one.value,
            }
            for entry in held
            for one in entries.problems_of(entry)
        ],
        "returned_workbook": import_.returned.name or None,
    }


def returned(import_: Import) -> tuple[bytes, str]:
    """The person's own workbook with what is held marked in it, and its name."""
    held = import_.entries.filter(fate=Fate.HELD).order_by("position")
    problems: list[Problem] = []
    rows: dict[str, set[int]] = {}
    for entry in held:
        problems += entries.problems_of(entry)
        for sheet, row, _fate in entry.rows:
            rows.setdefault(sheet, set()).add(row)
    headings = {
        sheet["name"]: (sheet["heading_row"][0], sheet["heading_row"][1])
        for sheet in import_.reading.get("sheets", [])
        if sheet["is_read"]
    }
    summary = Summary(
        import_.file_name, timezone.localtime(), import_.counts, headings=headings, held_rows=rows
    )
    return mark(sealed.unseal(import_.file), import_.file_name, problems, summary)
