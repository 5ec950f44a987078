"""Projects with their money and villages, what households received, and the reduction plan."""

from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from assistance.models.people import AreaOwned, HelpingUnit
from assistance.querysets import BenefitQuerySet, FundQuerySet, PlanQuerySet, ProjectQuerySet
from households.codes import CodeField
from households.models import Household
from households.models.history import tracked
from povertyreg.scoping import CountyFK, CountyScoped, VillageScoped
from villages.models import Village


def _yuan(label: Any, **options: Any) -> models.DecimalField[Any, Any]:
    return models.DecimalField(
        label,
        max_digits=14,
        decimal_places=2,
        validators=[MinValueValidator(Decimal(0))],
        **options,
    )


@tracked()
class Project(AreaOwned):
    """A project of the six-to-village-and-household plan, with its four specifics."""

    class Status(models.TextChoices):
        PLANNED = "planned", _("planned")
        ONGOING = "ongoing", _("under way")
        COMPLETED = "completed", _("completed")
        ACCEPTED = "accepted", _("accepted")

    name_zh = models.CharField(_("Chinese name"), max_length=80)
    name_en = models.CharField(_("English name"), max_length=120, blank=True)
    year = models.PositiveSmallIntegerField(_("year"))
    type = CodeField(_("type"), codes="project_type", max_length=1)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PLANNED)
    objective = models.DecimalField(
        _("objective"), max_digits=12, decimal_places=2, validators=[MinValueValidator(Decimal(0))]
    )
    done = models.DecimalField(
        _("done"),
        max_digits=12,
        decimal_places=2,
        default=Decimal(0),
        validators=[MinValueValidator(Decimal(0))],
    )
    unit_zh = models.CharField(_("unit"), max_length=20)
    unit_en = models.CharField(_("unit in English"), max_length=30, blank=True)
    measures = models.TextField(_("measures"), blank=True)
    progress_note = models.CharField(_("progress"), max_length=200, blank=True)
    responsible_unit = CountyFK(
        HelpingUnit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="projects",
        verbose_name=_("responsible unit"),
    )
    responsible_person = models.CharField(_("responsible person"), max_length=40, blank=True)
    planned_households = models.PositiveIntegerField(_("households planned"), null=True, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    is_in_programme = models.BooleanField(_("in the year's programme"), default=True)
    villages = models.ManyToManyField(
        Village, verbose_name=_("villages"), related_name="projects", db_constraint=False
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ProjectQuerySet["Project"].as_manager()

    class Meta(AreaOwned.Meta):
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        ordering = ["-year", "type", "id"]
        constraints = [
            *AreaOwned.Meta.constraints,
            models.UniqueConstraint(fields=["county_code", "id"], name="project_county_id"),
            models.UniqueConstraint(
                fields=["county_code", "area_code", "year", "name_zh"], name="project_named_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        chinese = (get_language() or "").startswith("zh")
        return self.name_zh if chinese else self.name_en or self.name_zh

    @property
    def unit(self) -> str:
        chinese = (get_language() or "").startswith("zh")
        return self.unit_zh if chinese else self.unit_en or self.unit_zh

    @property
    def percent_done(self) -> Decimal:
        return self.done * 100 / self.objective if self.objective else Decimal(0)


@tracked()
class Fund(CountyScoped):
    """One source of a project's money: planned, arrived, paid out (yuan)."""

    project = CountyFK(Project, models.PROTECT, related_name="funds")
    source = CodeField(_("source"), codes="fund_source")
    planned = _yuan(_("planned (yuan)"))
    arrived = _yuan(_("arrived (yuan)"), default=Decimal(0))
    paid = _yuan(_("paid (yuan)"), default=Decimal(0))

    objects = FundQuerySet["Fund"].as_manager()

    class Meta:
        verbose_name = _("fund")
        verbose_name_plural = _("funds")
        ordering = ["source"]
        constraints = [
            models.UniqueConstraint(
                fields=["county_code", "project", "source"], name="fund_source_once_a_project"
            ),
            models.CheckConstraint(
                name="fund_paid_within_arrived",
                condition=Q(planned__gte=0, paid__gte=0, paid__lte=F("arrived")),
                violation_error_message=_("More is paid than has arrived. Check the two amounts."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_source_display()} {self.planned}"  # type: ignore[attr-defined]

    def clean_fields(self, exclude: Any = None) -> None:
        self.county_code = self.project.county_code
        super().clean_fields(exclude=exclude)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.county_code = self.project.county_code
        super().save(*args, **kwargs)


@tracked()
class Benefit(VillageScoped):
    """What a household gets from a project; received only when the household signed for it."""

    project = CountyFK(Project, models.PROTECT, related_name="benefits")
    household = CountyFK(Household, models.PROTECT, related_name="benefits")
    what_zh = models.CharField(_("what"), max_length=60)
    what_en = models.CharField(_("what, in English"), max_length=80, blank=True)
    quantity = models.DecimalField(
        _("quantity"),
        max_digits=10,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
    )
    unit_zh = models.CharField(_("unit"), max_length=20, blank=True)
    unit_en = models.CharField(_("unit in English"), max_length=30, blank=True)
    yuan = _yuan(_("worth (yuan)"), default=Decimal(0))
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )
    received_on = models.DateField(_("signed for on"), null=True, blank=True)
    signed_by = models.CharField(_("signed by"), max_length=40, blank=True)

    objects = BenefitQuerySet["Benefit"].as_manager()

    class Meta(VillageScoped.Meta):
        verbose_name = _("benefit")
        verbose_name_plural = _("benefits")
        ordering = ["-year", "-received_on", "id"]
        constraints = [
            *VillageScoped.Meta.constraints,
            models.CheckConstraint(
                name="benefit_signed_when_received",
                condition=(Q(received_on=None) & Q(signed_by=""))
                | (Q(received_on__isnull=False) & ~Q(signed_by="")),
                violation_error_message=_(
                    "A benefit is received when somebody signed for it: give both the date and "
                    "the name, or neither."
                ),
            ),
        ]

    def __str__(self) -> str:
        chinese = (get_language() or "").startswith("zh")
        return self.what_zh if chinese else self.what_en or self.what_zh

    @property
    def unit(self) -> str:
        chinese = (get_language() or "").startswith("zh")
        return self.unit_zh if chinese else self.unit_en or self.unit_zh


class ReductionPlan(VillageScoped):
    """How many people of a village are to leave poverty in a year."""

    year = models.PositiveSmallIntegerField(_("year"))
    households = models.PositiveIntegerField(_("households planned"), null=True, blank=True)
    people = models.PositiveIntegerField(_("people planned"))

    objects = PlanQuerySet["ReductionPlan"].as_manager()

    class Meta(VillageScoped.Meta):
        verbose_name = _("reduction plan")
        verbose_name_plural = _("reduction plans")
        constraints = [
            *VillageScoped.Meta.constraints,
            models.UniqueConstraint(
                fields=["county_code", "village", "year"], name="reduction_plan_once_a_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.village} {self.year}"
