"""Which places a user sees: the divisions are a path of code prefixes."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from povertyreg.scoping import AreaScopedQuerySet, Officer, Row


class DivisionQuerySet(models.QuerySet[Row]):
    """Counties, townships and villages, known by their division codes."""

    def visible_to(self, user: Officer) -> Self:
        """Divisions inside the user's area, and those above it on the path to it."""
        allowed = Q(pk__in=[])
        for code in user.area_codes():
            allowed |= Q(code__startswith=code) | Q(code__in=[code[:6], code[:9], code])
        return self.filter(allowed)

    def in_area(self, code: str) -> Self:
        return self.filter(code__startswith=code)


class GroupQuerySet(models.QuerySet[Row]):
    """Villagers' groups, seen with their village."""

    def visible_to(self, user: Officer) -> Self:
        allowed = Q(pk__in=[])
        for code in user.area_codes():
            allowed |= Q(village__code__startswith=code)
        return self.filter(allowed)


class VillageYearQuerySet(AreaScopedQuerySet[Row]):
    """Village files, one a year."""

    household_path = None

    def years_for(self, user: Any) -> list[int]:
        """The years on file in the counties where the officer has a duty, newest first."""
        counties = {j.area_code[:6] for j in user.current_jurisdictions()}
        rows = self.filter(county_code__in=sorted(counties)).order_by("-year")
        return list(rows.values_list("year", flat=True).distinct())


class TownshipYearQuerySet(AreaScopedQuerySet[Row]):
    """Township files, one a year; whoever answers for a part of it may read them."""

    household_path = None

    def _area(self, code: str) -> Q:
        return Q(township__code__startswith=code) | Q(township__code=code[:9])
