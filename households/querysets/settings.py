"""What the nation and the county set for an area: the nearest setting holds."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length

from povertyreg.scoping import AreaScopedQuerySet, Row


class PovertyLineQuerySet(models.QuerySet[Any]):
    def for_area(self, code: str, year: int, purpose: str) -> Any:
        """The line of the nearest area around a village, or None: the nation's last."""
        around = ["", *(code[:digits] for digits in (2, 4, 6, 9))]
        found = self.filter(year=year, purpose=purpose, area_code__in=around)
        return found.order_by(Length("area_code").desc()).first()


class YearLockQuerySet(AreaScopedQuerySet[Row]):
    """A lock is seen by everybody whose area it covers or lies in."""

    household_path = None

    def visible_to(self, user: Any) -> Self:
        allowed = Q(pk__in=[])
        for code in user.area_codes():
            allowed |= Q(area_code__startswith=code) | Q(area_code__in=[code[:6], code[:9]])
        return self.filter(allowed)

    def holding(self, village_code: str, year: Any) -> Self:
        """Locks that cover the village in the year."""
        areas = [village_code[:digits] for digits in (6, 9, 12)]
        return self.filter(reopened_at=None, year=year, area_code__in=areas)


class ExitStandardQuerySet(models.QuerySet[Any]):
    def for_area(self, code: str, year: int) -> Any:
        """The standard of the nearest area around a village in the year or the last before it."""
        around = ["", *(code[:digits] for digits in (2, 4, 6, 9))]
        found = self.filter(year__lte=year, area_code__in=around)
        return found.order_by(Length("area_code").desc(), "-year").first()
