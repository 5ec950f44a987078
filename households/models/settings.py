"""What the county and the nation set for all files: poverty lines, locked years, strictness."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from households.choices import Purpose, Severity
from households.querysets import PovertyLineQuerySet, YearLockQuerySet
from povertyreg.scoping import CountyScoped
from villages.models import User


class PovertyLine(models.Model):
    """Yuan per head and year under which a household is poor (4.1): a table, never a constant.

    `area_code` is empty for the nation, else 2 to 9 digits; the line of the nearest area holds.
    """

    year = models.PositiveSmallIntegerField(_("year"))
    area_code = models.CharField(_("area"), max_length=12, blank=True)
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose)
    amount = models.DecimalField(
        _("yuan per head and year"),
        max_digits=8,
        decimal_places=2,
        validators=[MinValueValidator(Decimal(1))],
    )
    source = models.CharField(_("source"), max_length=200)

    objects = PovertyLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("poverty line")
        verbose_name_plural = _("poverty lines")
        ordering = ["-year", "purpose", "area_code"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "area_code", "purpose"],
                name="one_poverty_line",
                violation_error_message=_(
                    "There is a line of this year, area and purpose already. Change that one."
                ),
            ),
            models.CheckConstraint(
                name="poverty_line_area_is_a_code",
                condition=Q(area_code__regex=r"^(|\d{2}|\d{4}|\d{6}|\d{9})$"),
                violation_error_message=_(
                    "An area is empty (the nation) or a code of 2, 4, 6 or 9 digits."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.area_code} {self.purpose} {self.amount}"


class YearLock(CountyScoped):
    """A year that the county has closed: its records are corrected only with a reason."""

    area_code = models.CharField(_("area"), max_length=12)
    year = models.PositiveSmallIntegerField(_("year"))
    locked_at = models.DateTimeField(db_default=Now())
    locked_by = models.ForeignKey(
        User, models.PROTECT, db_constraint=False, db_index=False, related_name="+"
    )
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopened_by = models.ForeignKey(
        User, models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    reopened_because = models.CharField(_("why reopened"), max_length=200, blank=True)

    objects = YearLockQuerySet["YearLock"].as_manager()

    class Meta:
        verbose_name = _("locked year")
        verbose_name_plural = _("locked years")
        ordering = ["-year", "area_code"]
        constraints = [
            models.UniqueConstraint(
                fields=["county_code", "area_code", "year"],
                condition=Q(reopened_at=None),
                name="year_locked_once",
            ),
            models.CheckConstraint(
                name="yearlock_county_of_area",
                condition=Q(area_code__startswith=models.F("county_code")),
            ),
            models.CheckConstraint(
                name="yearlock_reopened_with_a_reason",
                condition=Q(reopened_at=None) | ~Q(reopened_because=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area_code} {self.year}"


class RuleSetting(CountyScoped):
    """How strictly a county takes one rule of the checks in one year (3: severity, on or off)."""

    year = models.PositiveSmallIntegerField(_("year"))
    rule = models.CharField(_("rule"), max_length=5)
    severity = models.CharField(_("severity"), max_length=1, choices=Severity)
    is_on = models.BooleanField(_("switched on"), default=True)
    changed_by = models.ForeignKey(
        User, models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )

    objects: "models.Manager[RuleSetting]"

    class Meta:
        verbose_name = _("setting of a rule")
        verbose_name_plural = _("settings of the rules")
        constraints = [
            models.UniqueConstraint(fields=["county_code", "year", "rule"], name="rule_set_once")
        ]

    def __str__(self) -> str:
        return f"{self.county_code} {self.year} {self.rule}"
