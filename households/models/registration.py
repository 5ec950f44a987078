"""A round, a household's case in it, and every step that the case took."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from households.choices import RejectionGround, ReturnReason, RoundKind, Stage
from households.codes import CodeField
from households.models.history import tracked
from households.models.household import Household
from households.querysets import CaseQuerySet, EventQuerySet, RoundQuerySet
from households.steps import MOVES
from povertyreg.scoping import CountyFK, CountyScoped, VillageScoped
from villages.models import User


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
    spot_check_percent = models.PositiveSmallIntegerField(_("spot check (%)"), default=20)
    starts_on = models.DateField(_("from"))
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
    def spot_check_share(self) -> Fraction:
        return Fraction(self.spot_check_percent, 100)

    @property
    def is_open(self) -> bool:
        return self.closed_on is None


@tracked()
class Case(VillageScoped):
    """One household in one round. Its stage is changed only by households.workflow."""

    household = CountyFK(Household, models.PROTECT, related_name="cases")
    round = CountyFK(Round, models.PROTECT, related_name="cases")
    stage = models.CharField(
        _("stage"), max_length=20, choices=Stage, default=Stage.APPLIED, editable=False
    )
    category = CodeField(_("category"), codes="category", blank=True, editable=False)
    applied_on = models.DateField(_("applied on"))
    surveyed_on = models.DateField(_("surveyed on"), null=True, blank=True)
    surveyors = models.CharField(_("surveyors"), max_length=80, blank=True)
    is_spot_checked = models.BooleanField(_("spot-checked"), default=False)
    returned_because = models.CharField(_("why returned"), max_length=200, blank=True)
    rejected_because = models.CharField(
        _("ground of rejection"), max_length=20, choices=RejectionGround, blank=True
    )
    entered_by = models.ForeignKey(
        User, models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )

    objects = CaseQuerySet["Case"].as_manager()

    class Meta(VillageScoped.Meta):
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        constraints = [
            *VillageScoped.Meta.constraints,
            models.UniqueConstraint(fields=["county_code", "id"], name="case_county_id"),
            models.UniqueConstraint(
                fields=["county_code", "household", "round"],
                name="case_once_a_round",
                violation_error_message=_("This household already has a case in this round."),
            ),
            models.CheckConstraint(
                name="case_category_only_when_classified",
                condition=Q(stage__in=[Stage.CLASSIFIED, Stage.ANNOUNCED], category__gt="")
                | (~Q(stage__in=[Stage.CLASSIFIED, Stage.ANNOUNCED]) & Q(category="")),
            ),
            models.CheckConstraint(
                name="case_rejected_with_a_ground",
                condition=Q(stage=Stage.REJECTED, rejected_because__gt="")
                | (~Q(stage=Stage.REJECTED) & Q(rejected_because="")),
            ),
            models.CheckConstraint(
                name="case_surveyed_after_applying",
                condition=Q(surveyed_on=None) | Q(surveyed_on__gte=F("applied_on")),
            ),
        ]
        indexes = [
            models.Index(F("county_code"), F("round"), F("village"), F("stage"), name="case_list"),
        ]
        triggers = [pgtrigger.FSM(name="only_steps_of_the_table", field="stage", transitions=MOVES)]

    def __str__(self) -> str:
        return f"{self.household_id} {self.get_stage_display()}"

    @property
    def is_returned(self) -> bool:
        return self.stage == Stage.SURVEYED and bool(self.returned_because)

    @property
    def why_returned(self) -> str:
        """In the reader's language, when the reason was picked."""
        return _in_words(self.returned_because)


def _in_words(reason: str) -> str:
    """A reason that was picked is stored by its code, one that was written as it was written."""
    return str(ReturnReason(reason).label) if reason in ReturnReason.values else reason


class Event(CountyScoped):
    """One step of one case: only ever added."""

    case = CountyFK(Case, models.PROTECT, related_name="events")
    at = models.DateTimeField(_("time"), db_default=Now())
    on = models.DateField(_("date of the act"))
    by = models.ForeignKey(User, models.PROTECT, db_constraint=False, related_name="+")
    step = models.CharField(_("step"), max_length=30)
    from_stage = models.CharField(max_length=20, choices=Stage, blank=True)
    to_stage = models.CharField(max_length=20, choices=Stage)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    notice = CountyFK("Notice", models.PROTECT, null=True, related_name="events")

    objects = EventQuerySet["Event"].as_manager()

    class Meta:
        verbose_name = _("step taken")
        verbose_name_plural = _("steps taken")
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["county_code", "case"], name="event_case")]
        triggers = [
            pgtrigger.Protect(name="only_ever_added", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.step}"

    @property
    def why(self) -> str:
        """The reason in the reader's language, when it was picked."""
        return _in_words(self.reason)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.county_code = self.case.county_code
        super().save(*args, **kwargs)
