"""The one rule of area permission, and the columns by which rows belong to an area."""

from typing import Any, ClassVar, Protocol, Self, TypeVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Left
from django.utils.translation import gettext_lazy as _

COUNTY_DIGITS, TOWNSHIP_DIGITS, VILLAGE_DIGITS = 6, 9, 12

Row = TypeVar("Row", bound=models.Model, covariant=True)  # noqa: PLC0105  (rows are what it is about)


class Officer(Protocol):
    """What area permission needs to know about a person."""

    def area_codes(self) -> list[str]: ...
    def household_ids(self) -> list[int]: ...


def within(path: str, code: str) -> Q:
    """Rows whose village, reached by `path`, lies in the area with this division code."""
    if len(code) == VILLAGE_DIGITS:
        return Q(**{path: code})
    return Q(**{f"{path}__code__startswith": code})


class AreaScopedQuerySet(models.QuerySet[Row]):
    """Rows that belong to a village; `village_path` leads from a row to it."""

    village_path: ClassVar[str] = "village"
    household_path: ClassVar[str | None] = "household"

    def visible_to(self, user: Officer) -> Self:
        """Only the rows of the area that the user answers for; nothing for anybody else."""
        codes = user.area_codes()
        allowed = Q(pk__in=[])
        for code in codes:
            allowed |= self._area(code)
        if self.household_path and (ids := user.household_ids()):
            allowed |= Q(**{f"{self.household_path}__in": ids})
            return self.filter(allowed)
        counties = {code[:COUNTY_DIGITS] for code in codes}
        return self.filter(allowed, county_code__in=sorted(counties))

    def in_area(self, code: str) -> Self:
        """Narrow to an area; it never widens what the user may see."""
        return self.filter(self._area(code)) if code else self

    def _area(self, code: str) -> Q:
        if len(code) == COUNTY_DIGITS:
            return Q(county_code=code)
        return within(self.village_path, code)


class CountyFK(models.ForeignKey[Any, Any]):
    """A foreign key within one county: joins compare the county too, the migration adds the
    composite key (county_code, id), and the county is what a registry is spread over machines by.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["db_constraint"] = False
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("db_constraint", None)
        return name, path, args, kwargs

    def get_joining_fields(self, reverse_join: bool = False) -> Any:
        mine = self.model._meta.get_field("county_code")
        theirs = self.remote_field.model._meta.get_field("county_code")
        county = (theirs, mine) if reverse_join else (mine, theirs)
        return (*super().get_joining_fields(reverse_join), county)


class CountyScoped(models.Model):
    """A row that belongs to a county, the key by which the registry may be distributed."""

    county_code = models.CharField(_("county"), max_length=COUNTY_DIGITS, editable=False)

    class Meta:
        abstract = True

    def _do_update(self, base_qs: Any, *args: Any, **kwargs: Any) -> Any:
        # A distributed table is updated where its rows lie: never without the county.
        return super()._do_update(base_qs.filter(county_code=self.county_code), *args, **kwargs)


class VillageScoped(CountyScoped):
    """A row that belongs to a village and carries its code, so that an area is a code prefix."""

    village = models.ForeignKey(
        "villages.Village",
        models.PROTECT,
        db_column="village_code",
        db_index=False,
        related_name="+",
        verbose_name=_("village"),
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_county_of_village",
                condition=Q(county_code=Left(F("village"), COUNTY_DIGITS)),
            )
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.county_code = self.village_id[:COUNTY_DIGITS]
        super().save(*args, **kwargs)

    def clean_fields(self, exclude: Any = None) -> None:
        self.county_code = (self.village_id or "")[:COUNTY_DIGITS]
        super().clean_fields(exclude=exclude)


def county_foreign_key(table: str, column: str, target: str) -> tuple[str, str]:
    """SQL (forwards, backwards) of a composite key (county_code, column) → target."""
    name = f"{table}_{column}_county_fk"
    key = (
        f'FOREIGN KEY (county_code, "{column}") REFERENCES "{target}" (county_code, id) '
        "ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED"
    )
    return (
        f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" {key}',
        f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"',
    )
