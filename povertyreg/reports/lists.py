"""The full lists as workbooks: at once when they are short, as a job when they are long."""

import tempfile
from collections.abc import Iterator
from typing import IO, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from povertyreg.audit import trail
from povertyreg.exchange.writing import Cell, Column, Head, Sheet, write_workbook
from povertyreg.jobs import queue
from povertyreg.jobs.kinds import Kind, Progress, Result
from povertyreg.jobs.models import Job
from povertyreg.reports import scopes
from povertyreg.reports.catalogue import LISTS
from povertyreg.reports.orders import Order, order, unmasked
from povertyreg.wording import about
from villages.models import User

AT_ONCE = 500
ROWS_BETWEEN_NEWS = 500


def ask(one: Order, *, by: User) -> Job:
    """Have a worker write it."""
    narrowed = one.narrowed
    return queue.ask(
        "list",
        by=by,
        area=narrowed.area,
        list=one.wanted.slug,
        year=narrowed.year,
        choices=one.choices,
        columns=list(one.taken.columns),
        because=one.because,
    )


def write(target: IO[bytes], one: Order, *, by: User, tell: Progress | None = None) -> int:
    """Write the list, note who took it out, and say how many rows it has."""
    resource = one.resource
    total = resource.count()
    counted = _Counted(resource.rows(), total, tell)
    columns = resource.columns()
    sheets = [
        _about(one, total, by),
        Sheet(
            name=one.wanted.sheet,
            columns=[column.column for column in columns],
            heads=[[Head(column.bilingual) for column in columns]],
            rows=counted,
            is_list=True,
        ),
    ]
    write_workbook(target, sheets, title=str(one.wanted.title), author=by.name)
    _note(one, counted.done, by)
    return counted.done


class _Counted:
    """Rows that are counted as they pass, with news of how many there were."""

    def __init__(self, rows: Iterator[list[Cell]], total: int, tell: Progress | None) -> None:
        self.rows, self.total, self.tell, self.done = rows, total, tell, 0

    def __iter__(self) -> Iterator[list[Cell]]:
        for row in self.rows:
            if self.done % ROWS_BETWEEN_NEWS == 0:
                self._say()
            yield row
            self.done += 1
        self._say()

    def _say(self) -> None:
        if self.tell:
            self.tell(self.done, max(self.total, self.done))


def _about(one: Order, total: int, by: User) -> Sheet:
    """The first sheet says what the second one is."""
    narrowed = one.narrowed
    choices: list[list[Cell]] = [[_("Narrowed by"), about(name, word)] for name, word in one.words]
    lines: list[list[Cell]] = [
        [str(one.wanted.title)],
        [_("Area"), f"{scopes.place(narrowed.area)} {narrowed.area}"],
        [_("Year"), str(narrowed.year)],
        [_("Rows"), total],
        *choices,
        [_("Definition"), str(one.wanted.question)],
        *_masking(one),
        [_("Made"), timezone.localtime()],
        [_("By"), by.name],
    ]
    return Sheet(_("说明 About"), [Column(18), Column(70)], [], [], above=lines)


def _masking(one: Order) -> list[list[Cell]]:
    if not one.taken.unmasked:
        return [[_("Masking"), _("ID numbers and phones are masked.")]]
    return [
        [_("Masking"), _("ID numbers, phones and accounts are whole. Keep this file safe.")],
        [_("For what"), one.because],
    ]


def _note(one: Order, rows: int, by: User) -> None:
    narrowed = one.narrowed
    trail.record(
        by,
        "export_list",
        scopes.place(narrowed.area),
        area=narrowed.area,
        list=one.wanted.slug,
        year=narrowed.year,
        choices=one.told,
        rows=rows,
        columns=len(one.resource.columns()),
        unmasked=one.taken.unmasked,
        reason=one.because,
    )


def _order_of(job: Job) -> Order:
    """Made anew from what was asked for, so that the rights of today decide."""
    asked, by = job.params, job.requested_by
    one = order(
        asked["list"],
        by,
        area=job.area_code,
        year=asked["year"],
        choices=asked["choices"],
        columns=asked.get("columns", ()),
    )
    because = asked.get("because", "")
    return unmasked(one, because, by=by) if because else one


def _allows(job: Job) -> bool:
    try:
        scopes.area_for(job.requested_by, job.area_code)
    except scopes.OutsideTheArea:
        return False
    rights = [scopes.EXPORT, *([scopes.EXPORT_WHOLE] if job.params.get("because") else [])]
    return job.requested_by.has_perms(rights)


def _title(job: Job) -> str:
    asked = job.params
    return f"{LISTS[asked['list']].title} · {scopes.place(job.area_code)} · {asked['year']}"


def _run(job: Job, tell: Progress) -> Result:
    one = _order_of(job)
    file: Any = tempfile.TemporaryFile()  # noqa: SIM115 - handed on, and closed by who stores it
    write(file, one, by=job.requested_by, tell=tell)
    return Result(file, one.file_name)


LIST_JOB = Kind(
    allows=_allows, title=_title, unit=lambda: str(gettext_lazy("rows written")), run=_run
)
