"""One run: a piece of work in a program and a database of its own, and what it cost."""

import os
import tempfile
from collections.abc import Callable
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from unittest import mock

from django.apps import apps
from python_calamine import CalamineWorkbook

from bench import ground, naive, naive_export, people
from bench.meter import measure
from households.models import MemberYear
from households.models.history import History
from povertyreg.demo.divisions import XINGXIU
from povertyreg.jobs.work import run_job
from povertyreg.reports import lists, orders
from villages.models import User

_FILE_NAME: Final = "people.xlsx"

Figures = dict[str, Any]


def workbook(rows: int) -> Path:
    """The workbook of so many rows, made by the first who needs it."""
    target = Path(os.environ["BENCH_FOLDER"]) / f"people-{rows}.xlsx"
    if not target.exists():
        draft = target.with_suffix(".new")
        people.write(draft, rows)
        draft.rename(target)
    return target


def make_workbook(rows: int) -> Figures:
    return {"bytes": workbook(rows).stat().st_size}


def lay(_rows: int) -> Figures:
    ground.lay()
    return {}


def settle(_rows: int) -> Figures:
    ground.settle()
    return {"people": MemberYear.objects.count()}


def fill(rows: int) -> Figures:
    ground.fill(rows)
    return {"people": MemberYear.objects.count()}


def read(rows: int) -> Figures:
    """The floor: the workbook's cells as calamine hands them over, and nothing done with them."""
    content, seen = workbook(rows).read_bytes(), 0

    def work() -> None:
        nonlocal seen
        sheet = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0)
        seen = sum(1 for _ in sheet.iter_rows())

    return {"once": measure(work).as_json(), "rows_seen": seen}


def bring(rows: int) -> Figures:
    """The register's import, with a preview, to committed rows; then the same file once more."""
    content, by = workbook(rows).read_bytes(), User.objects.get(username="county")
    first = measure(lambda: _import(content, by)).as_json()
    people_written, before = _people(), _history()
    again = measure(lambda: _import(content, by)).as_json()
    return {
        "first": first,
        "again": again,
        "people_written": people_written,
        "written_again": _history() - before,
    }


def bring_untold(rows: int) -> Figures:
    """The same without the history of the rows and without the trail."""
    content, by = workbook(rows).read_bytes(), User.objects.get(username="county")
    ground.stop_history()
    with mock.patch.multiple("povertyreg.audit.trail", record=_nothing, record_all=_nothing):
        first = measure(lambda: _import(content, by)).as_json()
    return {"first": first, "people_written": _people(), "history": _history()}


def _nothing(*_given: Any, **_more: Any) -> None:
    """Instead of the trail; a mock would keep all that it was given."""


def _import(content: bytes, by: User) -> None:
    """As the pages call it one after the other; the jobs that it asks for are done here."""
    importing: Any = import_module("households.importing")  # the other runs do without
    import_ = importing.receive(
        content, _FILE_NAME, kind="households", area=XINGXIU, year=people.YEAR, by=by
    )
    importing.rehearse(import_)
    import_.refresh_from_db()
    if import_.state != import_.State.READY:
        raise RuntimeError(f"The import is {import_.state}: {import_.message}")
    if import_.created or import_.updated:
        job = importing.confirm(import_, "good", by=by)
        if job is not None:
            run_job.call(job.pk)


def bring_naively(rows: int) -> Figures:
    """The comparator: preview and confirm, then preview and confirm of the same file."""
    content = workbook(rows).read_bytes()
    first = measure(lambda: _naive_import(content)).as_json()
    people_written, before = _people(), _history()
    again = measure(lambda: _naive_import(content)).as_json()
    return {
        "first": first,
        "again": again,
        "people_written": people_written,
        "written_again": _history() - before,
    }


def _naive_import(content: bytes) -> None:
    for result in (naive.preview(content), naive.confirm(content)):
        if result.has_errors() or result.has_validation_errors():
            raise RuntimeError(f"The comparator did not take its rows: {dict(result.totals)}")


def take_out(rows: int) -> Figures:
    """The register's full list of people, from the database to the finished workbook."""
    by = User.objects.get(username="county")
    written = size = 0

    def work() -> None:
        nonlocal written, size
        with tempfile.TemporaryFile() as file:
            one = orders.order("members", by, area=XINGXIU, year=people.YEAR, choices={})
            written, size = lists.write(file, one, by=by), file.seek(0, os.SEEK_END)

    return {"once": measure(work).as_json(), "people": written, "bytes": size, "asked": rows}


def take_out_naively(rows: int) -> Figures:
    size = 0

    def work() -> None:
        nonlocal size
        size = len(naive_export.export())

    return {"once": measure(work).as_json(), "bytes": size, "asked": rows}


def _people() -> int:
    """Of the workbook: those of its township."""
    return MemberYear.objects.filter(household_year__village__township=XINGXIU).count()


def _history() -> int:
    """Every row that was ever inserted, changed or deleted, by the tables of the history."""
    tables = [model for model in apps.get_models() if issubclass(model, History)]
    return sum(model._default_manager.count() for model in tables)


RUNS: Final[dict[str, Callable[[int], Figures]]] = {
    "lay": lay,
    "settle": settle,
    "fill": fill,
    "workbook": make_workbook,
    "read": read,
    "import": bring,
    "import_untold": bring_untold,
    "naive_import": bring_naively,
    "export": take_out,
    "naive_export": take_out_naively,
}
