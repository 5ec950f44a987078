"""The exit standard of a year and area as a checklist, and a household held against it."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from households.models.history import tracked
from households.models.registration import Case
from households.querysets import ExitAssessmentQuerySet, ExitStandardQuerySet
from povertyreg.scoping import CountyFK, CountyScoped, VillageScoped
from villages.models import User


class ExitStandard(models.Model):
    """What a household must reach to exit (2.8); the standard of the nearest area holds.

    `area_code` is empty for the nation, else 2 to 9 digits.
    """

    year = models.PositiveSmallIntegerField(_("year"))
    area_code = models.CharField(_("area"), max_length=12, blank=True)
    name_zh = models.CharField(_("name (Chinese)"), max_length=100)
    name_en = models.CharField(_("name (English)"), max_length=100)
    source = models.CharField(_("source"), max_length=200)

    objects = ExitStandardQuerySet.as_manager()

    class Meta:
        verbose_name = _("exit standard")
        verbose_name_plural = _("exit standards")
        ordering = ["-year", "area_code"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "area_code"],
                name="one_exit_standard",
                violation_error_message=_("This area has an exit standard for the year already."),
            ),
            models.CheckConstraint(
                name="exit_standard_area_is_a_code",
                condition=Q(area_code__regex=r"^(|\d{2}|\d{4}|\d{6}|\d{9})$"),
            ),
        ]

    def __str__(self) -> str:
        return self.name_zh if (get_language() or "").startswith("zh") else self.name_en


class ExitItem(models.Model):
    """One line of the checklist."""

    class Kind(models.TextChoices):
        YES_NO = "yes_no", pgettext_lazy("exit item", "yes or no")
        AT_LEAST = "at_least", pgettext_lazy("exit item", "a number, at least")
        AT_MOST = "at_most", pgettext_lazy("exit item", "a number, at most")

    standard = models.ForeignKey(ExitStandard, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField(_("position"))
    code = models.CharField(_("code"), max_length=30)
    name_zh = models.CharField(_("name (Chinese)"), max_length=100)
    name_en = models.CharField(_("name (English)"), max_length=160)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    threshold = models.DecimalField(
        _("threshold"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    unit_zh = models.CharField(_("unit (Chinese)"), max_length=20, blank=True)
    unit_en = models.CharField(_("unit (English)"), max_length=20, blank=True)
    fact = models.CharField(_("from the file"), max_length=40, blank=True)
    """What of the year's record answers it beforehand (households.exit_facts), or empty."""
    is_veto = models.BooleanField(_("nobody exits without it"), default=True)
    needs_evidence = models.BooleanField(_("evidence is noted"), default=False)
    objects: "models.Manager[Any]"

    class Meta:
        verbose_name = _("item of an exit standard")
        verbose_name_plural = _("items of exit standards")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["standard", "code"], name="exit_item_once"),
            models.CheckConstraint(
                name="exit_item_number_has_a_threshold",
                condition=Q(kind="yes_no") | Q(threshold__isnull=False) | Q(code="income"),
                violation_error_message=_("A number is held against a threshold. Give it."),
            ),
        ]

    def __str__(self) -> str:
        return self.name_zh if (get_language() or "").startswith("zh") else self.name_en

    @property
    def unit(self) -> str:
        """In the reader's language."""
        return self.unit_zh if (get_language() or "").startswith("zh") else self.unit_en


@tracked()
class ExitAssessment(VillageScoped):
    """A household held against the standard, with the householder's own confirmation."""

    case = CountyFK(Case, models.PROTECT, related_name="assessments")
    standard = models.ForeignKey(ExitStandard, models.PROTECT, related_name="+")
    assessed_on = models.DateField(_("assessed on"))
    assessors = models.CharField(_("assessed by"), max_length=80)
    confirmed_on = models.DateField(_("confirmed by the householder on"), null=True, blank=True)
    confirmed_by = models.CharField(_("who signed"), max_length=60, blank=True)
    keeps_support = models.BooleanField(_("support continues after the exit"), default=True)
    changed_by = models.ForeignKey(User, models.PROTECT, db_constraint=False, related_name="+")

    objects = ExitAssessmentQuerySet["ExitAssessment"].as_manager()

    class Meta(VillageScoped.Meta):
        verbose_name = _("exit assessment")
        verbose_name_plural = _("exit assessments")
        constraints = [
            *VillageScoped.Meta.constraints,
            models.UniqueConstraint(fields=["county_code", "id"], name="exitassessment_county_id"),
            models.UniqueConstraint(fields=["county_code", "case"], name="case_assessed_once"),
            models.CheckConstraint(
                name="exit_confirmed_with_a_name",
                condition=Q(confirmed_on=None, confirmed_by="")
                | (Q(confirmed_on__isnull=False) & ~Q(confirmed_by="")),
                violation_error_message=_("Give both: who signed, and on which day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.assessed_on}"


class ExitAnswer(CountyScoped):
    """What was found on one item; `holds` is computed from it."""

    assessment = CountyFK(ExitAssessment, models.CASCADE, related_name="answers")
    item = models.ForeignKey(ExitItem, models.PROTECT, related_name="+")
    value = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    holds = models.BooleanField(_("reached"))
    evidence = models.CharField(_("evidence"), max_length=200, blank=True)
    objects: "models.Manager[Any]"

    class Meta:
        verbose_name = _("answer to an exit item")
        verbose_name_plural = _("answers to exit items")
        constraints = [
            models.UniqueConstraint(
                fields=["county_code", "assessment", "item"], name="exit_item_answered_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.holds}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.county_code = self.assessment.county_code
        super().save(*args, **kwargs)
