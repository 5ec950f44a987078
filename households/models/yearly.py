"""The yearly record of a household and of its members: what changes while the identity stays."""

from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import NullIf, Round
from django.utils.translation import gettext_lazy as _

from households.choices import CodeField, Relation, State
from households.models.history import tracked
from households.models.household import Changed, Household, Member
from households.querysets import HouseholdYearQuerySet, MemberYearQuerySet
from povertyreg.scoping import CountyFK, CountyScoped, VillageScoped


def _yuan(label: Any) -> models.DecimalField[Any, Any]:
    """An amount in yuan for the whole household and the income year; never negative (M-02)."""
    return models.DecimalField(
        label,
        max_digits=12,
        decimal_places=2,
        default=Decimal(0),
        validators=[MinValueValidator(Decimal(0))],
    )


INCOME = {
    _("Wages"): ("wage",),
    _("Household business"): ("crops", "livestock", "other_business"),
    _("Property"): ("property_income",),
    _("Transfers"): (
        "family_planning_grant",
        "dibao_allowance",
        "five_guarantee_allowance",
        "pension",
        "ecological_compensation",
        "other_transfer",
    ),
}
"""The four kinds of income and the lines of the form (1.4) under each."""

GAINS = tuple(line for lines in INCOME.values() for line in lines)
"""What comes in, before the business expenditure is taken off."""


def _net_income() -> Any:
    total: Any = F(GAINS[0])
    for line in GAINS[1:]:
        total = total + F(line)
    return total - F("business_expenditure")


class IncomeLines(models.Model):
    """Income and expenditure of the income year; sums are computed by the database, never typed."""

    wage = _yuan(_("wages"))
    crops = _yuan(_("crops"))
    livestock = _yuan(_("livestock"))
    other_business = _yuan(_("other business"))
    property_income = _yuan(_("property income"))
    family_planning_grant = _yuan(_("family-planning grant"))
    dibao_allowance = _yuan(_("dibao allowance"))
    five_guarantee_allowance = _yuan(_("five-guarantee allowance"))
    pension = _yuan(_("pension insurance"))
    ecological_compensation = _yuan(_("ecological compensation"))
    other_transfer = _yuan(_("other transfers"))
    business_expenditure = _yuan(_("business expenditure"))
    net_income = models.GeneratedField(
        expression=_net_income(),
        output_field=models.DecimalField(_("net income"), max_digits=14, decimal_places=2),
        db_persist=True,
    )
    net_income_per_head = models.GeneratedField(
        expression=Round(_net_income() / NullIf(F("size"), 0), precision=2),
        output_field=models.DecimalField(
            _("per-capita net income"), max_digits=14, decimal_places=2, null=True
        ),
        db_persist=True,
    )

    class Meta:
        abstract = True


class LivingConditions(models.Model):
    """What the card shows of land, house and road."""

    cultivated_land = models.DecimalField(
        _("cultivated land (mu)"),
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
    )
    housing_area = models.DecimalField(
        _("housing area (m²)"),
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
    )
    house_grade = CodeField(_("house grade"), codes="house_grade", blank=True)
    access_road = CodeField(_("access road"), codes="access_road", blank=True)
    fuel = CodeField(_("main fuel"), codes="fuel", blank=True)

    class Meta:
        abstract = True


@tracked("net_income", "net_income_per_head")
class HouseholdYear(IncomeLines, LivingConditions, Changed, VillageScoped):
    """One household in one year. Category and state come from a classification, not from typing."""

    household = CountyFK(Household, models.PROTECT, related_name="years")
    year = models.PositiveSmallIntegerField(_("year"))
    proposed_category = CodeField(_("household category applied for"), codes="category", blank=True)
    category = CodeField(_("household category"), codes="category", blank=True, editable=False)
    state = CodeField(_("poverty state"), codes="state", blank=True, editable=False)
    main_cause = CodeField(_("main cause of poverty"), codes="cause", blank=True)
    second_cause = CodeField(_("other cause"), codes="cause", blank=True)
    third_cause = CodeField(_("further cause"), codes="cause", blank=True)
    size = models.PositiveSmallIntegerField(_("household size"), default=0, editable=False)
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)

    objects = HouseholdYearQuerySet["HouseholdYear"].as_manager()

    class Meta(VillageScoped.Meta):
        verbose_name = _("yearly record")
        verbose_name_plural = _("yearly records")
        constraints = [
            *VillageScoped.Meta.constraints,
            models.UniqueConstraint(fields=["county_code", "id"], name="householdyear_county_id"),
            models.UniqueConstraint(
                fields=["county_code", "household", "year"], name="household_once_a_year"
            ),
            models.CheckConstraint(
                name="category_and_state_together",
                condition=(Q(category="") & Q(state="")) | (~Q(category="") & ~Q(state="")),
            ),
            models.CheckConstraint(
                name="causes_differ",
                condition=(Q(second_cause="") | ~Q(second_cause=F("main_cause")))
                & (Q(third_cause="") | ~Q(third_cause__in=[F("main_cause"), F("second_cause")])),
                violation_error_message=_(
                    "The same cause is given twice. Leave one of the other causes empty."
                ),
            ),
            models.CheckConstraint(
                name="income_lines_not_negative",
                condition=Q(**{f"{line}__gte": 0 for line in (*GAINS, "business_expenditure")}),
            ),
        ]
        indexes = [
            models.Index(
                F("county_code"), F("year"), F("village"), F("category"), name="year_by_village"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.household_id} {self.year}"

    @property
    def is_current_poor(self) -> bool:
        return self.state in State.CURRENT_POOR

    @property
    def other_causes(self) -> list[str]:
        return [cause for cause in (self.second_cause, self.third_cause) if cause]


@tracked()
class MemberYear(Changed, CountyScoped):
    """One member in one year (form part II)."""

    household_year = CountyFK(HouseholdYear, models.PROTECT, related_name="members")
    member = CountyFK(Member, models.PROTECT, related_name="years")
    relation = CodeField(_("relation to householder"), codes="relation")
    education = CodeField(_("education"), codes="education", blank=True)
    school = CodeField(_("school"), codes="school", blank=True)
    health = CodeField(_("health"), codes="health", default="01")
    labour = CodeField(_("labour ability"), codes="labour")
    work_region = CodeField(_("where at work"), codes="work_region", blank=True)
    work_months = models.PositiveSmallIntegerField(
        _("months of work"), null=True, blank=True, validators=[MaxValueValidator(12)]
    )
    politics = CodeField(_("political status"), codes="politics", blank=True)
    has_medical_insurance = models.BooleanField(_("rural medical insurance"), default=False)
    has_serious_illness_insurance = models.BooleanField(
        _("serious-illness insurance"), default=False
    )
    has_pension_insurance = models.BooleanField(_("resident pension insurance"), default=False)
    receives_dibao = models.BooleanField(_("receives dibao"), default=False)
    is_serving_soldier = models.BooleanField(_("serving soldier"), default=False)

    objects = MemberYearQuerySet["MemberYear"].as_manager()

    class Meta:
        verbose_name = _("member's yearly record")
        verbose_name_plural = _("members' yearly records")
        constraints = [
            models.UniqueConstraint(
                fields=["county_code", "household_year", "member"], name="member_once_a_year"
            ),
            models.UniqueConstraint(
                fields=["county_code", "household_year"],
                condition=Q(relation=Relation.HOUSEHOLDER),
                name="one_householder_a_year",
                violation_error_message=_(
                    "A household has one householder. Change the relation of the other one."
                ),
            ),
            models.CheckConstraint(
                name="work_months_within_a_year",
                condition=Q(work_months=None) | Q(work_months__lte=12),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.household_year_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.county_code = self.household_year.county_code
        super().save(*args, **kwargs)
