"""Helpers, pairings, projects and benefits, always of an area."""

from datetime import date
from typing import ClassVar, Self

from django.db.models import Q

from povertyreg.scoping import AreaScopedQuerySet, Row


class HelperQuerySet(AreaScopedQuerySet[Row]):
    """Cadres and units belong to the area that they help, a township or a village of it."""

    household_path = None

    def _area(self, code: str) -> Q:
        return Q(area_code__startswith=code) | Q(area_code__in=[code[:6], code[:9]])


class PairingQuerySet(AreaScopedQuerySet[Row]):
    def current(self, on: date) -> Self:
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=on), starts_on__lte=on)


class WorkTeamQuerySet(AreaScopedQuerySet[Row]):
    """A team that helps several villages is seen from each of them."""

    village_path: ClassVar[str] = "villages"
    household_path = None


class ProjectQuerySet(AreaScopedQuerySet[Row]):
    """A project is seen from each village that it reaches."""

    household_path = None

    def _area(self, code: str) -> Q:
        return Q(area_code__startswith=code) | Q(villages__code__startswith=code)

    def visible_to(self, user: object) -> Self:
        return super().visible_to(user).distinct()  # type: ignore[arg-type]


class FundQuerySet(AreaScopedQuerySet[Row]):
    """Money is seen with its project."""

    household_path = None

    def _area(self, code: str) -> Q:
        return Q(project__area_code__startswith=code)


class BenefitQuerySet(AreaScopedQuerySet[Row]):
    def received(self) -> Self:
        """Signed for by the household."""
        return self.filter(received_on__isnull=False)


class PlanQuerySet(AreaScopedQuerySet[Row]):
    household_path = None
