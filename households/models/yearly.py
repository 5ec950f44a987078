"""The yearly record of a household and of its members: what changes while the identity stays."""

from typing import Any

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from households.choices import Health, Relation, State
from households.codes import CodeField, code_lists
from households.models.history import tracked
from households.models.household import Changed, Household, flag
from households.models.income import AMOUNTS, IncomeLines, IncomeMemos
from households.models.living import LivingConditions, RelocationNeed
from households.models.member import Member
from households.querysets import HouseholdYearQuerySet, MemberYearQuerySet
from povertyreg.privacy import EncryptedField, mask_phone
from povertyreg.scoping import CountyFK, CountyScoped, VillageScoped
from povertyreg.wording import enumerated


@tracked("net_income", "net_income_per_head")
class HouseholdYear(
    IncomeLines, IncomeMemos, LivingConditions, RelocationNeed, Changed, VillageScoped
):
    """One household in one year. Category and state come from a classification, not from typing."""

    household = CountyFK(Household, models.PROTECT, related_name="years")
    year = models.PositiveSmallIntegerField(_("year"))
    proposed_category = CodeField(_("household category applied for"), codes="category", blank=True)
    category = CodeField(_("household category"), codes="category", blank=True, editable=False)
    state = CodeField(_("poverty state"), codes="state", blank=True, editable=False)
    state_since = models.DateField(_("in this state since"), null=True, blank=True, editable=False)
    keeps_support = models.BooleanField(
        _("support continues after the exit"), null=True, blank=True, editable=False
    )
    main_cause = CodeField(_("main cause of poverty"), codes="cause", blank=True)
    second_cause = CodeField(_("other cause"), codes="cause", blank=True)
    third_cause = CodeField(_("further cause"), codes="cause", blank=True)
    cause_note = models.CharField(
        _("explanation of the cause"), max_length=200, blank=True, db_default=""
    )
    return_cause = CodeField(
        _("cause of the return to poverty"), codes="return_cause", blank=True, db_default=""
    )
    not_exited_because = CodeField(
        _("why not exited this year"), codes="not_exited", blank=True, db_default=""
    )
    size = models.PositiveSmallIntegerField(_("household size"), default=0, editable=False)
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)
    filled_by = models.CharField(_("filled in by"), max_length=60, blank=True, db_default="")
    filled_by_phone = EncryptedField(
        _("phone of who filled it in"),
        blank=True,
        db_default="",
        context="householdyear.filled_by_phone",
    )
    filled_on = models.DateField(_("filled in on"), null=True, blank=True)
    signed_on = models.DateField(_("signed by the householder on"), null=True, blank=True)

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
                condition=Q(**{f"{line}__gte": 0 for line in AMOUNTS}),
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


@tracked(indexes=[models.Index(fields=["household_year"], name="memberyear_history_of_year")])
class MemberYear(Changed, CountyScoped):
    """One member in one year (form part II)."""

    household_year = CountyFK(HouseholdYear, models.PROTECT, related_name="members")
    member = CountyFK(Member, models.PROTECT, related_name="years")
    relation = CodeField(_("relation to householder"), codes="relation")
    education = CodeField(_("education"), codes="education", blank=True)
    school = CodeField(_("school"), codes="school", blank=True)
    not_in_school_because = CodeField(
        _("why not at school"), codes="not_in_school", blank=True, db_default=""
    )
    health = CodeField(_("health"), codes="health", blank=True, default="")
    second_health = CodeField(_("also (health)"), codes="health", blank=True, db_default="")
    third_health = CodeField(_("further (health)"), codes="health", blank=True, db_default="")
    labour = CodeField(_("labour ability"), codes="labour", blank=True, default="")
    work_region = CodeField(_("where at work"), codes="work_region", blank=True)
    work_months = models.PositiveSmallIntegerField(
        _("months of work"), null=True, blank=True, validators=[MaxValueValidator(12)]
    )
    politics = CodeField(_("political status"), codes="politics", blank=True)
    work_place = models.CharField(_("place of work"), max_length=120, blank=True, db_default="")
    employer = models.CharField(_("employer"), max_length=120, blank=True, db_default="")
    phone = EncryptedField(_("phone"), blank=True, db_default="", context="memberyear.phone")
    has_medical_insurance = flag(_("rural medical insurance"))
    has_employee_medical = flag(_("employee medical insurance"))
    has_serious_illness_insurance = flag(_("serious-illness insurance"))
    has_pension_insurance = flag(_("resident pension insurance"))
    has_employee_pension = flag(_("employee pension insurance"))
    receives_dibao = flag(_("receives dibao"))
    receives_special_hardship = flag(_("receives special-hardship support"))
    is_serving_soldier = flag(_("serving soldier"))
    speaks_mandarin = flag(_("speaks Mandarin"))
    has_accident_subsidy = flag(_("accident-insurance subsidy"))
    has_commercial_medical = flag(_("commercial medical insurance"))

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
                name="healthy_or_ill_but_once",
                condition=(Q(second_health="") & Q(third_health=""))
                | (
                    ~Q(health__in=["", Health.HEALTHY])
                    & ~Q(second_health__in=[Health.HEALTHY, F("health")])
                    & (
                        Q(third_health="")
                        | ~Q(third_health__in=[Health.HEALTHY, F("health"), F("second_health")])
                    )
                ),
                violation_error_message=_(
                    "Healthy goes with no other health, and none is given twice. "
                    "Correct the health."
                ),
            ),
            models.CheckConstraint(
                name="work_months_within_a_year",
                condition=Q(work_months=None) | Q(work_months__lte=12),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.household_year_id}"

    @property
    def healths(self) -> list[str]:
        """All health codes of the person, the first one first."""
        return [code for code in (self.health, self.second_health, self.third_health) if code]

    @property
    def health_in_words(self) -> str:
        labels = code_lists()["health"]
        return enumerated(labels.label(code) for code in self.healths)

    @property
    def masked_phone(self) -> str:
        return mask_phone(self.phone)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.county_code = self.household_year.county_code
        super().save(*args, **kwargs)
