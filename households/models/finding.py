"""What the checks found in a file, and what was said to it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from households.choices import FindingState, Severity
from households.models.household import Household
from households.models.member import Member
from households.querysets import FindingQuerySet
from povertyreg.scoping import CountyFK, VillageScoped
from villages.models import User


class Finding(VillageScoped):
    """One rule that one year's record of a household, or of one member, does not meet.

    `value` is what was found, as it may be seen in a list: never a whole number of a document.
    An explanation holds as long as the value stays the same.
    """

    household = CountyFK(Household, models.PROTECT, related_name="findings")
    member = CountyFK(Member, models.PROTECT, null=True, db_index=False, related_name="+")
    year = models.PositiveSmallIntegerField(_("year"))
    rule = models.CharField(_("rule"), max_length=5)
    severity = models.CharField(_("severity"), max_length=1, choices=Severity)
    value = models.CharField(_("value found"), max_length=200, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=FindingState, default=FindingState.OPEN
    )
    reason = models.CharField(_("explanation"), max_length=200, blank=True)
    found_on = models.DateField(_("found on"))
    last_seen_on = models.DateField(_("last seen on"))
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    objects = FindingQuerySet["Finding"].as_manager()

    class Meta(VillageScoped.Meta):
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        constraints = [
            *VillageScoped.Meta.constraints,
            models.UniqueConstraint(
                fields=["county_code", "household", "year", "rule", "member"],
                nulls_distinct=False,
                name="found_once",
            ),
            models.CheckConstraint(
                name="finding_explained_with_a_reason",
                condition=~Q(state=FindingState.EXPLAINED) | ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.household_id} {self.year}"
