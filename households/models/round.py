"""A round with its own procedure, and the scale that it may reach."""

from decimal import Decimal
from fractions import Fraction

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from households.choices import RoundKind
from households.models.history import tracked
from households.querysets import QuotaQuerySet, RoundQuerySet
from households.ways import Variant
from povertyreg.scoping import CountyFK, CountyScoped
from villages.models import User


def _in_order(earlier: str, later: str) -> Q:
    return Q((earlier, None)) | Q((later, None)) | Q((f"{earlier}__lte", F(later)))


_CALENDAR = _("The days of the calendar lie in the round, one after the other.")


class Round(CountyScoped):
    """A calendar of one kind for one area, with its own poverty line and procedure."""

    area_code = models.CharField(_("area"), max_length=12)
    kind = models.CharField(_("kind"), max_length=20, choices=RoundKind)
    year = models.PositiveSmallIntegerField(_("year"))
    poverty_line = models.DecimalField(_("poverty line (yuan)"), max_digits=10, decimal_places=2)
    publicity_days = models.PositiveSmallIntegerField(_("days of publicity"), default=7)
    quorum_percent = models.DecimalField(
        _("quorum (%)"), max_digits=5, decimal_places=2, default=Decimal("66.67")
    )
    majority_percent = models.DecimalField(
        _("majority (%)"),
        max_digits=5,
        decimal_places=2,
        default=Decimal(50),
        db_default=Decimal(50),
    )
    spot_check_percent = models.PositiveSmallIntegerField(_("spot check (%)"), default=20)
    county_check_percent = models.PositiveSmallIntegerField(
        _("spot check of the county (%)"), default=10, db_default=10
    )
    float_percent = models.PositiveSmallIntegerField(
        _("upward float of the scale (%)"), default=10, db_default=10
    )
    variant = models.CharField(
        _("steps"),
        max_length=20,
        choices=Variant,
        default=Variant.TWO_PUBLICITIES,
        db_default=Variant.TWO_PUBLICITIES,
    )
    separates_duties = models.BooleanField(_("duties are separated"), default=True, db_default=True)
    starts_on = models.DateField(_("from"))
    meetings_until = models.DateField(_("meetings until"), null=True, blank=True)
    village_until = models.DateField(_("village lists until"), null=True, blank=True)
    township_until = models.DateField(_("township lists until"), null=True, blank=True)
    ends_on = models.DateField(_("until"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        ordering = ["-year", "-starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["county_code", "id"], name="round_county_id"),
            models.UniqueConstraint(
                fields=["county_code", "area_code", "kind", "year"], name="round_once_a_year"
            ),
            models.CheckConstraint(
                name="round_ends_after_it_starts", condition=Q(ends_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(name="round_has_publicity", condition=Q(publicity_days__gte=1)),
            models.CheckConstraint(
                name="round_shares_within_a_hundred",
                condition=Q(
                    quorum_percent__gt=0,
                    quorum_percent__lte=100,
                    majority_percent__gte=0,
                    majority_percent__lt=100,
                    spot_check_percent__lte=100,
                    county_check_percent__lte=100,
                    float_percent__lte=100,
                ),
                violation_error_message=_("Shares lie between 0 and 100 per cent. Correct them."),
            ),
            models.CheckConstraint(
                name="round_calendar_in_order",
                condition=_in_order("starts_on", "meetings_until")
                & _in_order("meetings_until", "village_until")
                & _in_order("village_until", "township_until")
                & _in_order("township_until", "ends_on"),
                violation_error_message=_CALENDAR,
            ),
            models.CheckConstraint(  # the days between may be left open
                name="round_calendar_within_the_round",
                condition=_in_order("meetings_until", "ends_on")
                & _in_order("meetings_until", "township_until")
                & _in_order("starts_on", "village_until")
                & _in_order("village_until", "ends_on")
                & _in_order("starts_on", "township_until"),
                violation_error_message=_CALENDAR,
            ),
            models.CheckConstraint(
                name="round_county_of_area",
                condition=Q(area_code__startswith=F("county_code")),
            ),
        ]

    def __str__(self) -> str:
        if (get_language() or "").startswith("zh"):
            return f"{self.year} 年{self.get_kind_display()}轮次"
        return f"{self.year} {self.get_kind_display()} round"

    @property
    def quorum_share(self) -> Fraction:
        """Two thirds, when the setting says 66.67 per cent."""
        return Fraction(self.quorum_percent / 100).limit_denominator(100)

    @property
    def majority_share(self) -> Fraction:
        """Of those present; a household is carried by more than this."""
        return Fraction(self.majority_percent / 100).limit_denominator(100)

    @property
    def spot_check_share(self) -> Fraction:
        return Fraction(self.spot_check_percent, 100)

    @property
    def county_check_share(self) -> Fraction:
        return Fraction(self.county_check_percent, 100)

    @property
    def float_share(self) -> Fraction:
        """By how much a list may pass the scale."""
        return Fraction(self.float_percent, 100)

    @property
    def is_open(self) -> bool:
        return self.closed_on is None


@tracked()
class Quota(CountyScoped):
    """The scale of an area in a round (2.1, step 0): how many households and people it may list.

    The county sets its own scale and divides it among townships, they among their villages.
    """

    round = CountyFK(Round, models.PROTECT, related_name="quotas")
    area_code = models.CharField(_("area"), max_length=12)
    households = models.PositiveIntegerField(_("households"))
    people = models.PositiveIntegerField(_("people"), null=True, blank=True)
    set_by = models.ForeignKey(User, models.PROTECT, db_constraint=False, related_name="+")
    set_at = models.DateTimeField(db_default=Now())

    objects = QuotaQuerySet["Quota"].as_manager()

    class Meta:
        verbose_name = _("scale")
        verbose_name_plural = _("scales")
        ordering = ["area_code"]
        constraints = [
            models.UniqueConstraint(
                fields=["county_code", "round", "area_code"], name="one_scale_an_area"
            ),
            models.CheckConstraint(
                name="quota_county_of_area", condition=Q(area_code__startswith=F("county_code"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area_code} {self.households}"
