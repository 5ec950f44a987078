"""What changes in a family through the year, and the papers of the file."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from households.choices import ChangeKind
from households.codes import CodeField
from households.models.household import Household
from households.models.member import Member
from households.querysets import AttachmentQuerySet, ChangeQuerySet
from povertyreg.scoping import CountyFK, VillageScoped
from villages.models import User


class Change(VillageScoped):
    """One dated change (2.10). Never deleted: a wrong one is undone by another that counters it.

    `details` says what is needed to undo it (relations before and after, former number, …), without
    personal numbers.
    """

    household = CountyFK(Household, models.PROTECT, related_name="changes")
    member = CountyFK(Member, models.PROTECT, null=True, db_index=False, related_name="changes")
    other_household = CountyFK(
        Household, models.PROTECT, null=True, related_name="changes_elsewhere"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=ChangeKind)
    on = models.DateField(_("day of the change"))
    year = models.PositiveSmallIntegerField(_("year"))
    reason = models.CharField(_("reason"), max_length=200)
    counters = CountyFK("self", models.PROTECT, null=True, db_index=False, related_name="countered")
    details = models.JSONField(default=dict)
    recorded_by = models.ForeignKey(
        User, models.PROTECT, db_constraint=False, db_index=False, related_name="+"
    )
    recorded_at = models.DateTimeField(db_default=Now())

    objects = ChangeQuerySet["Change"].as_manager()

    class Meta(VillageScoped.Meta):
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ["-on", "-id"]
        constraints = [
            *VillageScoped.Meta.constraints,
            models.UniqueConstraint(fields=["county_code", "id"], name="change_county_id"),
            models.UniqueConstraint(
                fields=["county_code", "counters"],
                condition=Q(counters__isnull=False),
                name="change_countered_once",
            ),
            models.CheckConstraint(name="change_says_why", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.household_id} {self.on}"


class Attachment(VillageScoped):
    """A scan or photo of the paper file (1.6). Taken back with a reason, never deleted.

    The bytes are stored encrypted, under a name of their own, outside the web root.
    """

    household = CountyFK(Household, models.PROTECT, related_name="attachments")
    change = CountyFK(Change, models.PROTECT, null=True, db_index=False, related_name="evidence")
    kind = CodeField(_("kind of paper"), codes="attachment")
    name = models.CharField(_("name"), max_length=120)
    note = models.CharField(_("note"), max_length=200, blank=True)
    file = models.FileField(upload_to="attachments/")
    thumbnail = models.FileField(upload_to="attachments/", blank=True)
    content_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField(_("size"))
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(
        User, models.PROTECT, db_constraint=False, db_index=False, related_name="+"
    )
    uploaded_at = models.DateTimeField(db_default=Now())
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        User, models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    withdrawn_because = models.CharField(_("why taken back"), max_length=200, blank=True)

    objects = AttachmentQuerySet["Attachment"].as_manager()

    class Meta(VillageScoped.Meta):
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
        ordering = ["kind", "-uploaded_at"]
        constraints = [
            *VillageScoped.Meta.constraints,
            models.CheckConstraint(
                name="attachment_withdrawn_with_a_reason",
                condition=Q(withdrawn_at=None) | ~Q(withdrawn_because=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.household_id}"
