"""Workbooks that leave the house at once, each with an entry in the trail."""

from collections.abc import Callable
from io import BytesIO
from typing import IO

from django.http import FileResponse

from povertyreg.audit import trail
from povertyreg.reports import lists, scopes, workbooks
from povertyreg.reports.drawing import Drawn
from povertyreg.reports.orders import Order
from villages.models import User


def write_report(target: IO[bytes], one: Drawn, *, by: User) -> None:
    """Note who takes it out, and write a report as a workbook that carries the entry's number."""
    entry = trail.record(
        by,
        "export_report",
        scopes.place(one.scope.area),
        area=one.scope.area,
        report=one.report.slug,
        year=one.scope.year,
        state=one.scope.state,
        rows=len(one.table.rows),
    )
    workbooks.write_report(target, one, by=by, serial=str(entry.pk))


def send_report(one: Drawn, *, by: User) -> FileResponse:
    return _sent(lambda file: write_report(file, one, by=by), workbooks.file_name(one))


def send_list(one: Order, *, by: User) -> FileResponse:
    return _sent(lambda file: lists.write(file, one, by=by), one.file_name)


def _sent(write: Callable[[IO[bytes]], object], name: str) -> FileResponse:
    file = BytesIO()
    write(file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name)
