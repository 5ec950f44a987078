"""The villages and townships of an area with what their files of one year say."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, Sum

from villages.models import Township, User, Village, VillageYear


@dataclass(frozen=True)
class VillageRow:
    """A village, and its file of the year if there is one."""

    village: Village
    file: VillageYear | None


@dataclass(frozen=True)
class TownshipRow:
    """A township, and the sums over the files of its villages."""

    township: Township
    villages: int = 0
    poor_villages: int = 0
    households: int | None = None
    population: int | None = None
    agricultural_population: int | None = None


def villages(user: User, area: str, year: int) -> list[VillageRow]:
    places = Village.objects.visible_to(user).in_area(area)
    files = {file.village_id: file for file in _files(user, area, year)}
    return [VillageRow(place, files.get(place.pk)) for place in places]


def townships(user: User, area: str, year: int) -> list[TownshipRow]:
    places = Township.objects.visible_to(user).in_area(area)
    sums: dict[str, dict[str, int]] = {
        str(row.pop("village__township")): row for row in _sums(user, area, year)
    }
    return [TownshipRow(place, **sums.get(place.pk, {})) for place in places]


def _files(user: User, area: str, year: int) -> Iterable[VillageYear]:
    return VillageYear.objects.visible_to(user).in_area(area).filter(year=year)


def _sums(user: User, area: str, year: int) -> Iterable[Any]:
    files = VillageYear.objects.visible_to(user).in_area(area).filter(year=year)
    return files.values("village__township").annotate(
        villages=Count("pk"),
        poor_villages=Count("pk", filter=Q(poverty_class__gt=0)),
        **{name: Sum(name) for name in ("households", "population", "agricultural_population")},
    )
