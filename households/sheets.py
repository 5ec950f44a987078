"""A list page's press: what it sends, done once however often it is sent, all of it or nothing."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from households import receipts, stepping
from households.choices import Stage
from households.models import Case, Round
from households.refusals import require
from households.steps import STEPS
from povertyreg import locks
from povertyreg.audit import trail
from povertyreg.audit.models import Entry
from povertyreg.wording import enumerated
from villages.models import User, Village

NAMES_SHOWN = 3


class Asked(Protocol):
    """A press: of which round, where, and which one it is."""

    @property
    def round(self) -> Round: ...
    @property
    def area(self) -> str: ...
    @property
    def request_id(self) -> UUID: ...


@dataclass(frozen=True)
class Sheet:
    """What a list page sends: the households that it showed, and those that shall not go on."""

    village: Village
    round: Round
    request_id: UUID
    listed: Collection[int]
    returned: Mapping[int, str] = field(default_factory=dict)
    """Case → why it goes back."""
    excused: Mapping[int, str] = field(default_factory=dict)
    """Case that was drawn for the spot-check → why it was not visited."""

    @property
    def area(self) -> str:
        return self.village.code


def once(name: str, asked: Asked, by: User, act: Callable[[], dict[str, Any]]) -> Entry:
    """Do it and note it; the same request again gets the note of the first time."""
    with transaction.atomic():
        locks.hold(f"request {asked.request_id}")
        if known := receipts.answered(asked.round, asked.request_id, by):
            return known
        return trail.record(
            by,
            name,
            asked.round,
            area=asked.area,
            request_id=str(asked.request_id),
            **act(),
        )


class Split(NamedTuple):
    """What becomes of the cases that were listed."""

    kept: list[Case]
    returned: list[Case]
    rejected: list[Case]

    @property
    def listed(self) -> list[Case]:
        return [*self.kept, *self.returned, *self.rejected]


def split(step: str, sheet: Sheet, by: User, rejected: Collection[int] = ()) -> Split:
    """The listed cases, locked where the page showed them, by where they go from here."""
    if not by.has_perm(STEPS[step].permission, sheet.village):
        raise PermissionDenied
    listed = Case.objects.filter(pk__in=sheet.listed, village=sheet.village, round=sheet.round)
    locked = stepping.lock(listed)
    require(locked, _("The list is empty: nobody waits here any more."))
    _require_unmoved(locked, STEPS[step].sources)
    out = [case for case in locked if case.pk in rejected]
    back = [c for c in locked if c.pk in sheet.returned and c.pk not in rejected]
    gone = {case.pk for case in (*out, *back)}
    return Split([case for case in locked if case.pk not in gone], back, out)


def _require_unmoved(locked: Sequence[Case], sources: Collection[Stage]) -> None:
    moved = [case for case in locked if case.stage not in sources]
    names = [case.household.householder_name for case in moved]
    require(
        not moved,
        ngettext(
            "Somebody moved %(count)d household of this list meanwhile (%(names)s). Nothing of "
            "yours is done yet; the list below shows how things stand now.",
            "Somebody moved %(count)d households of this list meanwhile (%(names)s). Nothing of "
            "yours is done yet; the list below shows how things stand now.",
            len(moved),
        )
        % {"count": len(moved), "names": _some(names)},
    )


def _some(names: list[str]) -> str:
    shown = enumerated(names[:NAMES_SHOWN])
    return f"{shown} …" if len(names) > NAMES_SHOWN else shown


def parted(cases: Split, **facts: Any) -> dict[str, Any]:
    """The equation of a press that may turn households away: they went on, back or out."""
    counts = {"returned": len(cases.returned), "rejected": len(cases.rejected)}
    return parts(cases.kept, [*cases.returned, *cases.rejected], **counts, **facts)


def parts(moved: Sequence[object], stayed: Sequence[object], **facts: Any) -> dict[str, Any]:
    """The equation of the receipt: every listed household is in one of the two parts."""
    return {
        "listed": len(moved) + len(stayed),
        "moved": len(moved),
        "stayed": len(stayed),
        **facts,
    }
