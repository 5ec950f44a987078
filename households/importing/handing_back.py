"""What a person gets back of an import: its receipt, and the workbook with its held rows marked."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from households.importing import entries
from povertyreg import sealed
from povertyreg.exchange.columns import Problem
from povertyreg.exchange.marking import mark
from povertyreg.exchange.marks import Summary
from povertyreg.exchange.models import Fate, Import

_FULL: Final = _(
    "The server's disk is full, so the workbook could not be marked. The import is not touched by "
    "it. Tell those who run this server, and take the workbook again later."
)


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
    """The person's own workbook with what is held marked in it, and its name.

    Raises ValidationError where the disk has no room for it.
    """
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
    with _on_a_full_disk():
        return mark(sealed.unseal(import_.file), import_.file_name, problems, summary)


@contextmanager
def _on_a_full_disk() -> Iterator[None]:
    """What marks a workbook writes its sheets to the disk first; nothing of the import is lost."""
    try:
        yield
    except OSError as failure:
        if failure.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        raise ValidationError(_FULL) from failure
