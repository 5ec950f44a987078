"""The officers who use the register, and the areas that they answer for."""

from datetime import date
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from povertyreg import clock
from villages.roles import ROLES_WITH_AN_AREA, Role


class User(AbstractUser):
    """An officer. What the person may do comes from jurisdictions, never from Django's groups."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    groups = None  # type: ignore[assignment]
    user_permissions = None  # type: ignore[assignment]
    name_zh = models.CharField(_("name"), max_length=40, blank=True)
    name_en = models.CharField(_("name in pinyin"), max_length=60, blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    list_columns = models.JSONField(
        _("columns of the lists"), default=dict, db_default={}, blank=True, editable=False
    )

    REQUIRED_FIELDS = []

    class Meta:
        verbose_name = _("officer")
        verbose_name_plural = _("officers")

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        chinese = (get_language() or "").startswith("zh")
        return (self.name_zh if chinese else self.name_en) or self.username

    @cached_property
    def _jurisdictions(self) -> list["Jurisdiction"]:
        return list(self.jurisdictions.current(clock.today()))

    def current_jurisdictions(self) -> list["Jurisdiction"]:
        """Those in force on the day of the request; read once for each request."""
        return self._jurisdictions

    def area_codes(self) -> list[str]:
        """Code prefixes of the areas whose households this officer may see."""
        return sorted(
            {j.area_code for j in self.current_jurisdictions() if j.role in ROLES_WITH_AN_AREA}
        )

    @cached_property
    def _household_ids(self) -> list[int]:
        if not any(j.role == Role.CADRE for j in self.current_jurisdictions()):
            return []
        cadres: models.Manager[Any] = self.cadres
        return [pk for cadre in cadres.all() for pk in cadre.household_ids(clock.today())]

    def household_ids(self) -> list[int]:
        """The households that are paired with this officer today, beyond any area."""
        return self._household_ids

    @property
    def role_names(self) -> list[str]:
        return [str(Role(j.role).label) for j in self.current_jurisdictions()]


class JurisdictionQuerySet(models.QuerySet["Jurisdiction"]):
    def current(self, on: date) -> "JurisdictionQuerySet":
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=on), starts_on__lte=on)


class Jurisdiction(models.Model):
    """A role that an officer holds in an area, from a day and perhaps until a day."""

    user = models.ForeignKey(User, models.CASCADE, related_name="jurisdictions")
    area_code = models.CharField(_("area"), max_length=12)
    role = models.CharField(_("role"), max_length=20, choices=Role)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = JurisdictionQuerySet.as_manager()

    class Meta:
        verbose_name = _("jurisdiction")
        verbose_name_plural = _("jurisdictions")
        ordering = ["area_code", "role"]
        constraints = [
            models.CheckConstraint(
                name="jurisdiction_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="jurisdiction_area_is_a_division_code",
                condition=Q(area_code__regex=r"^(\d{6}|\d{9}|\d{12})$"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.role} {self.area_code}"
