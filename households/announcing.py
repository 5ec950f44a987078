"""Villages announced together: each gets its own notice, all of them or none."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from households import approval
from households.choices import Stage
from households.models import Case, Round
from households.querysets import CaseQuerySet
from households.refusals import require
from households.sheets import Sheet, once
from households.steps import STEPS
from povertyreg.audit.models import Entry
from povertyreg.wording import enumerated
from villages.models import Township, User, Village


class Ready(NamedTuple):
    """A village whose list waits to be announced."""

    village: Village
    cases: list[int]

    @property
    def mark(self) -> str:
        """Another one as soon as somebody joins the list or leaves it."""
        return sha256(" ".join(map(str, self.cases)).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Bundle:
    """What the page of a township sends: villages, each with the mark of the list it showed."""

    township: Township
    round: Round
    request_id: UUID
    marks: Mapping[str, str]

    @property
    def area(self) -> str:
        return self.township.code


def ready(cases: "CaseQuerySet[Case]", township: Township, round_: Round) -> list[Ready]:
    """The township's villages with classified households, among the cases that one may see."""
    waiting = cases.filter(
        round=round_, village__township=township, stage=Stage.CLASSIFIED
    ).order_by("village", "pk")
    by_village: dict[str, list[int]] = {}
    for code, pk in waiting.values_list("village", "pk"):
        by_village.setdefault(code, []).append(pk)
    villages = Village.objects.in_bulk(by_village)
    return [Ready(villages[code], pks) for code, pks in by_village.items()]


def announce_villages(bundle: Bundle, *, complaint_phone: str, by: User) -> Entry:
    """The county announces several villages of a township with one press."""
    if not by.has_perm(STEPS["announce"].permission, bundle.township):
        raise PermissionDenied

    def act() -> dict[str, Any]:
        entries = [
            approval.announce(_sheet(bundle, one), complaint_phone=complaint_phone, by=by)
            for one in _chosen(bundle)
        ]
        moved = sum(entry.details["moved"] for entry in entries)
        receipts = [entry.pk for entry in entries]
        return {"listed": moved, "moved": moved, "stayed": 0, "receipts": receipts}

    return once("announce_villages", bundle, by, act)


def _sheet(bundle: Bundle, one: Ready) -> Sheet:
    own_request = uuid5(bundle.request_id, one.village.code)
    return Sheet(one.village, bundle.round, own_request, one.cases)


def _chosen(bundle: Bundle) -> list[Ready]:
    require(bundle.marks, _("Choose at least one village."))
    now = ready(Case.objects.all(), bundle.township, bundle.round)
    chosen = [one for one in now if one.village.code in bundle.marks]
    _require_as_shown(chosen, bundle.marks)
    return chosen


def _require_as_shown(chosen: Collection[Ready], marks: Mapping[str, str]) -> None:
    other = {one.village.code for one in chosen if one.mark != marks[one.village.code]}
    other |= marks.keys() - {one.village.code for one in chosen}
    require(
        not other,
        _("Somebody changed these lists meanwhile: %(villages)s. Nothing is announced yet.")
        % {"villages": enumerated(_names(other))},
    )


def _names(codes: Iterable[str]) -> list[str]:
    return [village.name for village in Village.objects.filter(pk__in=codes).order_by("pk")]
