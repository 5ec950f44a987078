"""Household files and what belongs to them, always of an area."""

from contextlib import suppress
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q

from households.choices import Category, FindingState, State
from households.idnumbers import IdNumberError, normalise_id_number, read_id_number
from povertyreg.privacy import blind_index
from povertyreg.scoping import AreaScopedQuerySet, Row

ID_NUMBER, ID_TAIL = "id_number", "id_tail"


def id_digest(person: str) -> bytes:
    """The blind index of what a person is known by (`identity.person_of`)."""
    return blind_index(person, ID_NUMBER)


def id_tail_digest(number: str, township_code: str) -> bytes:
    """The blind index of the last four characters, within one township."""
    return blind_index(f"{township_code}{number[-4:]}", ID_TAIL)


def open_after(year: Any, household: str = "household__") -> Q:
    """Files that were not closed by the end of the year; `household`: what leads to them."""
    closed_on = f"{household}closed_on"
    return Q((closed_on, None)) | Q((f"{closed_on}__year__gt", year))


class HouseholdQuerySet(AreaScopedQuerySet[Row]):
    household_path = "pk"

    def on_file(self) -> Self:
        """Files that are not closed."""
        return self.filter(closed_on=None)

    def matching(self, text: str, townships: list[str] | None = None) -> Self:
        """By number, by the start of a member's name or pinyin, or by an ID number or its end.

        `townships`: where the last four characters of an ID number are looked for.
        """
        text = text.strip()
        if not text:
            return self
        found = _numbers_like(text) | Q(pk__in=self._holders(_people_like(text, townships or [])))
        return self.filter(found)

    def _related(self, name: str) -> models.QuerySet[Any]:
        """Rows of a child table; a queryset stands below the models and cannot import them."""
        related: Any = self.model._meta.get_field(name).related_model
        rows: models.QuerySet[Any] = related._default_manager.all()
        return rows

    def _holders(self, people: Q) -> models.QuerySet[Any]:
        return self._related("members").filter(people, left_on=None).values("household_id")

    def with_year(self, year: int) -> Self:
        """Each household with `shown_years`: its record of the year, or an empty list."""
        records = self._related("years").filter(year=year)
        return self.prefetch_related(Prefetch("years", records, to_attr="shown_years"))

    def with_record(self, year: int) -> Self:
        """Each household joined to its `record` of the year, None without one."""
        of_the_year = models.FilteredRelation("years", condition=Q(years__year=year))
        return self.annotate(record=of_the_year).select_related("record")

    def having_year(self, year: int, **conditions: Any) -> Self:
        """Households whose record of the year meets all conditions."""
        records = self._related("years").filter(
            household=OuterRef("pk"), county_code=OuterRef("county_code"), year=year, **conditions
        )
        return self.filter(Exists(records))


def _numbers_like(text: str) -> Q:
    if not text.isdigit():
        return Q(pk__in=[])
    if len(text) <= 4:
        return Q(number__regex=rf"^\d{{12}}{text.zfill(4)}$")
    return Q(number__startswith=text)


def _people_like(text: str, townships: list[str]) -> Q:
    people = Q(name__startswith=text) | Q(pinyin__istartswith=text)
    number = normalise_id_number(text)
    with suppress(IdNumberError):
        people |= Q(id_digest=id_digest(read_id_number(number).person))
    if len(number) == 4 and number[:3].isdigit():
        people |= Q(id_tail_digest__in=[id_tail_digest(number, t) for t in townships])
    return people


class MemberQuerySet(AreaScopedQuerySet[Row]):
    def active(self) -> Self:
        return self.filter(left_on=None)

    def with_row(self, record: Any) -> Self:
        """Each member joined to its `row` of one yearly record, None without one."""
        of_the_year = Q(years__household_year=record.pk if record else 0)
        row = models.FilteredRelation("years", condition=of_the_year)
        return self.annotate(row=row).select_related("row")


class HouseholdYearQuerySet(AreaScopedQuerySet[Row]):
    def registered(self) -> Self:
        """Households with one of the four categories, on file at the end of their year."""
        return self.filter(open_after(F("year")), category__in=Category.REGISTERED)

    def current_poor(self) -> Self:
        return self.registered().filter(state__in=State.CURRENT_POOR)


class MemberYearQuerySet(AreaScopedQuerySet[Row]):
    village_path: ClassVar[str] = "household_year__village"
    household_path: ClassVar[str | None] = "household_year__household"


class FindingQuerySet(AreaScopedQuerySet[Row]):
    household_path: ClassVar[str | None] = "household"

    def standing(self) -> Self:
        """Found, and not corrected since."""
        return self.exclude(state=FindingState.CORRECTED)


class ChangeQuerySet(AreaScopedQuerySet[Row]):
    household_path: ClassVar[str | None] = "household"


class AttachmentQuerySet(AreaScopedQuerySet[Row]):
    household_path: ClassVar[str | None] = "household"

    def on_file(self) -> Self:
        """Not taken back."""
        return self.filter(withdrawn_at=None)


class DraftQuerySet(models.QuerySet[Any]):
    def of(self, user: Any) -> Self:
        """A draft is its writer's own."""
        return self.filter(user=user)
