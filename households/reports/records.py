"""The rows from which the reports on households count."""

from django.db.models import Q

from households.choices import State
from households.models import HouseholdYear
from households.querysets import HouseholdYearQuerySet
from povertyreg.figures import Scope

POOR = Q(state__in=State.CURRENT_POOR)


def registered(scope: Scope) -> HouseholdYearQuerySet[HouseholdYear]:
    """The yearly records of registered households, of every year."""
    return scope.narrow(HouseholdYear.objects.all()).registered()
