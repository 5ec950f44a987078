"""Long lists with whole private numbers: asked for by one person, released by another."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from households.refusals import constraints_in_words, require
from povertyreg import clock, locks
from povertyreg.audit import trail
from povertyreg.exchange.requests import LONGEST, ExportRequest
from povertyreg.exchange.resources import Taken
from povertyreg.exchange.writing import Cell
from povertyreg.jobs.models import Job
from povertyreg.reports import lists, orders, scopes
from povertyreg.reports.orders import Order
from villages.jurisdiction import is_anybody_else_allowed
from villages.models import User

SECOND_PERSON_FROM: Final = 50
SAMPLE: Final = 5

State = ExportRequest.State


def needs_second_person(one: Order, rows: int) -> bool:
    """A few whole numbers are one person's own responsibility, more are not."""
    return one.taken.unmasked and rows >= SECOND_PERSON_FROM


def ask(one: Order, rows: int, *, by: User) -> ExportRequest:
    """Lay a whole list before a second person; pressed twice, it is one request.

    Raises PermissionDenied, ValidationError.
    """
    asked = _request(one, rows, by)
    if not by.has_perm(scopes.EXPORT_WHOLE, asked):
        raise PermissionDenied
    _require_askable(one, by)
    with transaction.atomic():
        locks.hold(f"export requests of {by.pk}")
        if same := _same(asked):
            return same
        asked.save()
        _note("ask_export", asked, by, asked.reason, one)
    return asked


def _request(one: Order, rows: int, by: User) -> ExportRequest:
    area, taken = one.narrowed.area, one.taken
    return ExportRequest(
        county_code=area[:6],
        area_code=area,
        slug=one.wanted.slug,
        year=one.narrowed.year,
        choices=one.choices,
        columns=list(taken.columns),
        layout=taken.layout,
        offline=taken.offline,
        language=get_language() or "",
        rows=rows,
        reason=one.because,
        requested_by=by,
        requested_at=clock.now(),
    )


def _require_askable(one: Order, by: User) -> None:
    require(
        not one.is_private,
        _(
            "A list that was searched for by an ID number is not kept, so nobody can approve it. "
            "Take the search away, or narrow the list to fewer than 50 rows."
        ),
    )
    require(
        is_anybody_else_allowed(scopes.APPROVE, one.narrowed.area, besides=by),
        _(
            "Nobody else in the county may approve this list, so it would wait in vain. Ask the "
            "administrator for an account of a second person of the county."
        ),
    )


def _same(asked: ExportRequest) -> ExportRequest | None:
    """The same list, wanted by the same person, that nobody has decided yet."""
    names = ("slug", "area_code", "year", "choices", "columns", "layout", "offline", "reason")
    alike = {name: getattr(asked, name) for name in names}
    by = asked.requested_by
    return ExportRequest.objects.visible_to(by).open().filter(requested_by=by, **alike).first()


def approve(asked: ExportRequest, because: str = "", *, by: User) -> Job:
    """Have the list made, in the name and with the rights of who asked for it.

    Raises PermissionDenied, ValidationError.
    """
    with _deciding(asked, by):
        because = _reason(because)
        one = _in_the_askers_name(asked)
        with translation.override(asked.language):
            asked.job = lists.ask(one, by=asked.requested_by)
        _decide(asked, State.APPROVED, because, by)
        _note("approve_export", asked, by, because, one)
    return asked.job


def decline(asked: ExportRequest, because: str, *, by: User) -> None:
    """Nothing is made. Raises PermissionDenied, ValidationError without a reason."""
    with _deciding(asked, by):
        because = _reason(because)
        require(because, _("Say why you decline."), field="because")
        _decide(asked, State.DECLINED, because, by)
        _note("decline_export", asked, by, because)


def _reason(because: str) -> str:
    because = because.replace("\0", "").strip()
    require(len(because) <= LONGEST, _("Say it in at most 200 characters."), field="because")
    return because


@contextmanager
def _deciding(asked: ExportRequest, by: User) -> Iterator[None]:
    """Hold the row: of two who decide at once the second reads what the first decided."""
    with constraints_in_words(), transaction.atomic():
        rows = ExportRequest.objects.visible_to(by).select_for_update()
        asked.refresh_from_db(from_queryset=rows)
        if not by.has_perm(scopes.APPROVE, asked):
            raise PermissionDenied
        require(
            by.pk != asked.requested_by_id,
            _("You asked for this list yourself: a second person has to decide."),
        )
        require(asked.is_open, ended(asked))
        yield


def _decide(asked: ExportRequest, state: State, because: str, by: User) -> None:
    asked.state, asked.because, asked.decided_by = state, because, by
    asked.decided_at = clock.now()
    asked.save()


def ended(asked: ExportRequest) -> str:
    """Why nothing can be decided any more; empty while it can."""
    if asked.standing == State.LAPSED:
        return _(
            "Nobody decided this request within 7 days, so it has lapsed. Whoever still needs "
            "the list asks for it again."
        )
    said = {
        State.APPROVED: _("%(who)s approved this request on %(time)s."),
        State.DECLINED: _("%(who)s declined this request on %(time)s."),
    }.get(asked.standing, "")
    who, at = asked.decided_by, asked.decided_at
    if not (said and who and at):
        return ""
    return said % {"who": who.name, "time": date_format(timezone.localtime(at), "DATETIME_FORMAT")}


def _in_the_askers_name(asked: ExportRequest) -> Order:
    """Made anew, so that the rights of today decide; what is gone since is said in a sentence."""
    asker = asked.requested_by
    lost = _("%(who)s may no longer take out this list. Decline the request.")
    lost %= {"who": asker.name}
    require(asker.has_perms([scopes.EXPORT, scopes.EXPORT_WHOLE], asked), lost)
    try:
        one = orders.unmasked(order_of(asked, asker), asked.reason, by=asker)
    except (PermissionDenied, scopes.OutsideTheArea) as gone:
        raise ValidationError(lost) from gone
    rows = one.resource.count()
    orders.require_few(one, rows)
    require(
        rows <= asked.most_rows,
        _("The list has become much longer than what was asked for. Decline the request."),
    )
    return one


def order_of(asked: ExportRequest, reader: User) -> Order:
    """The list as this reader sees it, masked. Raises OutsideTheArea."""
    taken = Taken(columns=tuple(asked.columns), layout=asked.layout, offline=asked.offline)
    return orders.order(
        asked.slug,
        reader,
        area=asked.area_code,
        year=asked.year,
        choices=asked.choices,
        taken=taken,
    )


def sample(one: Order) -> list[list[Cell]]:
    """The first rows, with private numbers masked."""
    width = len(one.resource.columns())
    return [row[:width] for row in islice(one.resource.rows(), SAMPLE)]


def _note(
    action: str, asked: ExportRequest, by: User, reason: str, one: Order | None = None
) -> None:
    trail.record(
        by,
        action,
        asked,
        area=asked.area_code,
        reason=reason,
        list=asked.slug,
        year=asked.year,
        rows=asked.rows,
        **({"choices": one.told, "columns": len(one.resource.columns())} if one else {}),
    )
