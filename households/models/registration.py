"""A household's case in a round, and every step that it took."""

from typing import Any

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from households.choices import Outcome, RejectionGround, ReturnReason, Stage
from households.codes import CodeField
from households.models.history import tracked
from households.models.household import Household
from households.models.round import Round
from households.models.triggers import not_before_the_last_day, only_steps_of_the_table
from households.querysets import CaseQuerySet, EventQuerySet
from povertyreg.scoping import CountyFK, CountyScoped, VillageScoped
from villages.models import User

_DECIDED = (Stage.CLASSIFIED, Stage.ANNOUNCED)


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
    is_checked_by_county = models.BooleanField(
        _("spot-checked by the county"), default=False, db_default=False
    )
    suspicion = models.CharField(
        _("why it is looked at again"), max_length=200, blank=True, db_default=""
    )
    proposed_outcome = models.CharField(
        _("proposed outcome"), max_length=20, choices=Outcome, blank=True, db_default=""
    )
    outcome = models.CharField(
        _("outcome"), max_length=20, choices=Outcome, blank=True, db_default="", editable=False
    )
    ground = models.CharField(
        _("ground of removal"), max_length=20, choices=RejectionGround, blank=True, db_default=""
    )
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
            models.UniqueConstraint(
                fields=["county_code", "household"],
                condition=Q(stage__in=Stage.open()),
                name="one_open_case",
                violation_error_message=_(
                    "This household is on its way in another round. Bring that case to its end "
                    "first."
                ),
            ),
            models.CheckConstraint(
                name="case_category_only_when_classified",
                condition=Q(stage__in=_DECIDED, category__gt="", outcome__gt="")
                | Q(stage__in=_DECIDED, category="", outcome=Outcome.REMOVED)
                | (~Q(stage__in=_DECIDED) & Q(category="", outcome="")),
            ),
            models.CheckConstraint(
                name="case_removed_on_a_ground",
                condition=~Q(proposed_outcome=Outcome.REMOVED) | Q(ground__gt=""),
                violation_error_message=_("Say on which ground the household is removed."),
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
        triggers = [only_steps_of_the_table, not_before_the_last_day]

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
