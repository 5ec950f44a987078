"""The page of a village: what every floor of the house knows about it."""

from typing import Any

from django.contrib.auth.decorators import permission_required
from django.db.models import Count, Q, Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from assistance.coverage import coverage
from assistance.models import WorkTeam
from households.choices import Category, State
from households.codes import code_lists
from households.models import HouseholdYear
from povertyreg import clock
from povertyreg.pages import UserRequest, render_page
from villages.http import working_year, working_years
from villages.models import User, Village, VillageGroup, VillageYear, path_to

POOR = Q(state__in=State.CURRENT_POOR)


@require_safe
@permission_required("villages.view_village", raise_exception=True)
def village_detail(request: UserRequest, code: str) -> HttpResponse:
    village = get_object_or_404(Village.objects.visible_to(request.user), pk=code)
    user, year = request.user, working_year(request)
    files = VillageYear.objects.visible_to(user).filter(village=village, year=year)
    context = {
        "village": village,
        "places": path_to(village.pk),
        "year": year,
        "years": working_years(request),
        "file": files.first(),
        **_registered(user, village, year),
        "groups": _groups(user, village, year),
        "pairing": coverage(user, year, clock.today(), village.pk),
        "teams": _teams(user, village),
    }
    return render_page(request, "villages/village_detail.html", context)


def _records(user: User, village: Village, year: int) -> Any:
    records = HouseholdYear.objects.visible_to(user).in_area(village.pk)
    return records.filter(year=year).registered()


def _registered(user: User, village: Village, year: int) -> dict[str, Any]:
    """Households and people of each category, all of them and the poor among them."""
    counted = {
        row["category"]: row
        for row in _records(user, village, year)
        .values("category")
        .annotate(
            households=Count("pk"),
            people=Sum("size"),
            poor_households=Count("pk", filter=POOR),
            poor_people=Sum("size", filter=POOR, default=0),
        )
    }
    rows = [
        {
            "label": code_lists()["category"].label(category),
            "url": _list_url(village, year, category=category),
            **counted.get(category, {"category": category, **dict.fromkeys(FIGURES, 0)}),
        }
        for category in Category.REGISTERED
    ]
    return {
        "categories": rows,
        "together": {name: sum(row[name] for row in rows) for name in FIGURES},
        "all_url": _list_url(village, year),
    }


FIGURES = ("households", "people", "poor_households", "poor_people")


def _list_url(village: Village, year: int, **more: str) -> str:
    query = {"village": village.pk, "year": str(year), **more}
    return reverse("households:household-list", query=query)


def _groups(user: User, village: Village, year: int) -> list[dict[str, Any]]:
    """Each group with its registered households."""
    counted = {
        row["household__group"]: row
        for row in _records(user, village, year)
        .values("household__group")
        .annotate(households=Count("pk"), people=Sum("size"))
    }
    groups = VillageGroup.objects.visible_to(user).filter(village=village)
    return [{"group": group, **counted.get(group.pk, {})} for group in groups]


def _teams(user: User, village: Village) -> Any:
    today = clock.today()
    current = Q(ends_on=None) | Q(ends_on__gte=today)
    teams = WorkTeam.objects.visible_to(user).filter(
        current, villages=village, starts_on__lte=today
    )
    return teams.prefetch_related("members__unit")
