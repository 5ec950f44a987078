"""The yearly file of a village and of a township, and figures as documents report them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from povertyreg.scoping import CountyScoped, VillageScoped
from villages.models.divisions import Township
from villages.querysets import TownshipYearQuerySet, VillageYearQuerySet


class VillageYear(VillageScoped):
    """What the village form says of one year (domain form 1.7): class and population."""

    class PovertyClass(models.IntegerChoices):
        NOT_POOR = 0, _("not a poor village")
        ONE = 1, _("class one")
        TWO = 2, _("class two")
        THREE = 3, _("class three")

    year = models.PositiveSmallIntegerField(_("year"))
    poverty_class = models.PositiveSmallIntegerField(_("class"), choices=PovertyClass)
    class_evidence = models.TextField(_("evidence for the class"), blank=True)
    households = models.PositiveIntegerField(_("households"))
    population = models.PositiveIntegerField(_("permanent population"))
    agricultural_population = models.PositiveIntegerField(_("agricultural population"))

    objects = VillageYearQuerySet["VillageYear"].as_manager()

    class Meta(VillageScoped.Meta):
        verbose_name = _("village file")
        verbose_name_plural = _("village files")
        constraints = [
            *VillageScoped.Meta.constraints,
            models.UniqueConstraint(
                fields=["county_code", "village", "year"], name="village_file_once_a_year"
            ),
            models.CheckConstraint(
                name="village_agricultural_within_population",
                condition=Q(agricultural_population__lte=F("population")),
                violation_error_message=_(
                    "The agricultural population is larger than the population. Check both numbers."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.village} {self.year}"


class TownshipYear(CountyScoped):
    """The township's basic figures of one year, as its statistics office gives them."""

    township = models.ForeignKey(Township, models.PROTECT, db_index=False)
    year = models.PositiveSmallIntegerField(_("year"))
    net_income_per_head = models.DecimalField(
        _("per-capita net income of farmers (yuan)"), max_digits=10, decimal_places=2
    )
    grain_tonnes = models.DecimalField(
        _("grain output (t)"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    gdp = models.DecimalField(_("GDP (yuan)"), max_digits=16, decimal_places=2, null=True)
    fiscal_revenue = models.DecimalField(
        _("fiscal revenue (yuan)"), max_digits=16, decimal_places=2, null=True
    )
    area_km2 = models.DecimalField(_("area (km²)"), max_digits=8, decimal_places=2, null=True)
    source = models.CharField(_("source"), max_length=200, blank=True)

    objects = TownshipYearQuerySet["TownshipYear"].as_manager()

    class Meta:
        verbose_name = _("township file")
        verbose_name_plural = _("township files")
        constraints = [
            models.UniqueConstraint(
                fields=["county_code", "township", "year"], name="township_file_once_a_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.township} {self.year}"

    def save(self, *args: object, **kwargs: object) -> None:
        self.county_code = self.township_id[:6]
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class ReportedFigure(CountyScoped):
    """A number that a document states, kept beside the one computed from the household files."""

    township = models.ForeignKey(Township, models.PROTECT, db_index=False)
    year = models.PositiveSmallIntegerField(_("year"))
    figure = models.CharField(_("figure"), max_length=40)
    households = models.PositiveIntegerField(_("households"), null=True)
    people = models.PositiveIntegerField(_("people"), null=True)
    percent = models.DecimalField(_("per cent"), max_digits=6, decimal_places=2, null=True)
    explanation_zh = models.TextField(blank=True)
    explanation_en = models.TextField(blank=True)

    objects = TownshipYearQuerySet["ReportedFigure"].as_manager()

    class Meta:
        verbose_name = _("reported figure")
        verbose_name_plural = _("reported figures")
        constraints = [
            models.UniqueConstraint(
                fields=["county_code", "township", "year", "figure"], name="figure_reported_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.township} {self.year} {self.figure}"
