"""Rounds, cases, meetings, lists and objections, always of an area."""

from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from households.choices import Level, Stage
from households.steps import HANGING
from povertyreg.scoping import AreaScopedQuerySet, Row


def _touching(user: Any) -> Q:
    """Rows of an area that the user's own area lies in, or that lies in it."""
    allowed = Q(pk__in=[])
    for code in user.area_codes():
        allowed |= Q(area_code__startswith=code) | Q(area_code__in=[code[:6], code[:9]])
    return allowed


class RoundQuerySet(models.QuerySet[Any]):
    """A round is open to everybody whose area touches its own."""

    def visible_to(self, user: Any) -> Self:
        return self.filter(_touching(user))

    def running(self) -> Self:
        return self.filter(closed_on=None)

    def held_in(self, village_code: str) -> Self:
        """Rounds of the village itself, of its township or of its county."""
        areas = [village_code[:digits] for digits in (6, 9, 12)]
        return self.filter(area_code__in=areas)


class CaseQuerySet(AreaScopedQuerySet[Row]):
    def open(self) -> Self:
        return self.filter(stage__in=Stage.open())

    def in_the_way_of(self, round_: Any) -> Self:
        """Their households cannot begin in the round: they are in it, or still in another one."""
        return self.filter(Q(round=round_) | Q(stage__in=Stage.open()))

    def at(self, *stages: Stage) -> Self:
        return self.filter(stage__in=stages)

    def under_objection(self) -> Self:
        objections: Any = self.model._meta.get_field("objections").related_model
        here = {"case": OuterRef("pk"), "county_code": OuterRef("county_code")}
        return self.filter(Exists(objections._default_manager.open().filter(**here)))


class EventQuerySet(AreaScopedQuerySet[Row]):
    village_path: ClassVar[str] = "case__village"
    household_path: ClassVar[str | None] = "case__household"


class MeetingQuerySet(AreaScopedQuerySet[Row]):
    household_path = None


class NoticeQuerySet(AreaScopedQuerySet[Row]):
    household_path = None

    def running(self, on: date) -> Self:
        """Posted, and their last day not behind us."""
        return self.filter(starts_on__lte=on, ends_on__gte=on)

    def hanging(self) -> Self:
        """Posted and not closed: a household of the list still waits on it."""
        return self.filter(self._waited_on())

    def taken_down(self) -> Self:
        """Nobody waits on them any more."""
        return self.exclude(self._waited_on())

    def _waited_on(self) -> Exists:
        lines: Any = self.model._meta.get_field("entries").related_model
        here = {"notice": OuterRef("pk"), "county_code": OuterRef("county_code")}
        return Exists(lines._default_manager.filter(**here).standing())


class NoticeEntryQuerySet(AreaScopedQuerySet[Row]):
    household_path: ClassVar[str | None] = "case__household"

    def standing(self) -> Self:
        """Lines whose household waits on this notice, and not on a later one of the same level."""
        waits = Q(pk__in=[])
        for level, stage in HANGING.items():
            waits |= Q(notice__level=level, case__stage=stage)
        return self._on_no_later_list().filter(waits)

    def correctable(self) -> Self:
        """Lines that a correction takes over: standing, or announced and not announced anew."""
        announced = Q(notice__level=Level.COUNTY, case__stage=Stage.ANNOUNCED)
        waits = Q(pk__in=self.standing().values("pk"))
        return self._on_no_later_list().filter(waits | announced)

    def _on_no_later_list(self) -> Self:
        later = self.model._default_manager.filter(
            case=OuterRef("case"),
            county_code=OuterRef("county_code"),
            notice__level=OuterRef("notice__level"),
            notice__gt=OuterRef("notice"),
        )
        return self.filter(~Exists(later))


class ObjectionQuerySet(AreaScopedQuerySet[Row]):
    household_path: ClassVar[str | None] = "case__household"

    def open(self) -> Self:
        return self.filter(decision="")


class QuotaQuerySet(models.QuerySet[Row]):
    """A scale is seen by everybody whose area touches its own."""

    def visible_to(self, user: Any) -> Self:
        return self.filter(_touching(user))


class RepresentativeQuerySet(AreaScopedQuerySet[Row]):
    household_path = None

    def current(self, on: date) -> Self:
        """Those in office on the day."""
        return self.filter(Q(until=None) | Q(until__gte=on), since__lte=on)


class CallQuerySet(AreaScopedQuerySet[Row]):
    household_path = None

    def standing(self) -> Self:
        """Neither called off nor held yet."""
        return self.filter(cancelled_because="", held=None)


class NoticeRemarkQuerySet(AreaScopedQuerySet[Row]):
    household_path = None


class PhotoQuerySet(AreaScopedQuerySet[Row]):
    household_path = None

    def on_file(self) -> Self:
        """Not taken back."""
        return self.filter(withdrawn_at=None)


class ExitAssessmentQuerySet(AreaScopedQuerySet[Row]):
    household_path: ClassVar[str | None] = "case__household"
