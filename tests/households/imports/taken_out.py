"""Lists that are taken out, changed as a person would, and brought in again."""

import io
from typing import Any

import openpyxl

from households.importing import rehearsal, services
from povertyreg.exchange.models import Import, ImportEntry
from povertyreg.exchange.resources import Taken
from povertyreg.reports import lists, orders
from tests.reports.drawing import TOWNSHIP


def taken_out(
    slug: str, by: Any, because: str = "", *, area: str = TOWNSHIP, **taken: Any
) -> bytes:
    """The list of the township, or of another area, in 2015."""
    one = orders.order(slug, by, area=area, year=2015, choices={}, taken=Taken(**taken))
    file = io.BytesIO()
    lists.write(file, orders.unmasked(one, because, by=by) if because else one, by=by)
    return file.getvalue()


def brought_in(content: bytes, by: Any) -> Import:
    import_ = services.receive(
        content, "list.xlsx", kind="households", area=TOWNSHIP, year=2015, by=by
    )
    rehearsal.rehearse(import_)
    import_.refresh_from_db()
    return import_


def counted(import_: Import) -> dict[str, int]:
    """Rows by fate, but for those that nobody counts."""
    assert import_.state == "ready", import_.message
    return {fate: number for fate, number in import_.counts.items() if number}


def held(import_: Import) -> list[str]:
    return [str(one.problems) for one in ImportEntry.objects.filter(of_import=import_, fate="held")]


def changed(content: bytes, sheet: str, changes: dict[tuple[int, str], Any]) -> bytes:
    """Cells by row and the Chinese half of the heading, written as Excel would."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    page = book[sheet]
    places = {str(cell.value).split(" ")[0]: cell.column for cell in page[1]}
    for (row, heading), value in changes.items():
        page.cell(row, places[heading]).value = value
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
