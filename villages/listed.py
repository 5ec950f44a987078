"""Places as the rows and the cells of lists."""

from typing import Any

from django.db.models import IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from povertyreg.scoping import Officer
from villages.models import County, Township, Village, VillageYear

FACTS = (
    "poverty_class",
    "class_evidence",
    "households",
    "population",
    "agricultural_population",
)


def villages(user: Officer, area: str, year: int) -> QuerySet[Any]:
    """Each with the `year` and what its file of the year says, nothing where it has none."""
    files = VillageYear.objects.visible_to(user).filter(village=OuterRef("pk"), year=year)
    return (
        Village.objects.visible_to(user)
        .in_area(area)
        .annotate(
            year=Value(year, IntegerField()),
            **{name: Subquery(files.values(name)[:1]) for name in FACTS},
        )
        .order_by("code")
    )


def name_of_area(code: str, name: str) -> Any:
    """`name` of the village, township or county whose code stands in the column `code`."""
    places: list[Any] = [Village, Township, County]
    found = [Subquery(place.objects.filter(pk=OuterRef(code)).values(name)) for place in places]
    return Coalesce(*found)
