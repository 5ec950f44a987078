"""The full lists as workbooks: at once when they are short, as a job when they are long."""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from households.refusals import require
from povertyreg.audit import trail
from povertyreg.exchange import offline
from povertyreg.exchange.garbage import seldom_collected
from povertyreg.exchange.requests import ExportRequest
from povertyreg.exchange.resources import ListResource, Taken
from povertyreg.exchange.writing import SERIAL, Cell, Head, Sheet, write_workbook
from povertyreg.jobs import queue
from povertyreg.jobs.kinds import Kind, Progress, Result
from povertyreg.jobs.models import Job
from povertyreg.reports import scopes
from povertyreg.reports.catalogue import LISTS
from povertyreg.reports.coming_back import to_come_back
from povertyreg.reports.first_sheet import first_sheet, titles
from povertyreg.reports.orders import Order, order, require_few, unmasked
from villages.models import User

AT_ONCE = 500
ROWS_BETWEEN_NEWS = 500


def ask(one: Order, *, by: User) -> Job:
    """Have a worker write it."""
    narrowed, taken = one.narrowed, one.taken
    further = {"layout": taken.layout, "offline": taken.offline}
    return queue.ask(
        "list",
        by=by,
        area=narrowed.area,
        list=one.wanted.slug,
        year=narrowed.year,
        choices=one.choices,
        columns=list(taken.columns),
        because=one.because,
        **{name: value for name, value in further.items() if value},
    )


@seldom_collected()
def write(target: IO[bytes], one: Order, *, by: User, tell: Progress | None = None) -> int:
    """Write the list, note who took it out, and say how many rows it has."""
    resource, serial = one.resource, trail.reserve()
    total = resource.count()
    require_few(one, total)
    counted = _Counted(resource.rows(), total, tell)
    listed = _listed(one, resource, counted, titles(one, by=by, serial=str(serial)))
    first = first_sheet(one, total, by=by, serial=str(serial))
    sheets = [listed, first] if one.wanted.titles else [first, listed]
    custom = {SERIAL: str(serial)}
    if one.taken.offline:
        sheets, custom = to_come_back(sheets), {**custom, offline.MARK: one.wanted.slug}
    write_workbook(target, sheets, title=str(one.wanted.title), author=by.name, custom=custom)
    _note(one, counted.done, by, serial)
    return counted.done


def _listed(
    one: Order,
    resource: ListResource,
    rows: Iterable[list[Cell]],
    above: Sequence[Sequence[Cell]],
) -> Sheet:
    columns = resource.columns()
    return Sheet(
        name=one.wanted.sheet,
        columns=[column.column for column in columns],
        heads=[[Head(column.bilingual) for column in columns]],
        rows=rows,
        above=above,
        is_list=True,
    )


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


def _note(one: Order, rows: int, by: User, serial: int) -> None:
    narrowed = one.narrowed
    trail.record_as(
        serial,
        by,
        "export_list",
        scopes.place(narrowed.area),
        area=narrowed.area,
        list=one.wanted.slug,
        choices=one.told,
        rows=rows,
        columns=len(one.resource.columns()),
        unmasked=one.taken.unmasked,
        reason=one.because,
        **({"year": one.year} if one.year else {}),
        **({"layout": one.layout} if one.layout else {}),
        **({"offline": True} if one.taken.offline else {}),
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
        taken=Taken(
            columns=tuple(asked.get("columns", ())),
            layout=asked.get("layout", ""),
            offline=asked.get("offline", False),
        ),
    )
    because = asked.get("because", "")
    return unmasked(one, because, by=by) if because else one


def _allows(job: Job) -> bool:
    try:
        scopes.area_for(job.requested_by, job.area_code)
    except scopes.OutsideTheArea:
        return False
    if not _is_whole(job):
        return job.requested_by.has_perm(scopes.EXPORT)
    rights = [scopes.EXPORT, scopes.EXPORT_WHOLE]
    return job.requested_by.has_perms(rights, job) and _approved(job) is not None


def _is_whole(job: Job) -> bool:
    """Whether its private numbers are not masked."""
    return bool(job.params.get("because"))


def _approved(job: Job) -> ExportRequest | None:
    """What a second person agreed to; without it no worker writes whole numbers."""
    requests = ExportRequest.objects.visible_to(job.requested_by)
    return requests.filter(job=job, state=ExportRequest.State.APPROVED).first()


def _require_as_approved(job: Job, one: Order) -> None:
    approved = _approved(job)
    require(
        approved is None or one.resource.count() <= approved.most_rows,
        _("The list has become much longer than what was approved. Ask for it again."),
    )


def _title(job: Job) -> str:
    asked = job.params
    wanted = LISTS[asked["list"]]
    facts = [wanted.title, scopes.place(job.area_code)]
    if wanted.has_year:
        facts.append(asked["year"])
    return " · ".join(map(str, facts))


def _run(job: Job, tell: Progress) -> Result:
    one = _order_of(job)
    _require_as_approved(job, one)
    file: Any = tempfile.TemporaryFile()  # noqa: SIM115 - handed on, and closed by who stores it
    write(file, one, by=job.requested_by, tell=tell)
    return Result(file, one.file_name)


LIST_JOB = Kind(
    allows=_allows,
    title=_title,
    unit=lambda: str(gettext_lazy("rows written")),
    run=_run,
    once=_is_whole,
)
